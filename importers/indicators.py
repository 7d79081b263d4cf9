"""Air-quality figures for the whole area or for one unit, from the part on aims and from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from importers.canonical import Cell, Table
from importers.figures import Figure, read_figures
from importers.outline import Outline
from importers.targets import metric_of, names_of
from ledger.plan import IndicatorTarget, Span
from ledger.vocabulary import Comparison

_GOALS = re.compile(r"(?:目标|指标)(?:指标|任务|要求)?$|^(?:总体|工作|主要|年度)目标")
_AIR = re.compile(
    r"PM\s*[₂2]|PM\s*[₁1]|颗粒物|优良|空气质量|重度|重污染|臭氧|O[₃3]|二氧化氮|NO[₂2]|二氧化硫|SO[₂2]|一氧化碳|氮氧化物|VOCs|挥发性|综合指数|降尘|达标天数|达标率"
)
_RISES = re.compile(r"优良|达标|好天|蓝天")
_FALLS_BY = re.compile(r"(?:下降|降低|改善|削减|减排|减少|提高|增加)(?:率|比例|幅度|[（(]?[%％])|降幅|改善率")
_AREA = re.compile(r"全国|全省|全市|全区|全县|全州|全域|市区|城区|县城|建成区|我市|我区|我县|我省")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:自治县|自治州|示范区|开发区|高新区|经开区|新区|园区|街道|办事处|[市县区州盟旗镇乡])"
)
_UNIT_COLUMN = re.compile(r"县|区|市|单位|地区|城市|乡镇|街道|办事处|站点|点位|名称|责任主体")
_SKIP_COLUMN = re.compile(
    r"现状|基准|基数|实际|完成情况|上年|同期|去年|排名|均值(?:\(20|（20)|序号|备注|考核结果"
)
_NUMBER = re.compile(
    r"(?P<op>[≤≥<>＜＞]=?|不高于|不低于|不超过)?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|％|天|微克/立方米|μg/m³|ug/m³)?"
)
_MEASURE = re.compile(r"[（(]\s*([^（）()]*?(?:/m|/立方米|%|％|天|克|吨|‰)[^（）()]*)\s*[）)]")


@dataclass(slots=True)
class _Scope:
    """The units that figures of a sentence are about, as last named."""

    default: str
    units: list[str] = field(default_factory=list)


def read_indicators(
    text: str, outline: Outline, tables: tuple[Table, ...], area: str, year: int, tasks: list[Span]
) -> list[IndicatorTarget]:
    """Indicators in printed order. `area` stands for the whole where no unit is named: 全市."""
    found: list[IndicatorTarget] = []
    for span in _goal_parts(outline, tasks):
        found.extend(_prose(text, span, area))
    for table in tables:
        found.extend(_table(table, year))
    return found


def _goal_parts(outline: Outline, tasks: list[Span]) -> list[Span]:
    spans: list[Span] = []
    for node in outline.nodes:
        if len(node.heading) > 16 or not _GOALS.search(node.heading):
            continue
        if any(task.start <= node.span.start < task.end for task in tasks):
            continue
        if not any(span.start <= node.span.start < span.end for span in spans):
            spans.append(node.span)
    return spans


def _prose(text: str, span: Span, area: str) -> Iterator[IndicatorTarget]:
    scope = _Scope(area, [area])
    sentence_end = span.start
    metric = ""
    for figure in read_figures(text, span, amounts=False):
        if any(c in "。\n" for c in text[sentence_end : figure.before.start]):
            scope.units = [area]
            metric = ""
        clause = figure.before.of(text)
        named = _named(clause, figure.listed)
        if named and figure.place == 0:
            scope.units = named
        own = metric_of(text, figure)
        metric = own if _AIR.search(own) or _AIR.search(clause) else metric
        sentence_end = figure.span.end
        if not metric or not (_AIR.search(clause) or _AIR.search(metric)):
            continue
        yield from _of_units(text, figure, scope.units, _without_place(own or metric))


def _of_units(text: str, figure: Figure, units: list[str], metric: str) -> Iterator[IndicatorTarget]:
    if figure.listed > 1 and figure.listed == len(units):
        chosen = [units[figure.place]]
    elif figure.listed > 1 and len(names_of(text, figure)) in (1, figure.listed) or figure.listed == 1:
        chosen = units
    else:
        chosen = units[:1]
    for unit in chosen:
        yield IndicatorTarget(unit, metric, figure.comparison, figure.value, figure.unit, figure.span)


def _named(clause: str, listed: int) -> list[str]:
    area = _AREA.search(clause)
    if area and listed <= 1:
        return [area.group(0)]
    air = _AIR.search(clause)
    head = clause[: air.start()] if air else clause
    head = re.sub(r"^(?:到|至)?20\d\d年(?:底)?[，,]?|^其中", "", head)
    names = [part for part in re.split(r"[、和及]", head) if part]
    places = [match.group(0) for part in names if (match := _PLACE.match(part))]
    if places and len(places) >= len(names):
        return places
    return [area.group(0)] if area else []


def _without_place(metric: str) -> str:
    return _AREA.sub("", metric, count=1) if _AREA.match(metric) else metric


def _table(table: Table, year: int) -> Iterator[IndicatorTarget]:
    head = _head_rows(table)
    if head == 0 or head >= len(table.rows):
        return
    headers = [_header(table, head, column) for column in range(len(table.rows[0]))]
    metrics = {
        c: h
        for c, h in enumerate(headers)
        if _AIR.search(h) and not _SKIP_COLUMN.search(h) and not _past(h, year)
    }
    unit_column = next(
        (c for c, h in enumerate(headers) if c not in metrics and _UNIT_COLUMN.search(h) and "序号" not in h),
        None,
    )
    if not metrics or unit_column is None:
        return
    for row in table.rows[head:]:
        unit = row[unit_column].text
        if not unit or unit in ("合计", "备注"):
            continue
        for column, header in metrics.items():
            yield from _cell(unit, header, row[column])


def _head_rows(table: Table) -> int:
    """How many rows are headers: those before the first that holds a figure outside its first column."""
    for r, row in enumerate(table.rows):
        if sum(1 for cell in row[1:] if re.match(r"[≤≥<>]?\s*\d", cell.text)) >= 1 and r:
            return r
    return 0


def _header(table: Table, head: int, column: int) -> str:
    seen: list[Cell] = []
    for row in table.rows[:head]:
        cell = row[column]
        if cell.text and all(cell.span != other.span for other in seen):
            seen.append(cell)
    return "".join(cell.text for cell in seen)


def _past(header: str, year: int) -> bool:
    years = [int(found) for found in re.findall(r"20\d\d", header)]
    return bool(years) and max(years) < year


def _cell(unit: str, header: str, cell: Cell) -> Iterator[IndicatorTarget]:
    measure = _MEASURE.search(header)
    name = re.sub(r"[（(][^（）()]*[）)]", "", header)
    numbers = list(_NUMBER.finditer(cell.text))
    for n, match in enumerate(numbers[:2]):
        unit_of_value = match["unit"] or (measure.group(1) if measure else "")
        metric = name
        if len(numbers) == 2 and "及" in name:
            first, _, second = name.partition("及")
            metric = (
                first if n == 0 else first.rstrip("天数") + "天数" + second if "天数" in first else second
            )
            unit_of_value = match["unit"] or ("天" if "天数" in metric and n == 0 else unit_of_value)
        yield IndicatorTarget(
            unit, metric, _comparison(match["op"], header), Decimal(match["number"]), unit_of_value, cell.span
        )


def _comparison(op: str | None, header: str) -> Comparison:
    if op:
        return Comparison.AT_MOST if op[0] in "≤<＜" or op in ("不高于", "不超过") else Comparison.AT_LEAST
    if _RISES.search(header) or _FALLS_BY.search(header):
        return Comparison.AT_LEAST
    return Comparison.AT_MOST
