"""Who calls, on which books, at what time: what every command gets besides its own words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import typer

from tui import settings
from tui.cli.line import who_acts

if TYPE_CHECKING:
    from ledger.database import Book


@dataclass(frozen=True, slots=True)
class Caller:
    """The person and the books named on the line, if any, and the clock of one command."""

    named: str | None
    given_url: str | None
    clock: Callable[[], datetime]

    @property
    def chosen_person(self) -> str | None:
        """Who acts where the line or the environment says so."""
        return self.named or os.environ.get("GONGJIAN_USER", "").strip() or None

    @property
    def person(self) -> str:
        """Who acts, else the operating system's user. Raises BadInput where it knows none."""
        return who_acts(self.named, os.environ)

    @property
    def url(self) -> str:
        return settings.book_url(self.given_url, os.environ)

    @property
    def today(self) -> date:
        return self.clock().date()

    @contextmanager
    def book(self) -> Iterator[Book]:
        """The books, open while the command runs."""
        from ledger.database import open_book

        book = open_book(self.url, clock=self.clock)
        try:
            yield book
        finally:
            book.close()

    @contextmanager
    def present_book(self) -> Iterator[Book]:
        """The books for a command that only looks: books that are not there yet are refused, not made."""
        from ledger.errors import BooksUnavailable

        path = settings.book_path(self.url)
        if path is not None and not path.exists():
            raise BooksUnavailable(
                f"账簿“{path}”不存在，请核对 --db 或 GONGJIAN_DB；新账簿由 gongjian policy import 建立。"
            )
        with self.book() as book:
            yield book


def caller_of(context: typer.Context) -> Caller:
    """The caller that `main` put beside the command."""
    caller = context.find_object(Caller)
    if caller is None:
        raise RuntimeError("a command runs inside tui.cli.main only")
    return caller
