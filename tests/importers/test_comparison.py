"""Two policies side by side."""

from __future__ import annotations

from datetime import date

import pytest

from importers.comparison import Change, ChangeKind, Difference, Part, changed, compare_plans
from importers.document import read_content
from importers.plans import plan_of
from importers.succession import carried_over, confirmed_pairs
from ledger.errors import BadValue
from ledger.plan import Plan
from ledger.views.duties import Occurrence

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
    assert change.differences == (Difference("标题", "治理施工扬尘", "治理施工工地扬尘"),)


def test_a_repriced_rule_shows_both_amounts() -> None:
    later = plan(rules=RULES.replace("2万元", "3万元"))
    [change] = [c for c in compare_plans(plan(), later) if c.kind is ChangeKind.AMOUNT]
    assert (change.part, change.differences) == (Part.DEDUCTION, (Difference("标准", "2万元", "3万元"),))


def test_a_person_confirms_a_pair_that_the_words_do_not_show() -> None:
    later = TASKS.replace("淘汰老旧货车。年底前完成。", "机动车更新。加快推广新能源。")
    assert ("gone", "3", None) in kinds(compare_plans(plan(), plan(later)), Part.OBLIGATION)
    confirmed = compare_plans(plan(), plan(later), {"obligation:3": "obligation:3"})
    assert kinds(confirmed, Part.OBLIGATION)[2] == ("terms", "3", "3")


def test_a_confirmed_pair_that_a_plan_lacks_is_refused() -> None:
    with pytest.raises(BadValue, match=r"^较新的方案里没有任务 9，请核对编号。$"):
        compare_plans(plan(), plan(), {"obligation:3": "obligation:9"})


def test_another_unit_and_another_deadline_are_told() -> None:
    later = TASKS.replace("年底前完成。（县公安局负责）", "9月底前完成。（县交通运输局负责）")
    [change] = changed(compare_plans(plan(), plan(later)))
    assert change.kind is ChangeKind.TERMS
    assert [(each.before, each.after) for each in change.differences] == [
        ("县公安局", "县交通运输局"),
        ("2023-12-31（完成期限）", "2023-09-30（完成期限）"),
    ]
    assert change.lines()[0] == "要求变化　任务　3. 淘汰老旧货车"


def test_headings_that_merely_sound_alike_are_not_one_task() -> None:
    later = TASKS.replace(
        "1.治理施工扬尘。全面落实“六个百分之百”。", "1.治理餐饮油烟。净化设施定期清洗，建立台账。"
    )
    assert [change.kind for change in changed(compare_plans(plan(), plan(later)))] == [
        ChangeKind.NEW,
        ChangeKind.GONE,
    ]


def test_pairs_are_written_by_number() -> None:
    assert confirmed_pairs(["12=9", "标准3=标准4", "任务2=1"]) == {
        "obligation:12": "obligation:9",
        "deduction:3": "deduction:4",
        "obligation:2": "obligation:1",
    }
    with pytest.raises(
        BadValue, match=r"^“12”不是配对写法，请写成 旧=新，如 12=9（任务）或 标准3=4（扣缴标准）。$"
    ):
        confirmed_pairs(["12"])


def test_an_open_task_goes_on_under_its_pair_or_is_left_to_a_person() -> None:
    day = date(2023, 12, 31)
    kept, gone = (
        Occurrence(1, number, "", heading, "年底前", day, day, None, ())
        for number, heading in (("1", "治理施工扬尘"), ("3", "淘汰老旧货车"))
    )
    changes = compare_plans(plan(), plan(TASKS.rpartition("\n")[0]))
    assert [each.as_text() for each in carried_over(changes, [kept, gone])] == [
        "1. 治理施工扬尘（期限 2023-12-31）：接续为 1. 治理施工扬尘",
        "3. 淘汰老旧货车（期限 2023-12-31）：没有接续，请安排",
    ]
