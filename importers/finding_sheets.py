"""The inspectors' list of findings: xlsx, csv or jsonl, columns in any order and under any of their names.

Every row comes out with what it says and what is wrong with it; duplicates are marked, not dropped.  Sizes
are bounded, and a file that is not what its name says is refused in one Chinese line.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from importers.rosters import Registry, decode
from importers.sentences.folding import fold
from importers.sheet_rows import MAX_TEXT, SheetRow, mark_duplicates, mark_years, row_of
from importers.words import table
from importers.workbooks import read_cells
from ledger.errors import BadDocument

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
_HEADER_ROWS = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet, and the columns that were recognised: name as written → field.

    `totals` are the lines of rows of sums, which are no findings.
    """

    name: str
    rows: tuple[SheetRow, ...]
    columns: dict[str, str]
    totals: tuple[int, ...] = ()

    @property
    def problems(self) -> tuple[tuple[int, str], ...]:
        """Every problem with the line of its row."""
        return tuple((row.line, problem) for row in self.rows for problem in row.problems)


def read_sheet(path: Path, today: date, registry: Registry | None = None) -> Sheet:
    """The findings of a file; raises BadDocument for what is no sheet of findings."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError:
        raise BadDocument(f"“{path.name}”打不开，请检查路径和权限。") from None
    if size > MAX_BYTES:
        raise BadDocument(f"“{path.name}”超过20MB，请拆成几份再导入。")
    return parse_sheet(content, path.name, today, registry)


def parse_sheet(content: bytes, name: str, today: date, registry: Registry | None = None) -> Sheet:
    """The findings in a file's bytes; `name` tells the format by its ending."""
    if not content.strip():
        raise BadDocument(f"“{name}”是空文件，请检查。")
    ending = name.rpartition(".")[2].lower()
    if ending == "jsonl":
        columns, records = _from_jsonl(decode(content, name), name)
    elif ending in ("xlsx", "xlsm", "xls", "ods", "et"):
        columns, records = _from_cells(read_cells(content, name), name)
    elif ending in ("csv", "tsv", "txt"):
        columns, records = _from_cells(_csv_cells(decode(content, name), name), name)
    else:
        raise BadDocument(f"“{name}”不是可导入的格式，请用 .xlsx、.csv 或 .jsonl。")
    skipped = tuple(line for line, values in records if _is_total(values))
    records = [(line, values) for line, values in records if line not in skipped]
    rows = list(
        mark_years(
            (row_of(line, values, today, registry), values.get("date", "")) for line, values in records
        )
    )
    if not rows:
        raise BadDocument(f"“{name}”里没有问题记录，请检查表头下面有没有内容。")
    return Sheet(name, tuple(mark_duplicates(rows)), columns, skipped)


_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计)[:：]?(?:\s*\d+(?:\.\d+)?\s*[条件起项个万元]*)?")


def _is_total(values: dict[str, str]) -> bool:
    """A row of sums below or between the findings: a cell that says 合计, and no finding of its own."""
    cells = [value.strip() for value in values.values()]
    text = values.get("text", "").strip()
    told = bool(text) and not _TOTAL.fullmatch(text) and not re.fullmatch(r"\d+(?:\.\d+)?", text)
    return not told and any(_TOTAL.fullmatch(cell) for cell in cells)


def field_of(header: str) -> str | None:
    """The field that a column's heading names, in Chinese or English."""
    plain = "".join(fold(header).lower().split()).strip("*：:（）()")
    headings: dict[str, list[str]] = table("headings")
    exact = next((field for field, names in headings.items() if plain in names), None)
    if exact or len(plain) > 16:
        return exact
    inner = [
        (len(name), field)
        for field, names in headings.items()
        for name in names
        if len(name) > 1 and name in plain
    ]
    return max(inner)[1] if inner else None


_Cells = list[list[str]]
_Records = list[tuple[int, dict[str, str]]]


def _from_cells(cells: _Cells, name: str) -> tuple[dict[str, str], _Records]:
    at, fields = _header(cells, name)
    columns = {cells[at][place].strip(): field for place, field in fields.items()}
    records = []
    for line, row in enumerate(cells[at + 1 :], start=at + 2):
        values = {
            field: row[place].strip()
            for place, field in fields.items()
            if place < len(row) and row[place].strip()
        }
        if values.keys() - {"number", "serial"}:
            records.append((line, values))
        if len(records) > MAX_ROWS:
            raise BadDocument(f"“{name}”超过{MAX_ROWS}行，请拆成几份再导入。")
    return columns, records


def _header(cells: _Cells, name: str) -> tuple[int, dict[int, str]]:
    """The row of column names, which may stand below a title, and the field of each column."""
    best: tuple[int, dict[int, str]] = (0, {})
    for at, row in enumerate(cells[:_HEADER_ROWS]):
        fields: dict[int, str] = {}
        for place, cell in enumerate(row):
            field = field_of(cell)
            if field and field not in fields.values():
                fields[place] = field
        if "text" in fields.values() and len(fields) > len(best[1]):
            best = (at, fields)
    if not best[1]:
        raise BadDocument(
            f"“{name}”找不到“问题描述”一列，请在前{_HEADER_ROWS}行内写明列名，例如：问题描述、检查日期、责任单位。"
        )
    return best


def _csv_cells(text: str, name: str) -> _Cells:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    csv.field_size_limit(MAX_TEXT * 4)
    try:
        rows = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MAX_ROWS + _HEADER_ROWS:
                raise BadDocument(f"“{name}”超过{MAX_ROWS}行，请拆成几份再导入。")
        return rows
    except csv.Error:
        raise BadDocument(f"“{name}”不是规范的 csv，请用表格软件另存为 csv 或 xlsx 后再试。") from None


def _from_jsonl(text: str, name: str) -> tuple[dict[str, str], _Records]:
    columns: dict[str, str] = {}
    records: _Records = []
    for line, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            record = json.loads(raw)
        except (ValueError, RecursionError):
            raise BadDocument(f"“{name}”第{line}行不是 JSON，请检查引号和逗号。") from None
        if not isinstance(record, dict):
            raise BadDocument(f'“{name}”第{line}行不是一条记录，请写成 {{"text": …}}。')
        values = {}
        for header, value in record.items():
            field = field_of(header)
            if field and value is not None and field not in values:
                columns[header] = field
                values[field] = str(value).strip()
        records.append((line, values))
        if len(records) > MAX_ROWS:
            raise BadDocument(f"“{name}”超过{MAX_ROWS}行，请拆成几份再导入。")
    if records and "text" not in columns.values():
        raise BadDocument(f"“{name}”里没有问题描述，请用 text 或“问题描述”作键。")
    return columns, records


__all__ = ["Sheet", "SheetRow", "field_of", "parse_sheet", "read_sheet"]
