"""A finding's text → ranked rules and tasks, with reasons, and when to ask a person."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from importers.plans import read_plan
from importers.rosters import Registry, read_roster
from penalties.matching import ASK_BELOW, Match, Matcher

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "tui" / "demo" / "plan.docx"
DAY = date(2025, 11, 20)


@cache
def demo() -> Matcher:
    plan = read_plan(DEMO)
    return Matcher(plan.deductions, plan.obligations, plan.text)


def match(text: str) -> Match:
    return demo().match(text, DAY)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("浴池后院一台两吨的炉子还在烧煤供水", 1),
        ("挖出来的土晾了三天，大门口也没冲车的", 2),
        ("橙色预警那两天压机响了一夜", 3),
        ("翻斗没挂牌，拉的是拆迁的碎砖", 4),
        ("扫街的把叶子堆点了", 5),
        ("新媳妇进门响了两挂", 6),
        ("厂院里石粉敞着，风一刮白茫茫", 7),
        ("三轮喊着卖蜂窝煤", 8),
        ("炒菜呢，净化器灯是灭的", 9),
        ("卸油没接回气管", 10),
        ("铲车没贴码还冒黑烟", 11),
        ("猪圈粪水臭得开不了窗", 12),
    ],
)
def test_each_rule_of_the_sample_schedule_is_found_from_everyday_words(text: str, place: int) -> None:
    assert match(text).place == place


def test_two_rules_besides_the_first_are_offered() -> None:
    assert len(match("挖出来的土晾了三天").rules) == 3


def test_candidates_fall_in_confidence_and_carry_evidence() -> None:
    rules = match("油烟净化器没开，后厨正炒菜").rules
    assert [rule.confidence for rule in rules] == sorted((rule.confidence for rule in rules), reverse=True)
    assert rules[0].evidence


def test_a_question_is_no_finding() -> None:
    asked = match("工地裸土没盖一项扣几万")
    assert (asked.applies, asked.rules, asked.count) == (False, (), 0)
    assert asked.reason == "是提问，不是问题线索"


def test_a_check_that_found_nothing_is_no_finding() -> None:
    assert match("检查了两家饭店，净化器都开着，未发现问题").reason == "检查未发现问题，或问题已经解决"


def test_noise_is_no_air_problem() -> None:
    noise = match("工地半夜打桩，吵得睡不着")
    assert not noise.applies
    assert noise.reason == "不是大气环境问题"
    assert noise.obligations == ()


def test_what_the_district_found_itself_does_not_apply_and_is_ranked_all_the_same() -> None:
    own = match("区里自查发现安置房工地裸土没盖")
    assert not own.applies
    assert own.place == 2
    assert own.reason == "区级自查发现的问题，不适用上级扣缴：登记、整改、销号"


def test_a_boiler_above_the_limit_is_moved_to_the_fallback_and_said_so() -> None:
    large = match("纸厂供汽的燃煤锅炉没拆，一台，20吨")
    assert large.place == 12
    assert large.reason.startswith("条件“10蒸吨及以下”：文中写明")
    assert large.reason.endswith("不符合")


def test_a_plant_s_boiler_within_the_limit_stays_under_the_boiler_rule() -> None:
    assert match("电厂燃煤锅炉超标，6吨").place == 1


def test_a_licensed_truck_that_spills_is_not_the_unlicensed_one() -> None:
    spilling = match("证件齐全的土方车，挡板漏土，一路掉")
    assert spilling.place == 12
    assert spilling.concept == "muck_spill"


def test_the_count_is_of_what_the_rule_counts() -> None:
    assert match("三辆拉土车没有准运证").count == 3
    assert match("工地裸土没盖、没洗车台，俩问题").count == 2


def test_an_unclear_text_is_left_to_a_person() -> None:
    unclear = match("有点冒烟")
    assert unclear.confidence < ASK_BELOW
    assert unclear.abstain


def test_a_clear_text_is_answered() -> None:
    assert not match("三辆渣土车没有准运证，拉建筑垃圾").abstain


def test_without_rules_the_tasks_are_ranked_and_it_is_said_that_no_clause_fits() -> None:
    plan = read_plan(DEMO)
    bare = Matcher((), plan.obligations, plan.text).match("超市偷卖鞭炮", DAY)
    assert bare.applies
    assert bare.rules == ()
    assert bare.concept == "fireworks"
    assert bare.reason == "扣缴标准中没有对应的条款"
    assert bare.obligations


@pytest.mark.parametrize("text", ["", " ", "？", "1234", "😀", "a" * 5000, "烧" * 3000])
def test_odd_texts_are_judged_without_failing(text: str) -> None:
    assert 0 <= match(text).confidence <= 1


def test_a_schedule_of_other_categories_in_a_table_is_served() -> None:
    plan = read_plan(HERE / "another_schedule.md")
    other = Matcher(plan.deductions, plan.obligations, plan.text)
    cases = yaml.safe_load((HERE / "another_schedule.yaml").read_text(encoding="utf-8"))
    judged = [(case, other.match(case["text"], date(2024, 11, 11))) for case in cases]
    rules = [found.place == case["rule"] for case, found in judged]
    tasks = [found.obligations[0].number == case["task"] for case, found in judged if case["task"]]
    assert len(cases) == 60
    assert sum(rules) >= 57
    assert sum(tasks) / len(tasks) >= 0.95


def test_labelled_findings_of_a_real_plan(shared_dir: Path) -> None:
    plan = read_plan(shared_dir / "policies" / "zhongzhan-2022.docx")
    roster = read_roster(shared_dir / "policies" / "zhongzhan-offices.csv")
    real = Matcher(plan.deductions, plan.obligations, plan.text, registry=roster.with_plan(plan))
    lines = (shared_dir / "gold" / "findings-dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    found = [real.match(row["text"], date.fromisoformat(row["today"])) for row in gold]
    pairs = list(zip(gold, found, strict=True))
    due = [(row, m) for row, m in pairs if row["applies"]]
    firsts = [m.obligations[0].number in row["obligations"] for row, m in due if m.obligations]
    threes = [bool({task.number for task in m.obligations[:3]} & set(row["obligations"])) for row, m in due]
    assert sum(m.applies == row["applies"] for row, m in pairs) / len(pairs) >= 0.97
    assert sum(m.place == row["rule"] for row, m in due) / len(due) >= 0.97
    assert sum(row["rule"] in [r.place for r in m.rules] for row, m in due) / len(due) >= 0.99
    assert sum(threes) / len(due) >= 0.97
    assert sum(firsts) / len(due) >= 0.9


def test_tasks_of_a_real_plan_for_rarer_matters(shared_dir: Path) -> None:
    plan = read_plan(shared_dir / "policies" / "zhongzhan-2022.docx")
    real = Matcher(plan.deductions, plan.obligations, plan.text, registry=Registry())
    table = yaml.safe_load((HERE / "harder_sentences.yaml").read_text(encoding="utf-8"))
    cases = [case for cases in table.values() for case in cases if isinstance(case, dict)]
    first = third = 0
    for case in cases:
        numbers = [task.number for task in real.match(case["text"], date(2022, 10, 10)).obligations]
        first += numbers[0] in case["tasks"]
        third += bool(set(numbers[:3]) & set(case["tasks"]))
    assert first / len(cases) >= 0.85
    assert third / len(cases) >= 0.95
