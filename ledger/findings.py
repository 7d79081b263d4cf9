"""Findings: filing, approval by another person, sending back, voiding, pricing anew.

filed ──approve──▶ approved (priced: the deduction is booked) ──▶ see `deductions`
  │                recorded (free: costs nothing, with the reason)
  ├─send_back──▶ returned ──amend / reassess──▶ filed
  └─void──▶ voided          (also from returned, recorded, and approved while the amount is pending)
"""

from __future__ import annotations

from ledger import assessments, chain, indexing, journal
from ledger.cases import Case, load, move, must_be
from ledger.drafts import AssessmentDraft, FindingFilter
from ledger.errors import SamePerson, WrongState
from ledger.filing import (
    amend,
    draft_of,
    file,
    file_many,
    file_number,
    priced_anew,
    reason_given,
)
from ledger.finding_views import count, get, list_findings, number_at
from ledger.months import booking_day
from ledger.transactions import Tx
from ledger.views import FindingView
from ledger.vocabulary import AccountKind, AssessmentStatus, FindingStatus, VoucherKind

__all__ = [
    "FindingFilter",
    "amend",
    "approve",
    "count",
    "draft_of",
    "file",
    "file_many",
    "file_number",
    "get",
    "list_findings",
    "number_at",
    "reason_given",
    "reassess",
    "send_back",
    "void",
]


def approve(tx: Tx, number: str) -> FindingView:
    """Approve a filed finding as another person than who filed or priced it.

    A priced one books its deduction, a free one is recorded, a pending one waits for its amount.  Raises
    SamePerson, WrongState, ClosedPeriod.
    """
    case = load(tx, number)
    must_be(case, "复核", FindingStatus.FILED)
    if chain.has_acted(tx, case.subject, ("filed", "amended", "reassessed")):
        raise SamePerson(f"问题 {number} 是{tx.actor.name}经办的，不能由本人复核，请换一人复核。")
    if case.assessment is AssessmentStatus.UNDECIDED:
        raise WrongState(f"问题 {number} 还没有判定适用条款，请先选定条款并计价再复核。")
    free = case.assessment is AssessmentStatus.FREE
    status = FindingStatus.RECORDED if free else FindingStatus.APPROVED
    chain.take(tx, "approved", case.subject, {"id": case.id, "status": status.value})
    if case.assessment is AssessmentStatus.PRICED:
        book_deduction(tx, load(tx, number))
    return get(tx, number)


@chain.step("approved")
def _approved(tx: Tx, link: chain.Link) -> None:
    status = FindingStatus.stored(link.data["status"])
    move(tx, link.data["id"], status=status, approver_id=link.actor.id)


def book_deduction(tx: Tx, case: Case) -> int:
    """Book what the superior deducts for an approved case; the voucher's key."""
    assert case.amount is not None
    preparer, approver = case.two_people
    return journal.book(
        tx,
        journal.Booking(
            kind=VoucherKind.DEDUCTION,
            booked_on=booking_day(tx, case.found_on),
            summary=f"{case.superior}发现问题 {case.number} 扣缴",
            lines=[
                journal.Line(AccountKind.TO_ALLOCATE, "", debit=case.amount),
                journal.Line(AccountKind.SUPERIOR_DEDUCTION, case.superior, credit=case.amount),
            ],
            preparer=preparer,
            approver=approver,
            finding_id=case.id,
            assessment_id=case.assessment_id,
        ),
    )


def send_back(tx: Tx, number: str, reason: str) -> FindingView:
    """Return a filed finding to its preparer with a reason."""
    case = load(tx, number)
    must_be(case, "退回", FindingStatus.FILED)
    reason = reason_given(reason, "退回")
    chain.take(tx, "sent_back", case.subject, {"id": case.id}, reason=reason)
    return get(tx, number)


@chain.step("sent_back")
def _sent_back(tx: Tx, link: chain.Link) -> None:
    move(tx, link.data["id"], status=FindingStatus.RETURNED)


def void(tx: Tx, number: str, reason: str) -> FindingView:
    """Take a finding out before anything is booked for it; it stays visible.

    Raises WrongState once booked.
    """
    case = load(tx, number)
    if case.status is FindingStatus.APPROVED and case.assessment is AssessmentStatus.PRICED:
        raise WrongState(f"问题 {number} 已经记账，不能作废，请用红字冲销。")
    must_be(
        case,
        "作废",
        FindingStatus.FILED,
        FindingStatus.RETURNED,
        FindingStatus.APPROVED,
        FindingStatus.RECORDED,
    )
    reason = reason_given(reason, "作废")
    chain.take(tx, "voided", case.subject, {"id": case.id}, reason=reason)
    return get(tx, number)


@chain.step("voided")
def _voided(tx: Tx, link: chain.Link) -> None:
    move(tx, link.data["id"], status=FindingStatus.VOIDED)


def reassess(tx: Tx, number: str, draft: AssessmentDraft, reason: str) -> FindingView:
    """Price a finding anew before anything is booked for it; it then waits for approval (again).

    Raises WrongState once its deduction is booked, and as `file` for the price.
    """
    case = load(tx, number)
    if case.status is FindingStatus.APPROVED and case.assessment is AssessmentStatus.PRICED:
        raise WrongState(f"问题 {number} 已经记账，改金额请先红字冲销。")
    must_be(case, "重新计价", FindingStatus.FILED, FindingStatus.RETURNED, FindingStatus.APPROVED)
    reason = reason_given(reason, "重新计价")
    rule = assessments.check(tx, draft, case.found_on, case.level)
    priced = priced_anew(tx, case, draft, rule)
    chain.take(tx, "reassessed", case.subject, {"id": case.id, "assessment": priced}, reason=reason)
    return get(tx, number)


@chain.step("reassessed")
def _reassessed(tx: Tx, link: chain.Link) -> None:
    finding_id, data = link.data["id"], link.data["assessment"]
    assessments.store(tx, data, finding_id, link)
    changes = {"status": FindingStatus.FILED, "approver_id": None, "assessment_id": data["id"]}
    indexing.change(tx, finding_id, lambda: move(tx, finding_id, **changes))
