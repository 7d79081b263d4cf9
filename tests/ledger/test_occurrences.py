"""The days by which tasks are owed: due, overdue, recurring; progress, extensions, reminders, inspections."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ledger import (
    escalation,
    extensions,
    findings,
    inspections,
    invariants,
    occurrences,
    policies,
    reminders,
    reports,
)
from ledger.database import Book
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.escalation import Stage, Thresholds
from ledger.interchange import json_books
from ledger.plan import Assignment, Deadline, Obligation, Phrase, Target
from ledger.views.duties import Occurrence
from ledger.vocabulary import Comparison, DeadlineKind, Role

Desk = Any
TEXT = """清河区2025年任务清单
1.拆除小锅炉。2025年9月底前拆除，2025年9月底前验收，10月15日前销号。
2.餐饮检查。月抽查率不低于20%。每周通报。自2025年9月1日起执行。
"""
TODAY = date(2025, 9, 3)


@pytest.fixture
def tasks(desk: Desk, plans: Any) -> Desk:
    """Books with a plan that has deadlines and an inspection rate, in force from 1 August."""

    def span(words: str) -> Any:
        return plans.span(words, TEXT)

    def due(day: date, words: str, kind: DeadlineKind = DeadlineKind.DUE) -> Deadline:
        return Deadline(day, words, kind, span(words))

    first = Obligation(
        "1",
        "拆除小锅炉",
        "",
        "",
        span("1.拆除小锅炉"),
        assignments=(
            Assignment("区城市管理局", "城管局", Role.COOPERATE, (), False, span("拆除")),
            Assignment("市生态环境局清河分局", "环保局", Role.LEAD, (), False, span("验收")),
        ),
        deadlines=(
            due(date(2025, 9, 30), "2025年9月底前拆除"),
            due(date(2025, 9, 30), "2025年9月底前验收"),
            due(date(2025, 10, 15), "10月15日前"),
        ),
    )
    second = Obligation(
        "2",
        "餐饮检查",
        "",
        "",
        span("2.餐饮检查"),
        deadlines=(due(date(2025, 9, 1), "自2025年9月1日起", DeadlineKind.START),),
        recurring=(Phrase("月抽查率", span("月抽查率")), Phrase("每周通报", span("每周通报"))),
        targets=(
            Target("月抽查率不低于20%", "餐饮月抽查率", Comparison.AT_LEAST, Decimal(20), "%", span("20%")),
        ),
    )
    plan = plans.of_text(TEXT, "清环攻坚办〔2025〕9号", (), obligations=(first, second))
    with desk.book.write("张经办") as tx:
        policy = policies.import_plan(tx, plan, TEXT.encode())
        policies.adopt(tx, policy.number, date(2025, 8, 1))
    return desk


def names(found: list[Occurrence]) -> list[tuple[str, str]]:
    return [(each.task, each.key) for each in found]


def first(book: Book, key: str = "2025-09-30", day: date = TODAY) -> Occurrence:
    with book.read() as tx:
        return occurrences.find(tx, "1", key, day)


def report(desk: Desk, key: str, percent: int, on: date = TODAY) -> Occurrence:
    with desk.book.write("张经办") as tx:
        each = occurrences.find(tx, "1", key, tx.today)
        return reports.report(tx, each, percent, "验收单第3号", on)


def test_every_printed_date_is_an_occurrence_and_starts_are_none(tasks: Desk) -> None:
    with tasks.book.read() as tx:
        assert names(occurrences.deadlines(tx, TODAY)) == [
            ("1", "2025-09-30"),
            ("1", "2025-09-30#2"),
            ("1", "2025-10-15"),
        ]
        assert occurrences.deadlines(tx, TODAY)[0].leads == ("市生态环境局清河分局",)
        assert occurrences.deadlines(tx, date(2025, 7, 31)) == []


def test_due_counts_both_ends_and_overdue_begins_the_day_after(tasks: Desk) -> None:
    with tasks.book.read() as tx:
        assert names(occurrences.due_within(tx, TODAY, 26)) == []
        assert names(occurrences.due_within(tx, TODAY, 27)) == [("1", "2025-09-30"), ("1", "2025-09-30#2")]
        assert names(occurrences.overdue(tx, date(2025, 9, 30))) == []
        assert len(occurrences.overdue(tx, date(2025, 10, 1))) == 2
        with pytest.raises(BadValue, match="天数“-1”不对"):
            occurrences.due_within(tx, TODAY, -1)


def test_recurring_duties_are_dated_by_their_periods(tasks: Desk) -> None:
    with tasks.book.read() as tx:
        found = names(occurrences.recurring(tx, date(2025, 8, 25), date(2025, 9, 3)))
        assert sorted(found) == [("2", "2025-08"), ("2", "2025-09"), ("2", "2025-W35"), ("2", "2025-W36")]
        late = names(occurrences.overdue(tx, TODAY, with_recurring=True))
        assert ("2", "2025-08") in late
        assert ("2", "2025-09") not in late


def test_what_is_reported_complete_is_no_longer_due(tasks: Desk) -> None:
    assert report(tasks, "2025-09-30", 60).percent == 60
    assert report(tasks, "2025-09-30", 100).done
    with tasks.book.read() as tx:
        assert names(occurrences.due_within(tx, TODAY, 60)) == [("1", "2025-09-30#2"), ("1", "2025-10-15")]
        assert names(occurrences.due_within(tx, date(2025, 9, 2), 28)) == [
            ("1", "2025-09-30"),
            ("1", "2025-09-30#2"),
        ]


def test_a_report_without_evidence_or_of_a_day_to_come_is_refused(tasks: Desk) -> None:
    with pytest.raises(BadValue) as refusal, tasks.book.write("张经办") as tx:
        reports.report(tx, first(tasks.book), 50, " ", TODAY)
    assert str(refusal.value) == "任务 1 的进度要写明依据，例如验收文号、照片或台账名称。"
    with pytest.raises(BadValue) as refusal:
        report(tasks, "2025-09-30", 50, date(2025, 9, 4))
    assert str(refusal.value) == "进度日期 2025-09-04 晚于今天，请核对。"
    with pytest.raises(BadValue) as refusal:
        report(tasks, "2025-09-30", 101)
    assert str(refusal.value) == "进度“101”不对，请填 0 到 100 之间的整数。"


def test_a_task_with_several_days_needs_to_be_told_which(tasks: Desk) -> None:
    with tasks.book.read() as tx:
        with pytest.raises(BadValue) as refusal:
            occurrences.find(tx, "1", None, TODAY)
        assert str(refusal.value) == (
            "任务 1 有多个期限，请指明是哪一个：2025-09-30、2025-09-30#2、2025-10-15。"
        )
        with pytest.raises(NotFound) as missing:
            occurrences.find(tx, "7", None, TODAY)
    assert str(missing.value) == "现行方案没有期限或周期要求的任务“7”，请核对任务编号和日期。"


def test_an_extension_counts_once_another_person_has_approved_it(tasks: Desk) -> None:
    with tasks.book.write("张经办") as tx:
        asked = extensions.ask(tx, first(tasks.book), date(2025, 10, 20), "设备未到货")
        with pytest.raises(SamePerson) as refusal:
            extensions.decide(tx, asked.number, True)
    assert str(refusal.value) == "延期由张经办申请，不能由本人批复，请换一人批复。"
    assert first(tasks.book).due == date(2025, 9, 30)
    tasks.clock.set(2025, 9, 5)
    with tasks.book.write("李复核") as tx:
        assert extensions.decide(tx, asked.number, True).decided_on == date(2025, 9, 5)
    assert first(tasks.book, day=date(2025, 9, 4)).due == date(2025, 9, 30)
    put_off = first(tasks.book, day=date(2025, 9, 5))
    assert (put_off.due, put_off.printed_due) == (date(2025, 10, 20), date(2025, 9, 30))
    with pytest.raises(WrongState) as again, tasks.book.write("王会计") as tx:
        extensions.decide(tx, asked.number, False, "不行")
    assert str(again.value) == f"延期申请 {asked.number} 是“已批准”，不能再批复。"


def test_a_refused_extension_changes_nothing_and_says_why(tasks: Desk) -> None:
    with tasks.book.write("张经办") as tx:
        asked = extensions.ask(tx, first(tasks.book), date(2025, 10, 20), "设备未到货")
        assert extensions.waiting(tx) == [asked]
        with pytest.raises(WrongState, match="已有一份待批准的延期申请"):
            extensions.ask(tx, first(tasks.book), date(2025, 10, 21), "仍未到货")
    with tasks.book.write("李复核") as tx:
        refused = extensions.decide(tx, asked.number, False, "方案不允许")
    assert (refused.status.label, refused.remark) == ("未批准", "方案不允许")
    assert first(tasks.book).due == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2025, 9, 22), None),
        (date(2025, 9, 23), Stage.REMIND),
        (date(2025, 9, 30), Stage.REMIND),
        (date(2025, 10, 1), Stage.URGE),
        (date(2025, 10, 14), Stage.URGE),
        (date(2025, 10, 15), Stage.SUPERVISE),
        (date(2025, 10, 30), Stage.INTERVIEW),
    ],
)
def test_the_stage_follows_the_days(tasks: Desk, day: date, stage: Stage | None) -> None:
    with tasks.book.read() as tx:
        found = {each.occurrence.key: each.stage for each in reminders.reminders(tx, day)}
    assert found.get("2025-09-30") is stage


def test_thresholds_may_count_working_days(tasks: Desk) -> None:
    """Eight days off from 1 October: one working day overdue is the 9th."""
    with tasks.book.write("张经办") as tx:
        escalation.set_thresholds(tx, Thresholds(workdays=True))
    with tasks.book.read() as tx:
        stages = {
            day: next(each.stage for each in reminders.reminders(tx, date(2025, 10, day))) for day in (8, 9)
        }
    assert stages == {8: Stage.REMIND, 9: Stage.URGE}


def test_thresholds_that_do_not_rise_are_refused(tasks: Desk) -> None:
    with pytest.raises(BadValue) as refusal, tasks.book.write("张经办") as tx:
        escalation.set_thresholds(tx, Thresholds(urge=20))
    assert str(refusal.value) == (
        "升级天数应依次增大：催办不早于逾期 1 天，督办晚于催办，约谈晚于督办；提醒不能为负。"
    )


def test_who_has_seen_a_reminder_is_kept_for_each_stage(tasks: Desk) -> None:
    day = date(2025, 9, 25)
    tasks.clock.set(2025, 9, 25)
    for name in ("张经办", "李复核", "张经办"):
        with tasks.book.write(name) as tx:
            assert reminders.see(tx, first(tasks.book, day=day), day) is Stage.REMIND
    with tasks.book.read() as tx:
        assert reminders.reminders(tx, day)[0].seen_by == ("张经办", "李复核")
        assert reminders.reminders(tx, date(2025, 10, 2))[0].seen_by == ()


def test_the_monthly_rate_counts_objects_once_beside_what_is_demanded(tasks: Desk) -> None:
    day = date(2025, 9, 3)
    with tasks.book.write("张经办") as tx:
        inspections.enter_population(tx, "2", "东城办事处", 10, date(2025, 8, 1))
        for name in ("老王饭店", "老王饭店", "小李面馆"):
            inspections.log(tx, "2", "东城办", name, date(2025, 9, 2))
        inspections.log(tx, "2", "西城办事处", "河边烧烤", day)
        inspections.log(tx, "2", "东城办", "八月的店", date(2025, 8, 30))
    with tasks.book.read() as tx:
        east, west, whole = inspections.rates(tx, day)
        early = inspections.rates(tx, date(2025, 9, 1))[0]
    assert (east.inspected, east.visits, east.rate, east.met) == (2, 3, Decimal("20.00"), True)
    assert (west.inspected, west.objects, west.rate, west.met) == (1, None, None, None)
    assert (whole.unit, whole.inspected, whole.rate) == ("合计", 3, None)
    assert (early.rate, early.met) == (Decimal("0.00"), False)


def test_an_inspection_may_name_the_finding_that_it_made(tasks: Desk) -> None:
    number = tasks.file()
    with tasks.book.write("张经办") as tx:
        logged = inspections.log(tx, "2", "东城办", "锦绣花园", TODAY, finding=number, inspector="赵一")
        assert findings.get(tx, number).row.number == logged.finding
        with pytest.raises(NotFound) as refusal:
            inspections.log(tx, "1", "东城办", "锦绣花园", TODAY)
    assert str(refusal.value) == "任务 1 没有抽查率要求，有要求的任务：2。"


def test_all_of_it_follows_from_the_chain(tasks: Desk, tmp_path: Path) -> None:
    report(tasks, "2025-09-30", 40)
    with tasks.book.write("张经办") as tx:
        asked = extensions.ask(tx, first(tasks.book), date(2025, 10, 20), "设备未到货")
        inspections.enter_population(tx, "2", "东城办事处", 10, date(2025, 8, 1))
        inspections.log(tx, "2", "东城办", "老王饭店", TODAY)
        escalation.set_thresholds(tx, Thresholds(remind=40))
        reminders.see(tx, first(tasks.book), TODAY)
    with tasks.book.write("李复核") as tx:
        extensions.decide(tx, asked.number, True)
    assert invariants.verify(tasks.book) == []
    with tasks.book.read() as tx:
        assert json.loads("".join(json_books.write(tx)))["events"] > 0
