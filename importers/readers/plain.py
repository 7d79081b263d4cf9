"""Text and Markdown files: decodes them, takes marks of Markdown out, sees tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.blocks import RawBlock, RawLine, Reading, table_of
from importers.cleaning import strong_lead, without_markup
from importers.readers import html
from importers.readers.encodings import decode

_BREAKS = re.compile(r"\r\n?|\f|<br\s*/?>|<!--.*?-->", re.IGNORECASE)
_HTML_TABLE = re.compile(r"<table\b.*?</table>", re.IGNORECASE | re.DOTALL)
_INDENT = re.compile(r"\u3000{2}| {4}(?! )")
_RULE = re.compile(r"\s*(?:[-*_=—─]\s*){3,}$")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_DELIMITER = re.compile(r"[\s|:+-]+$")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—－–]\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[-—－–/]\s*\d{0,4})?\s*$")
_NUMBERED_PAGE = re.compile(
    r"\s*(?:[-—－–]{1,2}\s*\d{1,4}\s*[-—－–]{1,2}|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)\s*$"
)


def read(content: bytes, name: str) -> Reading:
    """The lines and tables of a text file in UTF-8, UTF-16 or GB18030."""
    return Reading(tuple(blocks_of(decode(content, name))))


def blocks_of(text: str) -> Iterator[RawBlock]:
    """Lines and tables of a text in the manner of Markdown, tables of HTML among them."""
    position = 0
    for match in _HTML_TABLE.finditer(text):
        yield from _lines_and_tables(text[position : match.start()])
        yield from html.blocks_of_fragment(match.group(0))
        position = match.end()
    yield from _lines_and_tables(text[position:])


def _lines_and_tables(text: str) -> Iterator[RawBlock]:
    rows: list[list[str]] = []
    for line in _BREAKS.sub("\n", text).split("\n"):
        cells = _cells(line)
        if cells is not None:
            rows.append(cells)
            continue
        if not line.strip() or _is_furniture(line):
            continue
        if rows:
            yield from _table(rows)
            rows = []
        heading = line.lstrip().startswith("#")
        starts = True if _INDENT.match(line) else None
        yield RawLine(without_markup(line), starts=starts, heading=heading, strong=strong_lead(line))
    yield from _table(rows)


def _cells(line: str) -> list[str] | None:
    if "|" in line and _PIPES.match(line):
        cells = line.strip().strip("|").split("|")
        return [] if _DELIMITER.match(line) else [without_markup(cell) for cell in cells]
    if line.strip().count("\t") >= 1 and len(line) < 2_000:
        return [without_markup(cell) for cell in line.rstrip("\r\n").split("\t")]
    return None


def _table(rows: list[list[str]]) -> Iterator[RawBlock]:
    filled = [row for row in rows if row]
    if len(filled) == 1:
        yield RawLine("".join(filled[0]))
    elif filled:
        table = table_of(filled)
        if table is not None:
            yield table


def _is_furniture(line: str) -> bool:
    """A rule between parts, a page number, a line of a table of contents."""
    return any(pattern.match(line) for pattern in (_RULE, _PAGE_NUMBER, _NUMBERED_PAGE))
