"""Documents and rosters into the books."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.drafts import UnitDraft
from ledger.plan import Problem
from ledger.views import PolicyView, UnitView

if TYPE_CHECKING:
    from importers.coverage import Coverage
    from ledger.database import Book


@dataclass(frozen=True, slots=True)
class ImportedPolicy:
    """A policy in the books, what its reader could not understand, and how much of the text it read."""

    policy: PolicyView
    problems: tuple[Problem, ...]
    coverage: Coverage


def import_policy(book: Book, person: str, path: Path) -> ImportedPolicy:
    """Reads a plan and stores it as a draft with the file's bytes; the same bytes again change nothing.

    Raises BadDocument for a file that cannot be read.
    """
    from importers.coverage import coverage_of
    from importers.plans import read_plan
    from ledger import policies

    plan = read_plan(path)
    with book.write(person) as tx:
        policy = policies.import_plan(tx, plan, path.read_bytes())
    return ImportedPolicy(policy, plan.problems, coverage_of(plan))


def import_roster(book: Book, person: str, path: Path) -> tuple[UnitView, ...]:
    """Registers the units of a roster; of those already known, only new aliases are added.

    Raises BadDocument for a file that is no roster.
    """
    from importers.rosters import read_roster
    from ledger import units

    roster = read_roster(path)
    with book.write(person) as tx:
        return tuple(
            units.register(tx, UnitDraft(unit.name, unit.kind, unit.aliases)) for unit in roster.units
        )
