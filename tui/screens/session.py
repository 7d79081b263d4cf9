"""What one sitting at the desk shares: the book, who is at work, the day, and a count of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tui.screens.drafts import Drafts
from tui.screens.talk import Talk

if TYPE_CHECKING:
    from textual.app import App

    from ledger.database import Book


@dataclass
class Session:
    """One person at one book. `revision` grows with every write seen, so that screens know they are old.

    `head` is the last link of the books' chain when they were looked at."""

    url: str
    clock: Callable[[], datetime]
    drafts: Drafts
    papers: Path
    person: str | None = None
    book: Book | None = None
    revision: int = 0
    head: int | None = None
    talk: Talk = field(default_factory=Talk)
    news: str = ""
    """What the timetable did, until a screen has room to say so."""
    memory: dict[str, Any] = field(default_factory=dict)
    """What one screen leaves for the next: a filter to start with, a finding to show."""

    @property
    def today(self) -> date:
        """The day as the clock has it."""
        return self.clock().date()

    def wrote(self) -> None:
        """The person at work wrote: screens are old, and the books' last link is not somebody else's."""
        self.revision += 1
        self.head = None


def session_of(app: App[object]) -> Session:
    """The session of the running desk."""
    return cast("Session", app.session)  # type: ignore[attr-defined]


def log_unexpected(error: Exception, now: datetime) -> str:
    """Write the traceback into the program's log; the line that says where it stands."""
    import traceback

    from tui.settings import log_file

    log = log_file()
    what = f"程序内部错误（{type(error).__name__}），账簿没有改动"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{now.isoformat()} desk\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        return f"{what}，请把刚才的操作告诉维护人员。"
    return f"{what}，详情在 {log}"
