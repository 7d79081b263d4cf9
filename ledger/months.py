"""Accounting months: which are closed, and in which one an event of a given day is booked."""

from __future__ import annotations

import re
from datetime import date, timedelta

import sqlalchemy as sa

from ledger.errors import BadValue, ClosedPeriod
from ledger.schema import HOME_DISTRICT, Period
from ledger.statements import Prepared, table_of
from ledger.transactions import Tx
from ledger.vocabulary import PeriodStatus

_period = table_of(Period)
_closed = Prepared(
    sa.select(_period.c.month).where(
        _period.c.district_id == HOME_DISTRICT,
        _period.c.month >= sa.bindparam("month"),
        _period.c.status != PeriodStatus.OPEN,
    )
)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def month_of(day: date) -> str:
    """2025-08."""
    return day.isoformat()[:7]


def first_day(month: str) -> date:
    """The first day of a month. Raises BadValue for what is no month."""
    if not _MONTH.fullmatch(month):
        raise BadValue(f"“{month}”不是月份，请写成 2025-08 的样子。")
    return date(int(month[:4]), int(month[5:]), 1)


def next_month(month: str) -> str:
    """The month after."""
    return month_of(first_day(month) + timedelta(days=31))


def last_day(month: str) -> date:
    """The last day of a month."""
    return first_day(next_month(month)) - timedelta(days=1)


def is_closed(tx: Tx, month: str) -> bool:
    """Whether a month takes no entries: it, or a later one whose balance it would change, is closed."""
    return tx.run(_closed, month=month).fetchone() is not None


def closing_head(tx: Tx, month: str) -> str | None:
    """The chain's hash at a month's closing, or None while it is open."""
    head: str | None = tx.scalar(
        sa.select(_period.c.head).where(_period.c.month == month, _period.c.status != PeriodStatus.OPEN)
    )
    return head


def booking_day(tx: Tx, event_day: date) -> date:
    """The accounting day of an event: its own day while its month is open.

    Where that month is closed the event lands in the open one: today if today's month is open, else the
    first day of the first open month after it.
    """
    if not is_closed(tx, month_of(event_day)):
        return event_day
    if not is_closed(tx, month_of(tx.today)) and tx.today > event_day:
        return tx.today
    month = next_month(month_of(max(event_day, tx.today)))
    while is_closed(tx, month):
        month = next_month(month)
    return first_day(month)


def correction_day(tx: Tx, booked_on: date) -> date:
    """The accounting day of what corrects an entry.

    Today, but within the entry's month while that is open.
    """
    month = month_of(booked_on)
    if is_closed(tx, month):
        return booking_day(tx, booked_on)
    return max(booked_on, min(tx.today, last_day(month)))


def refuse_closed(tx: Tx, month: str) -> None:
    """Raises ClosedPeriod when a month takes no entries."""
    if is_closed(tx, month):
        raise ClosedPeriod(f"{month} 已结账，不再接受凭证，请记入未结账的月份。")
