"""Lists of amounts that one line announces (扣缴标准如下：); their items only name what and how much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.outline import Outline
from ledger.plan import Span

_WORDS = {
    "deduction": "扣缴|扣减|扣罚|扣除|扣款|扣拨",
    "subsidy": "补助|补贴|资助|奖补|支持资金",
    "reward": "奖励",
}
_ANY = "|".join(_WORDS.values())
_ANNOUNCES = re.compile(
    rf"(?:(?:{_ANY})[^。；：:\n]{{0,12}}?(?:标准|如下|以下|下列|情形|金额|额度)[^。；：:\n]{{0,12}}?"
    rf"|(?:如下|以下|下列)[^。；：:\n]{{0,30}}?(?:{_ANY})[^。；：:\n]{{0,20}}?)[：:]"
)
_WORD = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()))


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an announced list is about (deduction, subsidy or reward) and how far it reaches."""

    purpose: str
    span: Span


def announcements(text: str, spans: Sequence[Span], outline: Outline) -> list[Announcement]:
    """The announced lists of a document; each reaches to the end of the numbered part that announces it."""
    found = []
    for span in spans:
        for match in _ANNOUNCES.finditer(text, span.start, span.end):
            purpose = [word.lastgroup or "" for word in _WORD.finditer(match.group(0))][-1]
            end = outline.end_of_part(match.start()) or span.end
            found.append(Announcement(purpose, Span(match.end(), end)))
    return found


def announced(lists: Sequence[Announcement], position: int) -> str | None:
    """What an amount at a position is for, where it stands in an announced list; the nearest one counts."""
    purpose = None
    for announcement in lists:
        if announcement.span.start <= position < announcement.span.end:
            purpose = announcement.purpose
    return purpose
