"""What one sitting at the desk shares: the book, who is at work, the day, and a count of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tui.screens.drafts import Drafts

if TYPE_CHECKING:
    from textual.app import App

    from ledger.database import Book


@dataclass
class Session:
    """One person at one book. `revision` grows with every write, so that screens know they are old."""

    url: str
    clock: Callable[[], datetime]
    drafts: Drafts
    papers: Path
    person: str | None = None
    book: Book | None = None
    revision: int = 0
    memory: dict[str, Any] = field(default_factory=dict)
    """What one screen leaves for the next: a filter to start with, a finding to show."""

    @property
    def today(self) -> date:
        """The day as the clock has it."""
        return self.clock().date()

    @property
    def book_name(self) -> str:
        """The last part of the book's address, without what could be a password."""
        return self.url.rsplit("/", 1)[-1] or self.url


def session_of(app: App[object]) -> Session:
    """The session of the running desk."""
    return cast("Session", app.session)  # type: ignore[attr-defined]
