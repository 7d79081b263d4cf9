"""What is due is claimed, made and marked as done, each paper exactly once however many programs run.

A paper that fails stays due with its reason and is tried again; a program that dies in the middle leaves a
claim that another takes over when its lease has run out.  Files are written before a paper counts as done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import GongjianError
from tui.timetable.periods import Due, papers_due

if TYPE_CHECKING:
    from ledger.database import Book, Tx

Maker = Callable[["Book", Due, Path, date], Sequence[Path]]
BEGINNING = date(2000, 1, 1)
"""No books reach back before this day."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a due paper: its files, or why it was not made."""

    due: Due
    at: datetime
    files: tuple[Path, ...] = ()
    error: str | None = None

    @property
    def late(self) -> bool:
        """Whether it was made on another day than designated."""
        return self.at.date() != self.due.designated.date()


def outstanding(book: Book, now: datetime) -> list[Due]:
    """The papers that are due and not done, the oldest first. None before the first entry."""
    from ledger import timetable, units
    from ledger.vocabulary import UnitKind

    with book.read() as tx:
        first = _first_month(tx, now.date())
        if first is None:
            return []
        offices = [unit.name for unit in units.list_units(tx, UnitKind.OFFICE)]
        claims = timetable.list_claims(tx)
    done = {(claim.kind, claim.office, claim.period) for claim in claims if claim.done_at is not None}
    return [due for due in papers_due(first, offices, now) if (due.kind, due.office, due.period) not in done]


def _first_month(tx: Tx, today: date) -> date | None:
    """The first day of the first month with entries."""
    from ledger import summaries
    from ledger.months import first_day

    months = summaries.summarize(tx, BEGINNING, today, "month").rows
    return first_day(months[0].key) if months else None


def catch_up(
    book: Book, person: str, folder: Path, clock: Callable[[], datetime], make: Maker
) -> list[Outcome]:
    """Makes every outstanding paper that no other program has claimed; gives what became of each."""
    outcomes = (_make(book, person, folder, clock, make, due) for due in outstanding(book, clock()))
    return [outcome for outcome in outcomes if outcome is not None]


def _make(
    book: Book, person: str, folder: Path, clock: Callable[[], datetime], make: Maker, due: Due
) -> Outcome | None:
    """What became of one paper; None where another program makes or has made it."""
    from ledger import timetable

    name = (due.kind, due.office, due.period)
    with book.write(person) as tx:
        if not timetable.claim(tx, *name):
            return None
    try:
        files = tuple(make(book, due, folder, clock().date()))
    except (GongjianError, OSError) as error:
        with book.write(person) as tx:
            timetable.failed(tx, *name, str(error))
        return Outcome(due, clock(), error=str(error))
    with book.write(person) as tx:
        timetable.done(tx, *name, files=[str(path) for path in files])
    return Outcome(due, clock(), files)


def make_summary(book: Book, due: Due, folder: Path, today: date) -> Sequence[Path]:
    """The month of an office as .docx and .xlsx, in a folder of that month."""
    from tui.usecases.papers import letterhead_of
    from tui.usecases.summaries import write_month_of_office

    with book.read() as tx:
        letterhead = letterhead_of(tx, due.last_day)
        return write_month_of_office(tx, letterhead, due.office, due.period, folder / due.period, today)
