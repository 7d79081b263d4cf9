"""The shipped plan and roster of an invented district, as the assistant's ground in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

from importers.plans import read_plan
from importers.rosters import Registry, read_roster
from ledger import findings, policies, units
from ledger.database import Book, open_book
from ledger.drafts import UnitDraft
from ledger.plan import Plan
from tui.assistant.acting import Hand
from tui.assistant.assistant import Assistant
from tui.assistant.dialogue import Conversation
from tui.assistant.over_books import assistant_of

DEMO = Path(__file__).resolve().parents[3] / "tui" / "demo"
NOW = datetime(2026, 8, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = NOW.date()


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The shipped plan."""
    return read_plan(DEMO / "plan.docx")


@pytest.fixture(scope="session")
def roster() -> Registry:
    """The shipped roster of offices."""
    return read_roster(DEMO / "offices.csv")


@pytest.fixture(scope="session")
def assistant(plan: Plan, roster: Registry) -> Assistant:
    """An assistant over the shipped plan alone, without books."""
    return Assistant([plan], roster)


@pytest.fixture
def book(tmp_path: Path, plan: Plan, roster: Registry) -> Iterator[Book]:
    """Books in which the shipped plan is adopted and its offices are registered."""
    with open_book(f"sqlite:///{tmp_path}/book.db", clock=lambda: NOW) as opened:
        with opened.write("王芳") as tx:
            number = policies.import_plan(tx, plan, (DEMO / "plan.docx").read_bytes()).number
            policies.adopt(tx, number, date(2026, 4, 20))
            for unit in roster.units:
                units.register(tx, UnitDraft(unit.name, unit.kind, unit.aliases))
        yield opened


@pytest.fixture
def talk(book: Book) -> Conversation:
    """A conversation over those books, in the name of a preparer."""
    keys = (f"k{number}" for number in count())
    return Conversation(assistant_of(book, TODAY), Hand(book, "李明", TODAY, lambda: next(keys)))


@pytest.fixture
def written(book: Book) -> Callable[[], int]:
    """How many findings the books hold, whatever became of them."""

    def number() -> int:
        with book.read() as tx:
            return findings.count(tx)

    return number
