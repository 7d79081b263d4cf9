"""Figures that a text requires: a comparison, a number, a measure. The grammar under targets and indicators.

A figure that only describes what a duty applies to (年运输量150万吨以上的企业) is a condition, no requirement.
Numbers in a list (分别不高于5、10、50毫克/立方米) are one figure each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from importers.markers import chinese_number
from ledger.plan import Span
from ledger.vocabulary import Comparison

_NUM = r"(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?"
_BASE = (
    r"(?:微克|毫克|千克|克|公斤|吨标准煤|吨标煤|蒸吨|吨|千瓦时|千瓦|兆瓦|平方公里|平方千米|平方米|立方米|公里|千米|米|公顷|亩"
    r"|个百分点|百分点|工作日|小时|分钟|秒|年|个月|月|周|天|日|辆次|车次|人次|辆|台套|台|套|家次|家|户|个|条|处|座|次|项|批次|批|件|名|人|块"
    r"|mg|μg|ug|g|kg|t|m|km|h|kW|MW)"
)
_UNIT = rf"(?:[%％‰]|[万亿千百]?{_BASE}(?:\s*[/／每]\s*(?:标准?)?(?:{_BASE}|m)[³3²2]?)?(?:[·•．.]\s*{_BASE}[³²]?)?[³²]?)"
_VALUE = rf"{_NUM}(?:\s*{_UNIT})?"
_LIST = rf"{_VALUE}(?:\s*[、，,和及]\s*{_VALUE})*"

_AT_MOST = "不高于|不超过|不得高于|不得超过|不大于|不得大于|不多于|不得多于|不突破|小于等于|小于或等于|低于或等于|≤|≦|⩽|应低于|应小于|须低于|<="
_AT_LEAST = "不低于|不少于|不得低于|不得少于|不小于|不得小于|大于等于|大于或等于|≥|≧|⩾|至少|最低|>="
_REACH = (
    "达到|达|提高到|提高至|提升到|提升至|增加到|增至|扩大到|上升到|控制在|控制到|控制为|压减到|压减至|降低到|降低至|降到|降至|下降到|下降至"
    "|保持在|维持在|稳定在|稳定控制在|稳定达到|改善到|改善至|优于"
)
_FALL = "下降|降低|减少|削减|减排|压减|增长|增加|提高|提升|改善"
_REQUIREMENT = re.compile(
    rf"(?P<op>{_AT_MOST}|{_AT_LEAST})(?P<gap>[^，。；、\d“”《》\n%]{{0,16}}?)(?P<list>{_LIST}|[一二两三四五六七八九十]+{_UNIT})(?P<tail>及?以上|及?以下|以内|之内|左右)?"
)
_REACHING = re.compile(
    rf"(?P<op>{_REACH})(?P<gap>了|约)?(?P<list>{_LIST})(?P<tail>及?以上|及?以下|以内|之内|左右)?"
)
_EACH = re.compile(rf"(?P<op>分别为|均为)(?P<gap>)(?P<list>{_LIST})(?P<tail>及?以上|及?以下|以内|之内|左右)?")
_FALLING = re.compile(
    rf"(?P<op>{_FALL})(?P<gap>幅度)?(?P<list>{_NUM}\s*(?:%|％|个百分点)?(?:\s*[、，,和及]\s*{_NUM}\s*(?:%|％|个百分点))*)(?<=[%％点])(?P<tail>及?以上|以内|左右)?"
)
_SHARE = re.compile(rf"(?P<op>)(?P<gap>)(?P<list>{_NUM}\s*[%％])(?P<tail>及?以上|以内)")
_KEEP = re.compile(
    rf"(?P<op>保存|保留|储存|存储|留存)(?P<gap>期限|时间)?(?:不少于|为)?(?P<list>(?:[一二两三四五六七八九十]+|{_NUM})(?:年|个月|天|日))(?P<tail>及?以上)"
)
_WITHIN = re.compile(
    rf"(?P<op>之日起|之日后|之后|后)(?P<gap>的)?(?P<list>(?:[一二两三四五六七八九十]+|{_NUM})(?:个)?(?:工作日|日|天|小时|个月|月))(?P<tail>之?以?内)"
)
_AMOUNT = re.compile(
    r"(?P<op>完成|新增|淘汰|建成|推广|压减|削减|造林|抚育|改造|替代|整治|培育|创建|新建|绿化)(?P<gap>[^，。；：、\d“”（）《》\n]{0,12}?)"
    rf"(?P<list>(?:{_NUM}[万亿]|[1-9]\d+(?:\.\d+)?|{_NUM}(?=平方公里|公顷|亩|兆瓦))\s*(?:平方公里|平方米|公顷|亩|公里|千瓦|兆瓦|吨标准煤|吨|蒸吨|户|辆|座|个|台|家|处|套))(?P<tail>及?以上|左右)?"
)
_QUOTED = re.compile(
    rf"“(?P<inside>[^“”]{{2,12}}?{_VALUE}(?:、[^“”、]{{2,12}}?{_VALUE})+)”的?[^，。；]{{0,12}}(?:目标|要求|标准)"
)
_QUOTED_ITEM = re.compile(rf"(?P<metric>[^\d、]+)(?P<list>{_VALUE})")
_SPLIT = re.compile(rf"(?P<number>{_NUM}|[一二两三四五六七八九十]+)\s*(?P<unit>{_UNIT})?")
_GOAL_NOUN = re.compile(r"的(?:目标|要求|水平|任务|比例|标准|规定|比率|幅度)")
_NOUN_BEFORE = re.compile(r"(?:率|比例|比重|占比|浓度|含量|度|量|值|规模|面积|能力|效率|纯度)$")
_APPLIES_TO = re.compile(r"(?:对于?|凡|将|针对|属于)[^，。；]{0,40}$")
_FORBIDS = re.compile(r"(?:禁止|不得|严禁|严控|不再|未)[^，。；]{0,6}$")
_ROUND = re.compile(r"每(?:周|月|年|季度?|天|日|半年|半月|旬|两周)[^，。；]{0,8}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One required number. `before` is the place of the clause before the comparison, `place` its rank in a list."""

    comparison: Comparison
    value: Decimal
    unit: str
    span: Span
    before: Span
    place: int
    listed: int


