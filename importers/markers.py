"""Numbers that head a paragraph: 第三章, 一、, （一）, 第十二条, 1., （1）, 1）, ①, 2.1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DASHES = "—－ー"  # what recognition makes of a lone 一
CN = "〇零○一二三四五六七八九十百"


class Kind(IntEnum):
    """Kinds of numbering, from the outermost to the innermost as documents nest them."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    CLAUSE = 3
    ARTICLE = 4
    SECTION = 5
    ITEM = 6
    DECIMAL = 7
    SUBITEM = 8
    HALF = 9
    CIRCLE = 10


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the head of a paragraph. `width` counts the characters that it takes."""

    kind: Kind
    number: int
    label: str
    width: int


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PART, re.compile(rf"第([{CN}]+|\d{{1,3}})[编部篇章](?![委局门院分署])\s*[：:、]?")),
    (Kind.CLAUSE, re.compile(rf"第([{CN}]+|\d{{1,3}})节\s*[：:、]?")),
    (Kind.ARTICLE, re.compile(rf"第([{CN}]+|\d{{1,3}})条(?!例)\s*[：:、]?")),
    (Kind.CHAPTER, re.compile(rf"([{CN}]+|[{_DASHES}])\s*[、．.]")),
    (Kind.SECTION, re.compile(rf"[（(〔【]\s*([{CN}]+|[{_DASHES}])\s*[）)〕】]\s*[、．.]?")),
    (Kind.DECIMAL, re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．、]?\s*(?=[\u4e00-\u9fff“《【])")),
    (Kind.ITEM, re.compile(r"(\d{1,3})\s*[.．、](?!\d)\s*")),
    (Kind.ITEM, re.compile(rf"(?:任务|行动|措施)(\d{{1,3}}|[{CN}]{{1,3}})\s*[.．、：:]\s*")),
    (Kind.SUBITEM, re.compile(r"[（(]\s*(\d{1,3})\s*[）)]\s*[、．.]?")),
    (Kind.HALF, re.compile(r"(\d{1,2})\s*[）)]\s*")),
    (Kind.CIRCLE, re.compile(rf"([{_CIRCLED}])\s*")),
)
_FIRST = re.compile(rf"[第任行措（(〔【\d{CN}{_DASHES}{_CIRCLED}]")
_NOT_DECIMAL = re.compile(
    r"[万亿千百]?(?:元|吨|克|毫克|微克|米|公里|平方|亩|倍|个|家|台|辆|度|小时|天|日|年|月|分)"
)
_BARE = re.compile(r"\d{1,2}(?=[\u4e00-\u9fff])(?!年|月|日|个|家|项)")
_LONGEST_HEADING = 24
_ANNEX = re.compile(
    rf"附\s*(?:件|表|录)\s*(?:(?P<number>\d{{1,2}}|[{CN}]{{1,3}})\s*[：:.．、]?|[：:]|$|(?=《)"
    r"|(?=[^，。；]{2,40}(?:表|清单|目标|任务|方案|细则|名单|标准|办法|计划|分工)$))"
)


def chinese_number(text: str) -> int | None:
    """Reads 十二, 二十, 一百零三, 二〇二二 and Arabic digits; None for what is no number."""
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in "十百千" for c in text):
        return None
    if not any(c in "十百千" for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, current = 0, 0
    for c in text:
        if c in _DIGITS:
            current = _DIGITS[c]
        else:
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            current = 0
    return total + current


def marker_of(text: str) -> Marker | None:
    """The number that heads this paragraph, if any."""
    if not text or not _FIRST.match(text[0]):
        return None
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        label = match.group(1)
        if kind is Kind.DECIMAL:
            if _NOT_DECIMAL.match(text, match.end()):
                return None
            return Marker(kind, int(re.split(r"[.．]", label)[-1]), label.replace("．", "."), match.end())
        if kind is Kind.CIRCLE:
            return Marker(kind, _CIRCLED.index(label) + 1, label, match.end())
        number = 1 if label in _DASHES else chinese_number(label)
        if number is not None:
            return Marker(kind, number, match.group(0).strip(), match.end())
    return None


def bare_marker_of(text: str) -> Marker | None:
    """The number of a chapter in a document that numbers its parts 1, 1.1, 1.2, 2."""
    match = _BARE.match(text)
    if match is None or len(text) > _LONGEST_HEADING or "。" in text:
        return None
    return Marker(Kind.CHAPTER, int(match.group(0)), match.group(0), match.end())


def annex_of(text: str) -> Marker | None:
    """附件1 or 附件： at the head of a line of its own."""
    match = _ANNEX.match(text)
    if match is None or len(text) > 60:
        return None
    return Marker(Kind.ANNEX, chinese_number(match["number"] or "") or 1, match.group(0).strip(), match.end())
