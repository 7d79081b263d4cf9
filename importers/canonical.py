"""The canonical text of a document: the one text that every span points into.

Paragraphs stand on lines of their own, joined over pages and widths (`importers.reflow`); a table's rows
are lines, its cells parted by tabs, a merged cell printed once where it begins.  Characters and blanks are
those of `importers.cleaning`.  Nothing is added, reordered or corrected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.blocks import RawBlock, RawLine, RawTable, Reading
from importers.cleaning import tidy
from importers.reflow import paragraphs
from ledger.plan import Span

_CONTENTS = re.compile(r"目\s*[录次]")
_CONTENTS_LINE = re.compile(r"[^。]{2,60}?\d{1,3}")
_LEADERS = re.compile(r".{2,60}?(?:[.．·…]\s*){4,}\d{1,3}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's place in the text; `heading` where the format styled it as one.

    `strong` counts the characters at its beginning that are set bold while the rest is not.
    """

    span: Span
    page: int = 0
    heading: bool = False
    strong: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and place. Merged cells are the same cell wherever they reach."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid of cells; `lines` are the places of its rows in the text."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[Span, ...]
    page: int = 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Canonical:
    """The text with its blocks, the spans of the source's pages, and the least confidence of recognition."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Span, ...]
    confidence: float


class _Writer:
    """Collects the pieces of the text and knows how many code points they come to."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def write(self, text: str) -> Span:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)


def canonical(reading: Reading) -> Canonical:
    """The canonical text of what a reader found."""
    writer = _Writer()
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    confidence = 1.0
    for block in _joined(reading.blocks):
        if writer.length:
            writer.write("\n")
        if isinstance(block, RawLine):
            confidence = min(confidence, block.confidence)
            span = writer.write(block.text)
            blocks.append(Paragraph(span, block.page, block.heading, block.strong))
            for offset, page in ((0, block.page), *block.breaks):
                starts.setdefault(page, span.start + offset)
        else:
            starts.setdefault(block.page, writer.length)
            blocks.append(_table(writer, block))
    return Canonical("".join(writer.pieces), tuple(blocks), _pages(starts, writer.length), confidence)


def _joined(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Paragraphs and tables, without the lines of a table of contents."""
    joined: list[RawBlock] = []
    run: list[RawLine] = []
    contents = False
    for block in blocks:
        if not isinstance(block, RawLine):
            joined.extend(paragraphs(run))
            run = []
            joined.append(block)
            continue
        text = tidy(block.text)
        if _CONTENTS.fullmatch(text):
            contents = True
            continue
        if _LEADERS.fullmatch(text) or (contents and _CONTENTS_LINE.fullmatch(text)):
            continue
        contents = contents and not text
        strong = len(tidy(block.text[: block.strong])) if block.strong else 0
        run.append(replace(block, text=text, strong=strong))
    joined.extend(paragraphs(run))
    return joined


def _table(writer: _Writer, table: RawTable) -> Table:
    start = writer.length
    written: dict[int, Cell] = {}
    rows: list[tuple[Cell, ...]] = []
    lines: list[Span] = []
    for r, indices in enumerate(table.grid):
        if r:
            writer.write("\n")
        row: list[Cell] = []
        begin = writer.length
        for c, index in enumerate(indices):
            if c:
                writer.write("\t")
            if index not in written:
                text = tidy(table.cells[index].replace("\n", " "))
                written[index] = Cell(text, writer.write(text))
            row.append(written[index])
        rows.append(tuple(row))
        lines.append(Span(begin, writer.length))
    return Table(Span(start, writer.length), tuple(rows), tuple(lines), table.page)


def _pages(starts: dict[int, int], end: int) -> tuple[Span, ...]:
    """The spans of the pages, 1 first; empty where the source has no pages. A page without text is empty."""
    starts.pop(0, None)
    following = end
    spans: list[Span] = []
    for page in range(max(starts, default=0), 0, -1):
        start = min(starts.get(page, following), following)
        spans.append(Span(start, following))
        following = start
    return tuple(reversed(spans))
