"""The head of a table: which of its rows are headers, and what each column is headed."""

from __future__ import annotations

import re
from collections.abc import Callable

from importers.canonical import Cell, Table

_FIGURE = re.compile(r"[≤≥<>]?\s*[\d一二三四五六七八九十]+(?:[.,]\d+)?\s*(?:[^\u4e00-\u9fff]|万?元|天|$)")
_FIRST_NUMBER = re.compile(r"[（(]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[）).、]?$")
_MAX_HEAD = 4


def head_rows(table: Table) -> int:
    """How many rows are headers: those before the first that is numbered or holds a figure; at least one."""
    for r, row in enumerate(table.rows[: _MAX_HEAD + 1]):
        if r and (_FIRST_NUMBER.match(row[0].text) or any(_FIGURE.match(cell.text) for cell in row[1:])):
            return r
    return 1


def headers(table: Table, rows: int) -> list[str]:
    """The words over every column, from the top down, merged headers once."""
    found = []
    for column in range(len(table.rows[0])):
        seen: list[Cell] = []
        for row in table.rows[:rows]:
            cell = row[column]
            if cell.text and all(cell.span != other.span for other in seen):
                seen.append(cell)
        found.append("".join(cell.text for cell in seen))
    return found


def column(names: list[str], wanted: Callable[[str], object]) -> int | None:
    """The first column whose header is wanted."""
    return next((c for c, name in enumerate(names) if wanted(name)), None)


def is_repeated_head(table: Table, row: int, rows: int) -> bool:
    """A header that a page break printed again."""
    return any(
        [cell.text for cell in table.rows[row]] == [cell.text for cell in head] for head in table.rows[:rows]
    )
