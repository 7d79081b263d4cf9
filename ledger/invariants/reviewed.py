"""What prices findings is what was read, as reviewed; what a person typed stands where it says."""

from __future__ import annotations

import sqlalchemy as sa

from ledger import plan_rows, policies
from ledger.schema import Policy
from ledger.statements import table_of
from ledger.transactions import Tx

_policy = table_of(Policy)


def rules_follow_from_documents_and_reviews(tx: Tx) -> str | None:
    """条款与任务同政策的解析结果及核对记录一致。"""
    for policy_id, number in tx.all(sa.select(_policy.c.id, _policy.c.number).order_by(_policy.c.number)):
        try:
            plan = policies.plan_of(tx, number)
        except (KeyError, TypeError, ValueError):
            return f"第 {number} 号政策的核对记录与解析结果对不上"
        for name, wanted in plan_rows.rows_of(policy_id, plan).items():
            stored = plan_rows.stored_rows(tx, name, policy_id)
            for row in stored.values():
                row.pop("id")
            if stored != wanted:
                return f"第 {number} 号政策的{_LABELS[name]}与解析结果及核对记录不一致"
    return None


def typed_facts_stand_where_they_say(tx: Tx) -> str | None:
    """人工补录的条目，标明的原文位置都在文件之内。"""
    for (number,) in tx.all(sa.select(_policy.c.number).order_by(_policy.c.number)):
        reviewed = policies.reviewed_of(tx, number)
        for fact in reviewed.facts:
            span = fact.fact.span
            if fact.has_source and not span.of(reviewed.plan.text).strip():
                return f"第 {number} 号政策的{fact.key}（{span.start}–{span.end}）超出原文"
    return None


_LABELS = {"rule": "扣缴条款", "award": "奖补条款", "task": "任务"}
INVARIANTS = (rules_follow_from_documents_and_reviews, typed_facts_stand_where_they_say)
