"""Months: closed in order, taking nothing afterwards, opened again by two people with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import findings, invariants, periods, summaries
from ledger.errors import BadValue, NotFound, Refused, SamePerson, WrongState
from ledger.money import Money
from ledger.vocabulary import PeriodStatus

Desk = Any


def close(desk: Desk, month: str, by: str = "王会计") -> str:
    with desk.book.write(by) as tx:
        return str(periods.close_month(tx, month).head)


def test_a_finding_of_a_closed_month_lands_in_the_open_one(desk: Desk) -> None:
    desk.posted()
    close(desk, "2025-08")
    late = desk.posted()
    assert [v.booked_on for v in desk.finding(late).vouchers] == [date(2025, 9, 3)] * 2
    with desk.book.read() as tx:
        august = summaries.summarize(tx, date(2025, 8, 1), date(2025, 8, 31), "office")
        september = summaries.summarize(tx, date(2025, 9, 1), date(2025, 9, 30), "office")
    assert (august.total.net, september.total.net) == (Money.wan(20), Money.wan(20))


def test_a_correction_of_a_closed_month_lands_in_the_open_one(desk: Desk) -> None:
    number = desk.posted()
    close(desk, "2025-08")
    desk.reverse(number)
    assert desk.finding(number).vouchers[-1].booked_on == date(2025, 9, 3)
    assert invariants.verify(desk.book) == []


def test_a_month_before_a_closed_one_takes_nothing_either(desk: Desk) -> None:
    desk.posted()
    close(desk, "2025-08")
    late = desk.posted(found_on=date(2025, 5, 6))
    assert desk.finding(late).vouchers[0].booked_on == date(2025, 9, 3)
    assert invariants.verify(desk.book) == []


def test_with_today_s_month_closed_too_it_lands_on_the_first_of_the_next(desk: Desk) -> None:
    close(desk, "2025-09")
    late = desk.posted(found_on=date(2025, 9, 1))
    assert desk.finding(late).vouchers[0].booked_on == date(2025, 10, 1)


def test_the_head_of_a_closed_month_is_the_chain_s_and_is_proven_by_what_was_printed(desk: Desk) -> None:
    desk.posted()
    head = close(desk, "2025-08")
    desk.posted()
    assert len(head) == 64
    assert invariants.verify(desk.book, {"2025-08": head}) == []
    [violation] = invariants.verify(desk.book, {"2025-08": "0" * 64})
    assert violation.offender == (
        "2025-08 汇总表上印的哈希 000000000000… 不在账簿中，2025-08 结账后账簿被改动过"
    )


def test_the_summary_of_a_closed_month_bears_its_head(desk: Desk) -> None:
    desk.posted()
    days = (date(2025, 8, 1), date(2025, 8, 31), "office")
    with desk.book.read() as tx:
        assert summaries.summarize(tx, *days).head is None
    head = close(desk, "2025-08")
    with desk.book.read() as tx:
        assert summaries.summarize(tx, *days).head == head
        assert summaries.summarize(tx, date(2025, 8, 2), *days[1:]).head is None


def test_a_month_is_opened_again_by_a_second_person(desk: Desk) -> None:
    desk.posted()
    close(desk, "2025-08")
    with desk.book.write("王会计") as tx:
        asked = periods.ask_reopening(tx, "2025-08", "漏记一笔")
    assert (asked.status, asked.reopening_reason) == (PeriodStatus.REOPENING, "漏记一笔")
    with desk.book.write("李复核") as tx:
        periods.reopen(tx, "2025-08")
        assert not periods.is_closed(tx, "2025-08")
    number = desk.posted()
    assert desk.finding(number).vouchers[0].booked_on == date(2025, 8, 12)
    close(desk, "2025-08")
    assert invariants.verify(desk.book) == []


def test_while_reopening_is_asked_the_month_still_takes_nothing(desk: Desk) -> None:
    close(desk, "2025-08")
    with desk.book.write("王会计") as tx:
        periods.ask_reopening(tx, "2025-08", "漏记一笔")
        assert periods.is_closed(tx, "2025-08")


def test_who_asks_cannot_open(desk: Desk) -> None:
    close(desk, "2025-08")
    with desk.book.write("王会计") as tx:
        periods.ask_reopening(tx, "2025-08", "漏记一笔")
    with pytest.raises(SamePerson) as refusal, desk.book.write("王会计") as tx:
        periods.reopen(tx, "2025-08")
    assert str(refusal.value) == "反结账由王会计申请，不能由本人批准，请换一人批准。"


def test_a_month_is_not_opened_without_being_asked(desk: Desk) -> None:
    close(desk, "2025-08")
    with pytest.raises(WrongState) as refusal, desk.book.write("李复核") as tx:
        periods.reopen(tx, "2025-08")
    assert str(refusal.value) == "2025-08 没有反结账申请，请先由一人申请并写明理由。"


def test_only_the_last_closed_month_is_opened(desk: Desk) -> None:
    close(desk, "2025-07")
    close(desk, "2025-08")
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        periods.ask_reopening(tx, "2025-07", "漏记一笔")
    assert str(refusal.value) == "2025-08 已经结账，请先对 2025-08 反结账。"


def test_months_are_closed_in_order(desk: Desk) -> None:
    desk.posted(found_on=date(2025, 7, 1))
    desk.posted()
    with pytest.raises(WrongState) as refusal:
        close(desk, "2025-08")
    assert str(refusal.value) == "2025-07 还没有结账，请按月份顺序结账。"


def test_a_month_is_closed_once(desk: Desk) -> None:
    close(desk, "2025-08")
    with pytest.raises(WrongState) as refusal:
        close(desk, "2025-08")
    assert str(refusal.value) == "2025-08 已经结账。"


def test_a_month_that_lies_ahead_is_not_closed(desk: Desk) -> None:
    with pytest.raises(WrongState) as refusal:
        close(desk, "2025-10")
    assert str(refusal.value) == "2025-10 还没有开始，不能结账。"


def test_what_is_no_month_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        close(desk, "2025-13")
    assert str(refusal.value) == "“2025-13”不是月份，请写成 2025-08 的样子。"


def test_a_month_that_was_never_closed_cannot_be_opened(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.write("王会计") as tx:
        periods.ask_reopening(tx, "2025-08", "漏记一笔")
    assert str(refusal.value) == "2025-08 没有结过账。"


def test_the_database_refuses_a_voucher_in_a_closed_month(desk: Desk, monkeypatch: Any) -> None:
    number = desk.file()
    close(desk, "2025-08")
    monkeypatch.setattr("ledger.journal.refuse_closed", lambda tx, month: None)
    monkeypatch.setattr(findings, "booking_day", lambda tx, day: day)
    with pytest.raises(Refused) as refusal:
        desk.approve(number)
    assert str(refusal.value) == "账簿：该月已结账，不再接受凭证，请记入未结账的月份。"
