"""A period's product is made exactly once, however many programs ask for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ledger import timetable
from ledger.errors import WrongState

Desk = Any
MONTHLY = ("monthly_summary", "东城办事处", "2025-08")


def test_who_claims_first_makes_it_and_nobody_else(desk: Desk) -> None:
    with desk.book.write("甲机") as tx:
        assert timetable.claim(tx, *MONTHLY)
    with desk.book.write("乙机") as tx:
        assert not timetable.claim(tx, *MONTHLY)
        assert timetable.claim(tx, "monthly_summary", None, "2025-08")
    with desk.book.write("甲机") as tx:
        done = timetable.done(tx, *MONTHLY, files=["汇总.docx"])
    assert (done.claimed_by, done.files, done.office) == ("甲机", ("汇总.docx",), "东城办事处")
    assert done.head is not None
    desk.clock.now += timedelta(days=1)
    with desk.book.write("乙机") as tx:
        assert not timetable.claim(tx, *MONTHLY)


def test_a_claim_whose_program_died_is_taken_over_when_its_lease_is_out(desk: Desk) -> None:
    with desk.book.write("甲机") as tx:
        timetable.claim(tx, *MONTHLY, lease=timedelta(minutes=5))
    desk.clock.now += timedelta(minutes=4)
    with desk.book.write("乙机") as tx:
        assert not timetable.claim(tx, *MONTHLY)
    desk.clock.now += timedelta(minutes=2)
    with desk.book.write("乙机") as tx:
        assert timetable.claim(tx, *MONTHLY)
        state = timetable.state(tx, *MONTHLY)
    assert state is not None
    assert (state.claimed_by, state.attempts) == ("乙机", 2)


def test_a_failed_run_may_be_claimed_at_once_and_its_error_is_kept(desk: Desk) -> None:
    with desk.book.write("甲机") as tx:
        timetable.claim(tx, *MONTHLY)
        timetable.failed(tx, *MONTHLY, error="磁盘已满")
        [claim] = timetable.list_claims(tx)
        assert claim.error == "磁盘已满"
        assert timetable.claim(tx, *MONTHLY)


def test_what_is_done_is_not_done_again(desk: Desk) -> None:
    with desk.book.write("甲机") as tx:
        timetable.claim(tx, *MONTHLY)
        timetable.done(tx, *MONTHLY)
    with pytest.raises(WrongState) as refusal, desk.book.write("甲机") as tx:
        timetable.done(tx, *MONTHLY)
    assert str(refusal.value) == "2025-08 的“monthly_summary”已经完成，不能重复登记。"


def test_what_was_not_claimed_cannot_be_done(desk: Desk) -> None:
    with pytest.raises(WrongState) as refusal, desk.book.write("甲机") as tx:
        timetable.done(tx, *MONTHLY)
    assert str(refusal.value) == "2025-08 的“monthly_summary”没有登记开始，不能登记完成。"


def test_a_program_that_was_taken_over_cannot_count_what_it_made(desk: Desk) -> None:
    with desk.book.write("甲机") as tx:
        timetable.claim(tx, *MONTHLY)
    desk.clock.now += timedelta(hours=1)
    with desk.book.write("乙机") as tx:
        assert timetable.claim(tx, *MONTHLY)
    with pytest.raises(WrongState) as refusal, desk.book.write("甲机") as tx:
        timetable.done(tx, *MONTHLY, attempt=1)
    assert str(refusal.value) == "2025-08 的“monthly_summary”已由另一个程序接手，不能登记完成。"
    with desk.book.write("甲机") as tx:
        timetable.failed(tx, *MONTHLY, error="磁盘已满", attempt=1)
        assert timetable.state(tx, *MONTHLY).error is None
        timetable.done(tx, *MONTHLY, attempt=2)


def test_a_claim_made_by_a_clock_that_was_ahead_does_not_block_until_then(desk: Desk) -> None:
    desk.clock.now += timedelta(days=400)
    with desk.book.write("甲机") as tx:
        timetable.claim(tx, *MONTHLY)
    desk.clock.now -= timedelta(days=400)
    with desk.book.write("乙机") as tx:
        assert timetable.claim(tx, *MONTHLY)


def test_what_was_made_from_wrong_books_is_due_again_when_a_person_says_why(desk: Desk) -> None:
    with desk.book.write("甲机") as tx:
        timetable.claim(tx, *MONTHLY)
        with pytest.raises(WrongState) as refusal:
            timetable.reopen(tx, *MONTHLY, reason="时钟快了")
        assert str(refusal.value) == "2025-08 的“monthly_summary”还没有完成，不用重做。"
        timetable.done(tx, *MONTHLY)
    with desk.book.write("张经办") as tx:
        timetable.reopen(tx, *MONTHLY, reason="时钟快了")
        again = timetable.state(tx, *MONTHLY)
        assert (again.done_at, again.error) == (None, "张经办要求重做：时钟快了")
        assert timetable.claim(tx, *MONTHLY)
