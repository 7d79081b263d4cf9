"""Objections (异议): a unit disputes a finding. While one is open nothing more is booked for the finding.

Another person than who entered it decides: rejected, the finding goes on; sustained, what is booked is
reversed, or the finding is voided where nothing is booked yet.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger import chain, deductions, findings
from ledger.cases import Case, load, must_be
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.finding_views import get
from ledger.schema import Objection, Person
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import FindingView
from ledger.vocabulary import FindingStatus, ObjectionStatus

_objection, _person = table_of(Objection), table_of(Person)


def enter(tx: Tx, number: str, raised_by: str, ground: str) -> FindingView:
    """Enter a unit's objection with its ground. Raises WrongState when one is open or all is settled."""
    case = load(tx, number)
    must_be(
        case,
        "提出异议",
        FindingStatus.FILED,
        FindingStatus.APPROVED,
        FindingStatus.ALLOCATED,
        FindingStatus.POSTED,
        FindingStatus.NOTIFIED,
    )
    if not raised_by.strip():
        raise BadValue("异议要写明由哪个单位提出。")
    ground = findings.reason_given(ground, "提出异议")
    if _open(tx, case) is not None:
        raise WrongState(f"问题 {number} 已有异议在处理，处理完再提。")
    data = {"id": case.id, "raised_by": raised_by.strip()}
    chain.take(tx, "objection_entered", case.subject, data, reason=ground)
    return get(tx, number)


@chain.step("objection_entered")
def _entered(tx: Tx, link: chain.Link) -> None:
    tx.execute(
        sa.insert(_objection).values(
            finding_id=link.data["id"],
            status=ObjectionStatus.OPEN,
            raised_by=link.data["raised_by"],
            ground=link.reason,
            entered_by_id=link.actor.id,
            outcome=None,
        )
    )


def reject(tx: Tx, number: str, outcome: str) -> FindingView:
    """Uphold the finding against the open objection."""
    case = load(tx, number)
    _decide(tx, case, ObjectionStatus.REJECTED, outcome)
    return get(tx, number)


def sustain(tx: Tx, number: str, outcome: str) -> FindingView:
    """Give the objection right: reverse what is booked, or void the finding where nothing is."""
    case = load(tx, number)
    _decide(tx, case, ObjectionStatus.SUSTAINED, outcome)
    if deductions.standing_vouchers(tx, case.id):
        deductions.reverse(tx, number, f"异议成立：{outcome.strip()}")
    else:
        findings.void(tx, number, f"异议成立：{outcome.strip()}")
    return get(tx, number)


def _decide(tx: Tx, case: Case, status: ObjectionStatus, outcome: str) -> None:
    objection = _open(tx, case)
    if objection is None:
        raise NotFound(f"问题 {case.number} 没有在处理的异议。")
    if objection.entered_by_id == tx.actor.id:
        raise SamePerson(f"异议由{tx.actor.name}登记，不能由本人裁定，请换一人裁定。")
    outcome = findings.reason_given(outcome, "裁定异议")
    data = {"objection_id": objection.id, "status": status.value}
    chain.take(tx, "objection_decided", case.subject, data, reason=outcome)


@chain.step("objection_decided")
def _decided(tx: Tx, link: chain.Link) -> None:
    tx.execute(
        sa.update(_objection)
        .where(_objection.c.id == link.data["objection_id"])
        .values(status=ObjectionStatus.stored(link.data["status"]), outcome=link.reason)
    )


def _open(tx: Tx, case: Case) -> Any:
    return tx.first(
        sa.select(_objection.c.id, _objection.c.entered_by_id).where(
            _objection.c.finding_id == case.id, _objection.c.status == ObjectionStatus.OPEN
        )
    )
