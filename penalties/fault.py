"""Which of several numbers in a sentence say how many are at fault.

Not what was looked at (查5家,2家没停 is 2), not what is in order, not a total together with its parts; and
the rest where the sentence counts it (共12台,已拆9台,剩3台 is 3).
"""

from __future__ import annotations

import re
from dataclasses import replace

from importers.sentences import Bearing, Quantity

_ALL = re.compile(r"[均都全]部?(?:未|没|不|无|在|还|属|超|停|系|需|要|应)|(?:一个|一家|一台)(?:也|都)")
_AGAIN = re.compile(r"(?:这|那|该|上述|以上|此)$")


def meant(counted: list[Quantity], text: str) -> list[Quantity]:
    """The numbers to add up, of those that count the same kind of thing, in order of place."""
    counted = [q for place, q in enumerate(counted) if not (place and _AGAIN.search(q.before))]
    if len(counted) < 2:
        return counted
    left = [q for q in counted if q.remainder]
    if left:
        return left
    after = bool(_ALL.search(text[counted[-1].span.end :]))
    at = next((place for place in range(len(counted) - 1, 0, -1) if counted[place].part), None)
    if at is not None:
        return _among(counted[:at], counted[at:], after)
    first, rest = counted[0], counted[1:]
    parted = len(rest) > 1 and sum(q.value for q in rest) == first.value
    if parted and not _listed(text, first, rest[0]):
        passing = any(q.bearing is Bearing.PASSING for q in rest)
        return [q for q in rest if q.bearing is not Bearing.PASSING] if passing and not after else [first]
    return _apart(counted, text)


def _among(wholes: list[Quantity], parts: list[Quantity], all_of_them: bool) -> list[Quantity]:
    """其中: the failing part of what is otherwise only counted; else the whole, less what is in order."""
    failing = [q for q in parts if q.bearing is Bearing.FAILING]
    whole_fails = wholes[-1].bearing is Bearing.FAILING and not wholes[-1].inspected
    if all_of_them or whole_fails or sum(q.value for q in parts) == wholes[-1].value:
        return wholes
    if failing:
        return failing
    return _less(wholes, [q for q in parts if q.bearing is Bearing.PASSING])


def _less(wholes: list[Quantity], passing: list[Quantity]) -> list[Quantity]:
    last = wholes[-1]
    left = last.value - sum(q.value for q in passing)
    return [*wholes[:-1], replace(last, value=left)] if left > 0 else wholes


def _apart(counted: list[Quantity], text: str) -> list[Quantity]:
    looked_at = [q for q in counted if q.inspected and _looked_at(q, counted)]
    passing = [q for q in counted if q.bearing is Bearing.PASSING]
    at_fault = [q for q in counted if q not in looked_at and q not in passing]
    if not at_fault:
        return _less(looked_at[-1:], [q for q in passing if q not in looked_at]) or counted[:1]
    if len(at_fault) == 1 and at_fault[0].bearing is Bearing.NEUTRAL and not looked_at:
        return _less(at_fault, [q for q in passing if q.span > at_fault[0].span])
    totals = [q for q in at_fault if q.total]
    if totals:
        return totals[-1:]
    first, rest = at_fault[0], at_fault[1:]
    if rest and not first.noun and rest[0].value < first.value and not _listed(text, first, rest[0]):
        failing = [q for q in rest if q.bearing is Bearing.FAILING]
        fits = failing and sum(q.value for q in failing) <= first.value
        return failing if fits and first.bearing is not Bearing.FAILING else [first]
    return at_fault


def _looked_at(quantity: Quantity, counted: list[Quantity]) -> bool:
    """查5家,2家没停: five were looked at. 查3家没开: three are at fault."""
    return quantity.bearing is not Bearing.FAILING or any(
        other.span > quantity.span and other.value < quantity.value and other.bearing is Bearing.FAILING
        for other in counted
    )


def _listed(text: str, one: Quantity, other: Quantity) -> bool:
    return bool(re.search(r"[、和及与]|还有|另外", text[one.span.end : other.span.start]))
