"""How many dust measures of building sites are not carried out, summed over the sites of a sentence.

Several spots failing the same measure are one.  A written number of problems (共3项, 俩问题) stands above the
measures that could be recognised.
"""

from __future__ import annotations

import re

from importers.sentences import Bearing, Facts, Quantity, measures_of
from importers.sentences.measures import WHOLE, demanded, none_kept, number_in, usual_keys
from importers.sentences.numerals import INTEGER, integer

_ISSUE = re.compile(r"(?:问题|措施|项|毛病|隐患)")
_LACKING = re.compile(
    rf"{WHOLE}[^。；]{{0,6}}?"
    rf"(?:(?:差|缺|少)(?P<few>{INTEGER})[个项]|只(?:落实|做|做到|完成|达标)了?(?P<done>俩|仨|{INTEGER})[个项]?)"
)
_BREAK = re.compile(r"[。；;\n]")
_SITE = re.compile(r"(?:工地|项目|[一二三四五六]期|小区|家园|花园|苑|城|府|国际|广场|标段|楼盘|安置)")


def count_measures(facts: Facts, stackable: bool, rule_text: str = "") -> tuple[int, str, bool]:
    """(how many, why, whether that is certain); sites instead of measures where the rule does not stack.

    `rule_text` says how many measures the rule demands, and which; without a number the usual ones count.
    """
    sites = facts.sites
    if not stackable:
        return sites, f"涉及工地{sites}个，本项不叠加，按{sites}起计", True
    number, members = demanded(rule_text) or (None, usual_keys())
    none = none_kept(facts.text)
    if none is not None:
        value = min(none, number or none)
        return value * sites, _none_kept(value, sites), True
    failing = [failure for failure in facts.measures if failure.key in members]
    named = len(failing)
    labels = "、".join(failure.label for failure in failing)
    by_site = _by_site(facts, members)
    if len(by_site) > 1 and (sum(by_site) > named or facts.sites > 1):
        value = sum(by_site)
        parts = "＋".join(f"{count}项" for count in by_site)
        return value, f"分工地计控尘措施：{parts}，共{value}项", True
    lacking = _LACKING.search(facts.text)
    if lacking:
        whole = min(number_in(lacking), number or number_in(lacking))
        few = integer(lacking["few"] or lacking["done"]) or 0
        value = few if lacking["few"] else max(whole - few, 0)
        return value, f"{whole}个百分之百中有{value}项不到位，叠加按{value}项计", True
    stated = _stated(facts, number or len(members))
    if stated:
        value = stated.value * (sites if stated.each else 1)
        note = f"（{labels}）" if named == stated.value else ""
        return (
            value,
            f"文中写明{stated.value}项控尘措施不到位{note}，叠加按{value}项计",
            not stated.approximate,
        )
    if facts.items > named:
        return facts.items, f"文中逐条列出{facts.items}项控尘措施不到位，叠加按{facts.items}项计", True
    if not named:
        return sites, f"未写明哪几项控尘措施，按{sites}项计", False
    value = named * sites
    at = f"{sites}个工地各" if sites > 1 else ""
    return value, f"{at}{named}项控尘措施不到位（{labels}），叠加按{value}项计", True


def _none_kept(value: int, sites: int) -> str:
    if sites == 1:
        return f"{value}项控尘措施一项都没落实，叠加按{value}项计"
    return f"{sites}个工地各{value}项控尘措施一项都没落实，叠加按{value * sites}项计"


def _stated(facts: Facts, whole: int) -> Quantity | None:
    """A written number of measures or problems: 共3项, 俩问题, =3; `whole` is how many measures there are."""
    fitting = [
        quantity
        for quantity in facts.quantities
        if quantity.bearing is not Bearing.PASSING
        and not quantity.inspected
        and _counts_issues(quantity, facts.text, whole)
    ]
    totals = [quantity for quantity in fitting if quantity.total]
    return totals[-1] if totals else (fitting[0] if fitting else None)


def _counts_issues(quantity: Quantity, text: str, whole: int) -> bool:
    if (
        quantity.value == whole
        and quantity.noun.startswith("措施")
        and not re.match("措施[均都全]", quantity.noun)
    ):
        return False
    if quantity.measure in ("项", "="):
        return True
    return quantity.measure in ("", "个", "条", "处") and bool(_ISSUE.match(quantity.noun))


def _by_site(facts: Facts, members: frozenset[str]) -> list[int]:
    """Failing measures per site where sentences, or clauses as many as the sites, name different sites."""
    counts: list[int] = []
    for part in _BREAK.split(facts.text):
        found = measures_of(part) & members
        if found and _SITE.search(part[:16]):
            counts.append(len(found))
        elif found and counts:
            counts[-1] += len(found)
    if len(counts) > 1 or facts.sites == 1:
        return counts
    clauses = [len(measures_of(clause) & members) for clause in re.split(r"[，,；;。：:]", facts.text)]
    each = [count for count in clauses if count]
    return each if len(each) == facts.sites else []
