"""What a clerk types with ASCII keys, and what is refused because it could mean two things."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.errors import BadDocument, BadValue
from ledger.views import UnitView
from ledger.vocabulary import Level, UnitKind
from tui.screens.drafts import Drafts
from tui.screens.typed import (
    month_by,
    month_span,
    read_count,
    read_day,
    read_level,
    read_month,
    readable_file,
    unit_of,
)

TODAY = date(2026, 9, 1)
UNITS = (
    UnitView(1, "府城办事处", UnitKind.OFFICE, ("府城办", "府城")),
    UnitView(2, "朱村办事处", UnitKind.OFFICE, ("朱村办",)),
    UnitView(3, "区住房和城乡建设局", UnitKind.DEPARTMENT, ("住建局",)),
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("0812", date(2026, 8, 12)),
        ("812", date(2026, 8, 12)),
        ("8-12", date(2026, 8, 12)),
        ("8月12日", date(2026, 8, 12)),
        ("20250812", date(2025, 8, 12)),
        ("2025-8-12", date(2025, 8, 12)),
        ("25.8.12", date(2025, 8, 12)),
        ("1231", date(2025, 12, 31)),
        ("t", TODAY),
        ("昨天", date(2026, 8, 31)),
    ],
)
def test_days_in_the_ways_people_type_them(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("八月", "“八月”不是日期，请写成 0812、8-12 或 2025-08-12。"),
        ("0230", "没有“0230”这一天，请核对月份和日期。"),
        ("13-1", "没有“13-1”这一天，请核对月份和日期。"),
    ],
)
def test_what_is_no_day_is_refused(typed: str, message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        read_day(typed, TODAY)
    assert str(refusal.value) == message


def test_months_turn_over_the_year() -> None:
    assert read_month("8", TODAY) == "2026-08"
    assert read_month("12", TODAY) == "2025-12"
    assert month_by("2026-01", -1) == "2025-12"
    assert month_span("2026-02") == (date(2026, 2, 1), date(2026, 2, 28))
    with pytest.raises(BadValue, match="“13”不是月份，请写成 8 或 2025-08。"):
        read_month("13", TODAY)


def test_levels_by_digit_and_by_word() -> None:
    assert read_level("3") is Level.MUNICIPAL
    assert read_level("省里") is Level.PROVINCIAL
    with pytest.raises(BadValue, match="“7”不是发现层级，请填 1 国家、2 省、3 市、4 区。"):
        read_level("7")


def test_counts_begin_with_one() -> None:
    assert read_count(" 2 ") == 2
    with pytest.raises(BadValue, match="“0”不是数，请填 1、2、3……"):
        read_count("0")


def test_a_unit_is_found_by_name_alias_and_initials() -> None:
    assert unit_of("府城", UNITS) == "府城办事处"
    assert unit_of("zcb", UNITS) == "朱村办事处"
    assert unit_of("zjj", UNITS) == "区住房和城乡建设局"


def test_a_unit_that_could_be_two_is_refused_with_both() -> None:
    with pytest.raises(BadValue) as refusal:
        unit_of("办", UNITS)
    assert str(refusal.value) == "“办”可能是府城办事处、朱村办事处，请写得再具体些。"
    with pytest.raises(BadValue, match="名册里没有“龙洞”，请核对，或到“设置”登记。"):
        unit_of("龙洞", UNITS)


def test_a_dropped_file_is_found_and_a_missing_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "方案 2026.docx"
    path.write_bytes(b"x")
    assert readable_file(f"'{path}'") == path
    assert readable_file(path.as_uri()) == path
    with pytest.raises(BadDocument, match=r"找不到文件“.*没有\.docx”，请核对路径。"):
        readable_file(str(tmp_path / "没有.docx"))


def test_drafts_survive_the_program(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.of("张三")
    drafts.keep("entry", {"text": "裸土未", "day": ""})
    again = Drafts(tmp_path)
    again.of("张三")
    assert again.get("entry") == {"text": "裸土未"}
    again.of("李四")
    assert again.get("entry") == {}


def test_a_broken_draft_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "drafts-张三.json").write_text("{", "utf-8")
    drafts = Drafts(tmp_path)
    drafts.of("张三")
    assert drafts.get("entry") == {}
