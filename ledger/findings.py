"""Findings: filing, approval by another person, sending back, voiding, pricing anew.

filed ──approve──▶ approved (priced: the deduction is booked) ──▶ see `deductions`
  │                recorded (free: costs nothing, with the reason)
  ├─send_back──▶ returned ──amend / reassess──▶ filed
  └─void──▶ voided          (also from returned, recorded, and approved while the amount is pending)
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger import assessments, chain, journal, search, units
from ledger.cases import Case, load, move, must_be
from ledger.drafts import AssessmentDraft, FindingDraft, FindingFilter
from ledger.errors import BadValue, SamePerson, WrongState
from ledger.finding_views import count, get, list_findings
from ledger.months import booking_day
from ledger.policies import obligation_heading
from ledger.rules_in_force import policy_number_in_force
from ledger.schema import HOME_DISTRICT, Assessment, Finding
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import FindingView, RuleView
from ledger.vocabulary import AccountKind, AssessmentStatus, FindingStatus, VoucherKind

__all__ = [
    "FindingFilter",
    "approve",
    "count",
    "file",
    "get",
    "list_findings",
    "reassess",
    "send_back",
    "void",
]

_finding, _assessment = table_of(Finding), table_of(Assessment)
_known = Prepared(sa.select(_finding.c.number).where(_finding.c.key == sa.bindparam("key")))
_last_serial = Prepared(
    sa.select(sa.func.max(_finding.c.serial)).where(
        _finding.c.district_id == HOME_DISTRICT, _finding.c.year == sa.bindparam("year")
    )
)
_last_ids = Prepared(
    sa.select(
        sa.select(sa.func.max(_finding.c.id)).scalar_subquery(),
        sa.select(sa.func.max(_assessment.c.id)).scalar_subquery(),
    )
)
_insert = insert(Finding)
_insert_assessment = insert(Assessment)


def file(tx: Tx, draft: FindingDraft) -> FindingView:
    """File a finding; it waits for approval. The same key again gives the finding that it filed before.

    Raises NoRuleInForce when no adopted schedule covers its day, BadValue for empty text, a day in the future,
    a task that the policy does not have and an amount that does not follow from the rule, NotFound for an
    office that is not registered.
    """
    return get(tx, file_number(tx, draft))


def file_number(tx: Tx, draft: FindingDraft) -> str:
    """As `file`, giving the number alone."""
    known = tx.run(_known, key=draft.key).fetchone()
    if known is not None:
        return str(known[0])
    policy, rule = _check(tx, draft)
    office_id = None if draft.office is None else units.id_of(tx, draft.office)
    year = draft.found_on.year
    serial = 1 + (tx.run(_last_serial, year=year).fetchone()[0] or 0)
    number = f"{year}-{serial:04d}"
    seq, _ = chain.append(tx, "filed", f"finding/{number}", data_of(number, draft, policy, rule))
    store(tx, number, draft, policy, office_id=office_id, seq=seq)
    return number


def _check(tx: Tx, draft: FindingDraft) -> tuple[int, RuleView | None]:
    if not draft.text.strip():
        raise BadValue("问题描述不能为空，请填写督查发现的问题。")
    if not draft.key.strip():
        raise BadValue("缺少登记标识，无法防止重复登记。")
    if draft.found_on > tx.today:
        raise BadValue(f"发现日期 {draft.found_on} 晚于今天 {tx.today}，请核对日期。")
    rule = assessments.check(tx, draft.assessment, draft.found_on, draft.level)
    policy = policy_number_in_force(tx, draft.found_on)
    if draft.obligation is not None and obligation_heading(tx, policy, draft.obligation) is None:
        raise BadValue(f"当日有效的方案中没有第 {draft.obligation} 项任务，请核对任务编号。")
    return policy, rule


def data_of(number: str, draft: FindingDraft, policy: int, rule: RuleView | None) -> dict[str, Any]:
    """What the chain keeps of a filing: enough to write its rows again."""
    return {
        "number": number,
        "key": draft.key,
        "text": draft.text,
        "found_on": draft.found_on.isoformat(),
        "level": draft.level.value,
        "inspecting_body": draft.inspecting_body,
        "office": draft.office,
        "subject": draft.subject,
        "place": draft.place,
        "policy": policy,
        "obligation": draft.obligation,
        "source_ref": draft.source_ref,
        "assessment": assessments.data_of(draft.assessment, rule),
    }


def searched(draft: FindingDraft, number: str) -> str:
    """The text under which a finding is found."""
    return search.searched_text(
        draft.text, draft.subject, draft.place, draft.inspecting_body, draft.source_ref, number
    )


def store(tx: Tx, number: str, draft: FindingDraft, policy: int, *, office_id: int | None, seq: int) -> None:
    """Write the rows of a finding whose event is `seq`."""
    last_finding, last_assessment = tx.run(_last_ids).fetchone()
    finding_id, assessment_id = (last_finding or 0) + 1, (last_assessment or 0) + 1
    tx.run(
        _insert,
        id=finding_id,
        district_id=HOME_DISTRICT,
        year=draft.found_on.year,
        serial=int(number.rpartition("-")[2]),
        number=number,
        key=draft.key,
        text=draft.text,
        found_on=draft.found_on,
        level=draft.level,
        inspecting_body=draft.inspecting_body,
        office_id=office_id,
        subject=draft.subject,
        place=draft.place,
        policy_number=policy,
        obligation=draft.obligation,
        source_ref=draft.source_ref,
        preparer_id=tx.actor.id,
        approver_id=None,
        status=FindingStatus.FILED,
        assessment_id=assessment_id,
        allocation_id=None,
        treasury_voucher=None,
        follows_id=None,
    )
    row = assessments.row_of(draft.assessment, finding_id=finding_id, turn=1, made_by=tx.actor.id, seq=seq)
    tx.run(_insert_assessment, id=assessment_id, **row)
    search.index(tx, finding_id, searched(draft, number), office_id)


def approve(tx: Tx, number: str) -> FindingView:
    """Approve a filed finding as another person than who filed or priced it.

    A priced one books its deduction, a free one is recorded, a pending one waits for its amount.  Raises
    SamePerson, WrongState, ClosedPeriod.
    """
    case = load(tx, number)
    must_be(case, "复核", FindingStatus.FILED)
    for person in (case.preparer, case.assessed_by):
        if person.id == tx.actor.id:
            raise SamePerson(f"问题 {number} 是{person.name}经办的，不能由本人复核，请换一人复核。")
    if case.assessment is AssessmentStatus.UNDECIDED:
        raise WrongState(f"问题 {number} 还没有判定适用条款，请先选定条款并计价再复核。")
    free = case.assessment is AssessmentStatus.FREE
    status = FindingStatus.RECORDED if free else FindingStatus.APPROVED
    chain.append(tx, "approved", case.subject, {"number": number, "status": status.value})
    move(tx, case, status=status, approver_id=tx.actor.id)
    if case.assessment is AssessmentStatus.PRICED:
        book_deduction(tx, load(tx, number))
    return get(tx, number)


def book_deduction(tx: Tx, case: Case) -> int:
    """Book what the superior deducts for an approved case; the voucher's key."""
    assert case.amount is not None
    preparer, approver = case.two_people
    return journal.book(
        tx,
        journal.Booking(
            kind=VoucherKind.DEDUCTION,
            booked_on=booking_day(tx, case.found_on),
            summary=f"{case.superior}督查发现问题 {case.number} 扣缴",
            lines=[
                journal.Line(AccountKind.TO_ALLOCATE, "", debit=case.amount),
                journal.Line(AccountKind.SUPERIOR_DEDUCTION, case.superior, credit=case.amount),
            ],
            preparer=preparer,
            approver=approver,
            finding_id=case.id,
            finding=case.number,
            assessment_id=case.assessment_id,
        ),
    )


