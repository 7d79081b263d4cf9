"""Which rules price a finding: those of the policy that was in force on the finding's day.

The newest adopted policy with a schedule whose day has come is the main one.  A policy whose document
number is named in the `reference` of an adopted rule is a supplement: it never becomes the main one, and
its rules stand after the main schedule's in what `rules_in_force` gives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from ledger.doc_numbers import names
from ledger.errors import NoRuleInForce, NotFound
from ledger.plan import DeductionRule, RewardRule, Span, SubsidyRule
from ledger.schema import Award, Policy, PolicyAdoption, Rule, Task
from ledger.statements import Prepared, table_of
from ledger.transactions import Tx
from ledger.views import PolicyView, RewardRuleView, RuleView, SubsidyRuleView

_policy, _adoption = table_of(Policy), table_of(PolicyAdoption)
_rule, _award, _task = table_of(Rule), table_of(Award), table_of(Task)
_stamp = Prepared(sa.select(sa.func.max(_adoption.c.event_seq)))

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Adopted:
    """An adopted policy: its number, from when, and whether it can be the main one."""

    id: int
    number: int
    title: str
    doc_number: str | None
    from_day: date
    has_schedule: bool
    supplement: bool


def remembered(tx: Tx, what: str, key: object, ask: Callable[[], T]) -> T:
    """What the books said of policies, asked once for all transactions until a policy is adopted."""
    stamp = tx.cache.get("adoptions")
    if stamp is None:
        stamp = tx.cache["adoptions"] = tx.run(_stamp).fetchone()[0] or 0
    place = (stamp, what, key)
    if place not in tx.shared:
        tx.shared[place] = ask()
    found: T = tx.shared[place]
    return found


def forget(tx: Tx) -> None:
    """After an adoption: this transaction, which may yet be given up, remembers for itself alone."""
    tx.shared = {}
    tx.cache.pop("adoptions", None)


def is_last_adoption() -> sa.ColumnElement[bool]:
    """That an adoption is its policy's last: an earlier one, with a mistaken day, no longer counts."""
    later = _adoption.alias()
    return ~sa.exists().where(
        later.c.policy_id == _adoption.c.policy_id, later.c.event_seq > _adoption.c.event_seq
    )


def _adopted(tx: Tx) -> list[_Adopted]:
    """Adopted policies, the latest day (then the latest adoption) last."""
    return remembered(tx, "adopted", None, lambda: _ask_adopted(tx))


def _ask_adopted(tx: Tx) -> list[_Adopted]:
    references = [
        str(row[0])
        for row in tx.all(
            sa.select(_rule.c.reference)
            .join(_adoption, _adoption.c.policy_id == _rule.c.policy_id)
            .where(_rule.c.reference.is_not(None))
        )
    ]
    count = sa.select(sa.func.count()).where(_rule.c.policy_id == _policy.c.id).scalar_subquery()
    rows = tx.all(
        sa.select(
            _policy.c.id, _policy.c.number, _policy.c.title, _policy.c.doc_number, _adoption.c.from_day, count
        )
        .join(_adoption, _adoption.c.policy_id == _policy.c.id)
        .where(is_last_adoption())
        .order_by(_adoption.c.from_day, _adoption.c.event_seq)
    )
    return [
        _Adopted(
            id=row[0],
            number=row[1],
            title=row[2],
            doc_number=row[3],
            from_day=row[4],
            has_schedule=row[5] > 0,
            supplement=any(names(reference, row[3]) for reference in references),
        )
        for row in rows
    ]


def _schedules(tx: Tx) -> list[_Adopted]:
    return remembered(
        tx,
        "schedules",
        None,
        lambda: [each for each in _adopted(tx) if each.has_schedule and not each.supplement],
    )


def _main(tx: Tx, day: date) -> _Adopted:
    schedules = _schedules(tx)
    in_force = [policy for policy in schedules if policy.from_day <= day]
    if in_force:
        return in_force[-1]
    if not schedules:
        raise NoRuleInForce(
            f"{day} 没有已采用的扣缴标准：请先导入并采用方案（gongjian policy import、policy adopt）。"
        )
    first = schedules[0]
    raise NoRuleInForce(
        f"{day} 没有已采用的扣缴标准：最早的《{first.title}》自 {first.from_day} 起执行，"
        "请核对发现日期，或先采用当日有效的方案。"
    )


def until_of(tx: Tx, number: int) -> date | None:
    """The last day on which a policy is the main one, or None while nothing has taken over."""
    schedules = _schedules(tx)
    numbers = [policy.number for policy in schedules]
    if number not in numbers or number == numbers[-1]:
        return None
    return schedules[numbers.index(number) + 1].from_day - timedelta(days=1)


def policy_in_force(tx: Tx, day: date) -> PolicyView:
    """The main policy of a day. Raises NoRuleInForce."""
    from ledger import policies  # the views of policies are made there

    return policies.get(tx, _main(tx, day).number)


def policy_number_in_force(tx: Tx, day: date) -> int:
    """The number of the main policy of a day. Raises NoRuleInForce."""
    return _main(tx, day).number