def read_figures(text: str, span: Span, *, amounts: bool = True) -> Iterator[Figure]:
    """Figures required between two places of a text, in printed order, none of them twice."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, list[Figure]]] = []
    patterns = [_QUOTED, _REQUIREMENT, _REACHING, _FALLING, _EACH, _KEEP, _WITHIN, _SHARE]
    if amounts:
        patterns.append(_AMOUNT)
    for pattern in patterns:
        for match in pattern.finditer(text, span.start, span.end):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            if pattern is _QUOTED:
                figures = list(_quoted(match))
            elif _is_condition(text, match, pattern):
                taken.append((start, end))
                continue
            else:
                figures = list(_figures(text, match, span.start, _comparison(match, pattern)))
            if figures:
                taken.append((start, end))
                found.append((start, figures))
    for _, figures in sorted(found, key=lambda item: item[0]):
        yield from figures


def _is_condition(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    start, end = match.span()
    clause = max((text.rfind(c, 0, start) for c in "，。；\n"), default=-1) + 1
    before = text[clause:start]
    attributive = text.startswith("的", end) and not _GOAL_NOUN.match(text, end)
    if pattern is _SHARE:
        return before.endswith(("不到", "低于", "超过")) or (
            bool(_NOUN_BEFORE.search(before)) and attributive
        )
    if pattern is _REQUIREMENT:
        if match["op"] in ("大于等于", "大于或等于") and (
            attributive or re.match(r"，(?:应|须|要|需)", text[end : end + 2])
        ):
            return True
        if match["op"] in ("至少", "最低") and match["list"].endswith("次") and _ROUND.search(before):
            return True
        return attributive and bool(_APPLIES_TO.search(before))
    if pattern is _AMOUNT:
        return bool(_FORBIDS.search(before)) or text.startswith(("/", "及以", "以下"), end)
    if pattern in (_REACHING, _FALLING):
        return attributive or (match["op"] in ("达", "达到") and before.endswith(("未", "不", "没有")))
    return attributive and pattern is not _WITHIN


def _comparison(match: re.Match[str], pattern: re.Pattern[str]) -> Comparison:
    op, tail = match["op"], match["tail"] or ""
    if pattern is _WITHIN:
        return Comparison.AT_MOST
    if pattern is _REQUIREMENT:
        if re.fullmatch("应低于|应小于|须低于", op):
            return Comparison.BELOW
        return Comparison.AT_MOST if re.fullmatch(_AT_MOST, op) else Comparison.AT_LEAST
    if tail.endswith(("以下", "以内", "之内")):
        return Comparison.AT_MOST
    if tail.endswith("以上"):
        return Comparison.AT_LEAST
    return Comparison.AT_MOST if op.startswith(("控制", "稳定控制")) else Comparison.EQUAL


def _figures(text: str, match: re.Match[str], lowest: int, comparison: Comparison) -> Iterator[Figure]:
    start = match.start()
    clause = max(lowest, max(text.rfind(c, 0, start) for c in "，。；：\n,;:") + 1)
    parts = list(_SPLIT.finditer(text, *match.span("list")))
    unit = next((part["unit"] for part in reversed(parts) if part["unit"]), "")
    for place, part in enumerate(parts):
        value = _value(part["number"])
        if value is not None:
            yield Figure(
                comparison,
                value,
                part["unit"] or unit,
                Span(clause, match.end()),
                Span(clause, start),
                place,
                len(parts),
            )


def _quoted(match: re.Match[str]) -> Iterator[Figure]:
    items = list(_QUOTED_ITEM.finditer(match.string, *match.span("inside")))
    for item in items:
        part = _SPLIT.match(match.string, item.start("list"))
        value = _value(part["number"]) if part else None
        if part is not None and value is not None:
            yield Figure(
                Comparison.EQUAL,
                value,
                part["unit"] or "",
                Span(*match.span()),
                Span(*item.span("metric")),
                0,
                1,
            )


def _value(printed: str) -> Decimal | None:
    digits = printed.replace(",", "")
    if digits[0].isdigit():
        return Decimal(digits)
    number = chinese_number(printed)
    return None if number is None else Decimal(number)
