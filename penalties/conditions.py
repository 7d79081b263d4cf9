"""The conditions that a deduction rule carries in its own words, and whether a finding's facts meet them.

Read from the rule's printed text, so they hold for any schedule: capacity limits (35吨及以下), zones
(禁燃区内), the levels of inspectors.  Nothing here prices: see `ledger.terms` for caps and doublings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from importers.sentences import Facts
from ledger.plan import DeductionRule
from ledger.vocabulary import Level

_LIMIT = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*蒸?吨(?:/(?:小?时|h)|每小时)?(?:[（(]含[)）])?\s*(?P<op>及以下|以下|以内|及以上|以上)(?P<incl>[（(]含[)）])?"
)
_ZONE = re.compile(
    r"(?:高污染燃料)?(?P<zone>禁燃禁放(?:范围|区域?)|禁燃区|禁放区|禁烧区|限放区|(?:城市|县城|主城区?|城区)?建成区|主城区)(?:范围)?(?:以?内)?"
)
_LEVELS = re.compile(
    r"(?:国家|省|市)(?:、(?:国家|省|市))*[^，。；]{0,6}(?:督[导查察]|检查|巡查|通报|发现|交办)"
)
_WORDS = {Level.NATIONAL: "国家", Level.PROVINCIAL: "省", Level.MUNICIPAL: "市"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One condition: its words in the rule, whether it holds (None where the text is silent), and why.

    `mixed` where it holds for a part of what the text names and not for the rest; `by_rule` where what is not
    written counts as met.
    """

    condition: str
    holds: bool | None
    words: str
    mixed: bool = False
    by_rule: bool = False


def check_conditions(rule: DeductionRule, facts: Facts) -> tuple[Verdict, ...]:
    """Every capacity and zone condition of the rule against the facts."""
    text = f"{rule.name}；{rule.printed}；{rule.condition or ''}"
    return tuple(verdict for verdict in (_capacity(text, facts), _zone(text, facts)) if verdict)


def beyond_capacity(rule: DeductionRule, facts: Facts) -> bool:
    """Whether a boiler that the text names lies outside the capacity limit of the rule."""
    verdict = _capacity(f"{rule.name}；{rule.printed}；{rule.condition or ''}", facts)
    return verdict is not None and verdict.holds is False


def levels_priced(rule: DeductionRule) -> frozenset[Level]:
    """The levels of inspectors whose findings the rule prices; all above the district where it names none."""
    match = _LEVELS.search(f"{rule.condition or ''}；{rule.printed}")
    if not match:
        return frozenset(_WORDS)
    return frozenset(level for level, word in _WORDS.items() if word in match.group())


def _capacity(text: str, facts: Facts) -> Verdict | None:
    match = _LIMIT.search(text)
    if not match:
        return None
    limit, at_most = Decimal(match["value"]), match["op"] in ("及以下", "以下", "以内")
    inclusive = match["op"].startswith("及") or bool(match["incl"]) or match["op"] == "以内"
    words = re.sub(r"\s", "", match.group())
    if not facts.tonnages:
        return Verdict(words, None, f"条件“{words}”：文中未写明吨位，按符合计，请核对")
    outside = [value for value in facts.tonnages if not _within(value, limit, at_most, inclusive)]
    written = facts.tonnage_words or tuple(f"{value.normalize():f}吨" for value in facts.tonnages)
    said = "、".join(written)
    if not outside:
        return Verdict(words, True, f"条件“{words}”：文中写明{said}，符合")
    if len(outside) < len(facts.tonnages):
        mixed = f"条件“{words}”：文中写明{said}，有符合的也有不符合的，请拆成几条分别登记"
        return Verdict(words, None, mixed, mixed=True)
    return Verdict(words, False, f"条件“{words}”：文中写明{said}，不符合")


def _within(value: Decimal, limit: Decimal, at_most: bool, inclusive: bool) -> bool:
    if value == limit:
        return inclusive
    return value < limit if at_most else value > limit


def _zone(text: str, facts: Facts) -> Verdict | None:
    match = _ZONE.search(text)
    if not match:
        return None
    words, zone = re.sub(r"\s", "", match.group()), match["zone"]
    named = [fact for fact in facts.zones if _same_zone(fact.name, zone)]
    if not named:
        return Verdict(words, None, f"条件“{words}”：文中未写明位置，按在范围内计", by_rule=True)
    outside = next((fact for fact in named if not fact.inside), None)
    if outside is None:
        return Verdict(words, True, f"条件“{words}”：文中写明在{named[0].name}内，符合")
    said = outside.span.of(facts.text)
    if any(fact.inside for fact in named):
        mixed = f"条件“{words}”：文中写明“{said}”，也写明在范围内，有符合的也有不符合的，请拆成几条分别登记"
        return Verdict(words, None, mixed, mixed=True)
    return Verdict(words, False, f"条件“{words}”：文中写明“{said}”，在范围外，不符合")


_KINDS = ("禁放", "限放", "禁燃", "禁烧", "建成区", "城区")


def _same_zone(named: str, printed: str) -> bool:
    """Whether a zone as people name it is one that the rule means: 禁放区 is part of 禁燃禁放范围."""
    return any(kind in named and kind in printed for kind in _KINDS) or (
        "城区" in named and "建成区" in printed
    )
