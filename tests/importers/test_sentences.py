"""One finding in free text: the day, who found it, where it lies, and what a hostile text meets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.rosters import Registry, RosterUnit
from importers.sentences import read_sentence, split_findings
from ledger.errors import BadValue
from ledger.vocabulary import Level, UnitKind

CASES = Path(__file__).parent / "cases"
WHOLE = (
    "whole_sentences.yaml",
    "another_city.yaml",
    "county_sentences.yaml",
    "spring_sentences.yaml",
    "summer_sentences.yaml",
    "autumn_sentences.yaml",
)
TODAY = date(2025, 8, 15)


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def registry_of(table: dict[str, Any]) -> Registry:
    offices = tuple(RosterUnit(name, UnitKind.OFFICE) for name in table["roster"])
    return Registry(offices).with_names(table["departments"])


def named(name: str) -> list[Any]:
    return [pytest.param(case, id=sentence) for sentence, case in load(name)["cases"].items()]


@pytest.mark.parametrize("case", named("dates.yaml"))
def test_the_day_of_the_finding(case: dict[str, Any]) -> None:
    assert read_sentence(case["text"], TODAY, Registry()).found_on == case["day"]


@pytest.mark.parametrize("case", named("inspections.yaml"))
def test_who_found_it_and_whose_it_is(case: dict[str, Any]) -> None:
    facts = read_sentence(case["text"], TODAY, registry_of(load("inspections.yaml")))
    read = {
        "level": facts.level.label if facts.level else None,
        "office": facts.office,
        "unit": next(iter(facts.units), None),
    }
    wanted = {key: value for key, value in case.items() if key != "text"}
    assert {key: read[key] for key in wanted} == wanted


@pytest.mark.parametrize("name", WHOLE)
def test_whole_sentences(name: str) -> None:
    table = load(name)
    wrong = []
    for case in table["cases"]:
        facts = read_sentence(case["text"], table.get("today", TODAY), registry_of(table))
        read = {
            "level": facts.level.label if facts.level else None,
            "office": facts.office,
            "unit": next(iter(facts.units), None),
            "day": facts.found_on,
            "subject": facts.subject,
        }
        wrong += [
            f"{case['text']}: {key} {read[key]!r}"
            for key, value in case.items()
            if key in read and read[key] != value
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "tonnages"),
    [
        ("2蒸吨燃煤锅炉", ["2"]),
        ("锅炉35t/h", ["35"]),
        ("4吨/时燃煤锅炉2台", ["4"]),
        ("采暖锅炉0.5吨", ["0.5"]),
        ("一点五吨的煤锅炉", ["1.5"]),
        ("半吨的小锅炉", ["0.5"]),
        ("0.7MW燃煤热水锅炉", ["1"]),
        ("２吨的锅炉", ["2"]),
        ("农户存散煤两吨", []),
        ("锅炉房堆煤20吨", []),
        ("炉渣1.8吨，锅炉还热", []),
        ("裸土堆1500吨", []),
    ],
)
def test_a_boiler_has_a_capacity_and_a_heap_of_coal_has_none(text: str, tonnages: list[str]) -> None:
    facts = read_sentence(text, TODAY, Registry())
    assert list(facts.tonnages) == [Decimal(value) for value in tonnages]


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("禁燃区内烧散煤", "禁燃区", True),
        ("禁燃区外烧散煤", "禁燃区", False),
        ("非禁燃区烧散煤", "禁燃区", False),
        ("不在禁燃区，烧散煤", "禁燃区", False),
        ("建成区以外的饭店", "建成区", False),
        ("禁放区外放炮", "禁放区", False),
        ("jrq内散煤", "禁燃区", True),
    ],
)
def test_a_zone_is_inside_or_outside(text: str, name: str, inside: bool) -> None:
    [zone] = read_sentence(text, TODAY, Registry()).zones
    assert (zone.name, zone.inside) == (name, inside)


def test_plates_are_read_once_each_and_stand_for_the_subject() -> None:
    facts = read_sentence("豫H3K77Q、豫H·B520N和豫h3k77q三台车", TODAY, Registry())
    assert facts.plates == ("豫H3K77Q", "豫H·B520N")
    assert facts.subject == "豫H3K77Q、豫H·B520N"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("市里查到永昌木业有限公司没停产", "永昌木业有限公司"),
        ("水泥厂料堆没盖", None),
        ("人民路张记烩面馆油烟机没开", "张记烩面馆"),
        ("新华路雨污分流项目没洒水", "新华路雨污分流项目"),
        ("两家没停：西山石墨、永泰水泥制品", "西山石墨、永泰水泥制品"),
        ("烩面馆的净化器拔了电源", None),
        ("和顺家园二期工地裸土", "和顺家园二期工地"),
        ("谁家在河边烧东西", None),
    ],
)
def test_the_subject_is_verbatim_or_nothing(text: str, subject: str | None) -> None:
    assert read_sentence(text, TODAY, Registry()).subject == subject


def test_spans_stand_in_the_sentence_as_it_was_given() -> None:
    text = "８月１２日市督导组查到黑渣土车３台"
    facts = read_sentence(text, TODAY, Registry())
    assert [mention.span.of(text) for mention in facts.dates] == ["８月１２日"]
    assert [quantity.span.of(text) for quantity in facts.quantities] == ["３台"]


def test_without_a_roster_an_office_counts_only_in_full() -> None:
    assert read_sentence("孟村办事处烧树叶", TODAY, Registry()).office == "孟村办事处"
    assert read_sentence("孟村 烧树叶", TODAY, Registry()).office is None


def test_who_checked_themselves_is_told() -> None:
    facts = read_sentence("古城办自查，烧烤摊一个", TODAY, Registry())
    assert (facts.level, facts.self_found) == (Level.DISTRICT, True)


@pytest.mark.parametrize(
    ("text", "count", "vague"),
    [("两三台燃煤锅炉", 2, True), ("一两台燃煤锅炉", 1, True), ("1,200台锅炉", 1200, False)],
)
def test_one_of_two_numbers_is_vague_and_a_grouped_one_is_whole(text: str, count: int, vague: bool) -> None:
    [quantity] = read_sentence(text, TODAY, Registry(())).quantities
    assert (quantity.value, quantity.approximate) == (count, vague)


def test_an_empty_sentence_says_nothing() -> None:
    facts = read_sentence("", TODAY, Registry())
    assert (facts.found_on, facts.office, facts.subject, facts.quantities) == (None, None, None, ())


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(BadValue, match=r"^这段文字有5001个字，超过5000字，请拆成几条再录入。$"):
        read_sentence("烧" * 5001, TODAY, Registry())


@pytest.mark.parametrize(
    "text", ["一" * 4000, "1" * 4000, "、" * 4000, "没盖，" * 1300, "市" * 4000, "8.12" * 1000]
)
def test_long_runs_of_one_thing_are_read_in_bounded_time(text: str) -> None:
    read_sentence(text, TODAY, Registry())


class TestSplitting:
    def test_each_line_is_a_finding(self) -> None:
        assert split_findings("昨天孟村烧树叶\n\n前天古城放炮") == ["昨天孟村烧树叶", "前天古城放炮"]

    def test_numbered_lines_lose_their_numbers_and_keep_what_goes_on(self) -> None:
        text = "1. 永昌木业没停产\n   夜里查的\n2、张记烩面馆油烟直排"
        assert split_findings(text) == ["永昌木业没停产夜里查的", "张记烩面馆油烟直排"]

    def test_a_heading_above_numbered_lines_holds_for_each(self) -> None:
        text = "8月12日市督导组检查：\n1.孟村永昌木业没停产\n2.古城张记烩面馆油烟直排"
        assert split_findings(text) == [
            "8月12日市督导组检查，孟村永昌木业没停产",
            "8月12日市督导组检查，古城张记烩面馆油烟直排",
        ]

    def test_sentences_with_subjects_of_their_own_are_findings_of_their_own(self) -> None:
        text = "永昌木业公司没停产；张记饭店油烟没净化"
        assert split_findings(text) == ["永昌木业公司没停产", "张记饭店油烟没净化"]

    def test_one_sites_list_of_measures_is_one_finding(self) -> None:
        text = "和顺家园工地：一是裸土没盖；二是没冲洗；三是没围挡"
        assert split_findings(text) == [text]

    def test_measures_numbered_inside_a_line_are_one_finding(self) -> None:
        text = "和顺家园工地 1.裸土没盖 2.没冲洗"
        assert split_findings(text) == [text]

    def test_nothing_gives_nothing_to_file(self) -> None:
        assert split_findings("  ") == [""]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("4月9日好再来饭店油烟直排", "好再来饭店"),
        ("市里查到好又多超市卖散煤", "好又多超市"),
        ("查到个工地没围挡", None),
        ("有个砂石厂堆料没盖", None),
        ("多个工地裸土没盖", None),
        ("松涧办两家饭店，油烟直排", None),
    ],
)
def test_a_name_is_kept_whole_and_a_counted_thing_is_none(text: str, subject: str | None) -> None:
    assert read_sentence(text, date(2025, 8, 15), Registry()).subject == subject


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9999年12月31日烧垃圾", None),
        ("2025年13月5日烧垃圾", None),
        ("松涧 6.30 平安小区裸土没盖", date(2025, 6, 30)),
        ("松涧 6.30 公司堆场没盖", date(2025, 6, 30)),
        ("松涧 6.3 吨锅炉在烧煤", None),
    ],
)
def test_a_day_that_cannot_be_meant_is_none_and_a_name_behind_it_is_no_unit(
    text: str, day: date | None
) -> None:
    assert read_sentence(text, date(2025, 8, 15), Registry()).found_on == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0辆黑渣土车无证", ("0辆",)),
        ("-3辆渣土车没手续", ("-3辆",)),
        ("拦下3.5辆黑渣土车", ("3.5辆",)),
        ("6.30 烧秸秆一处", ()),
        ("10台锅炉", ()),
        ("松涧-3家饭店", ()),
    ],
)
def test_what_can_be_no_count_is_told_apart(text: str, words: tuple[str, ...]) -> None:
    assert read_sentence(text, date(2025, 8, 15), Registry()).impossible == words
