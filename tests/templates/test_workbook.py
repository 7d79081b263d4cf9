"""Workbooks: text is text, totals agree, and nothing is taken for a formula."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from ledger.money import ZERO, Money
from templates.workbook import MANY, Column, Kind, Sheet, width_of, workbook_bytes

DAY = date(2025, 9, 1)
COLUMNS = (
    Column("编号", Kind.TEXT),
    Column("问题", Kind.TEXT),
    Column("日期", Kind.DAY),
    Column("数量", Kind.COUNT, totalled=True),
    Column("金额", Kind.MONEY, totalled=True),
)


def book_of(rows: list[tuple[str, str | None, date, int, Money]]) -> bytes:
    sheet = Sheet("台账", "2025年8月台账", "单位：元", COLUMNS, rows)
    return workbook_bytes([sheet], title="台账", creator="示范区攻坚办", day=DAY)


def cells(book: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()


def part(book: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(book)) as package:
        return package.read(name).decode()


def test_numbers_are_read_back_as_the_books_hold_them() -> None:
    rows = [
        ("2025-0001", "裸土", DAY, 2, Money.yuan("200000.07")),
        ("2025-0002", None, DAY, 1, Money.yuan(-5)),
    ]
    read = cells(book_of(rows))
    assert read[3] == ["2025-0001", "裸土", DAY, 2.0, 200_000.07]
    assert read[4][:2] == ["2025-0002", ""]
    assert read[5] == ["合计", "", "", 3.0, 199_995.07]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", "\t=1", "http://x", "0001", "1e5"])
def test_no_text_becomes_a_formula_a_number_or_a_link(text: str) -> None:
    book = book_of([(text, text, DAY, 1, ZERO)])
    assert cells(book)[3][:2] == [text, text]
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert sheet.count("<f>") == 2
    assert "hyperlink" not in sheet


def test_text_that_begins_like_a_formula_is_marked_as_text() -> None:
    assert 'quotePrefix="1"' in part(book_of([("=1", "x", DAY, 1, ZERO)]), "xl/styles.xml")


def test_the_head_stays_and_repeats_and_the_page_fits() -> None:
    book = book_of([("2025-0001", "很长的问题描述" * 20, DAY, 1, ZERO)])
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert 'ySplit="3"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "$1:$3" in part(book, "xl/workbook.xml")


def test_widths_count_a_chinese_character_as_two() -> None:
    assert width_of("金额（元）") == 10
    assert width_of("2025-0001") == 9


def test_an_empty_table_has_totals_of_zero() -> None:
    assert cells(book_of([]))[3] == ["合计", "", "", 0.0, 0.0]


def test_a_table_of_one_column_is_written() -> None:
    sheet = Sheet("名单", "名单", "备注", (Column("单位", Kind.TEXT),), [("府城",)])
    assert cells(workbook_bytes([sheet], title="t", creator="c", day=DAY)) == [
        ["名单"],
        ["备注"],
        ["单位"],
        ["府城"],
    ]


def test_a_large_table_is_written_through_and_reads_the_same() -> None:
    rows = [(f"2025-{n}", "裸土", DAY, 1, Money(n)) for n in range(MANY + 1)]
    read = cells(book_of(rows))
    assert len(read) == MANY + 5
    assert read[0][0] == "2025年8月台账"
    assert read[-1][3:] == [MANY + 1, sum(range(MANY + 1)) / 100]


def test_the_same_rows_give_the_same_file() -> None:
    rows = [("2025-0001", "裸土", DAY, 2, Money.yuan(5))]
    assert book_of(rows) == book_of(rows)
