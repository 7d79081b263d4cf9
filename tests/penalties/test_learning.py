"""Confirmed findings improve the next match, per installation and without training by hand."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from importers.plans import read_plan
from importers.sentences import Facts
from ledger.plan import Plan
from penalties.learning import Confirmed, Corrections, Lesson, Outcome, learn
from penalties.matching import Matcher

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "tui" / "demo" / "plan.docx"


@cache
def plan() -> Plan:
    return read_plan(DEMO)


def matcher(*confirmed: Confirmed) -> Matcher:
    return Matcher(plan().deductions, plan().obligations, plan().text, confirmed=confirmed)


def place_of(match: Matcher, text: str) -> int | None:
    return match.judge(text, Facts(text=text)).place


def stream(count: int) -> list[Confirmed]:
    """Findings of one office in its own words, drawn from a seed."""
    data = yaml.safe_load((HERE / "local_words.yaml").read_text(encoding="utf-8"))
    draw = random.Random(5)
    found: dict[str, Confirmed] = {}
    while len(found) < count:
        place = draw.choice(list(data["stream"]))
        frame = draw.choice(data["stream"][place])
        text = re.sub(r"\{(\w+)\}", lambda slot: draw.choice(data["words"][slot.group(1)]), frame)
        found.setdefault(text, Confirmed(text, place))
    return list(found.values())


def right(match: Matcher, findings: list[Confirmed]) -> float:
    return sum(place_of(match, item.text) == item.place for item in findings) / len(findings)


def test_two_hundred_confirmations_teach_an_office_s_own_words() -> None:
    findings = stream(300)
    confirmed, later = findings[:200], findings[200:]
    before = right(matcher(), later)
    after = right(matcher(*confirmed), later)
    assert before < 0.6
    assert after > 0.95


def test_twenty_confirmations_help_already() -> None:
    findings = stream(300)
    assert right(matcher(*findings[:20]), findings[200:]) > right(matcher(), findings[200:]) + 0.15


def test_what_was_right_before_stays_right() -> None:
    texts = {
        "工地裸土没盖网": 2,
        "三辆拉土车没有准运证": 4,
        "超市偷卖鞭炮": 6,
        "夜市炭火烤串": 8,
        "加油站油气回收停用": 10,
        "挖掘机冒黑烟": 11,
    }
    taught = matcher(*stream(200))
    assert {text: place_of(taught, text) for text in texts} == texts


def test_one_confirmation_is_enough_for_the_same_words_again() -> None:
    text = "南关又见老黑两台"
    assert place_of(matcher(Confirmed(text, 4)), text) == 4


def test_a_person_may_teach_that_something_is_no_air_problem() -> None:
    texts = ["大集上有人耍火把戏", "庙会耍火把戏的又来了", "耍火把戏，看的人多"]
    taught = matcher(*(Confirmed(text, None) for text in texts))
    assert not taught.judge("戏台前耍火把戏", Facts(text="")).applies


def test_confirming_what_is_known_changes_next_to_nothing() -> None:
    text = "工地裸土没盖网，车也不冲洗"
    before = matcher().judge(text, Facts(text=text)).confidence
    after = matcher(Confirmed(text, 2)).judge(text, Facts(text=text)).confidence
    assert after == pytest.approx(before, abs=0.02)


def test_a_confirmation_for_a_rule_that_is_gone_teaches_nothing() -> None:
    taught = matcher(Confirmed("南关又见老黑两台", 99))
    assert place_of(taught, "南关又见老黑两台") == place_of(matcher(), "南关又见老黑两台")


def test_a_confirmed_task_comes_first_next_time() -> None:
    text = "东坡料堆边上的土路没洒水"
    later = matcher().judge(text, Facts(text=text)).obligations
    taught = matcher(Confirmed(text, 7, later[2].number))
    assert taught.judge(text, Facts(text=text)).obligations[0].number == later[2].number


def test_without_confirmations_shares_pass_unchanged() -> None:
    shares: dict[Outcome, float] = {1: 0.7, None: 0.3}
    assert Corrections({}).apply({"=a": 1.0}, shares) == shares


def test_corrections_keep_shares_adding_up_to_one() -> None:
    corrections = learn([Lesson(Confirmed("a", 1), {"=a": 1.0}, {1: 0.2, 2: 0.7, None: 0.1})])
    after = corrections.apply({"=a": 1.0}, {1: 0.2, 2: 0.7, None: 0.1})
    assert sum(after.values()) == pytest.approx(1)
    assert max(after, key=lambda outcome: after[outcome]) == 1
