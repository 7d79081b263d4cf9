"""Amounts of money as documents print them: 10万元, 1.5亿元, 5千元, 十万元, 伍万元整, 3000元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from ledger.errors import BadAmount
from ledger.money import Money
from ledger.plan import Span

_MOST = 400
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億〇○两贰", "一二三四五六七八九十百千万亿零零二二")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_CN = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"

_AMOUNT = re.compile(
    rf"(?:(?P<digits>(?<![\d.])\d[\d,，]*(?:\.\d+)?)\s*(?P<scale>百万|千万|十万|亿|万|千|百)?|(?P<words>[{_CN}]{{1,12}}))\s*(?:元|圆)(?:人民币)?整?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands."""

    money: Money
    span: Span


def read_amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """Amounts printed between two places, a few hundred at most. What is finer than a fen is none."""
    for match in islice(_AMOUNT.finditer(text, start, end), _MOST):
        money = _money(match)
        if money is not None:
            yield Amount(money, Span(*match.span()))


def money_of(number: str, scale: str) -> Money | None:
    """A table's figure under a header's unit: ("0.5", "万元") is 5000 yuan."""
    try:
        return Money.yuan(Decimal(number.replace(",", "").replace("，", "")) * _SCALES[scale.rstrip("元圆")])
    except (BadAmount, KeyError, ArithmeticError):
        return None


def _money(match: re.Match[str]) -> Money | None:
    if match["digits"]:
        return money_of(match["digits"], match["scale"] or "")
    value = chinese_value(match["words"])
    return None if value is None else Money.yuan(value)


def chinese_value(words: str) -> int | None:
    """The value of Chinese or capital numerals up to 亿; None for what is no number."""
    words = words.translate(_CAPITALS)
    total, part, digit = 0, 0, 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _POWERS:
            part += (digit or 1) * _POWERS[c]
            digit = 0
        elif c in "万亿":
            scale = 10_000 if c == "万" else 100_000_000
            total = (total + part + digit) * scale if c == "亿" else total + (part + digit) * scale
            part, digit = 0, 0
        else:
            return None
    value = total + part + digit
    return value or None
