"""Automatic numbers of Word: what stands before a paragraph on paper but not in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from importers.readers.packages import WORD, attribute, child

_PLACE = re.compile(r"%(\d)")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    fmt: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """A numbered list: its levels and the counters that every w:num of it shares."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Instance:
    abstract: _List
    overrides: dict[int, _Level]
    starts: dict[int, int]
    used: set[int] = field(default_factory=set)


class Numbering:
    """The numbers of one document, counted on as its paragraphs pass by in order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._instances = _instances(numbering) if numbering is not None else {}
        self._styles = _style_numbers(styles) if styles is not None else {}

    def label(self, paragraph: Any) -> str:
        """The number printed before a paragraph, or nothing."""
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle")) if child(properties, "pStyle") is not None else None
        number, level = _number_of(child(properties, "numPr"))
        inherited_number, inherited_level = self._styles.get(style or "", (None, None))
        number = inherited_number if number is None else number
        level = level if level is not None else inherited_level or 0
        instance = self._instances.get(number or "")
        if instance is None or not 0 <= level < _LEVELS:
            return ""
        return _count(instance, level)


def _count(instance: _Instance, level: int) -> str:
    counters = instance.abstract.counters
    if level in instance.starts and level not in instance.used:
        counters[level] = instance.starts[level] - 1
        instance.used.add(level)
    definition = _level(instance, level)
    counters[level] = counters.get(level, definition.start - 1) + 1
    for deeper in range(level + 1, _LEVELS):
        restart = _level(instance, deeper).restart
        if restart is None or restart > level:
            counters.pop(deeper, None)
    if definition.fmt in ("bullet", "none"):
        return ""

    def printed(match: re.Match[str]) -> str:
        outer = int(match.group(1)) - 1
        shown = _level(instance, outer)
        value = counters.get(outer, shown.start)
        return write_number(value, "decimal" if definition.legal else shown.fmt)

    return _PLACE.sub(printed, definition.text)


def _level(instance: _Instance, level: int) -> _Level:
    return instance.overrides.get(level) or instance.abstract.levels.get(level) or _Level()


def write_number(value: int, fmt: str) -> str:
    """A number in one of Word's formats."""
    if fmt in _CHINESE:
        return _chinese(value)
    if fmt == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(max(value, 0)))
    if fmt in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _chinese(value).translate(
            str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
        )
    if fmt.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if fmt in ("lowerLetter", "upperLetter") and value >= 1:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if fmt == "upperLetter" else letters
    if fmt in ("lowerRoman", "upperRoman") and 1 <= value < 4000:
        roman = _roman(value)
        return roman.lower() if fmt == "lowerRoman" else roman
    if fmt == "decimalZero":
        return f"{value:02d}"
    return str(value)


def _chinese(value: int) -> str:
    if not 0 < value < 10_000:
        return str(value)
    printed, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            printed += ("零" if zero else "") + _DIGITS[digit] + unit
            zero = False
        elif printed:
            zero = True
    return printed[1:] if printed.startswith("一十") else printed


def _roman(value: int) -> str:
    printed = ""
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    for step, letters in (*steps, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, value = divmod(value, step)
        printed += letters * count
    return printed


def _instances(root: Any) -> dict[str, _Instance]:
    lists = {
        attribute(abstract, "abstractNumId") or "": _List(_levels(abstract))
        for abstract in root.findall(WORD + "abstractNum")
    }
    found: dict[str, _Instance] = {}
    for number in root.findall(WORD + "num"):
        reference = child(number, "abstractNumId")
        abstract = lists.get(attribute(reference) or "") if reference is not None else None
        if abstract is None:
            continue
        overrides: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in number.findall(WORD + "lvlOverride"):
            level = _integer(attribute(override, "ilvl"))
            if level is None:
                continue
            start = child(override, "startOverride")
            value = _integer(attribute(start)) if start is not None else None
            if value is not None:
                starts[level] = value
            definition = child(override, "lvl")
            if definition is not None:
                overrides[level] = _one_level(definition)
        found[attribute(number, "numId") or ""] = _Instance(abstract, overrides, starts)
    return found


def _levels(abstract: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for definition in abstract.findall(WORD + "lvl"):
        level = _integer(attribute(definition, "ilvl"))
        if level is not None:
            levels[level] = _one_level(definition)
    return levels


def _one_level(definition: Any) -> _Level:
    def value(name: str) -> str | None:
        element = child(definition, name)
        return attribute(element) if element is not None else None

    start = _integer(value("start"))
    return _Level(
        start=1 if start is None else start,
        fmt=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        restart=_integer(value("lvlRestart")),
        legal=child(definition, "isLgl") is not None,
    )


def _style_numbers(root: Any) -> dict[str, tuple[str | None, int | None]]:
    """The list and level that each paragraph style brings, its own or that of the style it is based on."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    for style in root.findall(WORD + "style"):
        name = attribute(style, "styleId") or ""
        own[name] = _number_of(child(style, "pPr", "numPr"))
        parent = child(style, "basedOn")
        if parent is not None:
            based[name] = attribute(parent) or ""
    resolved: dict[str, tuple[str | None, int | None]] = {}
    for name in own:
        number, level, current, steps = None, None, name, 0
        while current in own and steps < 20:
            found_number, found_level = own[current]
            number = found_number if number is None else number
            level = found_level if level is None else level
            current, steps = based.get(current, ""), steps + 1
        resolved[name] = (number, level)
    return resolved


def _number_of(properties: Any | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, level = child(properties, "numId"), child(properties, "ilvl")
    return (
        attribute(number) if number is not None else None,
        _integer(attribute(level)) if level is not None else None,
    )


def _integer(text: str | None) -> int | None:
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None
