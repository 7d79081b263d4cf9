"""What a reader hands over: lines and tables as the file holds them, before they become canonical text.

A reader of one format knows its file; it knows nothing of paragraphs that run over pages.  It says of each
line only what the format says of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawLine:
    """A printed line, or a whole paragraph where the format knows paragraphs.

    `starts` is True where the format says that a paragraph begins here, False where it goes on, None where
    the format does not say.  `heading` marks a line that the format styles as a heading.  `page` counts from
    1, or is 0 where the format has no pages; `breaks` are the places in the text where a later page
    begins, each with its number.  `confidence` is below 1 for recognised characters.  `strong` counts the
    characters at the beginning that are set bold while the rest is not.
    """

    text: str
    page: int = 0
    starts: bool | None = None
    heading: bool = False
    confidence: float = 1.0
    breaks: tuple[tuple[int, int], ...] = ()
    strong: int = 0


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as a full grid: `grid[row][column]` is an index into `cells`; merged cells repeat theirs."""

    cells: tuple[str, ...]
    grid: tuple[tuple[int, ...], ...]
    page: int = 0


RawBlock = RawLine | RawTable


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found. `notes` are what the reader could not take over, each one Chinese line."""

    blocks: Sequence[RawBlock]
    notes: tuple[str, ...] = ()
    recognised: bool = False


def table_of(rows: Sequence[Sequence[str]], page: int = 0) -> RawTable | None:
    """A table without merged cells; short rows are filled up. None where no row holds a cell."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return None
    cells: list[str] = []
    grid: list[tuple[int, ...]] = []
    for row in rows:
        grid.append(tuple(range(len(cells), len(cells) + width)))
        cells.extend([*row, *[""] * (width - len(row))])
    return RawTable(tuple(cells), tuple(grid), page)
