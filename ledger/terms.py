"""The terms in a rule's own words that bend rate × count: a cap, a doubling for repeats. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ledger.money import Money
from ledger.plan import DeductionRule

_CAP = re.compile(
    r"(?:最高|最多|累计|总额|上限)?(?:不超过|不得超过|封顶|上限为?|最高(?:扣缴)?)(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>万元|元)"
)
_DOUBLE = re.compile(r"[^，。；]*?(?:加倍|双倍|翻倍|翻番|按?2倍|两倍)[^，。；]*")


@lru_cache(maxsize=256)
def cap_of(rule: DeductionRule) -> Money | None:
    """The most that one finding may cost under the rule, where its words set a cap."""
    match = _CAP.search(f"{rule.printed}；{rule.condition or ''}")
    if not match:
        return None
    return Money.wan(match["value"]) if match["unit"] == "万元" else Money.yuan(match["value"])


@lru_cache(maxsize=256)
def doubling_of(rule: DeductionRule) -> str | None:
    """The words by which the rule doubles its rate, as for a repeated problem."""
    match = _DOUBLE.search(f"{rule.printed}；{rule.condition or ''}")
    return match.group().strip("；") if match else None


def price(rule: DeductionRule, rate: Money, count: int, *, doubled: bool = False) -> Money:
    """Rate × count, doubled where the rule doubles and it is so, and no more than the rule's cap."""
    amount = rate * count
    if doubled and doubling_of(rule):
        amount = amount * 2
    cap = cap_of(rule)
    return min(amount, cap) if cap else amount


def admissible(rule: DeductionRule, rate: Money, count: int) -> frozenset[Money]:
    """Every amount that the rule's words allow for that count."""
    return frozenset(price(rule, rate, count, doubled=doubled) for doubled in (False, True))
