"""How many: the things that a concept counts, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.rosters import Registry
from importers.sentences import read_sentence
from penalties.counting import count_for

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "counts.yaml").read_text(encoding="utf-8"))
WHOLE = (
    "whole_sentences.yaml",
    "another_city.yaml",
    "county_sentences.yaml",
    "spring_sentences.yaml",
    "summer_sentences.yaml",
    "autumn_sentences.yaml",
)
SENTENCES = Path(__file__).parents[1] / "importers" / "cases"


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in TABLE["cases"].items()])
def test_what_is_counted(case: dict[str, Any]) -> None:
    facts = read_sentence(case["text"], date(2025, 8, 15), Registry())
    assert count_for(case["concept"], facts).value == case["count"]


@pytest.mark.parametrize("name", WHOLE)
def test_counts_of_whole_sentences(name: str) -> None:
    cases = yaml.safe_load((SENTENCES / name).read_text(encoding="utf-8"))["cases"]
    wrong = []
    for case in cases:
        if "concept" not in case:
            continue
        count = count_for(case["concept"], read_sentence(case["text"], date(2025, 8, 15), Registry()))
        if count.value != case["count"]:
            wrong.append((case["text"], count))
    assert wrong == []


def test_a_rule_that_does_not_stack_counts_sites() -> None:
    facts = read_sentence("3个工地裸土没盖、没冲洗", date(2025, 8, 15), Registry())
    assert count_for("site_dust", facts, stackable=False).value == 3
    assert count_for("site_dust", facts, stackable=True).value == 6


@pytest.mark.parametrize(
    ("rule", "text", "count"),
    [
        ("未落实“七个百分之百”的", "工地七个百分之百一项都没落实", 7),
        ("未落实“七个百分之百”的", "没装在线监控、裸土没盖", 2),
        ("未落实“七个百分之百”的", "七个百分百只做到两项", 5),
        ("未落实“七个百分之百”的", "七个百分之百除围挡外都没落实", 6),
        ("未落实“八个百分之百”的", "八个百分之百一个都没落实", 8),
        ("未落实“八个百分之百”的", "挖掘机冒黑烟，也没装视频监控", 2),
        ("未落实“六个百分之百”的", "没装在线监控、裸土没盖", 1),
        ("未落实“六个百分之百”的", "七个百分之百一项都没落实", 6),
        ("未落实扬尘防治措施的", "没装在线监控、裸土没盖", 1),
        (
            "未落实七个百分之百（围挡、覆盖、冲洗、硬化、湿法、密闭、非道路机械达标）的",
            "挖掘机冒黑烟，裸土没盖",
            2,
        ),
        (
            "未落实七个百分之百（围挡、覆盖、冲洗、硬化、湿法、密闭、非道路机械达标）的",
            "没装在线监控，裸土没盖",
            1,
        ),
    ],
)
def test_how_many_measures_there_are_the_rule_says(rule: str, text: str, count: int) -> None:
    facts = read_sentence(text, date(2025, 8, 15), Registry())
    assert count_for("site_dust", facts, words=rule).value == count


def test_the_working_says_how_the_number_was_come_by() -> None:
    facts = read_sentence("工地裸土没盖、车没冲洗", date(2025, 8, 15), Registry())
    assert count_for("site_dust", facts).working == "2项控尘措施不到位（物料覆盖、车辆冲洗），叠加按2项计"


@pytest.mark.parametrize(
    ("per", "text", "count"),
    [
        ("亩", "烧麦茬过火3亩", 3),
        ("平方米", "裸土约1200平没盖", 1200),
        ("天", "连续5天未整改", 5),
        ("处", "秸秆着火2处", 2),
    ],
)
def test_a_rule_by_area_or_day_counts_that(per: str, text: str, count: int) -> None:
    facts = read_sentence(text, date(2025, 8, 15), Registry())
    assert count_for("straw_burning", facts, per=per).value == count


def test_an_extent_that_is_not_written_is_asked() -> None:
    counted = count_for("straw_burning", read_sentence("烧麦茬", date(2025, 8, 15), Registry()), per="亩")
    assert (counted.working, counted.certain) == ("未写明多少亩，按1亩计", False)


@pytest.mark.parametrize("text", ["几台黑渣土车", "十几辆黑渣土车", "黑渣土车近20辆", "四五辆黑渣土车"])
def test_a_vague_number_is_not_certain(text: str) -> None:
    assert not count_for("unlicensed_muck_truck", read_sentence(text, date(2025, 8, 15), Registry())).certain


@pytest.mark.parametrize("words", ["0辆", "-3辆", "3.5辆"])
def test_a_number_that_can_be_no_count_is_asked_about(words: str) -> None:
    facts = read_sentence(f"{words}黑渣土车没有手续", date(2025, 8, 15), Registry())
    count = count_for("unlicensed_muck_truck", facts)
    assert (count.working, count.certain) == (f"文中写的“{words}”不能作数量，暂按1辆计", False)
