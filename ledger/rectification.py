"""Rectification (整改), beside the money.

Assigned with a due date, rectified, verified by another, closed (销号).

assigned ──rectify──▶ rectified ──verify──▶ verified ──close──▶ closed ──look_back──▶ reopened
   ▲                      └────reject────┐                              (a linked finding is filed)
   └─────────────────────────────────────┘
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import chain, findings, units
from ledger.cases import Case, load, must_be
from ledger.drafts import FindingDraft
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.finding_views import get
from ledger.schema import Finding, Rectification
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import FindingView
from ledger.vocabulary import FindingStatus, RectificationStatus

_rectification, _finding = table_of(Rectification), table_of(Finding)


def assign(tx: Tx, number: str, due_on: date, unit: str | None = None) -> FindingView:
    """Assign a finding's repair with a due date to a unit, or to its own office."""
    case = load(tx, number)
    if case.status in (FindingStatus.VOIDED, FindingStatus.REVERSED):
        must_be(case, "交办整改", FindingStatus.FILED, FindingStatus.APPROVED, FindingStatus.POSTED)
    if due_on < case.found_on:
        raise BadValue(f"整改期限 {due_on} 早于发现日期 {case.found_on}，请核对。")
    if _row(tx, case) is not None:
        raise WrongState(f"问题 {number} 已经交办整改，改期限请用延期。")
    unit_id = case.office_id if unit is None else units.get(tx, unit).id
    data = {"id": case.id, "due_on": due_on.isoformat(), "unit_id": unit_id}
    chain.take(tx, "rectification_assigned", case.subject, data)
    return get(tx, number)


@chain.step("rectification_assigned")
def _assigned(tx: Tx, link: chain.Link) -> None:
    tx.execute(
        sa.insert(_rectification).values(
            finding_id=link.data["id"],
            status=RectificationStatus.ASSIGNED,
            due_on=date.fromisoformat(link.data["due_on"]),
            unit_id=link.data["unit_id"],
        )
    )


def extend(tx: Tx, number: str, due_on: date, reason: str) -> FindingView:
    """Put the due date off, with the reason; not by the person who assigned it."""
    case, row = _at(tx, number, "延期", RectificationStatus.ASSIGNED)
    if due_on <= row.due_on:
        raise BadValue(f"新的整改期限 {due_on} 没有晚于原期限 {row.due_on}，请核对。")
    if chain.has_acted(tx, case.subject, ("rectification_assigned",)):
        raise SamePerson(f"整改由{tx.actor.name}交办，不能由本人批准延期，请换一人批准。")
    reason = findings.reason_given(reason, "延期")
    data = {"id": case.id, "due_on": due_on.isoformat()}
    chain.take(tx, "rectification_extended", case.subject, data, reason=reason)
    return get(tx, number)


@chain.step("rectification_extended")
def _extended(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, due_on=date.fromisoformat(link.data["due_on"]))


def rectify(tx: Tx, number: str, on: date, measures: str) -> FindingView:
    """Enter that the unit reports the repair done, and how."""
    case, _ = _at(tx, number, "登记整改完成", RectificationStatus.ASSIGNED)
    if not case.found_on <= on <= tx.today:
        raise BadValue(f"整改完成日期 {on} 不在发现日期和今天之间，请核对。")
    measures = findings.reason_given(measures, "登记整改完成")
    data = {"id": case.id, "rectified_on": on.isoformat()}
    chain.take(tx, "rectified", case.subject, data, reason=measures)
    return get(tx, number)


@chain.step("rectified")
def _rectified(tx: Tx, link: chain.Link) -> None:
    _set(
        tx,
        link,
        status=RectificationStatus.RECTIFIED,
        rectified_on=date.fromisoformat(link.data["rectified_on"]),
        rectified_by_id=link.actor.id,
        measures=link.reason,
    )


def verify(tx: Tx, number: str, remark: str = "") -> FindingView:
    """Verify the repair on the spot, as another person than who entered it."""
    case, row = _at(tx, number, "核查整改", RectificationStatus.RECTIFIED)
    if row.rectified_by_id == tx.actor.id:
        raise SamePerson(f"整改由{tx.actor.name}登记，不能由本人核查，请换一人核查。")
    chain.take(tx, "rectification_verified", case.subject, {"id": case.id}, reason=remark.strip() or None)
    return get(tx, number)


@chain.step("rectification_verified")
def _verified(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, status=RectificationStatus.VERIFIED, verified_by_id=link.actor.id)


def reject(tx: Tx, number: str, reason: str) -> FindingView:
    """Send an insufficient repair back; it stays due."""
    case, _ = _at(tx, number, "退回整改", RectificationStatus.RECTIFIED)
    reason = findings.reason_given(reason, "退回整改")
    chain.take(tx, "rectification_rejected", case.subject, {"id": case.id}, reason=reason)
    return get(tx, number)


@chain.step("rectification_rejected")
def _rejected(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, status=RectificationStatus.ASSIGNED)


def close(tx: Tx, number: str) -> FindingView:
    """销号: strike a verified repair off the list."""
    case, _ = _at(tx, number, "销号", RectificationStatus.VERIFIED)
    chain.take(tx, "rectification_closed", case.subject, {"id": case.id})
    return get(tx, number)


@chain.step("rectification_closed")
def _closed(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, status=RectificationStatus.CLOSED)


def look_back(tx: Tx, number: str, draft: FindingDraft) -> FindingView:
    """回头看: the closed problem is there again; file it as a finding linked to the first.

    Gives the new one.
    """
    case, _ = _at(tx, number, "回头看重新立案", RectificationStatus.CLOSED)
    new = findings.file_number(tx, draft, follows_id=case.id)
    chain.take(tx, "rectification_reopened", case.subject, {"id": case.id, "followed_by": new})
    return get(tx, new)


@chain.step("rectification_reopened")
def _reopened(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, status=RectificationStatus.REOPENED)


def overdue(tx: Tx, day: date) -> list[str]:
    """The numbers of findings whose repair was due before a day and is not reported, the oldest due first."""
    query = (
        sa.select(_finding.c.number)
        .join(_rectification, _rectification.c.finding_id == _finding.c.id)
        .where(_rectification.c.status == RectificationStatus.ASSIGNED, _rectification.c.due_on < day)
        .order_by(_rectification.c.due_on, _finding.c.id)
    )
    return [row[0] for row in tx.all(query)]


def _row(tx: Tx, case: Case) -> Any:
    return tx.first(sa.select(_rectification).where(_rectification.c.finding_id == case.id))


def _at(tx: Tx, number: str, step: str, wanted: RectificationStatus) -> tuple[Case, Any]:
    case = load(tx, number)
    row = _row(tx, case)
    if row is None:
        raise NotFound(f"问题 {number} 还没有交办整改，请先交办。")
    if row.status is not wanted:
        raise WrongState(f"问题 {number} 的整改是“{row.status.label}”，只有“{wanted.label}”才能{step}。")
    return case, row


def _set(tx: Tx, link: chain.Link, **values: Any) -> None:
    tx.execute(
        sa.update(_rectification).where(_rectification.c.finding_id == link.data["id"]).values(**values)
    )
