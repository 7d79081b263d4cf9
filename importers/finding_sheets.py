"""The inspectors' list of findings: xlsx, csv or jsonl, columns in any order and under any of their names.

Every row comes out with what it says and what is wrong with it; duplicates are marked, not dropped.  Sizes
are bounded, and a file that is not what its name says is refused in one Chinese line.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from importers.rosters import Registry, decode
from importers.sentences.dates import day_of_finding, find_dates
from importers.sentences.folding import fold
from importers.sentences.levels import find_inspection
from importers.sentences.numerals import integer
from importers.words import table
from importers.workbooks import read_cells
from ledger.errors import BadDocument, BadInput
from ledger.vocabulary import Level, UnitKind

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_TEXT = 5_000
_HEADER_ROWS = 10


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One finding of a sheet. `line` counts from 1 in the file; what is missing is None.

    `office` is a full registered name where a registry was given.  `problems` are in Chinese, with what to
    do; `duplicate_of` is the line of an earlier row that says the same.
    """

    line: int
    text: str
    found_on: date | None = None
    office: str | None = None
    level: Level | None = None
    body: str | None = None
    subject: str | None = None
    count: int | None = None
    rule: int | None = None
    number: str | None = None
    key: str | None = None
    problems: tuple[str, ...] = ()
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet, and the columns that were recognised: name as written → field."""

    name: str
    rows: tuple[SheetRow, ...]
    columns: dict[str, str]

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
    rows = [_row(line, values, today, registry) for line, values in records]
    if not rows:
        raise BadDocument(f"“{name}”里没有问题记录，请检查表头下面有没有内容。")
    return Sheet(name, tuple(_mark_duplicates(rows)), columns)


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
        if values.keys() - {"number"}:
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


def _row(line: int, values: dict[str, str], today: date, registry: Registry | None) -> SheetRow:
    problems: list[str] = []
    text = values.get("text", "")
    if not text:
        problems.append("缺少问题描述，请补上。")
    elif len(text) > MAX_TEXT:
        problems.append(f"问题描述超过{MAX_TEXT}字，请拆成几条。")
        text = text[:MAX_TEXT]
    row = SheetRow(
        line, text, subject=values.get("subject"), number=values.get("number"), key=values.get("key")
    )
    return replace(
        row,
        found_on=_date(values.get("date"), today, problems),
        office=_office(values.get("office"), registry, problems),
        level=_level(values.get("level"), problems),
        body=values.get("body") or _body(values.get("level")),
        count=_count(values.get("count"), "数量", problems),
        rule=_count(values.get("rule"), "条款序号", problems),
        problems=tuple(problems),
    )


def _date(written: str | None, today: date, problems: list[str]) -> date | None:
    if not written:
        return None
    try:
        day: date | None = datetime.fromisoformat(written).date()
    except ValueError:
        day = day_of_finding(find_dates(fold(written), today), today)
    if day is None:
        problems.append(f"日期“{written}”看不懂，请写成 2025-08-12。")
    elif day > today:
        problems.append(f"日期 {day} 在今天之后，请核对。")
        return None
    return day


def _office(written: str | None, registry: Registry | None, problems: list[str]) -> str | None:
    if not written or registry is None or not registry.units:
        return written or None
    unit = registry.resolve(fold(written).strip())
    if unit is None:
        problems.append(f"责任单位“{written}”不在单位名册里，请改为全称或先登记单位。")
        return None
    return unit.name if unit.kind in (UnitKind.OFFICE, UnitKind.DEPARTMENT) else None


_LEVELS = {"国家": Level.NATIONAL, "国家级": Level.NATIONAL, "部": Level.NATIONAL, "部级": Level.NATIONAL}
_LEVELS |= {"省": Level.PROVINCIAL, "省级": Level.PROVINCIAL, "市": Level.MUNICIPAL, "市级": Level.MUNICIPAL}
_LEVELS |= dict.fromkeys(("区", "区级", "县", "县级", "区（自查）", "自查", "区级自查"), Level.DISTRICT)
_LEVELS |= {level.value: level for level in Level}


def _level(written: str | None, problems: list[str]) -> Level | None:
    if not written:
        return None
    level = _LEVELS.get(written.strip().lower()) or find_inspection(fold(written)).level
    if level is None:
        problems.append(f"发现层级“{written}”看不懂，请写国家、省、市或区。")
    return level


def _body(written: str | None) -> str | None:
    """A level column that holds a body's name (市攻坚办第一督导组) names the body as well."""
    return written if written and written.strip().lower() not in _LEVELS else None


def _count(written: str | None, what: str, problems: list[str]) -> int | None:
    if not written:
        return None
    digits = written.strip().removesuffix(".0").removeprefix("第").rstrip("项条起处台辆家个")
    value = integer(fold(digits)) if digits else None
    if value is None or not 1 <= value <= 1_000:
        problems.append(f"{what}“{written}”应是 1 到 1000 的整数，请核对。")
        return None
    return value


def _mark_duplicates(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """A row that says the same of the same day and place as an earlier one is marked."""
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        said = "".join(char for char in fold(row.text) if char.isalnum())
        key = (said, row.found_on, row.office, row.subject)
        if said and key in seen:
            yield replace(row, duplicate_of=seen[key])
        else:
            seen[key] = row.line
            yield row


__all__ = ["BadInput", "Sheet", "SheetRow", "field_of", "parse_sheet", "read_sheet"]
