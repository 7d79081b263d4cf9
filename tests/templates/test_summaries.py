"""The summary for the finance bureau, read back from both files."""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from ledger.errors import Unbalanced
from ledger.money import Money
from ledger.views import Summary
from templates.contexts import Letterhead
from templates.contexts.totals import heading_of
from templates.summaries import write_docx, write_xlsx

DAY = date(2025, 9, 1)


def test_the_paper_lists_each_office_and_the_total(
    summary: Summary,
    letterhead: Letterhead,
    tmp_path: Path,
    outside_check: Callable[[Path], list[tuple[str, ...]]],
) -> None:
    paper = write_docx(summary, letterhead, tmp_path / "s.docx", issued_on=DAY, recipient="区财政局")
    [table] = Document(str(paper)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "责任单位", "问题数", "扣缴（元）", "冲销（元）", "净扣缴（元）"]
    assert rows[1] == ["1", "府城街道办事处", "3", "310,000.00", "0.00", "310,000.00"]
    assert rows[-1][2:] == ["6", "430,000.00", "10,000.00", "420,000.00"]
    assert "净扣缴合计人民币肆拾贰万元整（¥420,000.00）。" in [
        p.text for p in Document(str(paper)).paragraphs
    ]
    assert outside_check(paper) == []


def test_the_workbook_holds_numbers_formulas_that_agree_and_text_that_is_no_formula(
    summary: Summary, letterhead: Letterhead, tmp_path: Path
) -> None:
    book = write_xlsx(summary, letterhead, tmp_path / "s.xlsx", issued_on=DAY)
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    assert rows[3] == ["府城街道办事处", 3.0, 310_000.0, 0.0, 310_000.0, 0.0]
    assert rows[4][0] == "=龙翔街道办事处"
    assert rows[6] == ["合计", 6.0, 430_000.0, 10_000.0, 420_000.0, 0.0]
    with zipfile.ZipFile(book) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<f>") == 4
    assert "<f>SUM(C4:C6)</f>" in sheet
    assert 'quotePrefix="1"' in zipfile.ZipFile(book).read("xl/styles.xml").decode()


def test_a_finding_of_two_offices_counts_once_in_the_total_and_the_note_says_so(
    summary: Summary, letterhead: Letterhead, tmp_path: Path
) -> None:
    shared = dataclasses.replace(summary, total=dataclasses.replace(summary.total, findings=5))
    book = write_xlsx(shared, letterhead, tmp_path / "s.xlsx", issued_on=DAY)
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    assert rows[6][:2] == ["合计", 5.0]
    assert str(rows[1][0]).endswith("问题数合计不重复计：几行共有的问题在各行各计一次，合计只计一次")


def test_the_same_summary_is_the_same_file(summary: Summary, letterhead: Letterhead, tmp_path: Path) -> None:
    first = write_xlsx(summary, letterhead, tmp_path / "a.xlsx", issued_on=DAY).read_bytes()
    assert write_xlsx(summary, letterhead, tmp_path / "b.xlsx", issued_on=DAY).read_bytes() == first


@pytest.mark.parametrize(
    ("first", "last", "heading"),
    [
        (date(2025, 8, 1), date(2025, 8, 31), "2025年8月扣缴财力情况汇总表"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025年扣缴财力情况汇总表"),
        (date(2025, 8, 1), date(2025, 9, 15), "扣缴财力情况汇总表"),
    ],
)
def test_the_heading_names_the_span(first: date, last: date, heading: str, summary: Summary) -> None:
    assert heading_of(dataclasses.replace(summary, from_day=first, to_day=last)) == heading


def test_groups_that_do_not_add_up_are_refused(
    summary: Summary, letterhead: Letterhead, tmp_path: Path
) -> None:
    wrong = dataclasses.replace(
        summary, total=dataclasses.replace(summary.total, deductions=Money.yuan(430_001))
    )
    with pytest.raises(Unbalanced) as caught:
        write_xlsx(wrong, letterhead, tmp_path / "s.xlsx", issued_on=DAY)
    assert str(caught.value) == (
        "汇总表扣缴各行相加为 430,000.00 元，合计为 430,001.00 元，请先运行 verify 核对账簿。"
    )
    assert list(tmp_path.iterdir()) == []
