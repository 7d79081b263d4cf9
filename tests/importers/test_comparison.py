"""Two policies side by side."""

from __future__ import annotations

from importers.comparison import Change, ChangeKind, Part, compare_plans
from importers.document import read_content
from importers.plans import plan_of
from ledger.plan import Plan

TASKS = (
    "1.治理施工扬尘。全面落实“六个百分之百”。（县住建局负责）\n"
    "2.禁止露天焚烧。实行包村值守。（县农业农村局负责）\n"
    "3.淘汰老旧货车。年底前完成。（县公安局负责）"
)
RULES = (
    "三、奖惩\n对散煤复燃的，每户扣减乡镇财力5000元；对露天焚烧的，每处扣减乡镇财力2万元；"
    "其他问题，每个扣减乡镇财力0.5万元。"
)


def plan(tasks: str = TASKS, rules: str = RULES) -> Plan:
    return plan_of(read_content(f"青禾县2023年方案\n一、任务\n{tasks}\n{rules}".encode(), "方案.txt"))


def kinds(changes: tuple[Change, ...], part: Part) -> list[tuple[str, str | None, str | None]]:
    return [
        (c.kind.value, c.before and c.before.place, c.after and c.after.place)
        for c in changes
        if c.part is part
    ]


def test_a_plan_compared_with_itself_is_unchanged() -> None:
    changes = compare_plans(plan(), plan())
    assert {change.kind for change in changes} == {ChangeKind.UNCHANGED}
    assert all(change.alike == 1.0 and change.carries_over for change in changes)


def test_an_inserted_task_moves_the_ones_after_it() -> None:
    later = (
        TASKS.replace("3.淘汰", "4.淘汰")
        .replace("2.禁止", "3.禁止")
        .replace("\n3.", "\n2.治理餐饮油烟。清洗净化设施。（县城管局负责）\n3.")
    )
    assert kinds(compare_plans(plan(), plan(later)), Part.OBLIGATION) == [
        ("unchanged", "1", "1"),
        ("new", None, "2"),
        ("moved", "2", "3"),
        ("moved", "3", "4"),
    ]


def test_a_task_that_is_gone_comes_last_and_does_not_carry_over() -> None:
    changes = compare_plans(plan(), plan(TASKS.rpartition("\n")[0]))
    [gone] = [change for change in changes if change.kind is ChangeKind.GONE]
    assert gone.before is not None
    assert (gone.before.place, gone.carries_over) == ("3", False)


def test_a_reworded_task_shows_both_headings() -> None:
    later = TASKS.replace("治理施工扬尘", "治理施工工地扬尘")
    [change] = [c for c in compare_plans(plan(), plan(later)) if c.kind is ChangeKind.REWORDED]
    assert change.details == ("“治理施工扬尘” → “治理施工工地扬尘”",)


def test_a_repriced_rule_shows_both_amounts() -> None:
    later = plan(rules=RULES.replace("2万元", "3万元"))
    [change] = [c for c in compare_plans(plan(), later) if c.kind is ChangeKind.AMOUNT]
    assert (change.part, change.details) == (Part.DEDUCTION, ("2万元 → 3万元",))


def test_a_person_confirms_a_pair_that_the_words_do_not_show() -> None:
    later = TASKS.replace("淘汰老旧货车。年底前完成。", "机动车更新。加快推广新能源。")
    assert ("gone", "3", None) in kinds(compare_plans(plan(), plan(later)), Part.OBLIGATION)
    confirmed = compare_plans(plan(), plan(later), {"obligation:3": "obligation:3"})
    assert kinds(confirmed, Part.OBLIGATION)[2] == ("reworded", "3", "3")
