"""Which characters of a stretch of text are already part of something that was read."""

from __future__ import annotations

from ledger.plan import Span


class Occupied:
    """Characters taken so far; asking and taking cost no more than the characters concerned."""

    def __init__(self, span: Span) -> None:
        self._start = span.start
        self._taken = bytearray(span.end - span.start)

    def take(self, start: int, end: int) -> bool:
        """Takes [start, end) where all of it is free, and says whether it did."""
        first, last = start - self._start, end - self._start
        if self._taken.find(1, first, last) >= 0:
            return False
        self._taken[first:last] = b"\x01" * (last - first)
        return True
