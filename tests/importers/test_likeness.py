"""Mistyped names of units, and findings that are told almost twice."""

from __future__ import annotations

import pytest

from importers.rosters import Registry, RosterUnit
from importers.sentences.likeness import Told, likely_name
from ledger.vocabulary import UnitKind

REGISTRY = Registry(
    (
        RosterUnit("孟村办事处", UnitKind.OFFICE, ("孟村",)),
        RosterUnit("许衡办事处", UnitKind.OFFICE),
        RosterUnit("月山镇", UnitKind.OFFICE),
        RosterUnit("北部工业园区管委会", UnitKind.OFFICE),
    )
).with_names(["区城市管理局", "区财政局", "区住房和城乡建设局"])


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("孟村办事除", "孟村办事处"),
        ("盟村办", "孟村办事处"),
        ("许横办事处", "许衡办事处"),
        ("衡许办", "许衡办事处"),
        ("区城市管里局", "区城市管理局"),
        ("城市官理局", "区城市管理局"),
        ("区才政局", "区财政局"),
        ("北部工业圆区管委会", "北部工业园区管委会"),
        ("区住房与城乡建没局", "区住房和城乡建设局"),
    ],
)
def test_a_slip_of_the_keyboard_still_means_the_unit(written: str, full: str) -> None:
    unit = REGISTRY.likely(written)
    assert unit is not None
    assert unit.name == full
    assert REGISTRY.resolve(written) is None


@pytest.mark.parametrize(
    "written", ["李村办事处", "孟庄办事处", "市城市管理局", "区民政局", "区", "", "某公司"]
)
def test_another_unit_is_no_slip(written: str) -> None:
    assert REGISTRY.likely(written) is None


def test_what_may_mean_two_units_means_none() -> None:
    forms = {"东岭新区管委会": "东岭新区管委会", "东岭老区管委会": "东岭老区管委会"}
    assert likely_name("东岭心区管委会", forms) == "东岭新区管委会"
    assert likely_name("东岭区管委会", forms) is None


def test_a_finding_told_almost_twice_is_found() -> None:
    told = Told()
    assert told.again(2, "永昌木业2蒸吨燃煤锅炉1台仍在使用，没有拆除", "12日孟村") is None
    assert told.again(3, "永昌木业2蒸吨燃煤锅炉1台仍在使用，没拆除。", "12日孟村") == 2


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("永昌木业2蒸吨燃煤锅炉3台仍在使用，没有拆除", "12日孟村"),
        ("永昌木业2蒸吨燃煤锅炉1台仍在使用，没有拆除", "13日孟村"),
        ("宏基建材露天堆料没有覆盖", "12日孟村"),
    ],
)
def test_another_figure_day_or_matter_is_another_finding(text: str, where: str) -> None:
    told = Told()
    told.again(2, "永昌木业2蒸吨燃煤锅炉1台仍在使用，没有拆除", "12日孟村")
    assert told.again(3, text, where) is None


def test_only_the_last_of_a_long_list_are_looked_at() -> None:
    told = Told()
    told.again(1, "甲" * 12, "同")
    for line in range(2, 203):
        told.again(line, chr(0x4E00 + line) * 12, "同")
    assert told.again(300, "甲" * 12, "同") is None
