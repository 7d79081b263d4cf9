"""The journal: vouchers in double entry, in fen.

What is booked, and when.  Approval of a priced finding books 扣缴 (Dr 待分担 / Cr 上级扣缴): from then on
the district owes the amount, whoever will bear it.  Posting books 分担 (Dr 应由责任单位承担 / Cr 待分担).
Settling books 结算 (Dr 财政结算 / Cr 应由责任单位承担).

Two dates.  `booked_on`, the accounting date, is the day of the event, for a finding the day on which it was
found, as long as that month is open: a finding of August that is entered in September before August is
closed belongs to August's report.  Once the month is closed it lands in the open one
(`months.booking_day`). `recorded_at` is when it was entered, and never chosen.

Preparer (经办) and approver (复核) of a voucher are the two people of its case, always different;
`booked_by` (记账) is who took the step that booked it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import chain
from ledger.errors import SamePerson, Unbalanced
from ledger.money import ZERO, Money
from ledger.months import month_of, refuse_closed
from ledger.schema import HOME_DISTRICT, Account, Entry, Voucher
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import PersonView
from ledger.vocabulary import AccountKind, VoucherKind
from ledger.voucher_views import by_id, trial_balance, voucher, vouchers

__all__ = ["Booking", "Line", "book", "by_id", "reverse", "trial_balance", "voucher", "vouchers"]

_account, _voucher, _entry = table_of(Account), table_of(Voucher), table_of(Entry)
_account_id = Prepared(
    sa.select(_account.c.id).where(
        _account.c.district_id == HOME_DISTRICT,
        _account.c.kind == sa.bindparam("kind", type_=sa.Text()),
        _account.c.party == sa.bindparam("party"),
    )
)
_insert_account = insert(Account, without=("id",), raw=("kind",))
_insert_voucher = insert(Voucher, raw=("kind", "records", "booked_on"))
_insert_entry = insert(Entry, without=("id",), raw=("debit", "credit"))
_last_serial = Prepared(
    sa.select(sa.func.max(_voucher.c.serial)).where(
        _voucher.c.district_id == HOME_DISTRICT,
        _voucher.c.month == sa.bindparam("month"),
        _voucher.c.kind == sa.bindparam("kind"),
    )
)
_fold = Prepared(
    sa.text(
        "INSERT INTO month_total (account_id, month, kind, red, debit, credit, cases)"
        " VALUES (:account_id, :month, :kind, :red, :debit, :credit, :cases)"
        " ON CONFLICT (account_id, month, kind, red) DO UPDATE SET"
        " debit = month_total.debit + excluded.debit, credit = month_total.credit + excluded.credit,"
        " cases = month_total.cases + excluded.cases"
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a voucher about to be booked; exactly one of debit and credit is not zero.

    `cases` is 1 where a finding is first counted: for a unit that begins to bear it, and for the whole.
    """

    kind: AccountKind
    party: str
    debit: Money = ZERO
    credit: Money = ZERO
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Booking:
    """A voucher about to be booked.

    `records` is what it is about where its kind does not say so: of red and correcting vouchers.
    """

    kind: VoucherKind
    booked_on: date
    summary: str
    lines: Sequence[Line]
    preparer: PersonView
    approver: PersonView
    finding_id: int | None = None
    assessment_id: int | None = None
    bill_id: int | None = None
    payment_id: int | None = None
    records: VoucherKind | None = None
    reverses_id: int | None = None
    corrects_id: int | None = None
    reason: str | None = None


def book(tx: Tx, booking: Booking) -> int:
    """Book a voucher; its key.

    Raises Unbalanced when debits and credits differ or a line has not exactly one side, SamePerson when
    preparer and approver are one, ClosedPeriod for a closed month.
    """
    _refuse_unbalanced(booking)
    if booking.preparer.id == booking.approver.id:
        raise SamePerson(f"经办人和复核人不能都是{booking.preparer.name}，请由另一人复核。")
    month = month_of(booking.booked_on)
    refuse_closed(tx, month)
    serial = 1 + (tx.run(_last_serial, month=month, kind=booking.kind).fetchone()[0] or 0)
    number = f"{month}-{booking.kind.label}-{serial:04d}"
    data = _data(number, serial, booking)
    return chain.take(tx, "booked", f"voucher/{number}", data, reason=booking.reason).seq


