"""Totals by office, rule and month: every figure is a fold of the same entries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import deductions, findings, summaries
from ledger.drafts import AllocationDraft, ShareDraft
from ledger.errors import BadValue
from ledger.money import ZERO, Money
from ledger.views import SummaryRow
from ledger.vocabulary import FindingStatus

Desk = Any
AUGUST = (date(2025, 8, 1), date(2025, 8, 31))


def summarize(desk: Desk, by: str, *days: date) -> dict[str, SummaryRow]:
    with desk.book.read() as tx:
        summary = summaries.summarize(tx, *(days or AUGUST), by)
    return {row.key: row for row in (*summary.rows, summary.total)}


def test_a_case_of_august_shows_in_august_whenever_it_is_entered(desk: Desk) -> None:
    desk.clock.set(2026, 11, 25)
    desk.posted()
    row = summarize(desk, "office")["东城办事处"]
    assert (row.findings, str(row.deductions), str(row.net)) == (1, "200,000.00", "200,000.00")


def test_deductions_reversals_and_net_stand_apart(desk: Desk) -> None:
    desk.posted()
    desk.reverse(desk.posted())
    for by, key in (("office", "东城办事处"), ("rule", "1-1"), ("month", "2025-08")):
        row = summarize(desk, by)[key]
        assert (row.findings, row.deductions, row.reversals, row.net) == (
            2,
            Money.wan(40),
            Money.wan(20),
            Money.wan(20),
        )


def test_a_finding_that_two_offices_share_counts_for_each_and_once_in_all(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with desk.book.write("王会计") as tx:
        shares = (
            ShareDraft("东城办事处", Money.wan(15)),
            ShareDraft("西城办事处", Money.wan(5)),
        )
        deductions.allocate(tx, number, AllocationDraft(shares, "共管"))
        deductions.post(tx, number)
    rows = summarize(desk, "office")
    assert [rows[key].findings for key in ("东城办事处", "西城办事处", "total")] == [1, 1, 1]
    assert rows["total"].net == Money.wan(20)
    assert summarize(desk, "rule")["1-1"].findings == 1


def test_the_settlement_does_not_change_what_was_deducted(desk: Desk) -> None:
    number = desk.posted()
    before = summarize(desk, "office")
    with desk.book.write("王会计") as tx:
        deductions.settle(tx, number, "财预1号")
    assert summarize(desk, "office") == before


def test_the_three_groupings_have_the_same_total(desk: Desk) -> None:
    desk.posted()
    desk.posted(assessment=desk.priced(3, 4), office="西城办事处", found_on=date(2025, 7, 3))
    desk.reverse(desk.posted(office="北山镇政府"))
    days = (date(2025, 1, 1), date(2025, 12, 31))
    totals = [summarize(desk, by, *days)["total"] for by in summaries.GROUPINGS]
    assert totals[0] == totals[1] == totals[2]


def test_whole_months_by_their_totals_equal_the_same_days_entry_by_entry(desk: Desk) -> None:
    desk.posted()
    desk.reverse(desk.posted(office="西城办事处"))
    for by in ("office", "month"):
        assert summarize(desk, by) == summarize(desk, by, date(2025, 8, 1), date(2025, 9, 1))


def test_each_office_s_months_are_told_in_one_go(desk: Desk) -> None:
    desk.posted()
    desk.reverse(desk.posted())
    desk.posted(office="西城办事处", found_on=date(2025, 7, 3), assessment=desk.priced(3, 4))
    with desk.book.read() as tx:
        assert summaries.office_months(tx, "2025-01", "2025-12") == {
            ("东城办事处", "2025-08"): Money.wan(20),
            ("西城办事处", "2025-07"): Money.wan(4),
        }
        assert summaries.office_months(tx, "2025-08", "2025-08").keys() == {("东城办事处", "2025-08")}


def test_days_outside_count_nothing(desk: Desk) -> None:
    desk.posted()
    rows = summarize(desk, "office", date(2025, 8, 13), date(2025, 8, 31))
    assert list(rows) == ["total"]
    assert rows["total"].net == ZERO


def test_what_is_not_posted_is_not_counted(desk: Desk) -> None:
    desk.approve(desk.file())
    assert list(summarize(desk, "office")) == ["total"]


def test_the_first_screen_counts_what_waits(desk: Desk) -> None:
    desk.posted()
    desk.file()
    desk.approve(desk.file())
    ready = desk.file()
    desk.approve(ready)
    desk.allocate(ready)
    with desk.book.read() as tx:
        view = summaries.overview(tx, date(2025, 9, 3))
    assert (view.waiting_approval, view.waiting_allocation, view.waiting_posting) == (1, 1, 1)
    assert (view.month, view.posted_this_month, view.posted_this_year) == (
        "2025-08",
        Money.wan(20),
        Money.wan(20),
    )
    assert view.counts[FindingStatus.POSTED] == 1
    assert [row.key for row in view.offices] == ["东城办事处"]


def test_an_unknown_grouping_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        summarize(desk, "weekday")
    assert str(refusal.value) == ("不能按“weekday”汇总，可选：office（单位）、rule（条款）、month（月份）。")


def test_days_in_the_wrong_order_are_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        summarize(desk, "office", date(2025, 9, 1), date(2025, 8, 1))
    assert str(refusal.value) == "起始日期 2025-09-01 晚于截止日期 2025-08-01，请对调。"


def test_an_empty_book_has_an_empty_summary(empty_book: Any) -> None:
    with empty_book.read() as tx:
        assert summaries.summarize(tx, *AUGUST, "office").rows == ()
        assert findings.count(tx) == 0
        assert summaries.overview(tx, date(2025, 9, 3)).offices == ()
