"""Text and Markdown files: decodes them, takes marks of Markdown out, sees tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.blocks import RawBlock, RawLine, Reading, table_of
from importers.cleaning import without_markup
from ledger.errors import BadDocument

_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
_USUAL = re.compile(
    r"[\t\n\r -~\u4e00-\u9fa5，。、；：？！“”‘’（）《》〔〕【】—…·％０-９Ａ-Ｚａ-ｚ　〇²³₂₅₁₀℃×≤≥]"
)
_RULE = re.compile(r"\s*(?:[-*_=—─]\s*){3,}$")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_DELIMITER = re.compile(r"[\s|:+-]+$")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—－–]\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[-—－–/]\s*\d{0,4})?\s*$")
_NUMBERED_PAGE = re.compile(
    r"\s*(?:[-—－–]{1,2}\s*\d{1,4}\s*[-—－–]{1,2}|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)\s*$"
)
_CONTENTS_LINE = re.compile(r".{2,60}?(?:[.．·…]\s*){4,}\d{1,3}\s*$")


def read(content: bytes, name: str) -> Reading:
    """The lines and tables of a text file in UTF-8, UTF-16 or GB18030."""
    return Reading(tuple(blocks_of(decode(content, name))))


def decode(content: bytes, name: str) -> str:
    """The characters of a text file. Raises BadDocument where no encoding in use here makes text of it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guesses = [content.decode(encoding, errors="replace") for encoding in _ENCODINGS]
    best = max(guesses, key=_likelihood)
    if _likelihood(best) < 0.9:
        raise BadDocument(f"“{name}”的文字编码无法识别，请另存为 UTF-8 编码的文本文件再导入。")
    return best


def _likelihood(text: str) -> float:
    """The share of characters that Chinese documents are made of, in a sample from the beginning."""
    sample = text[:20_000]
    return len(_USUAL.findall(sample)) / max(1, len(sample))


def blocks_of(text: str) -> Iterator[RawBlock]:
    """Lines and tables of a text in the manner of Markdown."""
    rows: list[list[str]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"):
        cells = _cells(line)
        if cells is not None:
            rows.append(cells)
            continue
        if rows:
            yield from _table(rows)
            rows = []
        if line.strip() and not _is_furniture(line):
            yield RawLine(without_markup(line), heading=line.lstrip().startswith("#"))
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
    return any(pattern.match(line) for pattern in (_RULE, _PAGE_NUMBER, _NUMBERED_PAGE, _CONTENTS_LINE))
