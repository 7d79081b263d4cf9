"""Zones that a sentence names (禁燃区, 建成区, 禁放区) and whether the finding lies inside."""

from __future__ import annotations

import re

from importers.sentences.facts import Zone
from ledger.plan import Span

_ZONE = re.compile(
    r"(?P<not>非|不在|不属于?|不是|没在|未在|出了?|超出)?(?:高污染燃料)?(?P<name>禁燃禁放(?:区域?|范围)?|禁燃区|禁燃范围|禁燃区域|禁放(?:区域?|范围)|禁烧(?:区域?|范围)|(?:城市|县城|主城|城区)?建成区|主城区|城区|限[放燃]区|jrq|jfq)"
    r"(?:范围)?(?P<out>以外|之外|外(?!地|来|卖)|边缘外)?",
    re.IGNORECASE,
)
_FULL = {"jrq": "禁燃区", "jfq": "禁放区"}


def find_zones(text: str) -> tuple[Zone, ...]:
    """Every zone named in the folded sentence; 禁燃区外, 非禁燃区 and 不在禁燃区 lie outside."""
    return tuple(
        Zone(
            _FULL.get(match["name"].lower(), match["name"]),
            not (match["not"] or match["out"]),
            Span(*match.span()),
        )
        for match in _ZONE.finditer(text)
    )
