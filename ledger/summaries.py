"""Totals of what is posted: by office, by rule, by month.

Every figure is a fold of the same journal entries.

A finding counts where a unit begins to bear it, in the period of that voucher; a reversal lowers the net of
the period in which it is booked.  Subsidies stand beside, under the enterprise that gets them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.errors import BadValue
from ledger.money import Money, total
from ledger.months import closing_head, first_day, last_day, month_of
from ledger.overviews import overview
from ledger.schema import Account, Assessment, Award, Entry, MonthTotal, Payment, Policy, Rule, Unit, Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Summary, SummaryRow
from ledger.vocabulary import AccountKind, VoucherKind

__all__ = ["GROUPINGS", "office_months", "overview", "summarize"]

GROUPINGS = ("office", "rule", "month")
DEDUCTIONS = (VoucherKind.ALLOCATION,)
GRANTS = (VoucherKind.SUBSIDY, VoucherKind.REWARD)

_account, _entry, _voucher, _total = (
    table_of(Account),
    table_of(Entry),
    table_of(Voucher),
    table_of(MonthTotal),
)
_unit, _rule, _assessment, _policy = (
    table_of(Unit),
    table_of(Rule),
    table_of(Assessment),
    table_of(Policy),
)
_award, _payment = table_of(Award), table_of(Payment)


def summarize(tx: Tx, from_day: date, to_day: date, by: str) -> Summary:
    """Totals of the vouchers whose accounting date lies in [from_day, to_day], both inclusive.

    `by` is "office", "rule" or "month".  The total counts a finding that several offices share once.
    Raises BadValue for another grouping or an empty span of days.
    """
    if by not in GROUPINGS:
        raise BadValue(f"不能按“{by}”汇总，可选：office（单位）、rule（条款）、month（月份）。")
    if from_day > to_day:
        raise BadValue(f"起始日期 {from_day} 晚于截止日期 {to_day}，请对调。")
    whole_months = from_day == first_day(month_of(from_day)) and to_day == last_day(month_of(to_day))
    if by == "rule":
        rows = _by_rule(tx, from_day, to_day)
    elif whole_months:
        rows = _folded(tx, month_of(from_day), month_of(to_day), by)
    else:
        rows = _live(tx, from_day, to_day, by)
    head = closing_head(tx, month_of(to_day)) if whole_months else None
    return Summary(by, from_day, to_day, tuple(rows), _whole(rows, _cases(tx, from_day, to_day)), head)


def _row(key: str, label: str, figures: Any) -> SummaryRow:
    """A row from (findings, deductions, red deductions, subsidies) in fen; red amounts are negative."""
    findings, deductions, red, subsidies = (int(figure or 0) for figure in figures)
    return SummaryRow(key, label, findings, Money(deductions), Money(-red), Money(subsidies))


def _whole(rows: Iterable[SummaryRow], cases: int) -> SummaryRow:
    rows = list(rows)
    return SummaryRow(
        "total",
        "合计",
        cases,
        total(row.deductions for row in rows),
        total(row.reversals for row in rows),
        total(row.subsidies for row in rows),
    )


def _figures(kind: Any, red: Any, debit: Any, credit: Any, cases: Any, party: Any) -> list[Any]:
    """The four figures of a row as sums over lines that carry what they record."""
    deduction = sa.and_(party == AccountKind.BORNE_BY_UNIT, kind.in_(DEDUCTIONS))
    grant = sa.and_(party.in_((AccountKind.SUBSIDY, AccountKind.REWARD)), kind.in_(GRANTS))

    amount = sa.type_coerce(debit, sa.Integer) - sa.type_coerce(credit, sa.Integer)

    def summed(condition: Any, value: Any) -> Any:
        return sa.func.sum(sa.case((condition, value), else_=0))

    return [
        summed(deduction, cases),
        summed(sa.and_(deduction, sa.not_(red)), amount),
        summed(sa.and_(deduction, red), amount),
        summed(grant, amount),
    ]


def office_months(tx: Tx, from_month: str, to_month: str) -> dict[tuple[str, str], Money]:
    """What each unit bears net in each month, both inclusive, by (unit, month); from the month totals."""
    query = (
        sa.select(
            _account.c.party,
            _total.c.month,
            sa.func.sum(
                sa.type_coerce(_total.c.debit, sa.Integer) - sa.type_coerce(_total.c.credit, sa.Integer)
            ),
        )
        .join(_account, _account.c.id == _total.c.account_id)
        .where(
            _account.c.kind == AccountKind.BORNE_BY_UNIT,
            _total.c.kind.in_(DEDUCTIONS),
            _total.c.month.between(from_month, to_month),
        )
        .group_by(_account.c.party, _total.c.month)
    )
    return {(unit, month): Money(int(net)) for unit, month, net in tx.all(query)}


_SHOWN = (AccountKind.BORNE_BY_UNIT, AccountKind.SUBSIDY, AccountKind.REWARD)


def _folded(tx: Tx, from_month: str, to_month: str, by: str) -> list[SummaryRow]:
    """From the month totals, for whole months."""
    key = _account.c.party if by == "office" else _total.c.month
    query = (
        sa.select(
            key,
            *_figures(
                _total.c.kind, _total.c.red, _total.c.debit, _total.c.credit, _total.c.cases, _account.c.kind
            ),
        )
        .join(_account, _account.c.id == _total.c.account_id)
        .where(_account.c.kind.in_(_SHOWN), _total.c.month.between(from_month, to_month))
        .group_by(key)
    )
    return _ordered(tx, by, tx.all(query))


def _live(tx: Tx, from_day: date, to_day: date, by: str) -> list[SummaryRow]:
    """From the entries themselves, for any span of days."""
    key = _account.c.party if by == "office" else _voucher.c.month
    red = _voucher.c.reverses_id.is_not(None)
    query = (
        sa.select(
            key,
            *_figures(
                _voucher.c.records, red, _entry.c.debit, _entry.c.credit, _entry.c.cases, _account.c.kind
            ),
        )
        .select_from(
            _voucher.join(_entry, _entry.c.voucher_id == _voucher.c.id).join(
                _account, _account.c.id == _entry.c.account_id
            )
        )
        .where(_account.c.kind.in_(_SHOWN), _voucher.c.booked_on.between(from_day, to_day))
        .group_by(key)
    )
    return _ordered(tx, by, tx.all(query))


def _ordered(tx: Tx, by: str, found: Iterable[Any]) -> list[SummaryRow]:
    rows = [_row(row[0], row[0], row[1:]) for row in found]
    rows = [row for row in rows if row.findings or row.deductions or row.reversals or row.subsidies]
    if by == "office":
        places = {name: place for place, name in enumerate(_unit_names(tx))}
        return sorted(rows, key=lambda row: (places.get(row.key, len(places)), row.key))
    return sorted(rows, key=lambda row: row.key)


def _unit_names(tx: Tx) -> list[str]:
    return [row[0] for row in tx.all(sa.select(_unit.c.name).order_by(_unit.c.id))]


def _by_rule(tx: Tx, from_day: date, to_day: date) -> list[SummaryRow]:
    """By the rule of the assessment that each voucher was booked by; grants by the rule that they follow."""
    red = _voucher.c.reverses_id.is_not(None)
    figures = _figures(
        _voucher.c.records, red, _entry.c.debit, _entry.c.credit, _entry.c.cases, _account.c.kind
    )
    source = _voucher.join(_entry, _entry.c.voucher_id == _voucher.c.id).join(
        _account, _account.c.id == _entry.c.account_id
    )
    in_span = sa.and_(_account.c.kind.in_(_SHOWN), _voucher.c.booked_on.between(from_day, to_day))
    counted = sa.func.count(
        sa.distinct(sa.case((sa.and_(_entry.c.cases > 0, sa.not_(red)), _voucher.c.finding_id)))
    )
    deductions = tx.all(
        sa.select(_policy.c.number, _rule.c.place, _rule.c.name, counted, *figures[1:])
        .select_from(
            source.join(_assessment, _assessment.c.id == _voucher.c.assessment_id)
            .join(_rule, _rule.c.id == _assessment.c.rule_id)
            .join(_policy, _policy.c.id == _rule.c.policy_id)
        )
        .where(in_span)
        .group_by(_rule.c.id)
        .order_by(_policy.c.number, _rule.c.place)
    )
    grants = tx.all(
        sa.select(_policy.c.number, _award.c.kind, _award.c.place, _award.c.name, *figures)
        .select_from(
            source.join(_payment, _payment.c.id == _voucher.c.payment_id)
            .join(_award, _award.c.id == _payment.c.award_id)
            .join(_policy, _policy.c.id == _award.c.policy_id)
        )
        .where(in_span)
        .group_by(_award.c.id)
        .order_by(_policy.c.number, _award.c.kind, _award.c.place)
    )
    rows = [_row(f"{row[0]}-{row[1]}", row[2], row[3:]) for row in deductions]
    rows += [_row(f"{row[0]}-{row[1]}-{row[2]}", row[3], row[4:]) for row in grants]
    return [row for row in rows if row.findings or row.deductions or row.reversals or row.subsidies]


def _cases(tx: Tx, from_day: date, to_day: date) -> int:
    """How many findings were first posted in a span of days."""
    return int(
        tx.scalar(
            sa.select(sa.func.count(_voucher.c.id)).where(
                _voucher.c.kind == VoucherKind.ALLOCATION, _voucher.c.booked_on.between(from_day, to_day)
            )
        )
    )
