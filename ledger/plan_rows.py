"""A plan's rules, awards and tasks as rows: what lists, joins and prices ask of a policy.

They say what the reviewed plan says.  While the policy is a draft they follow every decision of the review.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ledger.money import ZERO
from ledger.plan import DeductionRule, Plan, RewardRule, SubsidyRule
from ledger.schema import Award, Rule, Task
from ledger.statements import table_of
from ledger.transactions import Tx

_rule, _award, _task = table_of(Rule), table_of(Award), table_of(Task)
KEYS: Mapping[str, tuple[str, ...]] = {"rule": ("place",), "award": ("kind", "place"), "task": ("number",)}
TABLES = {"rule": _rule, "award": _award, "task": _task}
Row = dict[str, Any]


def rows_of(policy_id: int, plan: Plan) -> dict[str, dict[tuple[Any, ...], Row]]:
    """The rows of each table by their key within the policy, in printed order."""
    rules = [_rule_row(policy_id, rule) for rule in plan.deductions]
    awards = [_award_row(policy_id, "subsidy", place, rule) for place, rule in enumerate(plan.subsidies, 1)]
    awards += [_award_row(policy_id, "reward", place, rule) for place, rule in enumerate(plan.rewards, 1)]
    tasks = [
        {"policy_id": policy_id, "number": task.number, "heading": task.heading} for task in plan.obligations
    ]
    found: dict[str, dict[tuple[Any, ...], Row]] = {}
    for name, rows in (("rule", rules), ("award", awards), ("task", tasks)):
        found[name] = {}
        for row in rows:
            found[name].setdefault(tuple(row[key] for key in KEYS[name]), row)
    return found


def bring_in_line(tx: Tx, policy_id: int, plan: Plan) -> None:
    """Make the rows of a policy say what its plan says; a row that stays keeps its key."""
    for name, wanted in rows_of(policy_id, plan).items():
        table = TABLES[name]
        stored = stored_rows(tx, name, policy_id)
        for key in stored.keys() - wanted.keys():
            tx.execute(sa.delete(table).where(table.c.id == stored[key]["id"]))
        for key in wanted.keys() & stored.keys():
            row_id = stored[key].pop("id")
            if stored[key] != wanted[key]:
                tx.execute(sa.update(table).where(table.c.id == row_id).values(wanted[key]))
        added = [row for key, row in wanted.items() if key not in stored]
        if added:
            tx.connection.execute(sa.insert(table), added)


def stored_rows(tx: Tx, name: str, policy_id: int) -> dict[tuple[Any, ...], Row]:
    """The rows that a policy has in a table, by their key within it."""
    table = TABLES[name]
    found = tx.all(sa.select(table).where(table.c.policy_id == policy_id).order_by(table.c.id))
    return {tuple(row._mapping[key] for key in KEYS[name]): dict(row._mapping) for row in found}


def _rule_row(policy_id: int, rule: DeductionRule) -> Row:
    return {
        "policy_id": policy_id,
        "place": rule.place,
        "name": rule.name,
        "printed": rule.printed,
        "amount": rule.amount,
        "per": rule.per,
        "stackable": rule.stackable,
        "condition": rule.condition,
        "reference": rule.reference,
        "fallback": rule.fallback,
        "clause": rule.clause,
        "span_start": rule.span.start,
        "span_end": rule.span.end,
    }


def _award_row(policy_id: int, kind: str, place: int, rule: SubsidyRule | RewardRule) -> Row:
    return {
        "policy_id": policy_id,
        "kind": kind,
        "place": place,
        "name": rule.name,
        "printed": rule.printed,
        "grade": rule.grade if isinstance(rule, SubsidyRule) else "",
        "amount": rule.amount or ZERO,
        "condition": rule.condition,
        "clause": rule.clause,
        "span_start": rule.span.start,
        "span_end": rule.span.end,
    }
