"""Figures that a text requires: a comparison, a number, a measure. The grammar under targets and indicators.

A figure that only describes what a duty applies to (年运输量150万吨以上的企业) is a condition, no
requirement.  Numbers in a list (分别不高于5、10、50毫克/立方米) are one figure each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from importers import figure_words as words
from importers.markers import chinese_number
from importers.occupied import Occupied
from ledger.plan import Span
from ledger.vocabulary import Comparison

_ALWAYS = (
    words.QUOTED,
    words.REQUIREMENT,
    words.REACHING,
    words.EXCEEDING,
    words.FALLING,
    words.EACH,
    words.KEEPING,
    words.WITHIN,
    words.SHARE,
    words.RATE,
)
_BARE = re.compile(r"为$|降至|降到|下降到|下降至|降低到|降低至")
_AMOUNTS = (words.AMOUNT, words.AMOUNT_OR_MORE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One required number.

    `before` is the place of the clause before the comparison, `place` the number's rank among the `listed`
    ones of a list; not `compared` where no word says in which direction (分别为57, 降至47).
    """

    comparison: Comparison
    value: Decimal
    unit: str
    span: Span
    before: Span
    place: int
    listed: int
    compared: bool = True


def read_figures(text: str, span: Span, *, amounts: bool = True) -> Iterator[Figure]:
    """Figures required between two places of a text, in printed order, none of them twice.

    With `amounts` also what is to be done in numbers (淘汰老旧货车500辆).
    """
    occupied = Occupied(span)
    found: list[tuple[int, list[Figure]]] = []
    for pattern in _ALWAYS + _AMOUNTS if amounts else _ALWAYS:
        for match in pattern.finditer(text, span.start, span.end):
            start, end = match.span()
            if not occupied.take(start, end):
                continue
            if pattern is words.QUOTED:
                found.append((start, list(_quoted(match))))
            elif not _is_condition(text, match, pattern):
                stop = match.start("list") if pattern in _AMOUNTS else start
                listed = _figures(text, match, span.start, stop, _comparison(match, pattern))
                found.append((start, list(listed)))
    for _, figures in sorted(found, key=lambda item: item[0]):
        yield from figures


def _is_condition(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    start, end = match.span()
    before = text[_clause_start(text, start, "，。；\n") : start]
    attributive = text.startswith("的", end) and not words.GOAL_NOUN.match(text, end)
    if match["list"].endswith(("元", "圆")) and words.MONEY_WORDS.search(before):
        return True
    if pattern is words.SHARE:
        shortfall = before.endswith(("不到", "低于", "超过"))
        return shortfall or (words.NOUN_BEFORE.search(before) is not None and attributive)
    if pattern in _AMOUNTS:
        return words.FORBIDS.search(before) is not None or text.startswith(("/", "及以", "以下"), end)
    if pattern is words.REQUIREMENT:
        return _conditional_requirement(text, match, before, attributive)
    if pattern in (words.REACHING, words.FALLING):
        return attributive or before.endswith(("未", "不", "没有"))
    return attributive and pattern is not words.WITHIN


def _conditional_requirement(text: str, match: re.Match[str], before: str, attributive: bool) -> bool:
    follows = re.match(r"[，,](?:应|须|要|需)", text[match.end() : match.end() + 2])
    if match["op"] in ("大于等于", "大于或等于", "高于或等于") and (attributive or follows):
        return True
    if match["op"] in ("至少", "最低") and match["list"].endswith("次") and words.ROUND.search(before):
        return True
    return attributive and words.APPLIES_TO.search(before) is not None


def _comparison(match: re.Match[str], pattern: re.Pattern[str]) -> Comparison:
    op, tail = match["op"], match["tail"] or ""
    if pattern is words.WITHIN:
        return Comparison.AT_MOST
    if pattern is words.EXCEEDING:
        return Comparison.ABOVE
    if pattern is words.REQUIREMENT:
        if re.fullmatch(words.BELOW, op):
            return Comparison.BELOW
        return Comparison.AT_MOST if re.fullmatch(words.AT_MOST, op) else Comparison.AT_LEAST
    if tail.endswith(("以下", "以内", "之内")):
        return Comparison.AT_MOST
    if tail.endswith("以上"):
        return Comparison.AT_LEAST
    return Comparison.AT_MOST if op.startswith(("控制", "稳定控制")) else Comparison.EQUAL


def _figures(
    text: str, match: re.Match[str], lowest: int, stop: int, comparison: Comparison
) -> Iterator[Figure]:
    clause = max(lowest, _clause_start(text, match.start(), "，。；：\n,;:"))
    parts = list(words.SPLIT.finditer(text, *match.span("list")))
    unit = next((part["unit"] for part in reversed(parts) if part["unit"]), "")
    for place, part in enumerate(parts):
        value = _value(part["number"])
        if value is not None and not (part["unit"] == "年" and 1900 < value < 2200):
            yield Figure(
                comparison=comparison,
                value=value,
                unit="%" if part["number"].startswith("百分之") else part["unit"] or unit,
                span=Span(clause, match.end()),
                before=Span(clause, stop),
                place=place,
                listed=len(parts),
                compared=comparison is not Comparison.EQUAL or not _BARE.search(match["op"]),
            )


def _quoted(match: re.Match[str]) -> Iterator[Figure]:
    for item in words.QUOTED_ITEM.finditer(match.string, *match.span("inside")):
        part = words.SPLIT.match(match.string, item.start("list"))
        value = _value(part["number"]) if part else None
        if part is not None and value is not None:
            before = Span(*item.span("metric"))
            yield Figure(Comparison.EQUAL, value, part["unit"] or "", Span(*match.span()), before, 0, 1)


def _clause_start(text: str, position: int, stops: str) -> int:
    return max(text.rfind(c, 0, position) for c in stops) + 1


def _value(printed: str) -> Decimal | None:
    digits = printed.replace(",", "")
    if digits[0].isdigit():
        return Decimal(digits)
    whole, _, rest = printed.removeprefix("百分之").partition("点")
    number = chinese_number(whole)
    fraction = "".join(str(chinese_number(c) or 0) for c in rest)
    return None if number is None else Decimal(f"{number}.{fraction}") if fraction else Decimal(number)
