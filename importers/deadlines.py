"""When work is due: phrases that fix a date, and phrases that name a time without one.

A year that is not printed is the last one printed with a date in the same task, else the document's.  What
has no place in the calendar (供暖季前, 长期坚持) is kept as words.  每月5日前 recurs and is no deadline; a
date before the document's year tells what was, not what is due.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from importers.date_words import ATTRIBUTE, FORMS, RECURS, UNDATED, YEARS, Form
from importers.markers import chinese_number
from importers.occupied import Occupied
from ledger.plan import Deadline, Phrase, Span
from ledger.vocabulary import DeadlineKind

_LAST_DAYS = {"初": 10, "上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Timing:
    """The dates of a task and the times without one."""

    deadlines: tuple[Deadline, ...]
    undated: tuple[Phrase, ...]


def read_timing(text: str, spans: Iterable[Span], year: int) -> Timing:
    """Dates in the given places of a text, in printed order; `year` is the document's, 0 if it is unknown."""
    deadlines: list[Deadline] = []
    undated: list[Phrase] = []
    for span in spans:
        for found in _found(text, span, year):
            if isinstance(found, Deadline):
                deadlines.append(found)
            else:
                undated.append(found)
        undated.extend(
            Phrase(m.group(0), Span(*m.span())) for m in UNDATED.finditer(text, span.start, span.end)
        )
    return Timing(tuple(deadlines), tuple(undated))


def _found(text: str, span: Span, year: int) -> Iterator[Deadline | Phrase]:
    """Deadlines, and what would be one if the document said its year."""
    current, seen = year, span.start
    for form, match in _phrases(text, span):
        if RECURS.search(text, max(span.start, match.start() - 8), match.start()):
            continue
        current = _last_year(text, seen, match.start(), current, year)
        seen = match.end()
        if ATTRIBUTE.match(text, match.end()):
            continue
        if not current and not match.groupdict().get("year"):
            yield Phrase(match.group(0), Span(*match.span()))
            continue
        for deadline in _dated(form, match, current):
            if match.groupdict().get("year"):
                current = deadline.date.year
            if deadline.date.year >= year:
                yield deadline


def _phrases(text: str, span: Span) -> list[tuple[Form, re.Match[str]]]:
    """Dated phrases in printed order, none of them twice: a form further up in the list wins."""
    occupied = Occupied(span)
    found: list[tuple[Form, re.Match[str]]] = []
    for form, pattern in FORMS:
        for match in pattern.finditer(text, span.start, span.end):
            if form is Form.PERIOD and not (match["day2"] or match["year"] or match["next"]):
                continue
            if occupied.take(*match.span()):
                found.append((form, match))
    return sorted(found, key=lambda item: item[1].start())


def _last_year(text: str, start: int, end: int, current: int, year: int) -> int:
    """The last year printed on the way that is not before the document's."""
    for match in YEARS.finditer(text, start, end):
        value = _number(match.group(1))
        if value is not None and value >= year:
            current = value
    return current


def _dated(form: Form, match: re.Match[str], current: int) -> Iterator[Deadline]:
    printed, place = match.group(0), Span(*match.span())
    parts = match.groupdict()
    year = _number(parts.get("year")) or current + (1 if parts.get("next") and form is not Form.PERIOD else 0)
    if form is Form.PERIOD:
        first, last = _period(parts, year)
        if first and last and first <= last:
            yield Deadline(first, printed, DeadlineKind.START, place)
            yield Deadline(last, printed, DeadlineKind.PERIOD_END, place)
        return
    when = _start(parts, year) if form is Form.START else _due(form, parts, year)
    if when is not None:
        kind = DeadlineKind.START if form is Form.START else DeadlineKind.DUE
        yield Deadline(when, printed, kind, place)


def _period(parts: dict[str, str | None], year: int) -> tuple[date | None, date | None]:
    month, last_month = _number(parts["month"]), _number(parts["month2"])
    if month is None or last_month is None:
        return None, None
    wraps = parts["next"] or last_month < month
    last_year = _number(parts["year2"]) or year + (1 if wraps else 0)
    first = _day(year, month, _number(parts["day"]) or 1)
    return first, _day(last_year, last_month, _number(parts["day2"]))


def _start(parts: dict[str, str | None], year: int) -> date | None:
    month = parts["month"] or parts["month_b"] or parts["month_c"]
    day = parts["day"] or parts["day_b"] or parts["day_c"]
    return _day(year, _number(month), _number(day) or 1)


def _due(form: Form, parts: dict[str, str | None], year: int) -> date | None:
    match form:
        case Form.DAY | Form.LIMIT:
            return _day(year, _number(parts["month"]), _number(parts["day"]))
        case Form.PART_OF_MONTH:
            return _day(year, _number(parts["month"]), _LAST_DAYS.get(parts["part"] or ""))
        case Form.MONTH:
            return _before_month(year, _number(parts["month"]))
        case Form.QUARTER:
            quarter = _number(parts["quarter"]) or 4
            return _day(year, quarter * 3, None)
        case Form.HALF_YEAR:
            return _day(year, 6 if parts["half"] == "上半年" else 12, None)
        case Form.YEAR:
            return _day(year - 1, 12, None)
        case _:
            return _day(year, 12, None)


def _before_month(year: int, month: int | None) -> date | None:
    """2020年10月前 is through the end of September."""
    if month is None:
        return None
    return _day(year - 1, 12, None) if month == 1 else _day(year, month - 1, None)


def _day(year: int, month: int | None, day: int | None) -> date | None:
    """That day, the month's last where no day is given, None where the calendar has none."""
    if month is None or not 1 <= month <= 12 or not 2000 <= year <= 2100:
        return None
    last = calendar.monthrange(year, month)[1]
    day = last if day is None else day
    return date(year, month, day) if 1 <= day <= last else None


def _number(text: str | None) -> int | None:
    return chinese_number(text) if text else None
