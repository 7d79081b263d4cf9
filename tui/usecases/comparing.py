"""Two plans compared clause by clause: what was added, dropped and changed. Pure; reaches no database.

Clauses are paired by their names, not by their numbers: a task keeps its identity when the numbering moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from ledger.money import Money
from ledger.plan import DeductionRule, Obligation, Plan, SubsidyRule

ALIKE = 0.6
"""Names at least this similar (0..1) are taken for the same clause."""

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


def compare_plans(before: Plan, after: Plan) -> tuple[Change, ...]:
    """The changes from one plan to another: tasks, then the deduction schedule, then subsidies."""
    return (
        *_compare(
            "任务", before.obligations, after.obligations, lambda t: t.heading, _task_name, _task_facts
        ),
        *_compare("扣缴标准", before.deductions, after.deductions, lambda r: r.name, _rule_name, _rule_facts),
        *_compare(
            "补助", before.subsidies, after.subsidies, lambda r: r.grade + r.name, _award_name, _award_facts
        ),
    )


def _compare(
    kind: str,
    before: Sequence[Clause],
    after: Sequence[Clause],
    key: Callable[[Clause], str],
    name: Callable[[Clause], str],
    facts: Callable[[Clause], dict[str, str]],
) -> list[Change]:
    changes = []
    for old, new in _pair(before, after, key):
        if old is None or new is None:
            changes.append(Change(kind, name(old) if old else None, name(new) if new else None))
            continue
        was, now = facts(old), facts(new)
        differences = tuple(
            Difference(aspect, was.get(aspect) or None, now.get(aspect) or None)
            for aspect in dict.fromkeys([*was, *now])
            if was.get(aspect, "") != now.get(aspect, "")
        )
        if differences:
            changes.append(Change(kind, name(old), name(new), differences))
    return changes


def _pair(
    before: Sequence[Clause], after: Sequence[Clause], key: Callable[[Clause], str]
) -> list[tuple[Clause | None, Clause | None]]:
    """Pairs the most similar names first; what stays alone has no partner."""
    scores = sorted(
        (
            (_likeness(key(old), key(new)), i, j)
            for i, old in enumerate(before)
            for j, new in enumerate(after)
        ),
        key=lambda score: (-score[0], score[1], score[2]),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in scores:
        if score >= ALIKE and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    paired: list[tuple[Clause | None, Clause | None]] = [
        (old, after[partner[i]] if i in partner else None) for i, old in enumerate(before)
    ]
    return paired + [(None, new) for j, new in enumerate(after) if j not in taken]


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


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
