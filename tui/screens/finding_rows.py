"""Findings page by page: finds where a page begins by its place and never reads what nobody looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.views import FindingRow
from tui.widgets.line_table import PAGE

if TYPE_CHECKING:
    from ledger.database import Book
    from ledger.drafts import FindingFilter


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
            if number not in self._after:
                before = findings.number_at(tx, self._wanted, start - 1, self._count)
                if before is None:
                    return ()
                self._after[number] = before
            rows = findings.list_findings(tx, self._wanted, self._after[number], size)
        if len(rows) == size:
            self._after[number + 1] = rows[-1].number
        return rows