@chain.step("booked")
def _booked(tx: Tx, link: chain.Link) -> None:
    """Write the entries, then the voucher that seals them, and add them to the month's totals."""
    data = link.data
    month = data["booked_on"][:7]
    red = data["reverses_id"] is not None
    entries: list[dict[str, Any]] = []
    totals: list[dict[str, Any]] = []
    for line, (kind, party, debit, credit, cases) in enumerate(data["entries"], 1):
        common = {
            "account_id": account_id(tx, kind, party),
            "month": month,
            "debit": debit,
            "credit": credit,
            "cases": cases,
        }
        entries.append({"voucher_id": link.seq, "line": line, **common})
        totals.append({"kind": data["records"], "red": red, **common})
    tx.run_many(_insert_entry, entries)
    tx.run(
        _insert_voucher,
        id=link.seq,
        district_id=HOME_DISTRICT,
        number=data["number"],
        kind=data["kind"],
        records=data["records"],
        month=month,
        serial=data["serial"],
        booked_on=data["booked_on"],
        summary=data["summary"],
        finding_id=data["finding_id"],
        assessment_id=data["assessment_id"],
        bill_id=data["bill_id"],
        payment_id=data["payment_id"],
        reverses_id=data["reverses_id"],
        corrects_id=data["corrects_id"],
        preparer_id=data["preparer_id"],
        approver_id=data["approver_id"],
    )
    tx.run_many(_fold, totals)


def reverse(
    tx: Tx, voucher_id: int, booked_on: date, reason: str, preparer: PersonView, approver: PersonView
) -> int:
    """Book the red letter of a voucher: the same lines with negative amounts; its key.

    That a voucher is reversed only once is a unique key of the database; callers refuse it first.
    """
    original = by_id(tx, voucher_id)
    lines = [Line(e.kind, e.party or "", -e.debit, -e.credit) for e in original.entries]
    row = tx.first(
        sa.select(
            _voucher.c.finding_id,
            _voucher.c.assessment_id,
            _voucher.c.bill_id,
            _voucher.c.payment_id,
            _voucher.c.records,
        ).where(_voucher.c.id == voucher_id)
    )
    assert row is not None
    day = original.booked_on
    return book(
        tx,
        Booking(
            kind=VoucherKind.REVERSAL,
            booked_on=booked_on,
            # 《会计基础工作规范》第五十一条（五）
            summary=f"注销{day.month}月{day.day}日{original.number}号凭证",
            lines=lines,
            preparer=preparer,
            approver=approver,
            finding_id=row.finding_id,
            assessment_id=row.assessment_id,
            bill_id=row.bill_id,
            payment_id=row.payment_id,
            records=row.records,
            reverses_id=voucher_id,
            reason=reason,
        ),
    )


def account_id(tx: Tx, kind: str, party: str) -> int:
    """The key of an account, opened at its first use."""
    key = ("account", kind, party)
    known: int | None = tx.cache.get(key)
    if known is None:
        row = tx.run(_account_id, kind=kind, party=party).fetchone()
        if row is None:
            cursor = tx.run(_insert_account, district_id=HOME_DISTRICT, kind=kind, party=party)
            known = int(cursor.lastrowid)
        else:
            known = int(row[0])
        tx.cache[key] = known
    return known


def _refuse_unbalanced(booking: Booking) -> None:
    debit = sum(line.debit.fen for line in booking.lines)
    credit = sum(line.credit.fen for line in booking.lines)
    if debit != credit:
        raise Unbalanced(
            f"凭证借贷不平：借方 {Money(debit)} 元，贷方 {Money(credit)} 元，未记账，请核对金额。"
        )
    if len(booking.lines) < 2 or any(bool(line.debit) == bool(line.credit) for line in booking.lines):
        raise Unbalanced("凭证至少要有一借一贷，每条分录只能有一方金额，未记账。")


def _data(number: str, serial: int, booking: Booking) -> dict[str, Any]:
    """What the chain keeps of a voucher: all that its rows hold."""
    return {
        "number": number,
        "serial": serial,
        "kind": booking.kind.value,
        "records": (booking.records or booking.kind).value,
        "booked_on": booking.booked_on.isoformat(),
        "summary": booking.summary,
        "finding_id": booking.finding_id,
        "assessment_id": booking.assessment_id,
        "bill_id": booking.bill_id,
        "payment_id": booking.payment_id,
        "reverses_id": booking.reverses_id,
        "corrects_id": booking.corrects_id,
        "preparer_id": booking.preparer.id,
        "approver_id": booking.approver.id,
        "entries": [
            [line.kind.value, line.party, line.debit.fen, line.credit.fen, line.cases]
            for line in booking.lines
        ],
    }
