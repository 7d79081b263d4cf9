"""The turn of a year, as one guided step: what is carried forward, what stays open, which plan comes next.

Balances carry over by themselves in double entry; rolling over records them in the chain, so that next year's
opening figures can be proven, and refuses while a month of the year is open.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from ledger import chain
from ledger.errors import NoRuleInForce, WrongState
from ledger.months import is_closed
from ledger.rules_in_force import policy_in_force
from ledger.schema import Event, Finding, MonthTotal, Rectification
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import YearView
from ledger.vocabulary import FindingStatus, RectificationStatus
from ledger.voucher_views import trial_balance

_finding, _rectification, _total, _event = (
    table_of(Finding),
    table_of(Rectification),
    table_of(MonthTotal),
    table_of(Event),
)
_OPEN = (
    FindingStatus.FILED,
    FindingStatus.RETURNED,
    FindingStatus.APPROVED,
    FindingStatus.ALLOCATED,
    FindingStatus.POSTED,
    FindingStatus.NOTIFIED,
)
_UNDONE = (
    RectificationStatus.ASSIGNED,
    RectificationStatus.RECTIFIED,
    RectificationStatus.VERIFIED,
)


def outlook(tx: Tx, year: int) -> YearView:
    """What rolling a year over would carry forward and leave open. Changes nothing."""
    findings = tx.all(
        sa.select(_finding.c.number)
        .where(_finding.c.year <= year, _finding.c.status.in_(_OPEN))
        .order_by(_finding.c.id)
    )
    repairs = tx.all(
        sa.select(_finding.c.number)
        .join(_rectification, _rectification.c.finding_id == _finding.c.id)
        .where(_finding.c.year <= year, _rectification.c.status.in_(_UNDONE))
        .order_by(_finding.c.id)
    )
    months = tx.all(
        sa.select(_total.c.month).where(_total.c.month <= f"{year}-12").distinct().order_by(_total.c.month)
    )
    try:
        policy: str | None = policy_in_force(tx, date(year + 1, 1, 1)).title
    except NoRuleInForce:
        policy = None
    return YearView(
        year=year,
        balances=tuple(row for row in trial_balance(tx, up_to=f"{year}-12") if row.balance),
        open_findings=tuple(row[0] for row in findings),
        open_rectifications=tuple(row[0] for row in repairs),
        open_months=tuple(row[0] for row in months if not is_closed(tx, row[0])),
        policy=policy,
        rolled_over_at=_rolled_over_at(tx, year),
    )


def roll_over(tx: Tx, year: int) -> YearView:
    """Record the balances that a year hands to the next.

    Raises WrongState while a month is open, and twice.
    """
    view = outlook(tx, year)
    if view.rolled_over_at is not None:
        raise WrongState(f"{year} 年已经年终结转。")
    if tx.today.year <= year:
        raise WrongState(f"{year} 年还没有结束，不能年终结转。")
    if view.open_months:
        raise WrongState(f"{view.open_months[0]} 还没有结账，请先结账再年终结转。")
    data = {
        "year": year,
        "balances": [[row.account, row.balance.fen] for row in view.balances],
        "open_findings": list(view.open_findings),
        "open_rectifications": list(view.open_rectifications),
        "policy": view.policy,
    }
    chain.take(tx, "year_rolled_over", f"year/{year}", data)
    return outlook(tx, year)


@chain.step("year_rolled_over")
def _rolled_over(tx: Tx, link: chain.Link) -> None:
    """The chain alone keeps it: no table changes."""


def _rolled_over_at(tx: Tx, year: int) -> datetime | None:
    at: datetime | None = tx.scalar(
        sa.select(_event.c.at).where(_event.c.subject == f"year/{year}", _event.c.step == "year_rolled_over")
    )
    return at
