"""Plain tables for the terminal, laid out by cells: a Chinese character is two wide. Nothing is cut off."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def moment(at: datetime) -> str:
    """A time on this machine's clock, to the minute."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """A text filled up with blanks to a width in cells."""
    blanks = " " * max(0, width - cells(text))
    return blanks + text if right else text + blanks


def shorten(text: str, width: int) -> str:
    """A text cut to a width in cells, its cut marked by …."""
    text = " ".join(text.split())
    if cells(text) <= width:
        return text
    used, kept = 1, []
    for char in text:
        used += _width(char)
        if used > width:
            break
        kept.append(char)
    return "".join(kept) + "…"


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    total: Sequence[str] | None = None,
) -> str:
    """A table with a ruled head, its numbers right-aligned in the columns `right`; `total` closes it."""
    body = [*rows, total] if total is not None else list(rows)
    widths = [max(cells(row[i]) for row in [heads, *body]) for i in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        return "  ".join(pad(text, widths[i], right=i in right) for i, text in enumerate(row)).rstrip()

    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    lines = [line(heads), rule, *(line(row) for row in rows)]
    if total is not None:
        lines += [rule, line(total)]
    return "\n".join(lines)
