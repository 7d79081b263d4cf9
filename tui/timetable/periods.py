"""Which papers fall due when. Calendar arithmetic only: what is due, at what time, for a span of months.

A monthly paper covers a calendar month and is designated for the first day after it at MAKING_TIME.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from ledger.months import first_day, last_day, month_of, next_month

MONTHLY_SUMMARY = "monthly_summary"
LABELS = {MONTHLY_SUMMARY: "月度汇总"}
MAKING_TIME = time(8, 0)


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A paper that falls due: its kind, whose it is, what it covers, and when it was to be made."""

    designated: datetime
    kind: str
    period: str
    office: str

    @property
    def label(self) -> str:
        """2026-08 松涧街道办事处 月度汇总."""
        return f"{self.period} {self.office} {LABELS[self.kind]}"

    @property
    def first_day(self) -> date:
        return first_day(self.period)

    @property
    def last_day(self) -> date:
        return last_day(self.period)


def designated_time(month: str, now: datetime) -> datetime:
    """When the papers of a month are to be made, in the zone of `now`."""
    return datetime.combine(first_day(next_month(month)), MAKING_TIME, tzinfo=now.tzinfo)


def months_due(first: date, now: datetime) -> Iterator[str]:
    """The months from that of `first` on whose papers are to have been made by `now`."""
    month = month_of(first)
    while designated_time(month, now) <= now:
        yield month
        month = next_month(month)


def next_designated(now: datetime) -> datetime:
    """The next time at which papers fall due."""
    month = month_of(now.date())
    this = designated_time(month, now)
    previous = datetime.combine(first_day(month), MAKING_TIME, tzinfo=now.tzinfo)
    return previous if now < previous else this


def papers_due(first: date, offices: Iterable[str], now: datetime) -> list[Due]:
    """Every monthly paper that is to have been made by `now`, the oldest first, offices in their order."""
    names = list(offices)
    return [
        Due(designated_time(month, now), MONTHLY_SUMMARY, month, office)
        for month in months_due(first, now)
        for office in names
    ]
