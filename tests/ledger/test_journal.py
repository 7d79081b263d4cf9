"""Vouchers in double entry: what is booked balances, is numbered without gaps, and is never booked alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger import journal, people
from ledger.errors import NotFound, SamePerson, Unbalanced
from ledger.money import Money
from ledger.vocabulary import AccountKind, VoucherKind

Desk = Any
LINES = [
    journal.Line(AccountKind.TO_ALLOCATE, "", debit=Money(100)),
    journal.Line(AccountKind.SUPERIOR_DEDUCTION, "市", credit=Money(100)),
]


def booking(tx: Any, *lines: journal.Line) -> journal.Booking:
    return journal.Booking(
        kind=VoucherKind.DEDUCTION,
        booked_on=date(2025, 8, 1),
        summary="试记",
        lines=lines or LINES,
        preparer=people.enter(tx, "张经办"),
        approver=people.enter(tx, "李复核"),
    )


def test_vouchers_are_numbered_within_month_and_kind(desk: Desk) -> None:
    with desk.book.write("王会计") as tx:
        for day in (date(2025, 8, 1), date(2025, 9, 1), date(2025, 8, 2)):
            journal.book(tx, replace(booking(tx), booked_on=day))
        numbers = [voucher.number for voucher in journal.vouchers(tx)]
    assert numbers == ["2025-08-扣缴-0001", "2025-09-扣缴-0001", "2025-08-扣缴-0002"]


def test_vouchers_are_listed_by_month_and_account_in_pages(desk: Desk) -> None:
    desk.posted()
    desk.posted(office="西城办事处")
    with desk.book.read() as tx:
        assert len(journal.vouchers(tx, "2025-08")) == 4
        assert journal.vouchers(tx, "2025-07") == []
        [voucher] = journal.vouchers(tx, account="应由责任单位承担·西城办事处")
        assert voucher.finding == "2025-0002"
        first = journal.vouchers(tx, limit=3)
        [last] = journal.vouchers(tx, after=first[-1].number)
        assert last == voucher


def test_debits_and_credits_of_the_books_are_equal(desk: Desk) -> None:
    desk.posted()
    desk.posted(assessment=desk.priced(3, 7))
    with desk.book.read() as tx:
        for month in (None, "2025-08"):
            balances = journal.trial_balance(tx, month)
            assert sum(row.debit.fen for row in balances) == sum(row.credit.fen for row in balances)
            assert sum(row.balance.fen for row in balances) == 0


def test_an_unbalanced_voucher_is_refused(desk: Desk) -> None:
    lines = [LINES[0], journal.Line(AccountKind.SUPERIOR_DEDUCTION, "市", credit=Money(99))]
    with pytest.raises(Unbalanced) as refusal, desk.book.write("王会计") as tx:
        journal.book(tx, booking(tx, *lines))
    assert str(refusal.value) == "凭证借贷不平：借方 1.00 元，贷方 0.99 元，未记账，请核对金额。"


def test_a_line_with_both_sides_is_refused(desk: Desk) -> None:
    line = journal.Line(AccountKind.TO_ALLOCATE, "", debit=Money(5), credit=Money(5))
    with pytest.raises(Unbalanced) as refusal, desk.book.write("王会计") as tx:
        journal.book(tx, booking(tx, line, line))
    assert str(refusal.value) == "凭证至少要有一借一贷，每条分录只能有一方金额，未记账。"


def test_a_voucher_by_one_person_alone_is_refused(desk: Desk) -> None:
    with desk.book.write("王会计") as tx:
        both = booking(tx)
    with pytest.raises(SamePerson) as refusal, desk.book.write("王会计") as tx:
        journal.book(tx, replace(both, approver=both.preparer))
    assert str(refusal.value) == "经办人和复核人不能都是张经办，请由另一人复核。"


def test_an_unknown_voucher_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.read() as tx:
        journal.voucher(tx, "2025-08-扣缴-0009")
    assert str(refusal.value) == "没有 2025-08-扣缴-0009 号凭证，请核对凭证号。"
