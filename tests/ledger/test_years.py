"""The turn of a year, and what the books said on a past day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from ledger import findings, invariants, past, periods, rectification, summaries, years
from ledger.errors import WrongState
from ledger.money import ZERO, Money

Desk = Any


def close_all(desk: Desk) -> None:
    with desk.book.write("王会计") as tx:
        for month in years.outlook(tx, 2025).open_months:
            periods.close_month(tx, month)


def test_a_year_hands_on_its_balances_its_open_cases_and_its_plan(desk: Desk) -> None:
    desk.posted()
    waiting = desk.file()
    with desk.book.write("张经办") as tx:
        rectification.assign(tx, waiting, date(2025, 12, 31))
    desk.clock.set(2026, 1, 8)
    close_all(desk)
    with desk.book.write("王会计") as tx:
        year = years.roll_over(tx, 2025)
    assert [(row.account, row.balance) for row in year.balances] == [
        ("上级扣缴·市攻坚办", Money.wan(-20)),
        ("应由责任单位承担·东城办事处", Money.wan(20)),
    ]
    assert year.open_findings == ("2025-0001", "2025-0002")
    assert year.open_rectifications == ("2025-0002",)
    assert year.policy == "清河区2025年大气污染防治攻坚方案"
    assert year.rolled_over_at is not None
    assert invariants.verify(desk.book) == []


def test_a_year_with_an_open_month_is_not_rolled_over(desk: Desk) -> None:
    desk.posted()
    desk.clock.set(2026, 1, 8)
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        years.roll_over(tx, 2025)
    assert str(refusal.value) == "2025-08 还没有结账，请先结账再年终结转。"


def test_a_year_is_rolled_over_once_and_when_it_is_over(desk: Desk) -> None:
    with pytest.raises(WrongState) as early, desk.book.write("王会计") as tx:
        years.roll_over(tx, 2025)
    assert str(early.value) == "2025 年还没有结束，不能年终结转。"
    desk.clock.set(2026, 1, 8)
    with desk.book.write("王会计") as tx:
        years.roll_over(tx, 2025)
    with pytest.raises(WrongState) as twice, desk.book.write("王会计") as tx:
        years.roll_over(tx, 2025)
    assert str(twice.value) == "2025 年已经年终结转。"


def test_the_books_are_asked_what_they_said_on_a_past_day(desk: Desk) -> None:
    number = desk.posted()
    then: datetime = desk.clock.now
    desk.clock.set(2025, 10, 9)
    desk.reverse(number)
    desk.file()
    days = (date(2025, 8, 1), date(2025, 8, 31), "office")
    with desk.book.read() as tx:
        assert summaries.summarize(tx, *days).total.net == ZERO
        with past.as_of(tx, then) as old:
            assert summaries.summarize(old, *days).total.net == Money.wan(20)
            assert findings.count(old) == 1
            assert len(findings.get(old, number).vouchers) == 2
        with past.as_of(tx, datetime(2025, 9, 3, 8, 0, tzinfo=then.tzinfo)) as before:
            assert findings.count(before) == 0


def test_a_clock_set_back_does_not_turn_the_chain_s_time_back(desk: Desk) -> None:
    first = desk.file()
    desk.clock.set(2025, 9, 1)
    second = desk.file()
    assert desk.finding(second).events[0].at == desk.finding(first).events[0].at
    assert invariants.verify(desk.book) == []
