"""Two policies side by side: what stayed, was reworded, repriced or moved, what came and what went.

Pairs are proposed by what the parts say, not by where they stand; a person may confirm pairs that the words
do not show (a renamed rule), and those are taken as given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ledger.money import Money
from ledger.plan import DeductionRule, Obligation, Plan, RewardRule, SubsidyRule
from ledger.vocabulary import Labelled

_ALIKE = 0.45
_T = TypeVar("_T")


class Part(Labelled):
    """What is compared."""

    OBLIGATION = "obligation", "任务"
    DEDUCTION = "deduction", "扣缴标准"
    SUBSIDY = "subsidy", "补助标准"
    REWARD = "reward", "奖励标准"


class ChangeKind(Labelled):
    """What became of a part from the earlier policy to the later one."""

    UNCHANGED = "unchanged", "未变"
    MOVED = "moved", "移动位置"
    REWORDED = "reworded", "文字修改"
    AMOUNT = "amount", "金额变化"
    NEW = "new", "新增"
    GONE = "gone", "取消"


@dataclass(frozen=True, slots=True)
class Side:
    """A part in one policy: its number or place, its name, its text, its amount if it has one."""

    place: str
    name: str
    printed: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the comparison. `alike` is how much of the text the two share, 1.0 for the same text."""

    part: Part
    kind: ChangeKind
    before: Side | None
    after: Side | None
    alike: float
    details: tuple[str, ...] = ()

    @property
    def carries_over(self) -> bool:
        """Whether what is open under the earlier part goes on under the later one."""
        return self.before is not None and self.after is not None


@dataclass(frozen=True, slots=True)
class _Kind(Generic[_T]):
    part: Part
    items: Callable[[Plan], Sequence[_T]]
    side: Callable[[Plan, _T], Side]


def compare_plans(
    before: Plan, after: Plan, confirmed: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Every task and rule of both plans, once, in the later plan's order, what is gone last of its kind.

    `confirmed` maps "obligation:12" of the earlier plan to "obligation:9" of the later one.
    """
    pairs = dict(confirmed or {})
    return (
        *_compare(before, after, _Kind(Part.OBLIGATION, lambda p: p.obligations, _task), pairs),
        *_compare(before, after, _Kind(Part.DEDUCTION, lambda p: p.deductions, _deduction), pairs),
        *_compare(before, after, _Kind(Part.SUBSIDY, lambda p: p.subsidies, _grant), pairs),
        *_compare(before, after, _Kind(Part.REWARD, lambda p: p.rewards, _grant), pairs),
    )


def _task(plan: Plan, task: Obligation) -> Side:
    return Side(task.number, task.heading, task.span.of(plan.text))


def _deduction(_: Plan, rule: DeductionRule) -> Side:
    return Side(str(rule.place), rule.name, rule.printed, rule.amount)


def _grant(_: Plan, rule: SubsidyRule | RewardRule) -> Side:
    return Side(rule.clause, rule.name, rule.printed, rule.amount)


def _compare(before: Plan, after: Plan, kind: _Kind[_T], confirmed: Mapping[str, str]) -> list[Change]:
    old = [kind.side(before, item) for item in kind.items(before)]
    new = [kind.side(after, item) for item in kind.items(after)]
    pairs = _paired(kind.part, old, new, confirmed)
    changes = []
    for j, side in enumerate(new):
        i = pairs.get(j)
        if i is None:
            changes.append(Change(kind.part, ChangeKind.NEW, None, side, 0.0))
        else:
            changes.append(_change(kind.part, old[i], side))
    gone = set(range(len(old))) - set(pairs.values())
    changes.extend(Change(kind.part, ChangeKind.GONE, old[i], None, 0.0) for i in sorted(gone))
    return changes


def _paired(
    part: Part, old: Sequence[Side], new: Sequence[Side], confirmed: Mapping[str, str]
) -> dict[int, int]:
    """Later index → earlier index: what a person confirmed, then the most alike first."""
    pairs: dict[int, int] = {}
    for i, side in enumerate(old):
        wanted = confirmed.get(f"{part.value}:{side.place}")
        for j, other in enumerate(new):
            if wanted == f"{part.value}:{other.place}" and j not in pairs:
                pairs[j] = i
    names = [[_grams(side.name) for side in sides] for sides in (old, new)]
    texts = [[_grams(side.printed) for side in sides] for sides in (old, new)]
    scored = sorted(
        (
            (0.5 * _dice(names[0][i], names[1][j]) + 0.5 * _dice(texts[0][i], texts[1][j]), -abs(i - j), i, j)
            for i in range(len(old))
            for j in range(len(new))
        ),
        reverse=True,
    )
    taken = set(pairs.values())
    for score, _, i, j in scored:
        if score < _ALIKE:
            break
        if i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    return pairs


def _change(part: Part, before: Side, after: Side) -> Change:
    same = _bare(before) == _bare(after)
    details = []
    if before.place != after.place:
        details.append(f"原第 {before.place} 项，现第 {after.place} 项")
    if before.amount != after.amount:
        details.append(f"{_shown(before.amount)} → {_shown(after.amount)}")
        kind = ChangeKind.AMOUNT
    elif not same:
        kind = ChangeKind.REWORDED
        if before.name != after.name:
            details.append(f"“{before.name}” → “{after.name}”")
    else:
        kind = ChangeKind.MOVED if before.place != after.place else ChangeKind.UNCHANGED
    alike = 1.0 if same else _dice(_grams(before.printed), _grams(after.printed))
    return Change(part, kind, before, after, alike, tuple(details))


def _shown(amount: Money | None) -> str:
    return "金额待定" if amount is None else amount.as_wan()


def _bare(side: Side) -> str:
    """The words without blanks and without the number that heads them."""
    text = "".join(side.printed.split())
    at = text.find("".join(side.name.split()))
    return text[at:] if 0 <= at <= 12 else text


def _grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, the measure of likeness for Chinese."""
    text = "".join(text.split())
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
