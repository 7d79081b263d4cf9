"""Vehicle plates of the mainland in a sentence: 豫HA219M, 豫A·12345, 京AD12345, 豫H9D337."""

from __future__ import annotations

import re

from ledger.plan import Span

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(rf"[{_PROVINCES}][A-Z]\s?[·.\- ]?\s?[A-Z0-9]{{4,6}}[挂学警]?(?![A-Z0-9])", re.IGNORECASE)


def find_plates(text: str) -> tuple[tuple[str, Span], ...]:
    """Every plate as printed, once, with its first place in the folded sentence."""
    found: dict[str, tuple[str, Span]] = {}
    for match in PLATE.finditer(text):
        key = re.sub(r"[·.\-\s]", "", match.group()).upper()
        found.setdefault(key, (match.group(), Span(*match.span())))
    return tuple(found.values())
