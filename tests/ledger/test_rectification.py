"""Rectification: assigned, rectified, verified by another, closed; found again, it is a linked finding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import invariants, rectification
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.vocabulary import RectificationStatus

Desk = Any


def assigned(desk: Desk) -> str:
    number: str = desk.file()
    with desk.book.write("张经办") as tx:
        rectification.assign(tx, number, date(2025, 8, 20))
    return number


def closed(desk: Desk) -> str:
    number = assigned(desk)
    with desk.book.write("张经办") as tx:
        rectification.rectify(tx, number, date(2025, 8, 18), "已覆盖，已设冲洗设施")
    with desk.book.write("李复核") as tx:
        rectification.verify(tx, number, "现场核查属实")
        rectification.close(tx, number)
    return number


def test_a_repair_goes_its_way_to_being_struck_off(desk: Desk) -> None:
    number = closed(desk)
    repair = desk.finding(number).rectification
    assert (repair.status, repair.unit, repair.rectified_on) == (
        RectificationStatus.CLOSED,
        "东城办事处",
        date(2025, 8, 18),
    )
    steps = [event.step for event in desk.finding(number).events]
    assert steps[1:] == [
        "rectification_assigned",
        "rectified",
        "rectification_verified",
        "rectification_closed",
    ]


def test_what_is_there_again_is_a_finding_linked_to_the_first(desk: Desk) -> None:
    number = closed(desk)
    with desk.book.write("张经办") as tx:
        new = rectification.look_back(
            tx, number, desk.draft(text="锦绣花园二期裸土又未覆盖", found_on=date(2025, 9, 1))
        )
    assert new.follows == number
    assert desk.finding(number).rectification.status is RectificationStatus.REOPENED
    assert invariants.verify(desk.book) == []


def test_an_insufficient_repair_is_due_again_and_overdue_ones_are_listed(desk: Desk) -> None:
    number = assigned(desk)
    with desk.book.write("张经办") as tx:
        rectification.rectify(tx, number, date(2025, 8, 18), "已覆盖")
        assert rectification.overdue(tx, date(2025, 9, 3)) == []
    with desk.book.write("李复核") as tx:
        rectification.reject(tx, number, "仍有裸土")
        assert rectification.overdue(tx, date(2025, 9, 3)) == [number]
        assert rectification.overdue(tx, date(2025, 8, 20)) == []


def test_the_due_date_is_put_off_by_another_person_with_a_reason(desk: Desk) -> None:
    number = assigned(desk)
    with desk.book.write("李复核") as tx:
        finding = rectification.extend(tx, number, date(2025, 8, 31), "连续降雨")
    assert finding.rectification is not None
    assert finding.rectification.due_on == date(2025, 8, 31)


def test_who_assigned_it_does_not_put_it_off(desk: Desk) -> None:
    number = assigned(desk)
    with pytest.raises(SamePerson) as refusal, desk.book.write("张经办") as tx:
        rectification.extend(tx, number, date(2025, 8, 31), "连续降雨")
    assert str(refusal.value) == "整改由张经办交办，不能由本人批准延期，请换一人批准。"


def test_who_entered_the_repair_does_not_verify_it(desk: Desk) -> None:
    number = assigned(desk)
    with desk.book.write("张经办") as tx:
        rectification.rectify(tx, number, date(2025, 8, 18), "已覆盖")
    with pytest.raises(SamePerson) as refusal, desk.book.write("张经办") as tx:
        rectification.verify(tx, number)
    assert str(refusal.value) == "整改由张经办登记，不能由本人核查，请换一人核查。"


def test_nothing_is_struck_off_unverified(desk: Desk) -> None:
    number = assigned(desk)
    with pytest.raises(WrongState) as refusal, desk.book.write("李复核") as tx:
        rectification.close(tx, number)
    assert str(refusal.value) == "问题 2025-0001 的整改是“整改中”，只有“已核查”才能销号。"


def test_a_repair_that_was_not_assigned_cannot_be_reported(desk: Desk) -> None:
    number = desk.file()
    with pytest.raises(NotFound) as refusal, desk.book.write("张经办") as tx:
        rectification.rectify(tx, number, date(2025, 8, 18), "已覆盖")
    assert str(refusal.value) == "问题 2025-0001 还没有交办整改，请先交办。"


def test_a_due_date_before_the_finding_is_refused(desk: Desk) -> None:
    number = desk.file()
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        rectification.assign(tx, number, date(2025, 8, 11))
    assert str(refusal.value) == "整改期限 2025-08-11 早于发现日期 2025-08-12，请核对。"
