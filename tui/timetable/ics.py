"""Deadlines as an iCalendar file (RFC 5545): a whole-day event each, the same event at every export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from ledger.views.duties import Occurrence

LONGEST = 75  # octets in a line, RFC 5545 3.1
REMIND_DAYS = 7


def calendar(found: Iterable[Occurrence], name: str, now: datetime, *, book: str = "") -> str:
    """The file's text with CRLF line ends. `book` tells the calendars of several books apart."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gongjian-ledger//deadlines//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for each in found:
        lines += _event(each, stamp, book)
    lines.append("END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in _folded(line))


def _event(each: Occurrence, stamp: str, book: str) -> list[str]:
    what = f"{each.printed}　牵头或责任单位：{'、'.join(each.leads) or '未注明'}　进度：{each.percent}%"
    return [
        "BEGIN:VEVENT",
        f"UID:{book}{each.policy}-{_ascii(each.task)}-{_ascii(each.key)}@gongjian-ledger",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{each.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{each.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(f'任务{each.task} {each.heading}到期')}",
        f"DESCRIPTION:{_text(what)}",
        f"STATUS:{'CONFIRMED' if not each.done else 'CANCELLED'}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(f'任务{each.task}将到期')}",
        f"TRIGGER:-P{REMIND_DAYS}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _ascii(value: str) -> str:
    return "".join(char if char.isascii() and char not in "()#" else "_" for char in value)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none within a character; later ones begin with a blank."""
    piece, octets = "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > LONGEST:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + char, octets + size
    yield piece
