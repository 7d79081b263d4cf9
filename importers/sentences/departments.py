"""The departments that a sentence names, by full registered name: 城管局 → 区城市管理局.

A name with another level's prefix (市城管局 in a district's books) is another unit.  Bare words (城管, 住建)
are names only where the sentence hands something to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.department_names import split_level
from importers.rosters import Registry
from ledger.plan import Span

_HANDING = re.compile(
    r"(?:责任单位|牵头单位|责任部门|主管部门|主管|归属?|由|移交给?|转交?给?|交给?|交由|通知|责成|单位写?|让|请|找|给|派|督促|属于?|发)[是为:：]?\s*$"
)
_TAKING = re.compile(
    r"^(?:牵头|负责|盯办|督办|跟进|处理|整改|督促|那边|管|认领|承办|呗|吧|处置|落实|的事|来管|去办)"
)
_HIGHER = re.compile(r"[国省市州]家?$")


@dataclass(frozen=True, slots=True)
class DepartmentMention:
    """A department's full name, where it is written and how; `handed` where the case is given to it."""

    name: str
    span: Span
    handed: bool


def find_departments(text: str, registry: Registry) -> tuple[DepartmentMention, ...]:
    """Every registered department named in the folded sentence, in order."""
    found: list[DepartmentMention] = []
    taken: list[Span] = []
    for match in registry.department_pattern.finditer(text):
        span, name = Span(*match.span()), registry.department_names[match.group()]
        taken.append(span)
        if not _of_other_level(text, span, name, match.group()):
            found.append(DepartmentMention(name, span, _handed(text, span)))
    for word, name in registry.department_words:
        for match in re.finditer(word, text):
            span = Span(*match.span())
            overlaps = any(span.start < other.end and other.start < span.end for other in taken)
            if not overlaps and _handed(text, span) and not _of_other_level(text, span, name, word):
                taken.append(span)
                found.append(DepartmentMention(name, span, True))
    return tuple(sorted(found, key=lambda mention: mention.span))


def _of_other_level(text: str, span: Span, name: str, form: str) -> bool:
    level, _ = split_level(name)
    if level and form.startswith(level):
        return False
    before = text[max(0, span.start - 3) : span.start]
    if level and before.endswith(level):
        return False
    return bool(_HIGHER.search(before)) and not before.endswith(("超市", "夜市", "城市"))


def _handed(text: str, span: Span) -> bool:
    return bool(_HANDING.search(text[: span.start])) or bool(_TAKING.match(text[span.end :]))


def units_of(mentions: tuple[DepartmentMention, ...]) -> tuple[str, ...]:
    """The departments' names, those that are handed the case first, each once."""
    ranked = sorted(mentions, key=lambda mention: (not mention.handed, mention.span))
    return tuple(dict.fromkeys(mention.name for mention in ranked))
