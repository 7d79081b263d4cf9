"""Keeping the price of a finding.

Checks that it follows from a rule in force; how it was come by is not judged here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import chain
from ledger.drafts import AssessmentDraft
from ledger.errors import BadValue, NotFound
from ledger.rules_in_force import rule_of, rules_in_force
from ledger.schema import Assessment
from ledger.statements import Prepared, insert, table_of
from ledger.terms import admissible, price
from ledger.transactions import Tx
from ledger.views import AssessmentView, RuleView, amount_rule
from ledger.vocabulary import AssessmentStatus, Level

_assessment = table_of(Assessment)
_insert = insert(Assessment, raw=("status", "amount"))
_last = Prepared(sa.select(sa.func.max(_assessment.c.id)))


def check(tx: Tx, draft: AssessmentDraft, found_on: date, level: Level) -> RuleView | None:
    """The rule of an assessment, which must be in force on the day of the finding.

    Raises NoRuleInForce for a day without a schedule, NotFound for a rule that was not in force, BadValue for
    an amount that is not rate x count, for a price on what the district found itself, and for FREE without
    its reason.
    """
    rules = rules_in_force(tx, found_on)
    rule = next((view for view in rules if view.id == draft.rule_id), None)
    if draft.rule_id is not None and rule is None:
        rule_of(tx, draft.rule_id)
        raise NotFound(f"所选条款在 {found_on} 不适用，请按当日有效的方案选择条款。")
    if draft.status is AssessmentStatus.PRICED:
        _check_price(rules, rule, draft, level)
        return rule
    if draft.amount is not None:
        raise BadValue(f"{draft.status.label}的问题不能带金额，请去掉金额或改为已计价。")
    if draft.status is AssessmentStatus.PENDING and rule is None:
        raise BadValue("金额待定的问题要说明按哪一条款待定，请选择条款。")
    if draft.status is AssessmentStatus.FREE and not any(line.strip() for line in draft.working):
        raise BadValue("不扣缴的问题要写明理由，请补充。")
    return rule


def _check_price(
    rules: tuple[RuleView, ...], rule: RuleView | None, draft: AssessmentDraft, level: Level
) -> None:
    if rule is None:
        raise BadValue("计价要写明所依据的条款，请选择扣缴条款。")
    if level is Level.DISTRICT:
        raise BadValue("区级自查发现的问题只登记、不扣缴，请核对发现层级。")
    if draft.count < 1:
        raise BadValue("数量至少为 1，请核对。")
    pricing = amount_rule(rules, rule)
    rate = pricing.rule.amount if pricing is not None else None
    if rate is None:
        reference = rule.rule.reference or "其他文件"
        raise BadValue(
            f"第 {rule.rule.place} 项在本方案中没有金额（按{reference}执行），请先录入该文件再计价。"
        )
    due = price(rule.rule, rate, draft.count)
    if due.fen <= 0 or (draft.amount != due and draft.amount not in admissible(rule.rule, rate, draft.count)):
        raise BadValue(
            f"金额与条款不符：{rate} 元 × {draft.count} = {due} 元，填的是 {draft.amount} 元，请核对。"
        )


def data_of(draft: AssessmentDraft, rule: RuleView | None, *, key: int, turn: int) -> dict[str, Any]:
    """What the chain keeps of an assessment; its rule also by its policy's number and its place."""
    return {
        "id": key,
        "turn": turn,
        "status": draft.status.value,
        "rule_id": None if rule is None else rule.id,
        "rule": None if rule is None else [rule.policy, rule.rule.place],
        "count": draft.count,
        "amount": None if draft.amount is None else draft.amount.fen,
        "working": list(draft.working),
        "confidence": draft.confidence,
        "chosen_by_person": draft.chosen_by_person,
    }


def store(tx: Tx, data: dict[str, Any], finding_id: int, link: chain.Link) -> None:
    """Write the row of an assessment that a link holds."""
    tx.run(_insert, **_row(data, finding_id, link))


def store_many(tx: Tx, priced: Iterable[tuple[dict[str, Any], int, chain.Link]]) -> None:
    """Write the rows of many."""
    tx.run_many(_insert, (_row(*each) for each in priced))


def _row(data: dict[str, Any], finding_id: int, link: chain.Link) -> dict[str, Any]:
    return {
        "id": data["id"],
        "finding_id": finding_id,
        "turn": data["turn"],
        "status": data["status"],
        "rule_id": data["rule_id"],
        "count": data["count"],
        "amount": data["amount"],
        "working": chain.canonical(data["working"]),
        "confidence": data["confidence"],
        "chosen_by_person": data["chosen_by_person"],
        "made_by_id": link.actor.id,
        "event_seq": link.seq,
    }


def next_key(tx: Tx) -> int:
    """The key of the next assessment."""
    return 1 + (tx.run(_last).fetchone()[0] or 0)


def next_turn(tx: Tx, finding_id: int) -> int:
    """Which assessment of a finding comes next, from 1."""
    turns = sa.select(sa.func.max(_assessment.c.turn)).where(_assessment.c.finding_id == finding_id)
    return 1 + (tx.scalar(turns) or 0)


def get(tx: Tx, assessment_id: int) -> AssessmentView:
    """An assessment by its key."""
    row = tx.first(sa.select(_assessment).where(_assessment.c.id == assessment_id))
    assert row is not None
    return AssessmentView(
        status=row.status,
        rule=None if row.rule_id is None else rule_of(tx, row.rule_id),
        count=row._mapping["count"],
        amount=row.amount,
        working=tuple(json.loads(row.working)),
        confidence=row.confidence,
        chosen_by_person=bool(row.chosen_by_person),
    )
