"""Every yuan follows from a clause: prices from rules, shares from prices, entries from shares."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.money import Money
from ledger.plan import DeductionRule
from ledger.rules_in_force import rules_by_id, supplements
from ledger.schema import (
    Account,
    Allocation,
    Assessment,
    Award,
    Entry,
    Finding,
    Payment,
    Share,
    Voucher,
)
from ledger.statements import table_of
from ledger.terms import admissible
from ledger.transactions import Tx
from ledger.views import amount_rule
from ledger.vocabulary import AccountKind, AssessmentStatus, FindingStatus, Level, VoucherKind

_finding, _assessment, _allocation, _share = (
    table_of(Finding),
    table_of(Assessment),
    table_of(Allocation),
    table_of(Share),
)
_voucher, _entry, _account = table_of(Voucher), table_of(Entry), table_of(Account)
_payment, _award = table_of(Payment), table_of(Award)


def _fen(value: Any) -> Any:
    return sa.type_coerce(value, sa.Integer)


def shares_add_up(tx: Tx) -> str | None:
    """各单位分担之和等于应分担金额。"""
    row = tx.first(
        sa.select(_finding.c.number, _allocation.c.bill_id)
        .select_from(
            _allocation.outerjoin(_share, _share.c.allocation_id == _allocation.c.id).outerjoin(
                _finding, _finding.c.id == _allocation.c.finding_id
            )
        )
        .group_by(_allocation.c.id)
        .having(sa.func.coalesce(sa.func.sum(_fen(_share.c.amount)), 0) != _fen(_allocation.c.amount))
        .order_by(_allocation.c.id)
    )
    return None if row is None else f"{row.number or row.bill_id} 的分担之和与金额不等"


def amounts_follow_from_rules(tx: Tx) -> str | None:
    """每笔金额都能由所依据的条款重算。"""
    rows = tx.connection.execution_options(yield_per=2000).execute(
        sa.select(
            _finding.c.number,
            _finding.c.level,
            _assessment.c.status,
            _assessment.c.rule_id,
            _assessment.c.count.label("counted"),
            _assessment.c.amount,
        )
        .join(_finding, _finding.c.id == _assessment.c.finding_id)
        .order_by(_assessment.c.id)
    )
    rates: dict[int, tuple[DeductionRule, Money] | None] = {}
    for row in rows:
        priced = row.status is AssessmentStatus.PRICED
        if priced != (row.amount is not None):
            return f"{row.number} 的计价状态与金额不符"
        if not priced:
            continue
        if row.level is Level.DISTRICT:
            return f"{row.number} 是区级自查，却计了金额"
        if row.rule_id not in rates:
            rates[row.rule_id] = _rate(tx, row.rule_id)
        known = rates[row.rule_id]
        plain = known is not None and row.amount.fen == known[1].fen * row.counted
        if not plain and (known is None or row.amount not in admissible(*known, row.counted)):
            return f"{row.number} 的金额 {row.amount} 元不能由条款重算"
    return None


def _rate(tx: Tx, rule_id: int) -> tuple[DeductionRule, Money] | None:
    """The rule with the rate that prices it."""
    rule = rules_by_id(tx, {rule_id}).get(rule_id)
    if rule is None:
        return None
    pricing = amount_rule(supplements(tx, rule), rule)
    return None if pricing is None or pricing.rule.amount is None else (rule.rule, pricing.rule.amount)


def entries_follow_from_shares(tx: Tx) -> str | None:
    """各单位承担的分录合计等于其有效分担。"""
    borne = (
        sa.select(
            _voucher.c.finding_id, sa.func.sum(_fen(_entry.c.debit) - _fen(_entry.c.credit)).label("borne")
        )
        .join(_entry, _entry.c.voucher_id == _voucher.c.id)
        .join(_account, _account.c.id == _entry.c.account_id)
        .where(
            _account.c.kind == AccountKind.BORNE_BY_UNIT,
            _voucher.c.finding_id.is_not(None),
            _voucher.c.records != VoucherKind.SETTLEMENT,
        )
        .group_by(_voucher.c.finding_id)
        .subquery()
    )
    posted = _finding.c.status.in_((FindingStatus.POSTED, FindingStatus.NOTIFIED, FindingStatus.SETTLED))
    due = sa.case((posted, _fen(_assessment.c.amount)), else_=0)
    row = tx.first(
        sa.select(_finding.c.number)
        .join(_assessment, _assessment.c.id == _finding.c.assessment_id)
        .outerjoin(borne, borne.c.finding_id == _finding.c.id)
        .where(sa.func.coalesce(borne.c.borne, 0) != due)
        .order_by(_finding.c.id)
    )
    return None if row is None else f"{row.number} 记账的承担金额与计价不符"


def grants_follow_from_rules(tx: Tx) -> str | None:
    """每笔补助和奖励都等于条款金额。"""
    row = tx.first(
        sa.select(_payment.c.id)
        .outerjoin(_award, _award.c.id == _payment.c.award_id)
        .where(sa.or_(_award.c.id.is_(None), _fen(_award.c.amount) != _fen(_payment.c.amount)))
    )
    return None if row is None else f"第 {row.id} 笔补助与条款不符"


INVARIANTS = (
    shares_add_up,
    amounts_follow_from_rules,
    entries_follow_from_shares,
    grants_follow_from_rules,
)
