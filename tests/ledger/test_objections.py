"""An objection freezes a deduction until another person has decided on it."""

from __future__ import annotations

from typing import Any

import pytest

from ledger import deductions, invariants, objections
from ledger.errors import NotFound, SamePerson, WrongState
from ledger.vocabulary import FindingStatus, ObjectionStatus

Desk = Any


def enter(desk: Desk, number: str) -> None:
    with desk.book.write("张经办") as tx:
        objections.enter(tx, number, "东城办事处", "该工地不在我辖区")


def ready(desk: Desk) -> str:
    number: str = desk.file()
    desk.approve(number)
    desk.allocate(number)
    return number


def test_a_rejected_objection_lets_the_deduction_go_on(desk: Desk) -> None:
    number = ready(desk)
    enter(desk, number)
    with desk.book.write("李复核") as tx:
        finding = objections.reject(tx, number, "经核实属其辖区")
        deductions.post(tx, number)
    [objection] = finding.objections
    assert (objection.status, objection.outcome) == (ObjectionStatus.REJECTED, "经核实属其辖区")


def test_a_sustained_objection_reverses_what_is_booked(desk: Desk) -> None:
    number = desk.posted()
    enter(desk, number)
    with desk.book.write("李复核") as tx:
        finding = objections.sustain(tx, number, "确属西城")
    assert finding.row.status is FindingStatus.REVERSED
    assert finding.events[-1].reason == "异议成立：确属西城"
    assert invariants.verify(desk.book) == []


def test_a_sustained_objection_voids_what_is_not_booked_yet(desk: Desk) -> None:
    number = desk.file()
    enter(desk, number)
    with desk.book.write("李复核") as tx:
        assert objections.sustain(tx, number, "确属西城").row.status is FindingStatus.VOIDED


def test_nothing_is_posted_while_an_objection_is_open(desk: Desk) -> None:
    number = ready(desk)
    enter(desk, number)
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        deductions.post(tx, number)
    assert str(refusal.value) == "问题 2025-0001 的异议还在处理，处理完之前不能记账。"


def test_one_objection_at_a_time(desk: Desk) -> None:
    number = ready(desk)
    enter(desk, number)
    with pytest.raises(WrongState) as refusal:
        enter(desk, number)
    assert str(refusal.value) == "问题 2025-0001 已有异议在处理，处理完再提。"


def test_who_entered_it_does_not_decide(desk: Desk) -> None:
    number = ready(desk)
    enter(desk, number)
    with pytest.raises(SamePerson) as refusal, desk.book.write("张经办") as tx:
        objections.reject(tx, number, "维持")
    assert str(refusal.value) == "异议由张经办登记，不能由本人裁定，请换一人裁定。"


def test_there_must_be_one_to_decide_on(desk: Desk) -> None:
    number = ready(desk)
    with pytest.raises(NotFound) as refusal, desk.book.write("李复核") as tx:
        objections.reject(tx, number, "维持")
    assert str(refusal.value) == "问题 2025-0001 没有在处理的异议。"
