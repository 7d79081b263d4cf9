"""Workbooks for the finance office: text stays text, amounts are numbers, totals are formulas that agree.

Widths are counted in the cells of a terminal, two for a Chinese character.  No text can become a formula: it
is written as a string, and marked as such where it begins like one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any

from ledger.money import Money, total

FONT = "宋体"
WIDEST = 60
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Cell = str | int | Money | date | None


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `totalled` ones end in a SUM formula."""

    name: str
    kind: Kind
    totalled: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own: a title and a line below it, a head, rows, and totals."""

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def width_of(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def workbook_bytes(sheets: Iterable[Sheet], *, title: str, creator: str, day: date) -> bytes:
    """An .xlsx file; the same sheets of the same day give the same bytes."""
    import xlsxwriter

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "author": creator, "created": _at_midnight(day)})
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return buffer.getvalue()


def _at_midnight(day: date) -> datetime:
    """A workbook's times carry no zone."""
    return datetime.combine(day, time.min)


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    lined = base | {"border": 1}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 16, "align": "center"}),
        "note": book.add_format(base | {"align": "left"}),
        "head": book.add_format(
            lined | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6"}
        ),
        "text": book.add_format(lined | {"num_format": "@", "text_wrap": True}),
        "quoted": book.add_format(lined | {"num_format": "@", "text_wrap": True, "quote_prefix": True}),
        "count": book.add_format(lined | {"num_format": "0"}),
        "money": book.add_format(lined | {"num_format": "#,##0.00;[Red]-#,##0.00"}),
        "day": book.add_format(lined | {"num_format": "yyyy-mm-dd", "align": "center"}),
        "total": book.add_format(lined | {"bold": True, "align": "center"}),
        "count total": book.add_format(lined | {"bold": True, "num_format": "0"}),
        "money total": book.add_format(lined | {"bold": True, "num_format": "#,##0.00;[Red]-#,##0.00"}),
    }


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    last = len(sheet.columns) - 1
    head = 2
    page.merge_range(0, 0, 0, last, sheet.title, formats["title"])
    page.merge_range(1, 0, 1, last, sheet.note, formats["note"])
    page.set_row(0, 30)
    for column, definition in enumerate(sheet.columns):
        page.write_string(head, column, definition.name, formats["head"])
        page.set_column(column, column, _column_width(sheet, column))
    for offset, cells in enumerate(sheet.rows, head + 1):
        for column, (definition, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            _write_cell(page, offset, column, definition.kind, cell, formats)
    if any(column.totalled for column in sheet.columns):
        _write_totals(page, sheet, head, formats)
    page.freeze_panes(head + 1, 0)
    _set_up_print(page, sheet, head)


def _write_cell(page: Any, row: int, column: int, kind: Kind, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None:
        page.write_blank(row, column, None, formats[kind.value])
    elif isinstance(cell, Money):
        page.write_number(row, column, cell.as_decimal(), formats["money"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, _at_midnight(cell), formats["day"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats["count"])
    else:
        page.write_string(row, column, cell, formats["quoted" if cell.startswith(FORMULA_STARTS) else "text"])


def _write_totals(page: Any, sheet: Sheet, head: int, formats: dict[str, Any]) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    row = head + 1 + len(sheet.rows)
    page.write_string(row, 0, "合计", formats["total"])
    for column, definition in enumerate(sheet.columns[1:], 1):
        if not definition.totalled:
            page.write_blank(row, column, None, formats["total"])
            continue
        cells = [cells[column] for cells in sheet.rows]
        value: int | Decimal
        if definition.kind is Kind.MONEY:
            value = total(cell for cell in cells if isinstance(cell, Money)).as_decimal()
        else:
            value = sum(cell for cell in cells if isinstance(cell, int))
        formula = f"=SUM({xl_rowcol_to_cell(head + 1, column)}:{xl_rowcol_to_cell(row - 1, column)})"
        if not sheet.rows:
            formula = "=0"
        page.write_formula(row, column, formula, formats[f"{definition.kind.value} total"], value)


def _column_width(sheet: Sheet, column: int) -> int:
    shown = [sheet.columns[column].name, *(_shown(cells[column]) for cells in sheet.rows)]
    if sheet.columns[column].totalled:
        numbers = [cells[column] for cells in sheet.rows]
        shown.append(str(total(number for number in numbers if isinstance(number, Money))))
    return min(WIDEST, max(width_of(text) for text in shown) + 2)


def _shown(cell: Cell) -> str:
    return "" if cell is None else "0000-00-00" if isinstance(cell, date) else str(cell)


def _set_up_print(page: Any, sheet: Sheet, head: int) -> None:
    wide = sum(_column_width(sheet, column) for column in range(len(sheet.columns))) > 90
    if wide:
        page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, head)
    page.center_horizontally()
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    page.set_footer("&C第 &P 页 共 &N 页")
