"""Periods of the calendar by name: 2026-08-31, 2026-W36, 2026-08, 2026-Q3, 2026-H2, 2026.

Days only, no time and no zone: a period is the same whatever a clock says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ledger.errors import BadValue
from ledger.vocabulary import Labelled


class Cycle(Labelled):
    """How often something recurs."""

    DAY = "day", "每日"
    WEEK = "week", "每周"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


_FORMS = {
    Cycle.DAY: re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
    Cycle.WEEK: re.compile(r"(\d{4})-W(\d\d)"),
    Cycle.MONTH: re.compile(r"(\d{4})-(\d\d)"),
    Cycle.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Cycle.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    Cycle.YEAR: re.compile(r"(\d{4})"),
}
_MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}


def period_of(cycle: Cycle, day: date) -> str:
    """The period in which a day lies; a week is that of ISO 8601, in the year of its Thursday."""
    if cycle is Cycle.DAY:
        return day.isoformat()
    if cycle is Cycle.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if cycle is Cycle.MONTH:
        return day.isoformat()[:7]
    if cycle is Cycle.QUARTER:
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if cycle is Cycle.HALF_YEAR:
        return f"{day.year:04}-H{(day.month + 5) // 6}"
    return f"{day.year:04}"


def bounds(cycle: Cycle, period: str) -> tuple[date, date]:
    """The first and the last day of a period. Raises BadValue for what is none of the cycle."""
    found = _FORMS[cycle].fullmatch(period)
    try:
        if found is None:
            raise ValueError(period)
        numbers = [int(group) for group in found.groups()]
        if cycle is Cycle.DAY:
            day = date(*numbers)
            return day, day
        if cycle is Cycle.WEEK:
            monday = date.fromisocalendar(numbers[0], numbers[1], 1)
            return monday, monday + timedelta(days=6)
        length = _MONTHS[cycle]
        first = date(numbers[0], 1 + length * ((numbers[1] if len(numbers) > 1 else 1) - 1), 1)
    except ValueError:
        raise BadValue(f"“{period}”不是{cycle.label}的期间，例如 {_example(cycle)}。") from None
    later = first.year * 12 + first.month - 1 + length
    return first, date(later // 12, later % 12 + 1, 1) - timedelta(days=1)


def _example(cycle: Cycle) -> str:
    return period_of(cycle, date(2026, 8, 31))


def periods(cycle: Cycle, from_day: date, to_day: date) -> Iterator[str]:
    """The periods that have a day in [from_day, to_day], in order."""
    day = from_day
    while day <= to_day:
        period = period_of(cycle, day)
        yield period
        day = bounds(cycle, period)[1] + timedelta(days=1)


def before(cycle: Cycle, period: str) -> str:
    """The period before."""
    return period_of(cycle, bounds(cycle, period)[0] - timedelta(days=1))


def label(cycle: Cycle, period: str) -> str:
    """2026年8月31日, 2026年第36周, 2026年8月, 2026年第三季度, 2026年下半年, 2026年."""
    first, _ = bounds(cycle, period)
    year = period[:4]
    if cycle is Cycle.DAY:
        return f"{first.year}年{first.month}月{first.day}日"
    if cycle is Cycle.WEEK:
        return f"{year}年第{int(period[6:])}周"
    if cycle is Cycle.MONTH:
        return f"{year}年{first.month}月"
    if cycle is Cycle.QUARTER:
        return f"{year}年第{'一二三四'[int(period[6:]) - 1]}季度"
    if cycle is Cycle.HALF_YEAR:
        return f"{year}年{'上下'[int(period[6:]) - 1]}半年"
    return f"{year}年"
