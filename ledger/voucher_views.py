"""Reading the journal: vouchers with their entries, and the trial balance."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from ledger.errors import NotFound
from ledger.money import Money
from ledger.schema import Account, Entry, Event, Finding, MonthTotal, Person, Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Balance, EntryView, VoucherView
from ledger.vocabulary import AccountKind

_account, _voucher, _entry = table_of(Account), table_of(Voucher), table_of(Entry)
_event, _finding, _person = table_of(Event), table_of(Finding), table_of(Person)
_total = table_of(MonthTotal)
_preparer, _approver, _booker, _reversed = _person.alias(), _person.alias(), _person.alias(), _voucher.alias()
# Built once: an alias copies every column of its table, which costs more than the query.
_VOUCHERS = (
    sa.select(
        _voucher,
        _finding.c.number.label("finding"),
        _reversed.c.number.label("reverses"),
        _preparer.c.name.label("preparer"),
        _approver.c.name.label("approver"),
        _booker.c.name.label("booked_by"),
        _event.c.at,
        _event.c.hash,
    )
    .join(_event, _event.c.seq == _voucher.c.id)
    .join(_preparer, _preparer.c.id == _voucher.c.preparer_id)
    .join(_approver, _approver.c.id == _voucher.c.approver_id)
    .join(_booker, _booker.c.id == _event.c.actor_id)
    .outerjoin(_finding, _finding.c.id == _voucher.c.finding_id)
    .outerjoin(_reversed, _reversed.c.id == _voucher.c.reverses_id)
)
_ENTRIES = (
    sa.select(_entry.c.voucher_id, _account.c.kind, _account.c.party, _entry.c.debit, _entry.c.credit)
    .join(_account, _account.c.id == _entry.c.account_id)
    .order_by(_entry.c.voucher_id, _entry.c.line)
)


def account_name(kind: AccountKind, party: str | None) -> str:
    """上级扣缴·市, 应由责任单位承担·松涧街道办事处, 待分担."""
    return f"{kind.label}·{party}" if party else kind.label


def vouchers(
    tx: Tx,
    month: str | None = None,
    account: str | None = None,
    *,
    after: str | None = None,
    limit: int | None = None,
) -> list[VoucherView]:
    """Vouchers in the order in which they were booked, of a month ("2025-08") and touching an account by
    its name.

    `after` is the number of the last voucher of the page before; Raises NotFound for an unknown one.
    """
    condition = sa.true() if month is None else _voucher.c.month == month
    if account is not None:
        ids = [row.id for row in tx.all(sa.select(_account)) if account_name(row.kind, row.party) == account]
        touching = sa.select(_entry.c.voucher_id).where(_entry.c.account_id.in_(ids))
        condition = condition & _voucher.c.id.in_(touching)
    if after is not None:
        condition = condition & (_voucher.c.id > _id_of(tx, after))
    return load(tx, condition, limit=limit)


def voucher(tx: Tx, number: str) -> VoucherView:
    """A voucher by its number. Raises NotFound."""
    return by_id(tx, _id_of(tx, number))


def _id_of(tx: Tx, number: str) -> int:
    found = tx.scalar(sa.select(_voucher.c.id).where(_voucher.c.number == number))
    if found is None:
        raise NotFound(f"没有 {number} 号凭证，请核对凭证号。")
    return int(found)


def by_id(tx: Tx, voucher_id: int) -> VoucherView:
    """A voucher by its key."""
    [view] = load(tx, _voucher.c.id == voucher_id)
    return view


def load(tx: Tx, condition: sa.ColumnElement[Any], *, limit: int | None = None) -> list[VoucherView]:
    """Vouchers by a condition on the voucher table, in the order of booking."""
    rows = tx.all(_VOUCHERS.where(condition).order_by(_voucher.c.id).limit(limit))
    entries = _entries(tx, [row.id for row in rows])
    return [
        VoucherView(
            number=row.number,
            kind=row.kind,
            booked_on=row.booked_on,
            summary=row.summary,
            finding=row.finding,
            reverses=row.reverses,
            entries=tuple(entries[row.id]),
            preparer=row.preparer,
            approver=row.approver,
            recorded_at=row.at,
            hash=row.hash,
            booked_by=row.booked_by,
        )
        for row in rows
    ]


def _entries(tx: Tx, voucher_ids: list[int]) -> dict[int, list[EntryView]]:
    found: dict[int, list[EntryView]] = defaultdict(list)
    for start in range(0, len(voucher_ids), 500):
        query = _ENTRIES.where(_entry.c.voucher_id.in_(voucher_ids[start : start + 500]))
        for voucher_id, kind, party, debit, credit in tx.all(query):
            found[voucher_id].append(EntryView(account_name(kind, party), kind, party or None, debit, credit))
    return found


def trial_balance(tx: Tx, month: str | None = None, *, up_to: str | None = None) -> list[Balance]:
    """Turnover and balance of every account, of one month, of all up to one, or of all.

    Debits equal credits over the whole.
    """
    condition = sa.true() if month is None else _total.c.month == month
    if up_to is not None:
        condition = condition & (_total.c.month <= up_to)
    query = (
        sa.select(
            _account.c.kind,
            _account.c.party,
            sa.func.sum(_total.c.debit, type_=sa.Integer),
            sa.func.sum(_total.c.credit, type_=sa.Integer),
        )
        .join(_account, _account.c.id == _total.c.account_id)
        .where(condition)
        .group_by(_account.c.id)
    )
    rows = [
        Balance(account_name(kind, party), kind, party or None, Money(int(debit)), Money(int(credit)))
        for kind, party, debit, credit in tx.all(query)
    ]
    order = list(AccountKind)
    return sorted(rows, key=lambda row: (order.index(row.kind), row.party or ""))
