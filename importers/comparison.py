"""Two policies side by side: what stayed, was reworded, repriced or moved, what came and what went.

Pairs are proposed by what the parts say, not by where they stand; a person may confirm pairs that the words
do not show (a renamed rule), and those are taken as given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ledger.errors import BadValue
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


_PLACE_AND_NAME = {Part.OBLIGATION: ("编号", "标题"), Part.DEDUCTION: ("序号", "情形")}
"""What a part's place and name are called."""


class ChangeKind(Labelled):
    """What became of a part from the earlier policy to the later one; the first that applies."""

    AMOUNT = "amount", "金额变化"
    TERMS = "terms", "要求变化"
    REWORDED = "reworded", "文字修改"
    MOVED = "moved", "移动位置"
    UNCHANGED = "unchanged", "未变"
    NEW = "new", "新增"
    GONE = "gone", "取消"


@dataclass(frozen=True, slots=True)
class Side:
    """A part in one policy: its number or place, its name, its text, its price in words if it has one.

    `terms` are what it demands, by aspect: units by role, deadlines, targets; per what, stacking, condition.
    """

    place: str
    name: str
    printed: str
    price: str | None = None
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one respect; None where one side says nothing."""

    aspect: str
    before: str | None
    after: str | None

    def as_text(self) -> str:
        """期限：2026-06-30 → 2026-10-15."""
        return f"{self.aspect}：{self.before or '（无）'} → {self.after or '（无）'}"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the comparison. `alike` is how much of the text the two share, 1.0 for the same text."""

    part: Part
    kind: ChangeKind
    before: Side | None
    after: Side | None
    alike: float
    differences: tuple[Difference, ...] = ()

    @property
    def carries_over(self) -> bool:
        """Whether what is open under the earlier part goes on under the later one."""
        return self.before is not None and self.after is not None

    def named(self, side: Side | None) -> str | None:
        """The part as people call it: 3. 治理扬尘, 第3项 治理扬尘."""
        if side is None:
            return None
        by_part = {
            Part.OBLIGATION: f"{side.place}. {side.name}",
            Part.DEDUCTION: f"第{side.place}项 {side.name}",
        }
        return by_part.get(self.part, side.name)

    def lines(self) -> list[str]:
        """The change, then each difference on a line of its own."""
        head = f"{self.kind.label}　{self.part.label}　{self.named(self.after or self.before)}"
        told = [each.as_text() for each in self.differences]
        if self.carries_over and self.alike < 1:
            told.append(f"原文相同 {self.alike:.0%}")
        return [head, *(f"　　{each}" for each in told)]


@dataclass(frozen=True, slots=True)
class _Kind(Generic[_T]):
    part: Part
    items: Callable[[Plan], Sequence[_T]]
    side: Callable[[Plan, _T], Side]


def compare_plans(
    before: Plan, after: Plan, confirmed: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Every task and rule of both plans, once, in the later plan's order, what is gone last of its kind.

    `confirmed` maps "obligation:12" of the earlier plan to "obligation:9" of the later one.  Raises BadValue
    for one that a plan lacks.
    """
    pairs = dict(confirmed or {})
    return (
        *_compare(before, after, _Kind(Part.OBLIGATION, lambda p: p.obligations, _task), pairs),
        *_compare(before, after, _Kind(Part.DEDUCTION, lambda p: p.deductions, _deduction), pairs),
        *_compare(before, after, _Kind(Part.SUBSIDY, lambda p: p.subsidies, _grant), pairs),
        *_compare(before, after, _Kind(Part.REWARD, lambda p: p.rewards, _grant), pairs),
    )


def changed(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those in which the two policies differ."""
    return tuple(change for change in changes if change.kind is not ChangeKind.UNCHANGED)


def _task(plan: Plan, task: Obligation) -> Side:
    terms: dict[str, str] = {}
    for part in task.assignments:
        people = f"（{'、'.join(part.persons)}）" if part.persons else ""
        label = part.role.label
        terms[label] = "、".join(filter(None, [terms.get(label), part.unit + people]))
    terms["期限"] = "、".join(f"{item.date}（{item.kind.label}）" for item in task.deadlines)
    terms["指标"] = "；".join(target.printed for target in task.targets)
    return Side(task.number, task.heading, task.span.of(plan.text), None, tuple(terms.items()))


def _deduction(_: Plan, rule: DeductionRule) -> Side:
    terms = {
        "计量": rule.per,
        "叠加": "叠加" if rule.stackable else "不叠加",
        "条件": rule.condition or "",
    }
    price = _shown(rule.amount, rule.reference)
    return Side(str(rule.place), rule.name, rule.printed, price, tuple(terms.items()))


def _grant(_: Plan, rule: SubsidyRule | RewardRule) -> Side:
    name = f"{rule.grade} {rule.name}" if isinstance(rule, SubsidyRule) and rule.grade else rule.name
    return Side(rule.clause, name, rule.printed, _shown(rule.amount), (("条件", rule.condition or ""),))


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
    _known(part, "较早", confirmed.keys(), old)
    _known(part, "较新", confirmed.values(), new)
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


def _known(part: Part, which: str, wanted: Iterable[str], sides: Sequence[Side]) -> None:
    places = {side.place for side in sides}
    for key in wanted:
        kind, _, place = key.partition(":")
        if kind == part.value and place not in places:
            raise BadValue(f"{which}的方案里没有{part.label} {place}，请核对编号。")


def _change(part: Part, before: Side, after: Side) -> Change:
    same = _bare(before) == _bare(after)
    place, name = _PLACE_AND_NAME.get(part, ("条款", "名称"))
    was, now = dict(before.terms), dict(after.terms)
    terms = _differing([(aspect, was.get(aspect), now.get(aspect)) for aspect in dict.fromkeys([*was, *now])])
    price = _differing([("标准", before.price, after.price)])
    where = _differing([(place, before.place, after.place)])
    if price:
        kind = ChangeKind.AMOUNT
    elif terms:
        kind = ChangeKind.TERMS
    elif not same:
        kind = ChangeKind.REWORDED
    else:
        kind = ChangeKind.MOVED if where else ChangeKind.UNCHANGED
    alike = 1.0 if same else _dice(_grams(before.printed), _grams(after.printed))
    named = _differing([(name, before.name, after.name)])
    return Change(part, kind, before, after, alike, (*where, *named, *price, *terms))


def _differing(aspects: Sequence[tuple[str, str | None, str | None]]) -> list[Difference]:
    return [
        Difference(aspect, before or None, after or None)
        for aspect, before, after in aspects
        if (before or "") != (after or "")
    ]


def _shown(amount: Money | None, reference: str | None = None) -> str:
    if amount is not None:
        return amount.as_wan()
    return f"按{reference}" if reference else "金额待定"


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
