"""The timetable at work beside something else: the open desk, or a foreground command.

Every ring opens the books anew, so that a service lives through a locked or moved database, makes what is
due, hands over what is made, and tells what it did or why it could not.  It runs in the alarm's thread:
`tell` is called there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import GongjianError
from tui.timetable.alarm import CHECK_MINUTES, Alarm
from tui.timetable.delivering import deliver
from tui.timetable.kinds import kinds
from tui.timetable.mail import password_from
from tui.timetable.runs import Maker, Outcome, catch_up_each, make_paper
from tui.timetable.telling import News

if TYPE_CHECKING:
    from ledger.database import Book


class Service:
    """Makes what is due in the books at `url` in `person`'s name, at its start and whenever the alarm rings.

    `tell` gets each Outcome and Delivered, or a Chinese line when the books could not be opened; `ended` is
    called when a look at what is due is over.
    """

    def __init__(
        self,
        url: str,
        person: str,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        tell: Callable[[News], None],
        ended: Callable[[], None] = lambda: None,
        make: Maker = make_paper,
        check_seconds: float = CHECK_MINUTES * 60,
        first_after: float = 0,
    ) -> None:
        self._url, self._person, self._folder = url, person, folder
        self._clock, self._tell, self._ended, self._make = clock, tell, ended, make
        self._alarm = Alarm(self.ring, check_seconds=check_seconds, first_after=first_after)
        self._going = True

    def start(self) -> None:
        """Catches up, `first_after` seconds from now, then waits for the alarm."""
        self._alarm.start()

    def stop(self) -> None:
        """Lets the paper under way end; what is left waits for the next start."""
        self._going = False
        self._alarm.stop()

    def ring(self) -> None:
        """One look at what is due and at what waits for its recipients."""
        from ledger.database import open_book

        try:
            with open_book(self._url, clock=self._clock) as book:
                for outcome in self._made(book):
                    self._tell(outcome)
                for delivered in deliver(book, self._person, self._clock, password_from(os.environ)):
                    self._tell(delivered)
                with book.read() as tx:
                    self._alarm.set_times(kind.at for kind in kinds(tx) if kind.on)
        except GongjianError as error:
            self._tell(str(error))
        self._ended()

    def _made(self, book: Book) -> Iterator[Outcome]:
        return catch_up_each(
            book, self._person, self._folder, self._clock, self._make, going=lambda: self._going
        )
