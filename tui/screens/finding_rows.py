"""Findings page by page: remembers at which number each page begins and never reads what nobody looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.views import FindingRow
from tui.widgets.line_table import PAGE

if TYPE_CHECKING:
    from ledger.database import Book
    from ledger.drafts import FindingFilter

STRIDE = 32
"""Pages read at once on the way to a page whose beginning is not known yet."""


class FindingRows:
    """The findings that a filter lets through, newest first, for a table."""

    slow = True

    def __init__(self, book: Book, wanted: FindingFilter, count: int, first: Sequence[FindingRow]) -> None:
        """`first` is the first page, read with the count so that the table shows at once."""
        self._book = book
        self._wanted = wanted
        self._count = count
        self.first = first
        self._after: dict[int, str | None] = {0: None}
        if len(first) == PAGE:
            self._after[1] = first[-1].number

    @property
    def count(self) -> int:
        return self._count

    def page(self, start: int, size: int) -> Sequence[FindingRow]:
        """The page that begins at `start`, which is a multiple of the page's size."""
        from ledger import findings

        number = start // size
        with self._book.read() as tx:
            known = max(page for page in self._after if page <= number)
            while known < number:
                stride = min(STRIDE, number - known)
                rows = findings.list_findings(tx, self._wanted, self._after[known], stride * size)
                if len(rows) < stride * size:
                    return ()
                for page in range(1, stride + 1):
                    self._after[known + page] = rows[page * size - 1].number
                known += stride
            rows = findings.list_findings(tx, self._wanted, self._after[number], size)
        if len(rows) == size:
            self._after[number + 1] = rows[-1].number
        return rows
