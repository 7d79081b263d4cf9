"""Printed lines joined to the paragraphs that they were before pages and widths broke them.

A line goes on the paragraph before it unless one of the two says otherwise: a full stop, a number at its
head, a heading, the beginning of a bracketed assignment.  What a page break printed twice is taken once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from importers.assignment_words import LABEL
from importers.blocks import RawLine
from importers.markers import annex_of, marker_of

_STOP = "。！？!?…"
_PAUSE = "；;：:"
_OPENING = "（(〔【《“"
_CLOSING = "）)〕】》”"
_BODY = re.compile(r"[。，；：,;]")
_ROLE = re.compile(r"牵头|配合|负责|责任单位|责任部门|督导|落实|参与|参加|分工")
_OPENS_ASSIGNMENT = re.compile(r"[（(〔【](?=[^）)〕】]{0,120}(?:牵头|配合|负责|责任单位|责任部门|责任人))")
_DATE_LINE = re.compile(
    r"(?:20\d\d|二[〇零○][\d〇零○一二三四五六七八九十]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发)?$"
)
_WORD_END = re.compile(r"[A-Za-z]{3}$")
_WORD = re.compile(r"[A-Za-z]{3}")
_HEADING_LENGTH = 42
_MANY = 30
_LONGEST = 20_000


@dataclass(slots=True)
class _Paragraph:
    text: str
    page: int
    heading: bool
    marked: bool
    confidence: float
    strong: int
    breaks: list[tuple[int, int]]

    def line(self) -> RawLine:
        breaks = tuple(self.breaks)
        return RawLine(self.text, self.page, True, self.heading, self.confidence, breaks, self.strong)

    def take(self, line: RawLine) -> None:
        """Goes on with a line, without what the break printed twice."""
        if line.page != (self.breaks[-1][1] if self.breaks else self.page):
            self.breaks.append((len(self.text), line.page))
        self.text += _without_repeat(self.text, line.text)
        self.confidence = min(self.confidence, line.confidence)


def reflow(lines: Sequence[RawLine]) -> Iterator[RawLine]:
    """The paragraphs of a run of lines. Lines whose start is known are taken at their word."""
    if _are_broken_lines(lines):
        lines = [replace(line, starts=None) for line in lines]
    sheet = _sheet_of(lines)
    current: _Paragraph | None = None
    previous = 0
    for line in lines:
        if not line.text:
            continue
        if current is not None and _goes_on(current, line, previous, sheet):
            current.take(line)
        else:
            if current is not None:
                yield current.line()
            marked = marker_of(line.text) is not None
            current = _Paragraph(line.text, line.page, line.heading, marked, line.confidence, line.strong, [])
        previous = len(line.text)
    if current is not None:
        yield current.line()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How a text was typed: the width at which its lines were broken, and whether paragraphs are indented."""

    width: int | None
    indents: bool


def _goes_on(paragraph: _Paragraph, line: RawLine, previous: int, sheet: _Sheet) -> bool:
    if line.starts is not None:
        if not line.starts:
            return not (paragraph.text[-1] in _STOP and _begins(line.text))
        return _broken_inside(paragraph.text, line.text)
    text = paragraph.text
    if line.heading or paragraph.heading or _is_numbered(line.text):
        return False
    if text[-1] in _STOP:
        return (
            sheet.indents and sheet.width is not None and previous >= sheet.width and not _begins(line.text)
        )
    if depth(text) > 0 and len(text) < _LONGEST:
        return True
    if _begins(line.text) or _ends_assignment(text):
        return False
    if sheet.width is not None:
        return previous >= sheet.width - 3
    if text[-1] in _PAUSE:
        return False
    if text[-1] in _CLOSING and _stops_inside(text):
        return False
    if _DATE_LINE.fullmatch(text) or annex_of(text) or not _BODY.search(text):
        return False
    return not (paragraph.marked and "。" not in text and len(text) <= _HEADING_LENGTH)


def _broken_inside(before: str, after: str) -> bool:
    """A paragraph of its own that can only be the rest of the one before: an open bracket, a comma."""
    if _begins(after) or len(before) > _LONGEST:
        return False
    return before[-1] in "，、" or (depth(before) > 0 and depth(before + after) == 0)


def _is_numbered(text: str) -> bool:
    return marker_of(text) is not None or annex_of(text) is not None


def _begins(text: str) -> bool:
    """Whether a line outside of brackets can only begin a paragraph."""
    if _is_numbered(text) or _DATE_LINE.fullmatch(text):
        return True
    return bool(_OPENS_ASSIGNMENT.match(text) or LABEL.match(text))


def _ends_assignment(text: str) -> bool:
    """Whether the bracket that closes a text names who is responsible."""
    if text[-1] not in _CLOSING[:4]:
        return False
    level = 0
    for i in range(len(text) - 1, max(-1, len(text) - 1_500), -1):
        if text[i] in _CLOSING[:4]:
            level += 1
        elif text[i] in _OPENING[:4]:
            level -= 1
            if level == 0:
                return _ROLE.search(text, i) is not None
    return False


def _stops_inside(text: str) -> bool:
    return len(text) > 1 and text[-2] in _STOP


def depth(text: str) -> int:
    """How many brackets are open at the end of the text; a closing one too many closes nothing."""
    level = 0
    for c in text:
        if c in _OPENING:
            level += 1
        elif c in _CLOSING and level:
            level -= 1
    return level


def _without_repeat(before: str, after: str) -> str:
    """The line without the characters that the break printed a second time, joined by a blank if ASCII."""
    for length in range(min(6, len(before), len(after)), 1, -1):
        head = after[:length]
        if before.endswith(head) and all("\u4e00" <= c <= "\u9fff" for c in head):
            return after[length:]
    if _WORD_END.search(before) and _WORD.match(after):
        return " " + after
    return after


def _sheet_of(lines: Sequence[RawLine]) -> _Sheet:
    """How these lines were typed; where the format knows paragraphs, widths say nothing."""
    indents = sum(1 for line in lines if line.starts)
    if any(line.starts is False for line in lines) or indents > 0.6 * len(lines):
        return _Sheet(None, False)
    return _Sheet(_printed_width(lines), indents > 0.04 * len(lines))


def _are_broken_lines(lines: Sequence[RawLine]) -> bool:
    """Whether what a format calls paragraphs are lines of one width that stop in the middle of sentences."""
    if len(lines) < _MANY or not all(line.starts for line in lines):
        return False
    width = _printed_width(lines)
    full = [line for line in lines if width is not None and len(line.text) >= width - 3]
    open_ended = sum(1 for line in full if line.text[-1] not in _STOP + _PAUSE + _CLOSING)
    return 2 * open_ended > len(full) > 0


def _printed_width(lines: Sequence[RawLine]) -> int | None:
    """The width at which lines were broken by hand; None where lines are paragraphs."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 10)
    if len(lengths) < 12:
        return None
    widest = lengths[-max(1, len(lengths) // 50)]
    if widest > 70:
        return None
    full = sum(1 for length in lengths if length >= widest - 3)
    return widest if full >= 0.5 * len(lengths) else None


def paragraphs(lines: Iterable[RawLine]) -> list[RawLine]:
    """`reflow` as a list, with the blank ends of lines dropped."""
    return list(reflow([replace(line, text=line.text.strip()) for line in lines if line.text.strip()]))
