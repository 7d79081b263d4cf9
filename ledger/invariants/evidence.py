"""Nothing was changed: guards, foreign keys, the chain, closed months' hashes, documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import sqlalchemy as sa

from ledger import chain, guards, plan_codec
from ledger.replay import links
from ledger.schema import Claim, Event, Period, Policy
from ledger.statements import table_of
from ledger.transactions import Tx

_event, _period, _policy = table_of(Event), table_of(Period), table_of(Policy)
_claim = table_of(Claim)


def file_is_sound(tx: Tx) -> str | None:
    """数据库文件完好。"""
    [answer, *_] = [row[0] for row in tx.connection.exec_driver_sql("PRAGMA quick_check").all()]
    return None if answer == "ok" else str(answer)


def guards_are_in_place(tx: Tx) -> str | None:
    """防篡改触发器齐全。"""
    missing = guards.in_place(tx.connection)
    return f"触发器 {missing[0]} 缺失或被改动" if missing else None


def references_hold(tx: Tx) -> str | None:
    """各表之间的引用完整。"""
    row = tx.connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return None if row is None else f"{row[0]} 表第 {row[1]} 行引用了不存在的 {row[2]} 记录"


def chain_is_unbroken(tx: Tx) -> str | None:
    """事件链首尾相接，哈希与内容相符，时间不倒流。"""
    before, at = chain.GENESIS, ""
    for place, link in enumerate(links(tx), 1):
        expected = chain.link_hash(
            before, place, link.step, link.subject, link.actor, link.at, link.reason, link.data
        )
        if link.seq != place:
            return f"第 {place} 环缺失（下一环是第 {link.seq} 环）"
        if link.hash != expected:
            return f"第 {place} 环（{link.subject}）的哈希与内容不符"
        if link.at < at:
            return f"第 {place} 环（{link.subject}）的时间早于前一环"
        before, at = link.hash, link.at
    return None


def closings_stand_in_the_chain(tx: Tx) -> str | None:
    """各月结账哈希与事件链一致。"""
    row = tx.first(
        sa.select(_period.c.month)
        .outerjoin(_event, _event.c.seq == _period.c.event_seq)
        .where(sa.or_(_event.c.seq.is_(None), _event.c.hash != _period.c.head))
        .order_by(_period.c.month)
    )
    return None if row is None else f"{row.month} 的结账哈希与事件链不一致"


def printed_heads_stand(tx: Tx, printed: Mapping[str, str]) -> str | None:
    """各月结账哈希与汇总表上印出的一致。"""
    for month, head in sorted(printed.items()):
        found = tx.scalar(
            sa.select(_event.c.hash).where(
                _event.c.step == "month_closed", _event.c.subject == f"month/{month}", _event.c.hash == head
            )
        )
        if found is None:
            return f"{month} 汇总表上印的哈希 {head[:12]}… 不在账簿中，{month} 结账后账簿被改动过"
    return None


def documents_are_the_imported_ones(tx: Tx) -> str | None:
    """政策原文与导入时的哈希一致。"""
    query = sa.select(_policy.c.number, _policy.c.sha256, _policy.c.content, _policy.c.plan, _event.c.data)
    for row in tx.all(query.join(_event, _event.c.seq == _policy.c.event_seq).order_by(_policy.c.number)):
        recorded = json.loads(row.data)
        content = hashlib.sha256(row.content).hexdigest()
        plan = hashlib.sha256(row.plan.encode()).hexdigest()
        if not content == row.sha256 == recorded["sha256"]:
            return f"第 {row.number} 号政策的原文被改动"
        if plan != recorded["plan_sha256"]:
            return f"第 {row.number} 号政策的解析结果被改动"
    return None


def citations_stand_in_their_documents(tx: Tx) -> str | None:
    """每条引文都在原文标注的位置。"""
    for row in tx.all(sa.select(_policy.c.number, _policy.c.plan).order_by(_policy.c.number)):
        plan = plan_codec.loads(row.plan)
        for fact in plan.facts():
            if fact.span.end > len(plan.text) or not fact.span.of(plan.text).strip():
                return f"第 {row.number} 号政策的引文位置 {fact.span.start}–{fact.span.end} 超出原文"
    return None


def products_rest_on_the_chain(tx: Tx) -> str | None:
    """定时生成的每份文件所依据的哈希都在事件链中。"""
    row = tx.first(
        sa.select(_claim.c.kind, _claim.c.office, _claim.c.period)
        .outerjoin(_event, _event.c.hash == _claim.c.head)
        .where(_claim.c.head.is_not(None), _claim.c.head != chain.GENESIS, _event.c.seq.is_(None))
    )
    return None if row is None else f"{row.period} {row.office or '全部'} 的“{row.kind}”所依据的账簿已被改动"


INVARIANTS = (
    products_rest_on_the_chain,
    file_is_sound,
    guards_are_in_place,
    references_hold,
    chain_is_unbroken,
    closings_stand_in_the_chain,
    documents_are_the_imported_ones,
    citations_stand_in_their_documents,
)
