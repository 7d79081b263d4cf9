"""Findings are judged by the books: their rules, their register, and what was confirmed in them before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from importers.importing import import_policy
from ledger import findings, policies, units
from ledger.database import Book, open_book
from ledger.drafts import UnitDraft
from ledger.vocabulary import Level, UnitKind
from penalties.filing import Judge, decide
from penalties.in_force import Kept
from penalties.matching import Match

PLAN = Path(__file__).resolve().parents[2] / "tui" / "demo" / "plan.docx"
TODAY = date(2026, 8, 14)
NOW = datetime(2026, 8, 14, 10, tzinfo=timezone(timedelta(hours=8)))
SAID = "8月12日市督查组在松涧街道办事处查到沥青拌合站骨料敞着，铲车一过灰大"
LATER = "8月13日市督查组在松涧街道办事处查到沥青拌合站骨料敞着，铲车一过灰大"
CHOSEN, FALLBACK = 2, 12


def a_book(path: Path) -> Book:
    book = open_book(f"sqlite:///{path}", clock=lambda: NOW)
    import_policy(book, "陈思源", PLAN)
    with book.write("刘敏") as tx:
        policies.adopt(tx, 1, date(2026, 5, 1))
        units.register(tx, UnitDraft("松涧街道办事处", UnitKind.OFFICE))
    return book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Books with the sample plan in force."""
    with a_book(tmp_path / "book.db") as book:
        yield book


def match_of(book: Book, text: str) -> Match:
    with book.read() as tx:
        return Judge(tx).propose(text, TODAY).match


def file(book: Book, key: str = "1", rule: int = CHOSEN) -> str:
    with book.write("陈思源") as tx:
        number = findings.file(tx, Judge(tx).propose(SAID, TODAY).draft(key)).row.number
        decide(tx, number, rule, "站在工地里，按现场判定")
    return number


def approve(book: Book, number: str) -> None:
    with book.write("刘敏") as tx:
        findings.approve(tx, number)


def test_a_rule_that_two_people_chose_is_proposed_the_next_time(book: Book) -> None:
    before = match_of(book, LATER)
    assert before.place != CHOSEN
    numbers = [file(book, key) for key in "1234"]
    assert match_of(book, LATER) == before
    for number in numbers:
        approve(book, number)
    after = match_of(book, LATER)
    assert after.place == CHOSEN
    assert after.confidence > next((r.confidence for r in before.rules if r.place == CHOSEN), 0.0)


def test_a_choice_of_the_fallback_teaches_nothing(book: Book) -> None:
    before = match_of(book, LATER)
    approve(book, file(book, rule=FALLBACK))
    assert match_of(book, LATER) == before


def test_one_offices_books_teach_no_others(book: Book, tmp_path: Path) -> None:
    before = match_of(book, LATER)
    approve(book, file(book))
    with a_book(tmp_path / "other.db") as other:
        assert match_of(other, LATER) == before


def test_what_was_voided_teaches_nothing_more(book: Book) -> None:
    before = match_of(book, LATER)
    number = file(book)
    with book.write("陈思源") as tx:
        findings.void(tx, number, "登记错了")
    assert match_of(book, LATER) == before


def test_a_matcher_is_made_once_until_something_was_confirmed(book: Book) -> None:
    kept = Kept()
    with book.read() as tx:
        first = Judge(tx, kept).in_force(TODAY)
    with book.read() as tx:
        assert Judge(tx, kept).in_force(TODAY) is first
    approve(book, file(book))
    with book.read() as tx:
        assert Judge(tx, kept).in_force(TODAY).matcher is not first.matcher


def test_a_unit_that_is_entered_is_read_by_the_same_matcher(book: Book) -> None:
    kept = Kept()
    with book.read() as tx:
        first = Judge(tx, kept).in_force(TODAY)
    with book.write("陈思源") as tx:
        units.register(tx, UnitDraft("望川街道办事处", UnitKind.OFFICE))
    with book.read() as tx:
        now = Judge(tx, kept).in_force(TODAY)
    assert now.matcher is first.matcher
    assert now.read("望川街道办事处工地裸土未覆盖", TODAY).office == "望川街道办事处"


def test_a_problem_that_came_up_again_keeps_its_price_where_no_rule_doubles(book: Book) -> None:
    with book.read() as tx:
        proposal = Judge(tx).propose("8月12日市督查组在松涧街道办事处查到甲工地裸土未覆盖", TODAY)
    once, again = (proposal.draft("1", repeated=each).assessment.amount for each in (False, True))
    assert once == again
    assert proposal.draft("1").level is Level.MUNICIPAL
