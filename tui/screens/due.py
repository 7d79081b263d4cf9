"""Deadlines of the tasks in force, nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812
from typing import TYPE_CHECKING

from ledger.errors import NoRuleInForce
from ledger.vocabulary import DeadlineKind

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.plan import Plan


@dataclass(frozen=True)
class Due:
    """A day by which a task is owed."""

    date: Date
    printed: str
    number: str
    heading: str

    def days_left(self, today: Date) -> int:
        """Days until it is due; negative when it is overdue."""
        return (self.date - today).days


def dues_of(plan: Plan) -> list[Due]:
    """Every completion date of a plan, in order of days."""
    return sorted(
        (
            Due(deadline.date, deadline.printed, task.number, task.heading)
            for task in plan.obligations
            for deadline in task.deadlines
            if deadline.kind is DeadlineKind.DUE
        ),
        key=lambda due: due.date,
    )


def dues_in_force(tx: Tx, today: Date) -> list[Due]:
    """The completion dates of the policy in force; none where no policy is."""
    from ledger import policies

    try:
        policy = policies.policy_in_force(tx, today)
    except NoRuleInForce:
        return []
    return dues_of(policies.plan_of(tx, policy.number))
