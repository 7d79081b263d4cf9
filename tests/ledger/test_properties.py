"""What holds for any figures: shares add up, reversing nets to zero, round trips lose nothing."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import backups, chain, deductions, findings, invariants, journal, plan_codec, summaries
from ledger.database import Book, open_book
from ledger.drafts import AllocationDraft, ShareDraft
from ledger.errors import GongjianError
from ledger.interchange import json_books
from ledger.money import ZERO, Money, total

Desk = Any
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
UNITS = ("东城办事处", "西城办事处", "北山镇政府")


@contextmanager
def fresh(desk: Desk, file: Path) -> Iterator[Desk]:
    """A desk on its own copy of the books, as hypothesis runs many examples in one test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        shutil.copy(file, path)
        with open_book(str(path), clock=desk.clock) as book:
            yield type(desk)(book, desk.clock)


@pytest.fixture
def seeded(desk: Desk, tmp_path: Path) -> Path:
    """A file of books with the plan adopted and the offices registered."""
    path = tmp_path / "seeded.db"

    backups.backup(desk.book, path)
    return path


def split(whole: int, cuts: list[int]) -> list[int]:
    """Parts of a whole at sorted cuts, none of them zero."""
    places = sorted({0, whole, *(cut % whole for cut in cuts)})
    return [b - a for a, b in itertools.pairwise(places)]


def booked(book: Book) -> dict[str, Money]:
    with book.read() as tx:
        return {row.account: row.balance for row in journal.trial_balance(tx)}


@QUICK
@given(cuts=st.lists(st.integers(1, 10**9), max_size=2), count=st.integers(1, 9))
def test_any_division_to_the_fen_adds_up_in_the_journal_and_reverses_to_zero(
    desk: Desk, seeded: Path, cuts: list[int], count: int
) -> None:
    with fresh(desk, seeded) as mine:
        number = mine.file(assessment=mine.priced(count=count))
        mine.approve(number)
        whole = count * 10_000_000
        shares = tuple(ShareDraft(u, Money(fen)) for u, fen in zip(UNITS, split(whole, cuts), strict=False))
        with mine.book.write("王会计") as tx:
            deductions.allocate(tx, number, AllocationDraft(shares, "共管"))
            deductions.post(tx, number)
        balances = booked(mine.book)
        borne = {key: value for key, value in balances.items() if key.startswith("应由")}
        assert borne == {f"应由责任单位承担·{share.unit}": share.amount for share in shares}
        assert total(balances.values()) == ZERO
        mine.reverse(number)
        assert set(booked(mine.book).values()) == {ZERO}
        assert invariants.verify(mine.book) == []


@QUICK
@given(fen=st.integers(-(10**10), 10**10).filter(lambda fen: fen != 20_000_000))
def test_a_share_that_is_not_the_amount_is_refused_and_nothing_is_kept(desk: Desk, fen: int) -> None:
    with desk.book.read() as tx:
        before = chain.head(tx)
        number = next((row.number for row in findings.list_findings(tx)), None)
    if number is None:
        number = desk.file()
        desk.approve(number)
        with desk.book.read() as tx:
            before = chain.head(tx)
    draft = AllocationDraft((ShareDraft(UNITS[0], Money(fen)),), "误")
    with pytest.raises(GongjianError), desk.book.write("王会计") as tx:
        deductions.allocate(tx, number, draft)
    with desk.book.read() as tx:
        assert chain.head(tx) == before


@QUICK
@given(steps=st.lists(st.sampled_from(["approve", "allocate", "post", "settle", "reverse"]), max_size=12))
def test_steps_in_any_order_leave_books_that_verify_and_refusals_leave_no_trace(
    desk: Desk, seeded: Path, steps: list[str]
) -> None:
    with fresh(desk, seeded) as mine:
        number = mine.file()
        actions = {
            "approve": lambda tx: findings.approve(tx, number),
            "allocate": lambda tx: deductions.allocate(
                tx, number, AllocationDraft((ShareDraft(UNITS[0], Money.wan(20)),), "属地")
            ),
            "post": lambda tx: deductions.post(tx, number),
            "settle": lambda tx: deductions.settle(tx, number, "财预1号"),
            "reverse": lambda tx: deductions.reverse(tx, number, "误报"),
        }
        for step in steps:
            with mine.book.read() as tx:
                before = chain.head(tx)
            try:
                with mine.book.write("李复核") as tx:
                    actions[step](tx)
            except GongjianError:
                with mine.book.read() as tx:
                    assert chain.head(tx) == before
        assert invariants.verify(mine.book) == []


@QUICK
@given(
    days=st.lists(st.integers(0, 200), min_size=1, max_size=5),
    window=st.tuples(st.integers(0, 200), st.integers(0, 200)),
)
def test_a_summary_is_the_sum_of_the_findings_of_its_days(
    desk: Desk, seeded: Path, days: list[int], window: tuple[int, int]
) -> None:
    first = date(2025, 3, 1)
    with fresh(desk, seeded) as mine:
        desk.clock.set(2025, 12, 1)
        for place, day in enumerate(days):
            mine.posted(
                found_on=first + timedelta(days=day),
                assessment=mine.priced(count=place + 1, day=date(2025, 3, 1)),
                office=UNITS[place % 3],
            )
        low, high = sorted(window)
        expected = sum(place + 1 for place, day in enumerate(days) if low <= day <= high)
        with mine.book.read() as tx:
            for by in summaries.GROUPINGS:
                span = (first + timedelta(days=low), first + timedelta(days=high))
                assert summaries.summarize(tx, *span, by).total.net == Money.wan(10 * expected)


@QUICK
@given(texts=st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=3))
def test_whatever_was_written_survives_export_and_import(
    desk: Desk, seeded: Path, tmp_path: Path, texts: list[str]
) -> None:
    storable = [text for text in texts if not any(0xD800 <= ord(c) <= 0xDFFF for c in text)]
    with fresh(desk, seeded) as mine, tempfile.TemporaryDirectory() as folder:
        for text in storable:
            mine.file(text=text, subject=text, place=text)
        with mine.book.read() as tx:
            exported = "".join(json_books.write(tx))
        with open_book(str(Path(folder) / "copy.db"), clock=desk.clock) as copy:
            json_books.read(copy, exported)
            with copy.read() as ours, mine.book.read() as theirs:
                assert findings.list_findings(ours) == findings.list_findings(theirs)
                assert chain.head(ours) == chain.head(theirs)


def test_a_plan_is_kept_without_loss(plans: SimpleNamespace) -> None:
    plan = plans.sample()
    assert plan_codec.loads(plan_codec.dumps(plan)) == plan
