"""Two plans are compared by what their clauses say, not by where they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.money import Money
from ledger.plan import Assignment, Deadline, DeductionRule, DocumentHead, Obligation, Plan, Source, Span
from ledger.vocabulary import DeadlineKind, Role
from tui.usecases.comparing import Difference, compare_plans

NOWHERE = Span(0, 0)


def a_task(number: str, heading: str, unit: str = "区城市管理局", due: date | None = None) -> Obligation:
    deadlines = (Deadline(due, "", DeadlineKind.DUE, NOWHERE),) if due else ()
    assignment = Assignment(unit, unit, Role.LEAD, (), False, NOWHERE)
    return Obligation(number, heading, "", "", NOWHERE, assignments=(assignment,), deadlines=deadlines)


def a_rule(place: int, name: str, amount: Money | None) -> DeductionRule:
    return DeductionRule(place, name, name, amount, "起", False, None, None, False, "五（二）", NOWHERE)


def a_plan(tasks: tuple[Obligation, ...] = (), rules: tuple[DeductionRule, ...] = (), text: str = "") -> Plan:
    head = DocumentHead("方案", None, None, None, 2026, None)
    spanned = tuple(replace(task, span=Span(0, len(text))) for task in tasks)
    return Plan(head, text, Source("", "docx", ""), obligations=spanned, deductions=rules)


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = a_plan((a_task("1", "加强扬尘治理"),), (a_rule(1, "施工工地扬尘", Money.wan(10)),))
    assert compare_plans(plan, plan) == ()


def test_a_task_that_moved_is_the_same_task_with_another_number() -> None:
    before = a_plan((a_task("1", "推进绿化行动"), a_task("2", "加强施工工地扬尘综合治理")))
    after = a_plan((a_task("1", "加强施工工地扬尘综合治理"),))
    moved, gone = sorted(compare_plans(before, after), key=lambda change: change.what, reverse=True)
    assert (moved.what, moved.differences) == ("改动", (Difference("编号", "2", "1"),))
    assert (gone.what, gone.before) == ("删除", "1. 推进绿化行动")


def test_a_new_unit_and_a_later_deadline_are_told() -> None:
    before = a_plan((a_task("3", "完成燃煤锅炉清零", due=date(2026, 6, 30)),))
    after = a_plan((a_task("3", "完成燃煤锅炉清零", "青岚生态环境分局", date(2026, 10, 15)),))
    [change] = compare_plans(before, after)
    assert change.differences == (
        Difference("牵头单位", "区城市管理局", "青岚生态环境分局"),
        Difference("期限", "2026-06-30（完成期限）", "2026-10-15（完成期限）"),
    )


def test_a_changed_rate_is_told_in_wan() -> None:
    before = a_plan(rules=(a_rule(1, "施工工地扬尘", Money.wan(10)),))
    after = a_plan(rules=(a_rule(1, "施工工地扬尘", Money.wan(6)),))
    [change] = compare_plans(before, after)
    assert change.differences == (Difference("标准", "10万元", "6万元"),)


def test_a_new_rule_is_an_addition() -> None:
    [change] = compare_plans(a_plan(), a_plan(rules=(a_rule(1, "加油站油气回收", Money.wan(3)),)))
    assert (change.what, change.kind, change.after) == ("新增", "扣缴标准", "第1项 加油站油气回收")


def test_headings_that_merely_sound_alike_are_not_one_task() -> None:
    before = a_plan(
        (a_task("1", "强化重点行业污染治理"),),
        text="1. 强化重点行业污染治理。六月底前对铸造企业开展全面排查，达不到要求的纳入错峰生产范围",
    )
    after = a_plan(
        (a_task("2", "强化锅炉污染治理"),),
        text="2. 强化锅炉污染治理。燃气锅炉全面完成低氮改造，生物质锅炉配套布袋除尘，淘汰燃煤设施",
    )
    assert [change.what for change in compare_plans(before, after)] == ["删除", "新增"]