def rules_in_force(tx: Tx, day: date) -> tuple[RuleView, ...]:
    """The main schedule's rules in printed order, then those of the documents that it refers to.

    Where a rule has no amount of its own, `amount_rule` gives the one that prices it.  Raises NoRuleInForce,
    naming the day and what to do.
    """
    return remembered(tx, "day", day, lambda: _ask_day(tx, day))


def _ask_day(tx: Tx, day: date) -> tuple[RuleView, ...]:
    main = _main(tx, day)
    come = tuple(each.id for each in _adopted(tx) if each.supplement and each.from_day <= day)
    return remembered(tx, "rules", (main.id, come), lambda: _ask_rules(tx, main, come))


def _ask_rules(tx: Tx, main: _Adopted, come: tuple[int, ...]) -> tuple[RuleView, ...]:
    rules = _rules(tx, _rule.c.policy_id == main.id)
    beside = [
        policy.id
        for policy in _adopted(tx)
        if policy.id in come and any(names(view.rule.reference, policy.doc_number) for view in rules)
    ]
    return rules + (_rules(tx, _rule.c.policy_id.in_(beside)) if beside else ())


def obligation_heading(tx: Tx, number: int, obligation: str) -> str | None:
    """The heading of a task of an adopted policy, or None."""
    return remembered(tx, "tasks", number, lambda: _ask_tasks(tx, number)).get(obligation)


def _ask_tasks(tx: Tx, number: int) -> dict[str, str]:
    query = (
        sa.select(_task.c.number, _task.c.heading)
        .join(_policy, _policy.c.id == _task.c.policy_id)
        .where(_policy.c.number == number)
    )
    return {row[0]: row[1] for row in tx.all(query)}


def supplements(tx: Tx, rule: RuleView) -> tuple[RuleView, ...]:
    """The rules of the adopted documents that a rule refers to, whatever the day."""
    beside = [policy.id for policy in _adopted(tx) if names(rule.rule.reference, policy.doc_number)]
    return _rules(tx, _rule.c.policy_id.in_(beside)) if beside else ()


def rule_of(tx: Tx, rule_id: int) -> RuleView:
    """A rule by its key. Raises NotFound."""
    rules = remembered(tx, "rule", rule_id, lambda: _rules(tx, _rule.c.id == rule_id))
    if not rules:
        raise NotFound("没有这一扣缴条款，请重新选择。")
    return rules[0]


def rules_by_id(tx: Tx, ids: set[int]) -> dict[int, RuleView]:
    """Rules by their keys."""
    return {view.id: view for view in _rules(tx, _rule.c.id.in_(ids))} if ids else {}


def subsidy_rules_in_force(tx: Tx, day: date) -> tuple[SubsidyRuleView, ...]:
    """The subsidy rules of the newest adopted policy that has any. Empty where none has."""
    return tuple(
        SubsidyRuleView(
            id=row.id,
            policy=row.number,
            doc_number=row.doc_number,
            rule=SubsidyRule(
                name=row.name,
                printed=row.printed,
                grade=row.grade,
                amount=row.amount,
                condition=row.condition,
                clause=row.clause,
                span=Span(row.span_start, row.span_end),
            ),
        )
        for row in _awards(tx, day, "subsidy")
    )


def reward_rules_in_force(tx: Tx, day: date) -> tuple[RewardRuleView, ...]:
    """The reward rules of the newest adopted policy that has any. Empty where none has."""
    return tuple(
        RewardRuleView(
            id=row.id,
            policy=row.number,
            doc_number=row.doc_number,
            rule=RewardRule(
                name=row.name,
                printed=row.printed,
                amount=row.amount,
                condition=row.condition,
                clause=row.clause,
                span=Span(row.span_start, row.span_end),
            ),
        )
        for row in _awards(tx, day, "reward")
    )


def _awards(tx: Tx, day: date, kind: str) -> list[Any]:
    for policy in reversed([policy for policy in _adopted(tx) if policy.from_day <= day]):
        rows = tx.all(
            sa.select(_award, _policy.c.number, _policy.c.doc_number)
            .join(_policy, _policy.c.id == _award.c.policy_id)
            .where(_award.c.policy_id == policy.id, _award.c.kind == kind)
            .order_by(_award.c.place)
        )
        if rows:
            return list(rows)
    return []


def _rules(tx: Tx, condition: sa.ColumnElement[bool]) -> tuple[RuleView, ...]:
    rows = tx.all(
        sa.select(_rule, _policy.c.number, _policy.c.doc_number, _policy.c.title)
        .join(_policy, _policy.c.id == _rule.c.policy_id)
        .where(condition)
        .order_by(_rule.c.policy_id, _rule.c.place)
    )
    return tuple(
        RuleView(
            id=row.id,
            policy=row.number,
            doc_number=row.doc_number,
            policy_title=row.title,
            rule=DeductionRule(
                place=row.place,
                name=row.name,
                printed=row.printed,
                amount=row.amount,
                per=row.per,
                stackable=bool(row.stackable),
                condition=row.condition,
                reference=row.reference,
                fallback=bool(row.fallback),
                clause=row.clause,
                span=Span(row.span_start, row.span_end),
            ),
        )
        for row in rows
    )
