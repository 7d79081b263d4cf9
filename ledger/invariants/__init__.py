"""What always holds in the books. Each invariant is one function that gives its first offender, or None.

`verify` runs all of them on one state of the books and is silent when all hold.  They ask the database
directly and trust nothing that the program remembers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ledger.database import Book
from ledger.invariants import amounts, evidence, journal, reports, reviewed, states
from ledger.transactions import Tx
from ledger.views import Violation

Invariant = Callable[[Tx], str | None]

INVARIANTS: tuple[Invariant, ...] = (
    *evidence.INVARIANTS,
    *journal.INVARIANTS,
    *amounts.INVARIANTS,
    *reports.INVARIANTS,
    *states.INVARIANTS,
    *reviewed.INVARIANTS,
)


def name_of(invariant: Invariant) -> str:
    """What an invariant is called: the first line of its docstring, which is Chinese."""
    return (invariant.__doc__ or invariant.__name__).splitlines()[0].rstrip("。")


def verify(books: Book | Tx, printed: Mapping[str, str] | None = None) -> list[Violation]:
    """The invariants that do not hold, each with its first offender; empty when all hold.

    `printed` are the hashes that closed months' summaries bear on paper, by month: they show a chain that was
    recomputed as a whole.
    """
    if isinstance(books, Book):
        with books.read() as tx:
            return verify(tx, printed)
    found = [
        Violation(name_of(invariant), offender)
        for invariant in INVARIANTS
        if (offender := _offender(invariant, books)) is not None
    ]
    if printed and (offender := evidence.printed_heads_stand(books, printed)) is not None:
        found.append(Violation(name_of(evidence.printed_heads_stand), offender))  # type: ignore[arg-type]
    return found


def _offender(invariant: Invariant, tx: Tx) -> str | None:
    # Books that were tampered with can hold anything: what an invariant cannot even read does not hold.
    try:
        return invariant(tx)
    except Exception as error:  # noqa: BLE001 -- the boundary of a proof: any failure to read is a finding
        return f"账簿内容读不出来，可能被改动过（{type(error).__name__}）。"