def send_back(tx: Tx, number: str, reason: str) -> FindingView:
    """Return a filed finding to its preparer with a reason."""
    case = load(tx, number)
    must_be(case, "退回", FindingStatus.FILED)
    reason = reason_given(reason, "退回")
    chain.append(tx, "sent_back", case.subject, {"number": number}, reason=reason)
    move(tx, case, status=FindingStatus.RETURNED)
    return get(tx, number)


def void(tx: Tx, number: str, reason: str) -> FindingView:
    """Take a finding out before anything is booked for it; it stays visible. Raises WrongState once booked."""
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
    chain.append(tx, "voided", case.subject, {"number": number}, reason=reason)
    move(tx, case, status=FindingStatus.VOIDED)
    return get(tx, number)


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
    data = {"number": number, "assessment": assessments.data_of(draft, rule)}
    seq, _ = chain.append(tx, "reassessed", case.subject, data, reason=reason)
    store_reassessment(tx, case, draft, seq)
    return get(tx, number)


def store_reassessment(tx: Tx, case: Case, draft: AssessmentDraft, seq: int) -> None:
    """Write the rows of a new price whose event is `seq`."""
    turns = sa.select(sa.func.max(_assessment.c.turn)).where(_assessment.c.finding_id == case.id)
    row = assessments.row_of(
        draft, finding_id=case.id, turn=1 + int(tx.scalar(turns)), made_by=tx.actor.id, seq=seq
    )
    move(
        tx,
        case,
        status=FindingStatus.FILED,
        approver_id=None,
        assessment_id=assessments.store(tx, row),
    )


def reason_given(reason: str, step: str) -> str:
    """The reason, trimmed. Raises BadValue for an empty one."""
    reason = reason.strip()
    if not reason:
        raise BadValue(f"{step}要写明理由，请补充。")
    return reason
