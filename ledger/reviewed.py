"""A plan with its review applied: what was read, what people made of it, and who did so when and why.

Decisions on a fact are taken in order: an edit lies over the ones before, a rejected fact comes back when it
is accepted or edited.  What a person typed is theirs, never the document's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from ledger import plan_codec
from ledger.facts import LABELS, TASK, keyed, kind_of, place_of, task_of, type_of
from ledger.money import Money
from ledger.plan import (
    NOWHERE,
    Assignment,
    Deadline,
    DeductionRule,
    Doubt,
    Fact,
    IndicatorTarget,
    Obligation,
    Plan,
    RewardRule,
    SubsidyRule,
    Target,
)
from ledger.schema import Event, FactReview, Person, Policy
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Entered
from ledger.vocabulary import Labelled, ReviewAction

_review, _policy = table_of(FactReview), table_of(Policy)
_event, _person = table_of(Event), table_of(Person)
_DECISIONS = (
    sa.select(
        _review.c.fact, _review.c.action, _review.c.entered, _person.c.name, _event.c.at, _event.c.reason
    )
    .join(_policy, _policy.c.id == _review.c.policy_id)
    .join(_event, _event.c.seq == _review.c.event_seq)
    .join(_person, _person.c.id == _event.c.actor_id)
    .where(_policy.c.number == sa.bindparam("number"))
    .order_by(_review.c.id)
)
_DEFAULTS: dict[type[Fact], dict[str, Any]] = {
    DeductionRule: {
        "amount": None,
        "per": "",
        "stackable": False,
        "condition": None,
        "reference": None,
        "fallback": False,
        "clause": "",
    },
    SubsidyRule: {"condition": None, "clause": ""},
    RewardRule: {"condition": None, "clause": ""},
    IndicatorTarget: {"measure": ""},
    Obligation: {"section": "", "chapter": ""},
    Assignment: {"persons": [], "inherited": False},
    Deadline: {"kind": "due"},
    Target: {"unit": ""},
}
_F = TypeVar("_F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a fact; `values` are the fields typed, as plain JSON."""

    fact: str
    action: ReviewAction
    values: Mapping[str, Any]
    by: str
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class ReviewedFact:
    """A fact as it stands: `read` as the reader had it, None for one that a person added."""

    key: str
    read: Fact | None
    fact: Fact
    rejected: bool
    decisions: tuple[Decision, ...]
    entered: tuple[Entered, ...]
    doubts: tuple[Doubt, ...]

    @property
    def confidence(self) -> float:
        """How sure the reader was, 0 to 1; 1 for what it did not guess or a person has settled."""
        return 1.0 if self.decisions else min((doubt.confidence for doubt in self.doubts), default=1.0)

    @property
    def doubtful(self) -> bool:
        """Whether the reader guessed and nobody has decided yet."""
        return bool(self.doubts) and not self.decisions

    @property
    def has_source(self) -> bool:
        """Whether it stands on words of the document."""
        return self.fact.span != NOWHERE


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan with its review applied, and every fact of it, rejected ones too."""

    plan: Plan
    facts: tuple[ReviewedFact, ...]


def decisions_on(tx: Tx, number: int) -> tuple[Decision, ...]:
    """Every decision on a policy's facts, in order."""
    return tuple(
        Decision(row[0], row[1], json.loads(row[2]), row[3], row[4], row[5])
        for row in tx.all(_DECISIONS, number=number)
    )


def apply(plan: Plan, decisions: Iterable[Decision]) -> Reviewed:
    """The plan after the decisions. Raises ValueError, TypeError or KeyError where one cannot be applied."""
    doubts: dict[str, list[Doubt]] = {}
    for doubt in plan.doubts:
        doubts.setdefault(doubt.fact, []).append(doubt)
    facts = {
        key: ReviewedFact(key, fact, fact, False, (), (), tuple(doubts.get(key, ())))
        for key, fact in keyed(plan)
    }
    decided = tuple(decisions)
    for decision in decided:
        facts[decision.fact] = _decided(plan.text, facts.get(decision.fact), decision)
    if not decided:
        return Reviewed(plan, tuple(facts.values()))
    ranks = {key: rank for rank, key in enumerate(facts)}
    found = tuple(sorted(facts.values(), key=lambda fact: _order(ranks, fact.key)))
    return Reviewed(_rebuilt(plan, found), found)


