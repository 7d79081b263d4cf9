"""Sentences and clauses of a text by their stops, never inside a bracket or a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.plan import Span

_OPEN = "（(〔【《“"
_CLOSE = "）)〕】》”"


def split(text: str, start: int, end: int, stops: str) -> Iterator[Span]:
    """The non-empty parts between any of `stops`; a paragraph's end closes whatever is open."""
    level, begin = 0, start
    for i in range(start, end):
        c = text[i]
        if c in _OPEN:
            level += 1
        elif c in _CLOSE:
            level = max(0, level - 1)
        elif c == "\n":
            level = 0
            if begin < i:
                yield Span(begin, i)
            begin = i + 1
        elif level == 0 and c in stops:
            if begin < i:
                yield Span(begin, i)
            begin = i + 1
    if begin < end:
        yield Span(begin, end)
