"""Amounts printed as one list (100万元、50万元、30万元) or one range (1万元至5万元), and a list's tiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.amounts import Amount
from ledger.plan import Span

_LIST_GAP = re.compile(r"\s*(?:[、和及与/]|以及|，)\s*(?:最高)?(?:不超过)?")
_RANGE_GAP = re.compile(r"\s*(?:至|到|-|—+|－|–|~|～)\s*")
_OPEN_RANGE = re.compile(r"(?<![\d.])(\d[\d.]*)\s*[万千亿]?元?\s*(?:至|到|-|—+|－|–|~|～)\s*$")
_TIER = re.compile(
    r"第[一二三四五六七八九十]+名|[一二三四五六]等奖|[A-E][+-]?级|绩效引领性?(?:企业)?|国家级|省级|市级|县级|区级|[一二三四五六]星级?|[优良]秀?等次"
)
_PARTS = re.compile(r"[、和与]|以及|或者?|及(?!以[上下])")


@dataclass(frozen=True, slots=True)
class Run:
    """Amounts that one clause gives or takes together; `ranged` where they are the ends of a range."""

    amounts: tuple[Amount, ...]
    ranged: bool = False

    @property
    def span(self) -> Span:
        return Span(self.amounts[0].span.start, self.amounts[-1].span.end)


def runs_of(text: str, amounts: Sequence[Amount], *, lists: re.Pattern[str] = _LIST_GAP) -> list[Run]:
    """Amounts grouped to lists and ranges, in printed order."""
    runs: list[Run] = []
    for amount in amounts:
        if runs:
            gap = text[runs[-1].span.end : amount.span.start]
            if _RANGE_GAP.fullmatch(gap) and len(runs[-1].amounts) == 1:
                runs[-1] = Run((*runs[-1].amounts, amount), ranged=True)
                continue
            if gap in ("、", "和", "及") and not runs[-1].ranged and lists.fullmatch(gap):
                runs[-1] = Run((*runs[-1].amounts, amount))
                continue
        opened = _OPEN_RANGE.search(text, max(0, amount.span.start - 12), amount.span.start)
        runs.append(Run((amount,), ranged=opened is not None))
    return runs


def tiers_of(words: str, count: int) -> list[str] | None:
    """The tiers that a list of amounts is for, one for each; None where the words do not name so many."""
    words = re.sub(r"[（(][^（）()]*[）)]", "", words)
    named = tier_names(words)
    if len(named) == count:
        return named
    parts = [part for part in _PARTS.split(words) if part]
    return parts if len(parts) == count else None


def tier_names(words: str) -> list[str]:
    """Every tier that the words name: A级, 绩效引领性企业, 第一名."""
    return [match.group(0) for match in _TIER.finditer(words)]


def parts_of(words: str) -> list[str]:
    """The members of an enumeration."""
    return [part for part in _PARTS.split(words) if part]
