"""Air-quality targets of single units from the table that an annex gives them in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from importers.canonical import Cell, Table
from importers.indicators import AIR, direction_of
from importers.table_heads import column, head_rows, headers, is_repeated_head
from ledger.plan import IndicatorTarget
from ledger.vocabulary import Comparison

_UNIT = re.compile(r"县|区|市|单位|地区|城市|乡镇|街道|办事处|站点|点位|名称|责任主体")
_NO_TARGET = re.compile(r"现状|基准|基数|实际|完成情况|上年|同期|去年|排名|序号|备注|考核结果|权重|得分")
_FALLS_BY = re.compile(r"(?:下降|降低|改善|削减|减排|减少|提高|增加)(?:率|比例|幅度|[（(]?[%％])|降幅|改善率")
_NUMBER = re.compile(
    r"(?P<op>[≤≥<>＜＞]=?|不高于|不低于|不超过)?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|％|天|微克/立方米|μg/m³|ug/m³)?"
)
_MEASURE = re.compile(r"[（(]\s*([^（）()]*?(?:/m|/立方米|%|％|天|克|吨|‰)[^（）()]*)\s*[）)]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def read_indicator_table(table: Table, year: int) -> Iterator[IndicatorTarget]:
    """The targets of a table whose columns are air-quality metrics and whose rows are units; else nothing."""
    head = head_rows(table)
    names = headers(table, head)
    metrics = {
        c: n for c, n in enumerate(names) if AIR.search(n) and not _NO_TARGET.search(n) and not _past(n, year)
    }
    units = column(
        [name if c not in metrics else "" for c, name in enumerate(names)],
        lambda name: _UNIT.search(name) and not _NO_TARGET.search(name),
    )
    if not metrics or units is None:
        return
    for r in range(head, len(table.rows)):
        row = table.rows[r]
        unit = row[units].text
        if not unit or unit in ("合计", "备注", "平均") or is_repeated_head(table, r, head):
            continue
        for c, name in metrics.items():
            yield from _cell(unit, name, row[c])


def _past(header: str, year: int) -> bool:
    years = [int(found) for found in re.findall(r"20\d\d", header)]
    return bool(years) and max(years) < year


def _cell(unit: str, header: str, cell: Cell) -> Iterator[IndicatorTarget]:
    """One target, or two where days and their share stand in one cell: 278 (75.96%)."""
    measure = _MEASURE.search(header)
    name = _BRACKETS.sub("", header)
    numbers = list(_NUMBER.finditer(cell.text))[:2]
    for n, match in enumerate(numbers):
        metric, printed = name, match["unit"] or (measure.group(1) if measure else "")
        if len(numbers) == 2:
            metric, printed = _of_two(name, n, match["unit"] or printed)
        yield IndicatorTarget(
            unit, metric, _comparison(match["op"], header), Decimal(match["number"]), printed, cell.span
        )


def _of_two(name: str, n: int, printed: str) -> tuple[str, str]:
    first, joint, second = name.partition("及")
    if not joint:
        return name, printed
    days = "天数" in first
    if n == 0:
        return first, printed or ("天" if days else "")
    return (first + second if days else second), printed


def _comparison(op: str | None, header: str) -> Comparison:
    if op:
        return Comparison.AT_MOST if op[0] in "≤<＜" or op in ("不高于", "不超过") else Comparison.AT_LEAST
    return Comparison.AT_LEAST if _FALLS_BY.search(header) else direction_of(header)
