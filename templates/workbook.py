"""Workbooks for the finance office: text stays text, amounts are numbers, totals are formulas that agree.

Widths are counted in the cells of a terminal, two for a Chinese character.  No text can become a formula: it
is written as a string, and marked as such where it begins like one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any

from ledger.money import Money, total

FONT = "宋体"
WIDEST = 60
LANDSCAPE_FROM = 90  # cells: more do not fit upright at a size that can be read
HEAD = 2  # the row of the head: a title and a note stand above it
MANY = 10_000
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
    """A column of a table; `totalled` ones end in a SUM formula, or in `whole` where rows overlap.

    A finding that two offices share stands in both their rows: its number is no sum.
    """

    name: str
    kind: Kind
    totalled: bool = False
    whole: int | None = None


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
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def workbook_bytes(sheets: Sequence[Sheet], *, title: str, creator: str, day: date) -> bytes:
    """An .xlsx file; the same sheets of the same day give the same bytes.

    From MANY rows on, rows are written through to the file and memory does not grow with their number.
    """
    import xlsxwriter

    buffer = BytesIO()
    many = any(len(sheet.rows) > MANY for sheet in sheets)
    options = {"constant_memory": True} if many else {"in_memory": True}
    with xlsxwriter.Workbook(
        buffer, options | {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
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
    widths = [_column_width(sheet, column) for column in range(last + 1)]
    page.set_row(0, 30)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    _write_across(page, 0, last, sheet.title, formats["title"])
    _write_across(page, 1, last, sheet.note, formats["note"])
    for column, definition in enumerate(sheet.columns):
        page.write_string(HEAD, column, definition.name, formats["head"])
    kinds = [definition.kind for definition in sheet.columns]
    for row, cells in enumerate(sheet.rows, HEAD + 1):
        for column, (kind, cell) in enumerate(zip(kinds, cells, strict=True)):
            _write_cell(page, row, column, kind, cell, formats)
    if any(column.totalled for column in sheet.columns):
        _write_totals(page, sheet, formats)
    page.freeze_panes(HEAD + 1, 0)
    _set_up_print(page, wide=sum(widths) > LANDSCAPE_FROM)


def _write_across(page: Any, row: int, last: int, text: str, style: Any) -> None:
    """A line over the whole table; a table of one column has nothing to merge."""
    if last:
        page.merge_range(row, 0, row, last, text, style)
    else:
        page.write_string(row, 0, text, style)


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


def _write_totals(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    row = HEAD + 1 + len(sheet.rows)
    page.write_string(row, 0, "合计", formats["total"])
    for column, definition in enumerate(sheet.columns[1:], 1):
        if not definition.totalled:
            page.write_blank(row, column, None, formats["total"])
            continue
        style = formats[f"{definition.kind.value} total"]
        if definition.whole is not None:
            page.write_number(row, column, definition.whole, style)
            continue
        cells = [cells[column] for cells in sheet.rows]
        value: int | Decimal
        if definition.kind is Kind.MONEY:
            value = total(cell for cell in cells if isinstance(cell, Money)).as_decimal()
        else:
            value = sum(cell for cell in cells if isinstance(cell, int))
        formula = f"=SUM({xl_rowcol_to_cell(HEAD + 1, column)}:{xl_rowcol_to_cell(row - 1, column)})"
        page.write_formula(row, column, formula if sheet.rows else "=0", style, value)


def _column_width(sheet: Sheet, column: int) -> int:
    definition = sheet.columns[column]
    cells = [row[column] for row in sheet.rows]
    widest = width_of(definition.name)
    if definition.kind is Kind.MONEY:
        amounts = [cell for cell in cells if isinstance(cell, Money)]
        shown = [max(amounts), min(amounts)] if amounts else []
        shown += [total(amounts)] if definition.totalled else []
        widest = max(widest, *(len(str(amount)) for amount in shown), 0)
    elif definition.kind is Kind.DAY:
        widest = max(widest, len("0000-00-00"))
    else:
        widest = max(widest, *(width_of(str(cell)) for cell in set(cells) if cell is not None), 0)
    return min(WIDEST, widest + 2)


def _set_up_print(page: Any, *, wide: bool) -> None:
    if wide:
        page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEAD)
    page.center_horizontally()
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    page.set_footer("&C第 &P 页 共 &N 页")
