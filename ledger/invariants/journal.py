"""The journal holds: vouchers balance, numbers have no gaps, closed months are closed, red letters mirror."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.schema import Account, Entry, Finding, MonthTotal, Notice, Period, Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.vocabulary import PeriodStatus

_voucher, _entry, _account = table_of(Voucher), table_of(Entry), table_of(Account)
_total, _period = table_of(MonthTotal), table_of(Period)
_finding, _notice = table_of(Finding), table_of(Notice)


def _fen(value: Any) -> Any:
    return sa.type_coerce(value, sa.Integer)


def vouchers_balance(tx: Tx) -> str | None:
    """每张凭证借贷相等，且至少一借一贷。"""
    difference = sa.func.sum(_fen(_entry.c.debit) - _fen(_entry.c.credit))
    row = tx.first(
        sa.select(_voucher.c.number)
        .outerjoin(_entry, _entry.c.voucher_id == _voucher.c.id)
        .group_by(_voucher.c.id)
        .having(sa.or_(difference != 0, sa.func.count(_entry.c.id) < 2))
        .order_by(_voucher.c.id)
    )
    return None if row is None else f"{row.number} 号凭证借贷不等"


def books_balance(tx: Tx) -> str | None:
    """全部分录借贷相等。"""
    row = tx.first(sa.select(sa.func.sum(_fen(_entry.c.debit)), sa.func.sum(_fen(_entry.c.credit))))
    debit, credit = row or (0, 0)
    return None if debit == credit else f"借方合计 {debit} 分，贷方合计 {credit} 分"


def numbers_have_no_gaps(tx: Tx) -> str | None:
    """凭证、问题、通知书编号连续。"""
    kinds: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
        ("凭证", _voucher, (_voucher.c.month, _voucher.c.kind)),
        ("问题", _finding, (_finding.c.year,)),
        ("通知书", _notice, (_notice.c.year, _notice.c.kind)),
    )
    for label, table, groups in kinds:
        row = tx.first(
            sa.select(*groups)
            .group_by(*groups)
            .having(sa.or_(sa.func.count() != sa.func.max(table.c.serial), sa.func.min(table.c.serial) != 1))
        )
        if row is not None:
            where = "、".join(getattr(value, "label", str(value)) for value in row)
            return f"{label}编号在 {where} 不连续"
    return None


def closed_months_take_nothing(tx: Tx) -> str | None:
    """已结账的月份在结账后没有新凭证。"""
    row = tx.first(
        sa.select(_voucher.c.number)
        .join(_period, _period.c.month >= _voucher.c.month)
        .where(_period.c.status != PeriodStatus.OPEN, _voucher.c.id > _period.c.event_seq)
        .order_by(_voucher.c.id)
    )
    return None if row is None else f"{row.number} 号凭证在该月结账后记入"


def red_letters_mirror(tx: Tx) -> str | None:
    """每张红字凭证与所冲销凭证逐笔相反，且只冲销一次。"""
    original, red = _entry.alias(), _entry.alias()
    row = tx.first(
        sa.select(_voucher.c.number)
        .join(original, original.c.voucher_id == _voucher.c.reverses_id)
        .outerjoin(red, sa.and_(red.c.voucher_id == _voucher.c.id, red.c.line == original.c.line))
        .where(
            sa.or_(
                red.c.id.is_(None),
                red.c.account_id != original.c.account_id,
                _fen(red.c.debit) != -_fen(original.c.debit),
                _fen(red.c.credit) != -_fen(original.c.credit),
            )
        )
        .order_by(_voucher.c.id)
    )
    if row is not None:
        return f"{row.number} 号红字凭证与所冲销的凭证不符"
    twice = tx.first(
        sa.select(_voucher.c.reverses_id)
        .group_by(_voucher.c.reverses_id)
        .having(sa.and_(_voucher.c.reverses_id.is_not(None), sa.func.count() > 1))
    )
    return None if twice is None else f"第 {twice[0]} 环的凭证被冲销了两次"


def two_people_made_each_voucher(tx: Tx) -> str | None:
    """每张凭证的经办人与复核人不是同一人。"""
    row = tx.first(
        sa.select(_voucher.c.number)
        .where(_voucher.c.preparer_id == _voucher.c.approver_id)
        .order_by(_voucher.c.id)
    )
    return None if row is None else f"{row.number} 号凭证由一人经办又复核"


def totals_are_folds_of_the_entries(tx: Tx) -> str | None:
    """月度合计与逐笔重算一致。"""
    red = _voucher.c.reverses_id.is_not(None)
    live = (
        sa.select(
            _entry.c.account_id,
            _entry.c.month,
            _voucher.c.records.label("kind"),
            red.label("red"),
            sa.func.sum(_fen(_entry.c.debit)).label("debit"),
            sa.func.sum(_fen(_entry.c.credit)).label("credit"),
            sa.func.sum(_entry.c.cases).label("cases"),
        )
        .join(_voucher, _voucher.c.id == _entry.c.voucher_id)
        .group_by(_entry.c.account_id, _entry.c.month, _voucher.c.records, red)
    )
    kept = sa.select(
        _total.c.account_id,
        _total.c.month,
        _total.c.kind,
        _total.c.red,
        _fen(_total.c.debit),
        _fen(_total.c.credit),
        _total.c.cases,
    )
    for one, other in ((live, kept), (kept, live)):
        row = tx.first(sa.except_(one, other))
        if row is not None:
            account = tx.first(sa.select(_account.c.kind, _account.c.party).where(_account.c.id == row[0]))
            name = "未知科目" if account is None else f"{account.kind.label} {account.party}".strip()
            return f"{row[1]} {name} 的合计与逐笔重算不一致"
    return None


INVARIANTS = (
    vouchers_balance,
    books_balance,
    numbers_have_no_gaps,
    closed_months_take_nothing,
    red_letters_mirror,
    two_people_made_each_voucher,
    totals_are_folds_of_the_entries,
)
