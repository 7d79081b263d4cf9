"""Every report is a fold of the same entries.

The three groupings agree, closed months still say what they said.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.money import Money
from ledger.months import first_day, last_day
from ledger.schema import Account, Entry, Event, Period, Voucher
from ledger.statements import table_of
from ledger.summaries import DEDUCTIONS, GROUPINGS, summarize
from ledger.transactions import Tx
from ledger.vocabulary import AccountKind, PeriodStatus
from ledger.voucher_views import account_name

_voucher, _entry, _account = table_of(Voucher), table_of(Entry), table_of(Account)
_period, _event = table_of(Period), table_of(Event)


def _fen(value: Any) -> Any:
    return sa.type_coerce(value, sa.Integer)


def summaries_agree(tx: Tx) -> str | None:
    """按单位、按条款、按月的汇总与分录一致。"""
    first = tx.scalar(sa.select(sa.func.min(_voucher.c.month)))
    if first is None:
        return None
    days = first_day(first), last_day(tx.scalar(sa.select(sa.func.max(_voucher.c.month))))
    booked = _borne(tx, *days)
    for by in GROUPINGS:
        net = summarize(tx, *days, by).total.net
        if net != booked:
            return f"按 {by} 汇总为 {net} 元，分录合计为 {booked} 元"
    return None


def _borne(tx: Tx, from_day: date, to_day: date) -> Money:
    total = tx.scalar(
        sa.select(sa.func.sum(_fen(_entry.c.debit) - _fen(_entry.c.credit)))
        .join(_voucher, _voucher.c.id == _entry.c.voucher_id)
        .join(_account, _account.c.id == _entry.c.account_id)
        .where(
            _account.c.kind == AccountKind.BORNE_BY_UNIT,
            _voucher.c.records.in_(DEDUCTIONS),
            _voucher.c.booked_on.between(from_day, to_day),
        )
    )
    return Money(int(total or 0))


def closed_months_say_what_they_said(tx: Tx) -> str | None:
    """已结账月份的发生额与结账时一致。"""
    rows = tx.all(
        sa.select(_period.c.month, _event.c.data)
        .join(_event, _event.c.seq == _period.c.event_seq)
        .where(_period.c.status != PeriodStatus.OPEN)
        .order_by(_period.c.month)
    )
    for month, data in rows:
        found = tx.all(
            sa.select(
                _account.c.kind,
                _account.c.party,
                sa.func.sum(_fen(_entry.c.debit)),
                sa.func.sum(_fen(_entry.c.credit)),
            )
            .join(_account, _account.c.id == _entry.c.account_id)
            .where(_entry.c.month == month)
            .group_by(_account.c.id)
        )
        live = {account_name(kind, party): [debit, credit] for kind, party, debit, credit in found}
        then = {account: [debit, credit] for account, debit, credit in json.loads(data)["totals"]}
        for account in sorted({*live, *then}):
            if live.get(account) != then.get(account):
                return f"{month} 的 {account} 与结账时不一致"
    return None


INVARIANTS = (summaries_agree, closed_months_say_what_they_said)
