"""What is due is claimed, made and marked as done, each paper exactly once however many programs run.

A paper that fails stays due with its reason and is tried again; a program that dies in the middle leaves a
claim that another takes over when its lease has run out.  Files are written whole before a paper counts as
done, and under names of their own, so that an attempt taken over is written over.  Every attempt is logged
with the hash of the books that it read.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import GongjianError, WrongState
from tui.timetable.kinds import kinds
from tui.timetable.papers import make_paper, make_summary
from tui.timetable.periods import Due, papers_due

if TYPE_CHECKING:
    from ledger.database import Book, Tx

__all__ = ["Maker", "Outcome", "catch_up", "make_paper", "make_summary", "outstanding"]

Maker = Callable[["Book", Due, Path, date], Sequence[Path]]
BEGINNING = date(2000, 1, 1)
"""No books reach back before this day."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a due paper: its files, or why it was not made. Neither: there was nothing to report."""

    due: Due
    at: datetime
    files: tuple[Path, ...] = ()
    error: str | None = None

    @property
    def late(self) -> bool:
        """Whether it was made on another day than designated."""
        return self.at.date() != self.due.designated.date()


def outstanding(book: Book, now: datetime, only: Collection[str] = ()) -> list[Due]:
    """The papers that are due and not done, the oldest first. None before the first entry.

    The timetable begins with its first claim, or now: of what was over by then, only the last period of each
    kind is due, so that books that reach back for years are not followed by hundreds of papers.
    `only` names the kinds that are wanted; all that are on where it is empty.
    """
    from ledger import timetable, units
    from ledger.vocabulary import UnitKind

    with book.read() as tx:
        first = _first_month(tx, now.date())
        if first is None:
            return []
        wanted = [kind for kind in kinds(tx) if not only or kind.key in only]
        offices = [unit.name for unit in units.list_units(tx, UnitKind.OFFICE)]
        claims = timetable.list_claims(tx)
    done = {(claim.kind, claim.office or "", claim.period) for claim in claims if claim.done_at is not None}
    begun = min((claim.claimed_at for claim in claims), default=now)
    due = papers_due(first, offices, now, wanted, begun)
    return [each for each in due if (each.kind, each.office, each.period) not in done]


def _first_month(tx: Tx, today: date) -> date | None:
    """The first day of the first month with entries."""
    from ledger import summaries
    from ledger.months import first_day

    months = summaries.summarize(tx, BEGINNING, today, "month").rows
    return first_day(months[0].key) if months else None


def catch_up(
    book: Book,
    person: str,
    folder: Path,
    clock: Callable[[], datetime],
    make: Maker,
    only: Collection[str] = (),
) -> list[Outcome]:
    """Makes every outstanding paper that no other program has claimed; gives what became of each."""
    return list(catch_up_each(book, person, folder, clock, make, only))


def catch_up_each(
    book: Book,
    person: str,
    folder: Path,
    clock: Callable[[], datetime],
    make: Maker,
    only: Collection[str] = (),
    *,
    going: Callable[[], bool] = lambda: True,
) -> Iterator[Outcome]:
    """As `catch_up`, one by one; stops before the next paper when `going` says no."""
    for due in outstanding(book, clock(), only):
        if not going():
            return
        outcome = _make(book, person, folder, clock, make, due)
        if outcome is not None:
            yield outcome


def _make(
    book: Book, person: str, folder: Path, clock: Callable[[], datetime], make: Maker, due: Due
) -> Outcome | None:
    """What became of one paper; None where another program makes or has made it."""
    from ledger import runs, timetable

    name = (due.kind, due.office, due.period)
    with book.write(person) as tx:
        if not timetable.claim(tx, *name):
            return None
        claimed = timetable.state(tx, *name)
        assert claimed is not None
        attempt = claimed.attempts
        run = runs.start(tx, *name, attempt=attempt, designated=due.designated, program=_this_program())
        head = runs.head_of(tx, run)
    try:
        files = tuple(make(book, due, folder, clock().date()))
    except Exception as error:  # noqa: BLE001 - a batch: one paper that fails costs no other
        said = str(error) if isinstance(error, GongjianError | OSError) else _unexpected(error)
        with book.write(person) as tx:
            timetable.failed(tx, *name, said, attempt=attempt)
            runs.end(tx, run, error=said)
        return Outcome(due, clock(), error=said)
    paths = [str(path) for path in files]
    try:
        with book.write(person) as tx:
            timetable.done(tx, *name, files=paths, head=head, attempt=attempt)
            runs.end(tx, run, paths)
    except WrongState as refusal:
        with book.write(person) as tx:
            runs.end(tx, run, paths, str(refusal))
        return None
    return Outcome(due, clock(), files)


def _this_program() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _unexpected(error: Exception) -> str:
    return f"程序内部错误（{type(error).__name__}：{' '.join(str(error).split())}）"
