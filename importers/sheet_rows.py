"""One row of an inspectors' list: what its cells say, and what is wrong with it, in Chinese.

Owns the values of a row and the marking of duplicates.  Refuses to open a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from importers.rosters import Registry
from importers.sentences.dates import day_of_finding, find_dates
from importers.sentences.folding import fold
from importers.sentences.levels import find_inspection
from importers.sentences.numerals import integer
from ledger.vocabulary import Level, UnitKind

MAX_TEXT = 5_000
MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One finding of a sheet. `line` counts from 1 in the file; what is missing is None.

    `office` is a full registered name where a registry was given.  `number` is the inspectors' own reference,
    or the running number where there is no other.  `problems` are in Chinese, with what to do;
    `duplicate_of` is the line of an earlier row that says the same; `notes` are what a person should check.
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
    repeated: bool | None = None
    number: str | None = None
    key: str | None = None
    problems: tuple[str, ...] = ()
    duplicate_of: int | None = None
    notes: tuple[str, ...] = ()


def row_of(line: int, values: dict[str, str], today: date, registry: Registry | None) -> SheetRow:
    """The finding that a row's cells give by field, with what is wrong with it."""
    problems: list[str] = []
    text = values.get("text", "")
    if not text:
        problems.append("缺少问题描述，请补上。")
    elif len(text) > MAX_TEXT:
        problems.append(f"问题描述超过{MAX_TEXT}字，请拆成几条。")
        text = text[:MAX_TEXT]
    row = SheetRow(
        line,
        text,
        subject=values.get("subject"),
        number=values.get("number") or values.get("serial"),
        key=values.get("key"),
    )
    return replace(
        row,
        found_on=_date(values.get("date"), today, problems),
        office=_office(values.get("office"), registry, problems),
        level=_level(values.get("level"), problems),
        body=values.get("body") or _body(values.get("level")),
        count=_count(values.get("count"), "数量", problems),
        rule=_count(values.get("rule"), "条款序号", problems),
        repeated=_yes_or_no(values.get("repeated"), problems),
        problems=tuple(problems),
    )


def _date(written: str | None, today: date, problems: list[str]) -> date | None:
    if not written:
        return None
    serial = _SERIAL.fullmatch(written)
    try:
        if serial:
            return _of_serial(int(serial["days"]), written, today, problems)
        day: date | None = datetime.fromisoformat(written).date()
    except ValueError:
        named = find_dates(fold(written), today)
        day = day_of_finding(named, today) or next((mention.day for mention in named), None)
    if day is None:
        problems.append(f"日期“{written}”看不懂，请写成 2025-08-12。")
    elif day > today:
        problems.append(f"日期 {day} 在今天之后，请核对。")
        return None
    return day


_SERIAL = re.compile(r"(?P<days>[34]\d{4}|5[0-4]\d{3})(?:\.\d+)?")
"""A day as a workbook counts it, from 1982 to 2050, where the cell lost its format."""


def _of_serial(days: int, written: str, today: date, problems: list[str]) -> date | None:
    day = date(1899, 12, 30) + timedelta(days=days)
    if day > today:
        problems.append(f"日期“{written}”按表格序号是 {day}，在今天之后，请核对。")
        return None
    return day


def names_no_year(written: str) -> bool:
    """Whether a date of a row leaves its year to be understood: 8月5日, 8.5."""
    return bool(re.fullmatch(r"\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?\s*", fold(written)))


def mark_years(rows: Iterable[tuple[SheetRow, str]]) -> Iterator[SheetRow]:
    """A day without a year among rows of other years is a problem; among none, the year taken is noted.

    Each row comes with its date as written.
    """
    given = list(rows)
    years = {row.found_on.year for row, written in given if row.found_on and not names_no_year(written)}
    for row, written in given:
        if row.found_on is None or not names_no_year(written):
            yield row
        elif years and row.found_on.year not in years:
            others = "、".join(map(str, sorted(years)))
            said = f"日期“{written}”没有写年份，其他各行是 {others} 年的，请写明年份。"
            yield replace(row, found_on=None, problems=(*row.problems, said))
        else:
            yield replace(
                row, notes=(*row.notes, f"日期“{written}”没有写年份，按 {row.found_on} 计，请核对。")
            )


def _office(written: str | None, registry: Registry | None, problems: list[str]) -> str | None:
    if not written or registry is None or not registry.units:
        return written or None
    unit = registry.resolve(fold(written).strip())
    if unit is None:
        likely = registry.likely(fold(written))
        hint = f"是不是“{likely.name}”？" if likely else ""
        problems.append(f"责任单位“{written}”不在单位名册里，{hint}请改为全称或先登记单位。")
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
    digits = written.strip().removesuffix(".0").removeprefix("第").rstrip("项条起处台辆家个座户艘")
    value = integer(fold(digits)) if digits else None
    if value is None or not 1 <= value <= MAX_COUNT:
        problems.append(f"{what}“{written}”应是 1 到 {MAX_COUNT} 的整数，请核对。")
        return None
    return value


_YES = frozenset(("是", "有", "对", "重复", "重复出现", "√", "✓", "y", "yes", "true", "1"))
_NO = frozenset(("否", "不", "无", "不是", "没有", "首次", "不重复", "×", "✗", "n", "no", "false", "0"))


def _yes_or_no(written: str | None, problems: list[str]) -> bool | None:
    said = written.strip().lower().removesuffix(".0") if written else ""
    if not said:
        return None
    if said not in _YES | _NO:
        problems.append(f"是否重复“{written}”看不懂，请写是或否。")
        return None
    return said in _YES


def mark_duplicates(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
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
