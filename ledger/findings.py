"""Findings: filing, approval by another person, sending back, voiding, pricing anew.

filed ──approve──▶ approved (priced: the deduction is booked) ──▶ see `deductions`
  │                recorded (free: costs nothing, with the reason)
  ├─send_back──▶ returned ──amend / reassess──▶ filed
  └─void──▶ voided          (also from returned, recorded, and approved while the amount is pending)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import assessments, chain, journal, search, units
from ledger.cases import Case, load, move, must_be
from ledger.drafts import AssessmentDraft, FindingDraft, FindingFilter
from ledger.errors import BadValue, SamePerson, WrongState
from ledger.finding_views import count, get, list_findings
from ledger.months import booking_day
from ledger.rules_in_force import obligation_heading, policy_number_in_force
from ledger.schema import HOME_DISTRICT, Assessment, Finding
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import FindingView, RuleView
from ledger.vocabulary import AccountKind, AssessmentStatus, FindingStatus, Level, VoucherKind

__all__ = [
    "FindingFilter",
    "amend",
    "approve",
    "count",
    "draft_of",
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
_FACTS = ("text", "inspecting_body", "office_id", "subject", "place", "obligation", "source_ref")
_last = Prepared(sa.select(sa.func.max(_finding.c.id)))
_insert = insert(Finding, raw=("found_on", "level", "status"))


def file(tx: Tx, draft: FindingDraft) -> FindingView:
    """File a finding; it waits for approval. The same key again gives the finding that it filed before.

    Raises NoRuleInForce when no adopted schedule covers its day, BadValue for empty text, a day in the
    future, a task that the policy does not have and an amount that does not follow from the rule, NotFound
    for an office that is not registered.
    """
    return get(tx, file_number(tx, draft))


def file_number(tx: Tx, draft: FindingDraft, *, follows_id: int | None = None) -> str:
    """As `file`, giving the number alone; `follows_id` is the key of the finding that it reopens."""
    known = tx.run(_known, key=draft.key).fetchone()
    if known is not None:
        return str(known[0])
    policy, rule = _check(tx, draft)
    year = draft.found_on.year
    serial = 1 + (tx.run(_last_serial, year=year).fetchone()[0] or 0)
    number = f"{year}-{serial:04d}"
    data = {
        "id": 1 + (tx.run(_last).fetchone()[0] or 0),
        "number": number,
        "serial": serial,
        "key": draft.key,
        **_facts(tx, draft, policy),
        "follows_id": follows_id,
        "assessment": assessments.data_of(draft.assessment, rule, key=assessments.next_key(tx), turn=1),
    }
    chain.take(tx, "filed", f"finding/{number}", data)
    return number


def _facts(tx: Tx, draft: FindingDraft, policy: int) -> dict[str, Any]:
    return {
        "text": draft.text,
        "found_on": draft.found_on.isoformat(),
        "level": draft.level.value,
        "inspecting_body": draft.inspecting_body,
        "office": draft.office,
        "office_id": None if draft.office is None else units.id_of(tx, draft.office),
        "subject": draft.subject,
        "place": draft.place,
        "policy": policy,
        "obligation": draft.obligation,
        "source_ref": draft.source_ref,
    }


@chain.step("filed")
def _filed(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.run(
        _insert,
        id=data["id"],
        district_id=HOME_DISTRICT,
        year=int(data["found_on"][:4]),
        serial=data["serial"],
        number=data["number"],
        key=data["key"],
        text=data["text"],
        found_on=data["found_on"],
        level=data["level"],
        inspecting_body=data["inspecting_body"],
        office_id=data["office_id"],
        subject=data["subject"],
        place=data["place"],
        policy_number=data["policy"],
        obligation=data["obligation"],
        source_ref=data["source_ref"],
        preparer_id=link.actor.id,
        approver_id=None,
        status=FindingStatus.FILED.value,
        assessment_id=data["assessment"]["id"],
        allocation_id=None,
        treasury_voucher=None,
        follows_id=data["follows_id"],
    )
    assessments.store(tx, data["assessment"], data["id"], link)
    search.index(tx, data["id"], searched(data), data["office_id"])


def searched(data: Mapping[str, Any]) -> str:
    """The text under which a finding is found."""
    fields = ("text", "subject", "place", "inspecting_body", "source_ref", "number")
    return search.searched_text(*(data[field] for field in fields))


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
            summary=f"{case.superior}督查发现问题 {case.number} 扣缴",
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
    priced = _priced_anew(tx, case, draft, rule)
    chain.take(tx, "reassessed", case.subject, {"id": case.id, "assessment": priced}, reason=reason)
    return get(tx, number)


def _priced_anew(tx: Tx, case: Case, draft: AssessmentDraft, rule: RuleView | None) -> dict[str, Any]:
    return assessments.data_of(
        draft, rule, key=assessments.next_key(tx), turn=assessments.next_turn(tx, case.id)
    )


@chain.step("reassessed")
def _reassessed(tx: Tx, link: chain.Link) -> None:
    finding_id, data = link.data["id"], link.data["assessment"]
    assessments.store(tx, data, finding_id, link)
    move(tx, finding_id, status=FindingStatus.FILED, approver_id=None, assessment_id=data["id"])


def draft_of(tx: Tx, number: str) -> FindingDraft:
    """A finding as a draft, to be amended."""
    view = get(tx, number)
    priced = view.assessment
    return FindingDraft(
        key=str(tx.scalar(sa.select(_finding.c.key).where(_finding.c.number == number))),
        text=view.row.text,
        found_on=view.row.found_on,
        level=view.row.level,
        assessment=AssessmentDraft(
            status=priced.status,
            rule_id=None if priced.rule is None else priced.rule.id,
            count=priced.count,
            amount=priced.amount,
            working=priced.working,
            confidence=priced.confidence,
            chosen_by_person=priced.chosen_by_person,
        ),
        inspecting_body=view.inspecting_body,
        office=view.row.office,
        subject=view.row.subject,
        place=view.place,
        obligation=view.obligation,
        source_ref=view.source_ref,
    )


def amend(tx: Tx, number: str, draft: FindingDraft, reason: str) -> FindingView:
    """Correct the facts of a finding before it is approved; it then waits for approval (again).

    `draft` is `draft_of` with what is to be changed.  Raises WrongState once approved, BadValue when the day
    moves to another year (its number would no longer fit), and as `file`.
    """
    case = load(tx, number)
    must_be(case, "更改", FindingStatus.FILED, FindingStatus.RETURNED)
    reason = reason_given(reason, "更改")
    old = draft_of(tx, number)
    if draft.found_on.year != old.found_on.year:
        raise BadValue(f"问题 {number} 的日期不能改到另一年，请作废后重新登记。")
    policy, rule = _check(tx, replace(draft, key=old.key))
    data = _facts(tx, draft, policy) | {"id": case.id, "number": number}
    if draft.assessment != old.assessment:
        data["assessment"] = _priced_anew(tx, case, draft.assessment, rule)
    chain.take(tx, "amended", case.subject, data, reason=reason)
    return get(tx, number)


@chain.step("amended")
def _amended(tx: Tx, link: chain.Link) -> None:
    data = link.data
    row = tx.first(sa.select(_finding).where(_finding.c.id == data["id"]))
    assert row is not None
    search.forget(tx, row.id, searched(row._mapping), row.office_id)
    search.index(tx, row.id, searched(data), data["office_id"])
    changes: dict[str, Any] = {name: data[name] for name in _FACTS}
    if "assessment" in data:
        assessments.store(tx, data["assessment"], data["id"], link)
        changes["assessment_id"] = data["assessment"]["id"]
    move(
        tx,
        data["id"],
        **changes,
        found_on=date.fromisoformat(data["found_on"]),
        level=Level.stored(data["level"]),
        policy_number=data["policy"],
        status=FindingStatus.FILED,
    )


def reason_given(reason: str, step: str) -> str:
    """The reason, trimmed. Raises BadValue for an empty one."""
    reason = reason.strip()
    if not reason:
        raise BadValue(f"{step}要写明理由，请补充。")
    return reason