def edited(fact: _F, values: Mapping[str, Any]) -> _F:
    """A fact with other values, given as plain JSON."""
    kind = type(fact)
    return replace(fact, **{name: plan_codec.field_of(kind, name, value) for name, value in values.items()})


def entered_fact(text: str, key: str, values: Mapping[str, Any]) -> Fact:
    """The fact that a person typed in; `values` hold its span, or none."""
    kind = type_of(key)
    if kind is None:
        raise KeyError(key)
    given = _DEFAULTS[kind] | dict(values)
    span = given.get("span") or {"start": 0, "end": 0}
    quote = text[span["start"] : span["end"]]
    given["span"] = span
    if kind is DeductionRule:
        given["place"] = place_of(key)
    if kind not in (IndicatorTarget, Obligation):
        given.setdefault("printed", quote or str(given.get("name") or given.get("unit") or given.get("date")))
    return kind(**{name: plan_codec.field_of(kind, name, value) for name, value in given.items()})


def _decided(text: str, before: ReviewedFact | None, decision: Decision) -> ReviewedFact:
    if before is None:
        if decision.action is not ReviewAction.ADD:
            raise KeyError(decision.fact)
        fact = entered_fact(text, decision.fact, decision.values)
        words = f"补录{'' if fact.span != NOWHERE else '，没有原文依据'}"
        mark = Entered(decision.by, decision.at, decision.reason or "", words)
        return ReviewedFact(decision.fact, None, fact, False, (decision,), (mark,), ())
    done = (*before.decisions, decision)
    if decision.action is ReviewAction.REJECT:
        return replace(before, rejected=True, decisions=done)
    if decision.action is ReviewAction.ACCEPT:
        return replace(before, rejected=False, decisions=done)
    after = edited(before.fact, decision.values)
    words = "；".join(changes(before.fact, after))
    mark = Entered(decision.by, decision.at, decision.reason or "", words)
    return replace(before, fact=after, rejected=False, decisions=done, entered=(*before.entered, mark))


def changes(before: Fact, after: Fact) -> Iterator[str]:
    """What differs between two states of a fact: 金额：5万元 → 6万元."""
    for name, label in LABELS[type(before)].items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{label}：{said(old)} → {said(new)}"


def said(value: object) -> str:
    """A value as a clerk reads it."""
    if isinstance(value, Money):
        return value.as_wan()
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value) or "无"
    return "无" if value is None or value == "" else str(value)


def _order(ranks: Mapping[str, int], key: str) -> tuple[int, int, int, int]:
    """Tasks as read with their parts after them, then the other kinds; what was added comes last."""
    task = task_of(key)
    if kind_of(key) == TASK or task in ranks:
        return 0, ranks[task or key], 1 if task else 0, _rank_of_part(key) if task else 0
    kinds = ("扣缴", "补助", "奖励", "指标", "单位", "期限", "目标")
    return 1, kinds.index(kind_of(key) or "目标"), place_of(key), 0


def _rank_of_part(key: str) -> int:
    return ("单位", "期限", "目标").index(kind_of(key) or "目标") * 10_000 + place_of(key)


def _rebuilt(plan: Plan, facts: tuple[ReviewedFact, ...]) -> Plan:
    kept = [fact for fact in facts if not fact.rejected]

    by_task: dict[str | None, list[Fact]] = {}
    for each in kept:
        by_task.setdefault(task_of(each.key), []).append(each.fact)

    def of(kind: type[_F], task: str | None = None) -> tuple[_F, ...]:
        return tuple(fact for fact in by_task.get(task, ()) if isinstance(fact, kind))

    tasks = tuple(
        replace(
            each.fact,
            assignments=of(Assignment, each.key),
            deadlines=of(Deadline, each.key),
            targets=of(Target, each.key),
        )
        for each in kept
        if isinstance(each.fact, Obligation)
    )
    return replace(
        plan,
        obligations=tasks,
        deductions=of(DeductionRule),
        subsidies=of(SubsidyRule),
        rewards=of(RewardRule),
        indicator_targets=of(IndicatorTarget),
    )
