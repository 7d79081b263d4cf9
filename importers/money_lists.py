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
_SHARED = re.compile(
    r"(?P<head>第?)(?P<marks>(?:[一二三四五六A-E][、和及])+[一二三四五六A-E])(?P<tail>名|位|等奖|等次|级|星级)"
)
_FIRST_ONES = re.compile(r"前(?P<count>[二两三四五2-5])(?P<tail>名|位)")
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_ORDINALS = "一二三四五"
_NEXT_ONE = re.compile(r"[；;，,、]\s*(?:对于?)?(?P<who>[^，,。；;、：:（）()元圆%]{1,24})(?:[，,]\s*)?$")
_OTHER_MATTER = re.compile(
    r"承担|负担|列支|安排|罚|投资|资金|财政|总额|累计|合计|共计|最高|最多|不超过|上限|封顶|限额|达到|超过|其中|自筹|配套|用于|造价|价格|成本"
    r"|缴纳|产值|收入|预算|筹集|下达|设立|违法所得|损失|扣|奖励|补助|补贴"
)
_LISTED_END = re.compile(r"\s*(?:$|[，,、；;。）)\n])")
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
    first_ones = _FIRST_ONES.search(words)
    if first_ones and _COUNTS[first_ones["count"]] == count:
        return [f"第{ordinal}{first_ones['tail']}" for ordinal in _ORDINALS[:count]]
    named = tier_names(words)
    if len(named) == count:
        return named
    parts = [part for part in _PARTS.split(words) if part]
    return parts if len(parts) == count else None


def tier_names(words: str) -> list[str]:
    """Every tier that the words name: A级, 绩效引领性企业, 第一名."""
    return [match.group(0) for match in _TIER.finditer(_SHARED.sub(_apart, words))]


def _apart(shared: re.Match[str]) -> str:
    """第一、二、三名 as 第一名、第二名、第三名."""
    marks = re.split("[、和及]", shared["marks"])
    return "、".join(f"{shared['head']}{mark}{shared['tail']}" for mark in marks)


def continues(text: str, last: Span, amount: Span, end: int) -> bool:
    """Whether an amount goes on with a list whose verb is said once: A级补助8万元，B级5万元."""
    return _goes_on(text, last, amount) and _LISTED_END.match(text[amount.end : end]) is not None


def precedes(text: str, amount: Span, following: Span) -> bool:
    """Whether an amount stands in a list whose verb comes last: A级8万元、B级5万元的标准给予补助."""
    return text.startswith("、", amount.end) and _goes_on(text, amount, following)


def _goes_on(text: str, last: Span, amount: Span) -> bool:
    gap = _NEXT_ONE.fullmatch(text, last.end, amount.start)
    return gap is not None and _OTHER_MATTER.search(gap["who"]) is None


def parts_of(words: str) -> list[str]:
    """The members of an enumeration."""
    return [part for part in _PARTS.split(words) if part]
