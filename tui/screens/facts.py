"""What was read from a plan, one line a fact, each with the characters it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.plan import DeductionRule, Obligation, Plan, Span
from ledger.vocabulary import Comparison
from tui.widgets.cells import amount, one_line

SIGNS = {
    Comparison.AT_MOST: "≤",
    Comparison.AT_LEAST: "≥",
    Comparison.EQUAL: "=",
    Comparison.BELOW: "<",
    Comparison.ABOVE: ">",
}


@dataclass(frozen=True)
class FactLine:
    """A fact as the list shows it; `within` is the task that it belongs to."""

    kind: str
    text: str
    value: str
    span: Span | None
    within: Span | None = None


def fact_lines(plan: Plan) -> list[FactLine]:
    """Problems first, because a person has to look at them; then rules, subsidies, tasks and their parts."""
    return [
        *(FactLine("待核", problem.message, "", problem.span) for problem in plan.problems),
        *(_rule_line(rule) for rule in plan.deductions),
        *(
            FactLine("补助", f"{rule.grade} {rule.name}", amount(rule.amount), rule.span)
            for rule in plan.subsidies
        ),
        *(FactLine("奖励", rule.name, amount(rule.amount), rule.span) for rule in plan.rewards),
        *(
            FactLine(
                "指标",
                f"{target.unit} {target.metric}",
                f"{SIGNS[target.comparison]}{target.value}{target.measure}",
                target.span,
            )
            for target in plan.indicator_targets
        ),
        *(line for task in plan.obligations for line in _task_lines(task)),
    ]


def _rule_line(rule: DeductionRule) -> FactLine:
    price = amount(rule.amount, none=f"见{rule.reference}" if rule.reference else "未写金额")
    return FactLine("扣缴", f"{rule.place}. {rule.name}", price, rule.span)


def _task_lines(task: Obligation) -> Iterator[FactLine]:
    yield FactLine("任务", f"{task.number}. {task.heading}", "", task.span)
    for part in task.assignments:
        persons = "、".join(part.persons)
        note = "（本节共用）" if part.inherited else ""
        yield FactLine(f"  {part.role.label[:2]}", f"{part.unit}{note}", persons, part.span, task.span)
    for deadline in task.deadlines:
        yield FactLine(
            "  期限", one_line(deadline.printed), f"{deadline.date:%Y-%m-%d}", deadline.span, task.span
        )
    for target in task.targets:
        yield FactLine(
            "  目标", one_line(target.printed), f"{target.value}{target.unit}", target.span, task.span
        )
