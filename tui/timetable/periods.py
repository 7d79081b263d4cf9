"""Which papers fall due when. Calendar arithmetic only; whether a paper is done is the books' business.

A designated time is a time of the wall clock in the zone of the given now.  Times are compared as instants,
so that an hour which a change to summer time leaves out or repeats makes no paper early, late or twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from ledger.cycles import Cycle, bounds, label, period_of, periods
from tui.timetable.kinds import LABELS, MONTHLY_SUMMARY, USUAL, Kind

__all__ = ["LABELS", "MONTHLY_SUMMARY", "Due", "designated_time", "next_designated", "papers_due"]


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A paper that falls due: its kind, whose it is ("" for all), what it covers, when it was to be made."""

    designated: datetime
    kind: str
    period: str
    office: str

    @property
    def label(self) -> str:
        """2026-08 松涧街道办事处 月度汇总; 2026-W36 周报."""
        return " ".join(word for word in (self.period, self.office, LABELS[self.kind]) if word)

    @property
    def cycle(self) -> Cycle:
        return next(kind.cycle for kind in USUAL if kind.key == self.kind)

    @property
    def period_label(self) -> str:
        """2026年8月, 2026年第36周."""
        return label(self.cycle, self.period)

    @property
    def first_day(self) -> date:
        return bounds(self.cycle, self.period)[0]

    @property
    def last_day(self) -> date:
        return bounds(self.cycle, self.period)[1]


def designated_time(kind: Kind, period: str, now: datetime) -> datetime:
    """When a period's paper is to be made, in the zone of `now`."""
    day = bounds(kind.cycle, period)[1] + timedelta(days=kind.after)
    return on_the_wall(datetime.combine(day, kind.at), now)


def on_the_wall(wall: datetime, now: datetime) -> datetime:
    """An aware time from one without a zone, in the zone of `now`.

    A fixed offset that is this machine's own stands for the machine's zone, with its summer time.
    """
    zone = now.tzinfo
    if isinstance(zone, timezone) and now.astimezone().utcoffset() == now.utcoffset():
        return wall.astimezone()
    return wall.replace(tzinfo=zone)


def _reached(at: datetime, now: datetime) -> bool:
    # Two times of one zone compare by the wall, which an autumn night shows twice.
    return at.timestamp() <= now.timestamp()


def periods_due(
    kind: Kind, first: date, now: datetime, since: datetime | None = None
) -> list[tuple[str, datetime]]:
    """The periods from that of `first` on whose paper is to have been made by `now`, with its time.

    Of those whose time had passed at `since`, only the last.
    """
    found: list[tuple[str, datetime]] = []
    for period in periods(kind.cycle, first, now.date()):
        designated = designated_time(kind, period, now)
        if _reached(designated, now):
            if since is not None and _reached(designated, since):
                found.clear()
            found.append((period, designated))
    return found


def next_designated(now: datetime, among: Iterable[Kind] = USUAL) -> datetime | None:
    """The next time at which papers fall due; None where no kind is on."""
    times = []
    for kind in among:
        if not kind.on:
            continue
        day = now.date() - timedelta(days=kind.after)
        period = period_of(kind.cycle, day)
        while _reached(designated := designated_time(kind, period, now), now):
            period = period_of(kind.cycle, bounds(kind.cycle, period)[1] + timedelta(days=1))
        times.append(designated)
    return min(times, key=datetime.timestamp) if times else None


def papers_due(
    first: date,
    offices: Iterable[str],
    now: datetime,
    among: Iterable[Kind] = USUAL,
    since: datetime | None = None,
) -> list[Due]:
    """Every paper that is to have been made by `now`, by its time; kinds and offices in their order.

    Of each kind's periods that were over at `since`, the beginning of the timetable, only the last counts.
    """
    names = list(offices)
    found = [
        Due(designated, kind.key, period, office)
        for kind in among
        if kind.on
        for period, designated in periods_due(kind, first, now, since)
        for office in (names if kind.per_office else ("",))
    ]
    return sorted(found, key=lambda due: due.designated.timestamp())
