"""Units and people: registered once, known by their aliases, never removed."""

from __future__ import annotations

from typing import Any

import pytest

from ledger import people, units
from ledger.drafts import UnitDraft
from ledger.errors import BadValue, NotFound, WrongState
from ledger.vocabulary import UnitKind

Desk = Any


def test_a_unit_is_found_by_its_name_and_its_aliases(desk: Desk) -> None:
    with desk.book.read() as tx:
        assert units.find(tx, "东城办") == units.find(tx, " 东城办事处 ")
        assert units.find(tx, "南城") is None
        assert [unit.name for unit in units.list_units(tx, UnitKind.OFFICE)] == [
            "东城办事处",
            "西城办事处",
            "北山镇政府",
        ]
        assert units.list_units(tx, UnitKind.DEPARTMENT) == []


def test_registering_again_adds_the_new_aliases_only(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        again = units.register(tx, UnitDraft("东城办事处", UnitKind.OFFICE, ("东城办", "东城街道")))
    assert again.aliases == ("东城办", "东城街道")


def test_a_mistaken_alias_is_taken_away(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        assert units.drop_alias(tx, "东城办事处", "东城办").aliases == ()
        assert units.find(tx, "东城办") is None
    with pytest.raises(NotFound) as refusal, desk.book.write("张经办") as tx:
        units.drop_alias(tx, "东城办事处", "东城办")
    assert str(refusal.value) == "“东城办事处”没有别名“东城办”。"


def test_an_alias_of_two_units_names_neither(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        units.register(tx, UnitDraft("区环保局", UnitKind.DEPARTMENT, ("环保",)))
        units.register(tx, UnitDraft("环保协会", UnitKind.DEPARTMENT, ("环保",)))
        assert units.find(tx, "环保") is None


def test_a_unit_does_not_change_its_kind(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        units.register(tx, UnitDraft("东城办事处", UnitKind.ENTERPRISE))
    assert str(refusal.value) == "“东城办事处”已登记为办事处，不能再登记为企业。"


def test_a_unit_without_a_name_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        units.register(tx, UnitDraft(" ", UnitKind.OFFICE))
    assert str(refusal.value) == "单位名称不能为空。"


def test_an_unknown_unit_is_refused_where_one_is_needed(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.read() as tx:
        units.get(tx, "南城办事处")
    assert str(refusal.value) == "没有登记过“南城办事处”，请先在设置中登记该单位。"


def test_a_new_name_is_entered_as_a_clerk_once(desk: Desk) -> None:
    for _ in range(2):
        with desk.book.write(" 赵 新人 "):
            pass
    with desk.book.read() as tx:
        assert [person.name for person in people.list_people(tx)] == ["张经办", "赵 新人"]


def test_nobody_cannot_act(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("  "):
        pass
    assert str(refusal.value) == "不知道是谁在操作：请用 --as 姓名 说明经办人。"


def test_a_reading_transaction_writes_nothing(desk: Desk) -> None:
    with pytest.raises(WrongState) as refusal, desk.book.read() as tx:
        units.register(tx, UnitDraft("区环保局", UnitKind.DEPARTMENT))
    assert str(refusal.value) == "这是只读查询，不能写入账簿。"
