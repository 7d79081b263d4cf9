"""Rosters: names with their other names, from a csv or from a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.rosters import MAX_BYTES, Registry, RosterUnit, parse_roster, read_roster
from ledger.errors import BadDocument
from ledger.vocabulary import UnitKind


def test_a_csv_gives_names_aliases_and_kinds() -> None:
    registry = parse_roster("name,aliases\n孟村办事处,孟村|孟村办\n区城市管理局,城管局\n")
    assert registry.units == (
        RosterUnit("孟村办事处", UnitKind.OFFICE, ("孟村", "孟村办")),
        RosterUnit("区城市管理局", UnitKind.DEPARTMENT, ("城管局",)),
    )


def test_columns_may_be_chinese_and_in_any_order() -> None:
    registry = parse_roster("类别,简称,单位名称\n部门,园区办,北部工业园区管委会\n")
    assert registry.units == (RosterUnit("北部工业园区管委会", UnitKind.DEPARTMENT, ("园区办",)),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_roster_may_come_in_the_encodings_of_office_software(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("名称,别名\n孟村办事处,孟村\n".encode(encoding))
    assert [unit.name for unit in read_roster(path).units] == ["孟村办事处"]


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("城管局", "区城市管理局"),
        ("区城管局", "区城市管理局"),
        ("区城管", "区城市管理局"),
        ("住建局", "区住房和城乡建设局"),
        ("市场监督管理局", "区市场监管局"),
        ("市监局", "区市场监管局"),
        ("发改委", "区发展改革委"),
        ("区发展和改革委员会", "区发展改革委"),
        ("工信局", "区科技和工业信息化局"),
        ("环保分局", "东岭生态环境分局"),
        ("东岭环保局", "东岭生态环境分局"),
        ("国资委", "区财政局"),
        ("孟村街道办", "孟村办事处"),
        ("孟村", None),
        ("城管", None),
    ],
)
def test_other_names_follow_from_the_full_name(written: str, full: str | None) -> None:
    registry = Registry((RosterUnit("孟村办事处", UnitKind.OFFICE),)).with_names(
        [
            "区城市管理局",
            "区住房和城乡建设局",
            "区市场监管局",
            "区发展改革委",
            "区科技和工业信息化局",
            "东岭生态环境分局",
            "区财政局（国资委）",
            "区财政局",
            "各办事处",
        ]
    )
    unit = registry.resolve(written)
    assert (unit.name if unit else None) == full


def test_a_collective_is_no_unit() -> None:
    assert Registry().with_names(["各办事处", "有关部门", "区直各单位"]).units == (
        RosterUnit("区直各单位", UnitKind.DEPARTMENT),
    )


def test_a_name_that_two_units_share_names_neither() -> None:
    registry = Registry(
        (
            RosterUnit("东岭办事处", UnitKind.OFFICE, ("东片",)),
            RosterUnit("孟村办事处", UnitKind.OFFICE, ("东片",)),
        )
    )
    assert registry.resolve("东片") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "单位名册“名册”是空的，请至少写一行“名称,别名”。"),
        ("别名\n孟村\n", "单位名册“名册”缺少“名称”列（name），请在第一行写明列名。"),
        ("名称,别名\n,孟村\n", "单位名册“名册”第2行没有名称，请补上或删去该行。"),
        ("名称\n孟村办事处\n孟村办事处\n", "单位名册“名册”第3行与前面重复：“孟村办事处”，请合并为一行。"),
        (
            "名称,类别\n孟村办事处,乡镇\n",
            "单位名册“名册”第2行的类别“乡镇”不认识，请写：办事处、部门、企业、集合单位。",
        ),
    ],
)
def test_a_roster_with_a_fault_is_refused_with_the_line(text: str, message: str) -> None:
    with pytest.raises(BadDocument) as refusal:
        parse_roster(text)
    assert str(refusal.value) == message


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00\xff\xfe\x00")
    with pytest.raises(BadDocument, match=r"^“名册.csv”不是文本文件，请另存为 UTF-8 或 GBK 编码的 csv。$"):
        read_roster(path)


def test_a_missing_roster_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match=r"^单位名册“没有.csv”打不开，请检查路径和权限。$"):
        read_roster(tmp_path / "没有.csv")


def test_a_roster_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(BadDocument, match=r"^单位名册“大.csv”超过1MB，请确认是不是名册文件。$"):
        read_roster(path)
