"""People: entered by name, once; one matter may be settled by two of them in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger import findings, people
from ledger.errors import BadValue, SamePerson, WrongState

if TYPE_CHECKING:
    from tests.ledger.conftest import Desk


def test_what_is_done_inside_is_done_in_that_persons_name(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        number = findings.file(tx, desk.draft()).row.number
        with people.acting_as(tx, "李复核") as other:
            assert (other.name, tx.actor.name) == ("李复核", "李复核")
            findings.approve(tx, number)
        assert tx.actor.name == "张经办"
        assert [event.actor for event in findings.get(tx, number).events] == ["张经办", "李复核"]


def test_the_first_person_goes_on_after_a_refusal_too(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        number = findings.file(tx, desk.draft()).row.number
        with pytest.raises(SamePerson), people.acting_as(tx, " 张经办 "):
            findings.approve(tx, number)
        assert tx.actor.name == "张经办"


def test_nobody_acts_for_nobody(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        with (
            pytest.raises(BadValue, match=r"^不知道是谁在操作：请用 --as 姓名 说明经办人。$"),
            people.acting_as(tx, " "),
        ):
            raise AssertionError
        assert tx.actor.name == "张经办"


def test_nobody_acts_in_a_reading_transaction(desk: Desk) -> None:
    with desk.book.read() as tx, pytest.raises(WrongState), people.acting_as(tx, "李复核"):
        raise AssertionError


@pytest.mark.parametrize("name", ["张 经办", "张　经办", "张经办.", "张经办·"])
def test_one_name_spaced_otherwise_is_one_person(desk: Desk, name: str) -> None:
    with desk.book.write("张经办") as tx:
        number = findings.file(tx, desk.draft()).row.number
    with desk.book.write(name) as tx, pytest.raises(SamePerson):
        findings.approve(tx, number)


def test_width_and_capitals_do_not_make_two_people(desk: Desk) -> None:
    with desk.book.write("ZhangSan") as tx:
        assert people.enter(tx, "ｚｈａｎｇｓａｎ").id == people.enter(tx, "zhang san").id == tx.actor.id


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff", "\u00ad", "\x01", "\ufe0f"])
def test_a_name_with_characters_that_do_not_show_is_refused(desk: Desk, hidden: str) -> None:
    with (
        pytest.raises(BadValue, match=r"^姓名中有看不见的字符，请重新输入姓名。$"),
        desk.book.write(f"张三{hidden}"),
    ):
        raise AssertionError
