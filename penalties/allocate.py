"""Who bears an amount: shares that add up to the fen, the same whatever order the units are given in.

The rule is the largest remainder: every unit gets the whole fen of its part, the fen that are left go one by
one to the largest remainders, equal remainders in the order of the units' names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ledger.drafts import AllocationDraft, ShareDraft
from ledger.errors import BadValue, Unbalanced
from ledger.money import Money, total

Weight = int | Decimal | Fraction
MAX_UNITS = 500


def split(amount: Money, weights: Mapping[str, Weight]) -> tuple[ShareDraft, ...]:
    """The shares of an amount by weight, in the order of the units' names; a share of nothing is left out.

    Red-letter amounts split like the amount that they reverse.  Raises BadValue for no unit, a negative
    weight, or weights that are all nothing.
    """
    if not weights:
        raise BadValue("没有承担单位，请至少填一个。")
    if len(weights) > MAX_UNITS:
        raise BadValue(f"承担单位有{len(weights)}个，超过{MAX_UNITS}个，请核对。")
    parts = {unit: Fraction(weight) for unit, weight in weights.items()}
    for unit, part in parts.items():
        if part < 0:
            raise BadValue(f"“{unit}”的份额是负数，请改为正数。")
    whole = sum(parts.values())
    if not whole:
        raise BadValue("各单位的份额都是 0，请填写份额。")
    fen = abs(amount.fen)
    exact = {unit: part * fen / whole for unit, part in parts.items()}
    given = {unit: int(value) for unit, value in exact.items()}
    left = fen - sum(given.values())
    by_remainder = sorted(exact, key=lambda unit: (given[unit] - exact[unit], unit))
    for unit in by_remainder[:left]:
        given[unit] += 1
    sign = -1 if amount.fen < 0 else 1
    return tuple(ShareDraft(unit, Money(sign * given[unit])) for unit in sorted(given) if given[unit])


def one_bears_all(amount: Money, unit: str, reason: str = "") -> AllocationDraft:
    """The ordinary case: the office where the problem lay bears all of it."""
    return AllocationDraft((ShareDraft(unit, amount),), reason or f"由属地{unit}全额承担。")


def by_shares(amount: Money, weights: Mapping[str, Weight], reason: str) -> AllocationDraft:
    """By weights or percentages; `reason` is the decision's ground and may not be empty."""
    return AllocationDraft(split(amount, weights), _ground(reason))


def evenly(amount: Money, units: Iterable[str], reason: str) -> AllocationDraft:
    """In equal parts."""
    return by_shares(amount, dict.fromkeys(units, 1), reason)


def by_amounts(amount: Money, amounts: Mapping[str, Money], reason: str) -> AllocationDraft:
    """By amounts that a person decided; raises Unbalanced with the difference where they do not add up."""
    shares = tuple(ShareDraft(unit, part) for unit, part in sorted(amounts.items()) if part)
    if not shares:
        raise BadValue("没有承担单位，请至少填一个。")
    for share in shares:
        if (share.amount.fen < 0) != (amount.fen < 0):
            raise BadValue(f"“{share.unit}”承担 {share.amount} 元，方向与总额相反，请核对。")
    missing = amount - total(share.amount for share in shares)
    if missing:
        word = "少" if missing.fen * (1 if amount.fen >= 0 else -1) > 0 else "多"
        raise Unbalanced(f"各单位合计比总额{word} {Money(abs(missing.fen))} 元，请调整到一致。")
    return AllocationDraft(shares, _ground(reason))


def by_roles(
    amount: Money, leads: Iterable[str], cooperating: Iterable[str], lead_part: Fraction, reason: str
) -> AllocationDraft:
    """By lead and cooperation: the leads share `lead_part` of it evenly, the cooperating units the rest.

    A unit named on both sides counts as lead.  Without cooperating units the leads bear all.
    """
    if not 0 <= lead_part <= 1:
        raise BadValue("牵头单位承担的比例应在 0 到 100% 之间，请核对。")
    lead = tuple(dict.fromkeys(leads))
    others = tuple(unit for unit in dict.fromkeys(cooperating) if unit not in lead)
    if not lead:
        raise BadValue("没有牵头单位，请至少填一个。")
    part = lead_part if others else Fraction(1)
    weights: dict[str, Weight] = {unit: part / len(lead) for unit in lead}
    weights |= {unit: (1 - part) / len(others) for unit in others}
    return by_shares(amount, weights, reason)


def _ground(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise BadValue("请写明分担的依据，例如“区攻坚办会议研究”。")
    return reason
