"""Chinese and Arabic numerals as people write them in a sentence: 12, 十二, 廿三, 两, 俩, 二〇二二."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "俩": 2, "仨": 3, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5}
_DIGITS |= {"陆": 6, "柒": 7, "捌": 8, "玖": 9, "幺": 1}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}

CHINESE = "[零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾]"
"""One Chinese numeral character, as part of a regular expression."""

INTEGER = rf"(?:\d{{1,9}}|{CHINESE}{{1,12}})"
"""A whole number in either writing, as part of a regular expression."""


def integer(words: str) -> int | None:
    """The whole number that `words` writes, or None: "十二" → 12, "二〇二二" → 2022, "一百零五" → 105."""
    if words.isascii():
        return int(words) if words.isdigit() else None
    words = words.replace("廿", "二十").replace("卅", "三十")
    if not words or any(char not in _DIGITS and char not in _TENS for char in words):
        return None
    if not any(char in _TENS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total, pending = 0, 0
    for char in words:
        if char in _DIGITS:
            pending = _DIGITS[char]
        elif char == "万":
            total, pending = (total + pending) * 10_000, 0
        else:
            total, pending = total + (pending or 1) * _TENS[char], 0
    return total + pending


def decimal(words: str) -> Decimal | None:
    """A number with a decimal part in either writing: "0.5", "一点八", "半" → 0.5."""
    if words == "半":
        return Decimal("0.5")
    whole, point, part = words.replace("点", ".").partition(".")
    number = integer(whole)
    if number is None or (point and not part):
        return None
    digits = "".join(str(_DIGITS[char]) if char in _DIGITS else char for char in part)
    if digits and not (digits.isascii() and digits.isdigit()):
        return None
    return Decimal(f"{number}.{digits}") if digits else Decimal(number)
