"""Two plans compared clause by clause: what was added, dropped and changed. Pure; reaches no database.

Clauses are paired by their names and words, not by their numbers: a task keeps its identity when it moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from ledger.money import Money
from ledger.plan import DeductionRule, Obligation, Plan, SubsidyRule

ALIKE = 0.45
"""Clauses whose names and texts are on average at least this similar (0..1) are taken for the same."""
SAME_NAME = 0.9
"""Names at least this similar are enough by themselves."""

Clause = TypeVar("Clause")


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one respect; None where one side says nothing."""

    aspect: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that differs. `before` and `after` are its names in the two plans."""

    kind: str
    before: str | None
    after: str | None
    differences: tuple[Difference, ...] = ()

    @property
    def what(self) -> str:
        """新增, 删除 or 改动."""
        return "新增" if self.before is None else "删除" if self.after is None else "改动"

    def as_text(self) -> str:
        """The clause, then each difference on a line of its own."""
        head = f"{self.what}{self.kind}：{self.after or self.before}"
        lines = [f"    {d.aspect}：{d.before or '（无）'} → {d.after or '（无）'}" for d in self.differences]
        return "\n".join([head, *lines])


def compare_plans(before: Plan, after: Plan) -> tuple[Change, ...]:
    """The changes from one plan to another: tasks, then the deduction schedule, then subsidies."""
    return (
        *_compare("任务", _tasks(before), _tasks(after), _task_name, _task_facts),
        *_compare("扣缴标准", _rules(before), _rules(after), _rule_name, _rule_facts),
        *_compare("补助", _awards(before), _awards(after), _award_name, _award_facts),
    )


@dataclass(frozen=True, slots=True)
class _Named(Generic[Clause]):
    """A clause with the name and the text by which its like is found."""

    clause: Clause
    name: str
    text: str


def _tasks(plan: Plan) -> list[_Named[Obligation]]:
    return [_Named(task, task.heading, task.span.of(plan.text)) for task in plan.obligations]


def _rules(plan: Plan) -> list[_Named[DeductionRule]]:
    return [_Named(rule, rule.name, rule.printed) for rule in plan.deductions]


def _awards(plan: Plan) -> list[_Named[SubsidyRule]]:
    return [_Named(rule, rule.grade + rule.name, rule.printed) for rule in plan.subsidies]


def _compare(
    kind: str,
    before: Sequence[_Named[Clause]],
    after: Sequence[_Named[Clause]],
    name: Callable[[Clause], str],
    facts: Callable[[Clause], dict[str, str]],
) -> list[Change]:
    changes = []
    for old, new in _pair(before, after):
        if old is None or new is None:
            changes.append(Change(kind, name(old.clause) if old else None, name(new.clause) if new else None))
            continue
        was, now = facts(old.clause), facts(new.clause)
        differences = tuple(
            Difference(aspect, was.get(aspect) or None, now.get(aspect) or None)
            for aspect in dict.fromkeys([*was, *now])
            if was.get(aspect, "") != now.get(aspect, "")
        )
        if differences:
            changes.append(Change(kind, name(old.clause), name(new.clause), differences))
    return changes


def _pair(
    before: Sequence[_Named[Clause]], after: Sequence[_Named[Clause]]
) -> list[tuple[_Named[Clause] | None, _Named[Clause] | None]]:
    """Pairs the most similar clauses first; what stays alone has no partner."""
    scores = sorted(
        (-_likeness(old, new), i, j) for i, old in enumerate(before) for j, new in enumerate(after)
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in scores:
        if -score >= ALIKE and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    paired: list[tuple[_Named[Clause] | None, _Named[Clause] | None]] = [
        (old, after[partner[i]] if i in partner else None) for i, old in enumerate(before)
    ]
    return paired + [(None, new) for j, new in enumerate(after) if j not in taken]


def _likeness(one: _Named[Clause], other: _Named[Clause]) -> float:
    names = SequenceMatcher(None, one.name, other.name, autojunk=False).ratio()
    return names if names >= SAME_NAME else (names + _shared(one.text, other.text)) / 2


def _shared(one: str, other: str) -> float:
    """The share of character pairs that two texts have in common (Dice), in 0..1."""
    pairs, others = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs or others else 0.0


def _task_name(task: Obligation) -> str:
    return f"{task.number}. {task.heading}"


def _task_facts(task: Obligation) -> dict[str, str]:
    facts = {"编号": task.number, "标题": task.heading}
    for assignment in task.assignments:
        people = f"（{'、'.join(assignment.persons)}）" if assignment.persons else ""
        label = assignment.role.label
        facts[label] = "、".join(filter(None, [facts.get(label), assignment.unit + people]))
    facts["期限"] = "、".join(f"{item.date}（{item.kind.label}）" for item in task.deadlines)
    facts["指标"] = "；".join(target.printed for target in task.targets)
    return facts


def _rule_name(rule: DeductionRule) -> str:
    return f"第{rule.place}项 {rule.name}"


def _rule_facts(rule: DeductionRule) -> dict[str, str]:
    return {
        "情形": rule.name,
        "标准": _amount(rule.amount, rule.reference),
        "计量": rule.per,
        "叠加": "叠加" if rule.stackable else "不叠加",
        "条件": rule.condition or "",
    }


def _award_name(rule: SubsidyRule) -> str:
    return f"{rule.grade} {rule.name}".strip()


def _award_facts(rule: SubsidyRule) -> dict[str, str]:
    return {"金额": _amount(rule.amount, None), "条件": rule.condition or ""}


def _amount(amount: Money | None, reference: str | None) -> str:
    return amount.as_wan() if amount is not None else f"按{reference or '另行规定'}"
