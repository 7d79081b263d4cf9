"""Closing a month, and opening it again by two people.

A closed month takes no entries; the database refuses them.

Months are closed in order.  Closing puts the month's totals and the chain's hash into the chain; that hash
is printed on the month's summary, so that whoever holds the paper can prove that nothing before it was
changed.
"""

from __future__ import annotations

import sqlalchemy as sa

from ledger import chain
from ledger.errors import NotFound, SamePerson, WrongState
from ledger.findings import reason_given
from ledger.months import booking_day, first_day, is_closed, month_of
from ledger.schema import HOME_DISTRICT, Event, MonthTotal, Period, Person
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import PeriodView
from ledger.vocabulary import PeriodStatus
from ledger.voucher_views import trial_balance

__all__ = [
    "ask_reopening",
    "booking_day",
    "close_month",
    "get",
    "is_closed",
    "list_periods",
    "reopen",
]

_period, _event, _person, _total = (
    table_of(Period),
    table_of(Event),
    table_of(Person),
    table_of(MonthTotal),
)


def close_month(tx: Tx, month: str) -> PeriodView:
    """Close a month that has begun, and with it those before; `head` of the view is what its summary prints.

    Raises WrongState for a month that is closed, lies ahead, or follows an open one that has entries.
    """
    first_day(month)
    if is_closed(tx, month):
        raise WrongState(f"{month} 已经结账。")
    if month > month_of(tx.today):
        raise WrongState(f"{month} 还没有开始，不能结账。")
    open_before = next((each for each in _months_before(tx, month) if not is_closed(tx, each)), None)
    if open_before is not None:
        raise WrongState(f"{open_before} 还没有结账，请按月份顺序结账。")
    totals = [[b.account, b.debit.fen, b.credit.fen] for b in trial_balance(tx, month)]
    chain.take(tx, "month_closed", f"month/{month}", {"month": month, "totals": totals})
    return get(tx, month)


@chain.step("month_closed")
def _closed(tx: Tx, link: chain.Link) -> None:
    month = link.data["month"]
    values = {
        "status": PeriodStatus.CLOSED,
        "event_seq": link.seq,
        "head": link.hash,
        "reopening_asked_by_id": None,
        "reopening_reason": None,
    }
    if tx.scalar(sa.select(_period.c.id).where(_period.c.month == month)) is None:
        tx.execute(sa.insert(_period).values(district_id=HOME_DISTRICT, month=month, **values))
    else:
        _set(tx, month, **values)


def _months_before(tx: Tx, month: str) -> list[str]:
    query = sa.select(_total.c.month).where(_total.c.month < month).distinct().order_by(_total.c.month)
    return [row[0] for row in tx.all(query)]


def ask_reopening(tx: Tx, month: str, reason: str) -> PeriodView:
    """Ask that the last closed month be opened again; another person must do it."""
    period = get(tx, month)
    if period.status is not PeriodStatus.CLOSED:
        raise WrongState(f"{month} 现在是“{period.status.label}”，不能申请反结账。")
    later = tx.scalar(
        sa.select(sa.func.min(_period.c.month)).where(
            _period.c.month > month, _period.c.status != PeriodStatus.OPEN
        )
    )
    if later is not None:
        raise WrongState(f"{later} 已经结账，请先对 {later} 反结账。")
    reason = reason_given(reason, "反结账")
    chain.take(tx, "reopening_asked", f"month/{month}", {"month": month}, reason=reason)
    return get(tx, month)


@chain.step("reopening_asked")
def _asked(tx: Tx, link: chain.Link) -> None:
    _set(
        tx,
        link.data["month"],
        status=PeriodStatus.REOPENING,
        reopening_asked_by_id=link.actor.id,
        reopening_reason=link.reason,
    )


def reopen(tx: Tx, month: str) -> PeriodView:
    """Open a month whose reopening another person has asked for. Raises SamePerson, WrongState."""
    period = get(tx, month)
    if period.status is not PeriodStatus.REOPENING:
        raise WrongState(f"{month} 没有反结账申请，请先由一人申请并写明理由。")
    if period.reopening_asked_by == tx.actor.name:
        raise SamePerson(f"反结账由{tx.actor.name}申请，不能由本人批准，请换一人批准。")
    chain.take(tx, "month_reopened", f"month/{month}", {"month": month})
    return get(tx, month)


@chain.step("month_reopened")
def _reopened(tx: Tx, link: chain.Link) -> None:
    _set(tx, link.data["month"], status=PeriodStatus.OPEN)


def _set(tx: Tx, month: str, **values: object) -> None:
    tx.execute(sa.update(_period).where(_period.c.month == month).values(**values))


def get(tx: Tx, month: str) -> PeriodView:
    """A month that was closed at least once. Raises NotFound."""
    found = _load(tx, _period.c.month == month)
    if not found:
        raise NotFound(f"{month} 没有结过账。")
    return found[0]


def list_periods(tx: Tx) -> list[PeriodView]:
    """Every month that was closed at least once, in order."""
    return _load(tx, sa.true())


def _load(tx: Tx, condition: sa.ColumnElement[bool]) -> list[PeriodView]:
    closer, asker = _person.alias(), _person.alias()
    query = (
        sa.select(_period, _event.c.at, closer.c.name.label("closer"), asker.c.name.label("asker"))
        .join(_event, _event.c.seq == _period.c.event_seq)
        .join(closer, closer.c.id == _event.c.actor_id)
        .outerjoin(asker, asker.c.id == _period.c.reopening_asked_by_id)
        .where(condition)
        .order_by(_period.c.month)
    )
    return [
        PeriodView(
            month=row.month,
            status=row.status,
            closed_by=row.closer,
            closed_at=row.at,
            head=row.head,
            reopening_asked_by=row.asker,
            reopening_reason=row.reopening_reason,
        )
        for row in tx.all(query)
    ]
