"""Capacities of boilers in a sentence, in steam tonnes an hour: 2蒸吨, 35t/h, 4吨/时, 0.7MW.

A tonnage of stuff (半吨散煤, 炉渣1.8吨) is no capacity.
"""

from __future__ import annotations

import re
from decimal import Decimal

from importers.sentences.numerals import CHINESE, decimal
from ledger.plan import Span

_NUMBER = rf"(?P<num>\d{{1,5}}(?:\.\d{{1,3}})?|{CHINESE}{{1,6}}(?:点{CHINESE}{{1,3}})?|半)"
_STEAM = re.compile(
    rf"{_NUMBER}\s*(?:蒸吨|蒸汽吨|t/h|T/H|吨/(?:小?时|h|H)|吨每小?时|蒸t|蒸T|个蒸吨)(?:/(?:小?时|h))?",
    re.IGNORECASE,
)
_TONNES = re.compile(rf"{_NUMBER}\s*(?:吨|[tT](?![a-zA-Z/]))")
_MEGAWATTS = re.compile(rf"{_NUMBER}\s*(?:MW|mw|Mw|兆瓦)")
_BOILER = re.compile(
    r"锅炉|锅庐|蒸汽炉|热水炉|采暖炉|立式炉|导热油炉|炉子|的炉|小炉|炉$|大炉|燃煤炉|煤炉|rmgl|gl"
)
_STUFF_AFTER = re.compile(
    r"^\s*(?:散|原|块|无烟|烟|蜂窝|劣质|型)?(?:煤(?!锅|炉|的?锅)|渣|灰|砂|沙|土|料|石|垃圾|货|水泥|粉|钢|铁)"
)
_STUFF_BEFORE = re.compile(
    r"(?:存|堆|卸|拉|买|用|囤|消耗|耗|储|烧了?|炉渣|煤渣|煤|渣|砂|沙|共计?|约|近)(?:煤|了|着|有|约|量|放)?\s*$"
)


def find_tonnages(text: str) -> tuple[tuple[Decimal, Span], ...]:
    """Every boiler capacity in the folded sentence with its place; megawatts by 0.7 MW to a steam tonne."""
    found: list[tuple[Decimal, Span]] = []
    for match in _STEAM.finditer(text):
        value = decimal(match["num"])
        if value is not None:
            found.append((value, Span(*match.span())))
    for match in _MEGAWATTS.finditer(text):
        value = decimal(match["num"])
        if value is not None and _BOILER.search(text):
            found.append((value / Decimal("0.7"), Span(*match.span())))
    if _BOILER.search(text):
        for match in _TONNES.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for _, other in found):
                continue
            if _STUFF_AFTER.match(text[span.end :]) or _STUFF_BEFORE.search(text[: span.start]):
                continue
            value = decimal(match["num"])
            if value is not None and value <= 1000:
                found.append((value, span))
    return tuple(sorted(found, key=lambda pair: pair[1]))
