"""What was entered into the books in a span of time, whatever day it counts for: what a 日报 tells.

A finding of Monday that is posted on Thursday counts in Monday's month, but is Thursday's work.  Everything
is entered once, so that each voucher stands in exactly one day and one week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ledger.money import Money, total
from ledger.schema import Account, Entry, Event, Finding, MonthTotal, Rectification, Unit, Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Summary, SummaryRow
from ledger.vocabulary import AccountKind, RectificationStatus, VoucherKind

_account, _entry, _voucher, _event = (
    table_of(Account),
    table_of(Entry),
    table_of(Voucher),
    table_of(Event),
)
_total, _rectification, _unit = table_of(MonthTotal), table_of(Rectification), table_of(Unit)
_finding = table_of(Finding)
_GRANTS = (VoucherKind.SUBSIDY, VoucherKind.REWARD)


@dataclass(frozen=True, slots=True)
class Steps:
    """How many steps of the main kinds were entered."""

    filed: int
    approved: int
    posted: int
    closed: int


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair that a unit owes."""

    finding: str
    text: str
    unit: str | None
    due_on: date


def summarize_recorded(tx: Tx, start: datetime, end: datetime) -> Summary:
    """Totals by unit of the vouchers entered in [start, end); the total counts a shared finding once."""
    red = _voucher.c.reverses_id.is_not(None)
    borne = sa.and_(
        _account.c.kind == AccountKind.BORNE_BY_UNIT, _voucher.c.records == VoucherKind.ALLOCATION
    )
    grant = sa.and_(
        _account.c.kind.in_((AccountKind.SUBSIDY, AccountKind.REWARD)), _voucher.c.records.in_(_GRANTS)
    )
    amount = sa.type_coerce(_entry.c.debit, sa.Integer) - sa.type_coerce(_entry.c.credit, sa.Integer)

    def summed(condition: Any, value: Any) -> Any:
        return sa.func.sum(sa.case((condition, value), else_=0))

    source = (
        _voucher.join(_event, _event.c.seq == _voucher.c.id)
        .join(_entry, _entry.c.voucher_id == _voucher.c.id)
        .join(_account, _account.c.id == _entry.c.account_id)
    )
    in_span = sa.and_(_event.c.at >= start, _event.c.at < end)
    rows = tx.all(
        sa.select(
            _account.c.party,
            summed(borne, _entry.c.cases),
            summed(sa.and_(borne, sa.not_(red)), amount),
            summed(sa.and_(borne, red), amount),
            summed(grant, amount),
        )
        .select_from(source)
        .where(in_span)
        .group_by(_account.c.party)
    )
    order = {row[0]: place for place, row in enumerate(tx.all(sa.select(_unit.c.name).order_by(_unit.c.id)))}
    found = [
        SummaryRow(row[0], row[0], row[1], Money(row[2]), Money(-row[3]), Money(row[4]))
        for row in sorted(rows, key=lambda row: order.get(row[0], len(order)))
        if any(row[1:])
    ]
    cases = tx.scalar(
        sa.select(sa.func.count(_voucher.c.id))
        .select_from(_voucher.join(_event, _event.c.seq == _voucher.c.id))
        .where(in_span, _voucher.c.kind == VoucherKind.ALLOCATION)
    )
    whole = SummaryRow(
        "total",
        "合计",
        int(cases or 0),
        total(row.deductions for row in found),
        total(row.reversals for row in found),
        total(row.subsidies for row in found),
    )
    last = (end - timedelta(microseconds=1)).date()
    return Summary("office", start.date(), max(start.date(), last), tuple(found), whole)


def steps(tx: Tx, start: datetime, end: datetime) -> Steps:
    """How many findings were filed, approved and posted, and rectifications closed, in [start, end)."""
    names = ("filed", "approved", "posted", "rectification_closed")
    counted: dict[str, int] = {
        row[0]: row[1]
        for row in tx.all(
            sa.select(_event.c.step, sa.func.count())
            .where(_event.c.at >= start, _event.c.at < end)
            .group_by(_event.c.step)
        )
    }
    return Steps(*(counted.get(name, 0) for name in names))


def settled(tx: Tx, from_month: str, to_month: str) -> dict[str, Money]:
    """What the treasury has taken from each unit, net of reversals, in months, both inclusive."""
    amount = sa.type_coerce(_total.c.credit, sa.Integer) - sa.type_coerce(_total.c.debit, sa.Integer)
    query = (
        sa.select(_account.c.party, sa.func.sum(amount))
        .join(_account, _account.c.id == _total.c.account_id)
        .where(
            _account.c.kind == AccountKind.BORNE_BY_UNIT,
            _total.c.kind == VoucherKind.SETTLEMENT,
            _total.c.month.between(from_month, to_month),
        )
        .group_by(_account.c.party)
    )
    return {party: Money(int(net)) for party, net in tx.all(query)}


def repairs_due(tx: Tx, until: date) -> list[Repair]:
    """The repairs that are assigned, not reported, and due on a day or before, the oldest due first."""
    query = (
        sa.select(_finding.c.number, _finding.c.text, _unit.c.name, _rectification.c.due_on)
        .join(_rectification, _rectification.c.finding_id == _finding.c.id)
        .outerjoin(_unit, _unit.c.id == _rectification.c.unit_id)
        .where(_rectification.c.status == RectificationStatus.ASSIGNED, _rectification.c.due_on <= until)
        .order_by(_rectification.c.due_on, _finding.c.id)
    )
    return [Repair(*row) for row in tx.all(query)]


def open_rectifications(tx: Tx) -> dict[str, int]:
    """How many repairs each unit still owes."""
    query = (
        sa.select(_unit.c.name, sa.func.count())
        .join(_rectification, _rectification.c.unit_id == _unit.c.id)
        .where(_rectification.c.status == RectificationStatus.ASSIGNED)
        .group_by(_unit.c.name)
    )
    return {row[0]: int(row[1]) for row in tx.all(query)}
