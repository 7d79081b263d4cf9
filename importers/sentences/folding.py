"""Full-width letters, digits and separators become half-width, one code point for one code point.

Lengths never change, so a span in the folded sentence is a span in the sentence as given.
"""

from __future__ import annotations

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT = "，；：！？（）"
for _mark in _KEPT:
    _FULL_WIDTH.pop(ord(_mark), None)
_FULL_WIDTH |= {0x3000: 0x20, 0x00A0: 0x20, ord("—"): ord("-"), ord("–"): ord("-"), ord("−"): ord("-")}
_FULL_WIDTH |= {ord("\t"): 0x20, ord("﹒"): ord("."), ord("•"): ord("·")}


def fold(text: str) -> str:
    """The sentence with half-width letters, digits, `.`, `/`, `-` and spaces; Chinese punctuation stays."""
    return text.translate(_FULL_WIDTH)
