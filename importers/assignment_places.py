"""Where assignments stand: brackets after a task, and lines that begin with a label."""

from __future__ import annotations

from collections.abc import Iterator

from importers.assignment_words import LABEL, LABELLED_LINE, ROLE_HINT
from ledger.plan import Span

OPEN = "（(〔【["
CLOSE = "）)〕】]"
_LONGEST = 1_500


def places(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """Brackets and labelled lines that may hold an assignment, in order; True for a line."""
    closings = _closings(text, start, end)
    i = start
    while i < end:
        if (i == start or text[i - 1] in "\n。；") and (match := LABELLED_LINE.match(text, i, end)):
            stop = _end_of_lines(text, match.end(), end)
            yield Span(i, stop), True
            i = stop
        elif text[i] in OPEN and (stop := closings[i]) - i < _LONGEST and _may_assign(text, i, stop):
            yield Span(i, min(stop + 1, end)), False
            i = stop + 1
        else:
            i += 1


def _closings(text: str, start: int, end: int) -> dict[int, int]:
    """For every opening bracket the one that closes it, whatever their widths.

    An opening one that nothing closes ends with the last bracket of its paragraph, else with the paragraph.
    """
    closings: dict[int, int] = {}
    open_ones: list[int] = []
    last = -1
    for i in range(start, end + 1):
        c = text[i] if i < end else "\n"
        if c in OPEN:
            open_ones.append(i)
        elif c in CLOSE:
            last = i
            if open_ones:
                closings[open_ones.pop()] = i
        elif c == "\n":
            closings.update((opening, last if last > opening else i) for opening in open_ones)
            open_ones.clear()
    return closings


def _may_assign(text: str, opening: int, closing: int) -> bool:
    """Names a role, and stands for itself: under labels, or between sentences."""
    content = text[opening + 1 : closing]
    if not ROLE_HINT.search(content):
        return False
    if LABEL.search(content):
        return True
    before = text[opening - 1] if opening else "\n"
    after = text[closing + 1] if closing + 1 < len(text) else "\n"
    return before in "\n。；;！" or after in "\n。；;"


def _end_of_lines(text: str, position: int, end: int) -> int:
    """The end of a run of lines that each begin with a label."""
    while True:
        stop = text.find("\n", position, end)
        if stop < 0:
            return end
        following = LABELLED_LINE.match(text, stop + 1, end)
        if following is None:
            return stop
        position = following.end()
