"""Air-quality figures for the whole area or for one unit, from the part on aims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from importers.figures import Figure, read_figures
from importers.metrics import metrics_of, same_for_each
from importers.outline import Outline
from ledger.plan import IndicatorTarget, Span
from ledger.vocabulary import Comparison

AIR = re.compile(
    r"PM\s*[₂2]|PM\s*[₁1]|颗粒物|优良|空气质量|重度|重污染|臭氧|O[₃3]|二氧化氮|NO[₂2]|二氧化硫|SO[₂2]|一氧化碳|氮氧化物|VOCs|挥发性"
    r"|综合指数|降尘|达标天数|达标率"
)
_GOALS = re.compile(r"(?:目标|指标)(?:指标|任务|要求)?$|^(?:总体|工作|主要|年度)目标")
_AREA = re.compile(r"全国|全省|全市|全区|全县|全州|全域|市区|城区|县城|建成区|我市|我区|我县|我省|各县区")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:自治县|自治州|示范区|开发区|高新区|经开区|新区|园区|街道|办事处|[市县区州盟旗镇乡])(?![市区县])"
)
_TIME = re.compile(r"^(?:到|至)?20\d\d年(?:度|底|末)?(?:前)?[，,]?|^其中|^力争|^确保")
_RISES = re.compile(r"优良|达标|好天|蓝天")
_STOPS = "。\n"


def read_indicators(text: str, outline: Outline, area: str, tasks: Sequence[Span]) -> list[IndicatorTarget]:
    """Indicators of the parts on aims, in printed order. `area` is the whole where no unit is named: 全市."""
    return [target for span in _goal_parts(outline, tasks) for target in _prose(text, span, area)]


def _goal_parts(outline: Outline, tasks: Iterable[Span]) -> list[Span]:
    spans: list[Span] = []
    inside = list(tasks)
    for node in outline.nodes:
        if len(node.heading) > 16 or not _GOALS.search(node.heading):
            continue
        if any(span.start <= node.span.start < span.end for span in (*inside, *spans)):
            continue
        spans.append(node.span)
    return spans


def _prose(text: str, span: Span, area: str) -> Iterator[IndicatorTarget]:
    units = [area]
    metric = ""
    last = span.start
    for figure in read_figures(text, span, amounts=False):
        if any(c in _STOPS for c in text[last : figure.before.start]):
            units, metric = [area], ""
        last = figure.span.end
        clause = _TIME.sub("", figure.before.of(text))
        named, rest = _units_of(clause)
        if named and figure.place == 0:
            units = named
        if AIR.search(rest):
            metric = rest
        elif not metric or len(rest) > 8:
            continue
        yield from _targets(figure, units, metric if not AIR.search(rest) else rest)


def _units_of(clause: str) -> tuple[list[str], str]:
    """The units that a clause opens with, and the rest of it."""
    area = _AREA.match(clause)
    if area:
        return [area.group(0)], clause[area.end() :]
    air = AIR.search(clause)
    head = clause[: air.start()] if air else clause
    names: list[str] = []
    position = 0
    while position < len(head):
        place = _PLACE.match(head, position)
        if place is None:
            break
        names.append(place.group(0))
        position = place.end()
        if position < len(head) and head[position] in "、和及":
            position += 1
        else:
            break
    later = _AREA.search(head)
    if not names and later:
        return [later.group(0)], clause
    return names, clause[position:] if names else clause


def _targets(figure: Figure, units: list[str], metric: str) -> Iterator[IndicatorTarget]:
    names = metrics_of(metric)
    chosen, called = units, ["、".join(names)]
    if figure.listed > 1 and figure.listed == len(units):
        chosen = [units[figure.place]]
    elif figure.listed > 1 and figure.listed == len(names):
        called = [names[figure.place]]
    elif figure.listed == 1 and same_for_each(metric, names):
        called = names
    for unit in chosen:
        for name in called:
            comparison = figure.comparison if figure.compared else direction_of(name)
            yield IndicatorTarget(unit, name, comparison, figure.value, figure.unit, figure.span)


def direction_of(metric: str) -> Comparison:
    """Which way is better: more good days, less of anything else that is measured in air."""
    return Comparison.AT_LEAST if _RISES.search(metric) else Comparison.AT_MOST
