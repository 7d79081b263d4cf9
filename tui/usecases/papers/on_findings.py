"""Papers on findings: 扣缴财力通知书, 责任认定书, 整改督办单, 约谈通知书."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.drafts import NoticeDraft
from ledger.errors import BadValue, WrongState
from ledger.money import Money, total
from ledger.views import FindingView, NoticeView
from ledger.vocabulary import NoticeKind, RectificationStatus
from tui.usecases.papers.filled import Filled, Making
from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead


def deductions(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """One for each unit that bears a share of the findings."""
    chosen = chosen_findings(tx, about)
    units = bearers_of(chosen)
    if wishes.only is not None:
        units = [unit for unit in units if unit == wishes.only]
    for unit in units:
        theirs = [finding for finding in chosen if any(share.unit == unit for share in finding.shares)]
        _refuse_second(tx, NoticeKind.DEDUCTION, unit, theirs)
        yield deduction(tx, head, unit, theirs, today)


def deduction(
    tx: Tx,
    head: Letterhead,
    unit: str,
    findings: Sequence[FindingView],
    today: date,
    replaces: NoticeView | None = None,
) -> Filled:
    """The notice to one unit; a reissue names the one whose place it takes."""
    from ledger import notices
    from templates.contexts import deduction_context

    draft = NoticeDraft(NoticeKind.DEDUCTION, unit, numbers_of(findings), today, borne(unit, findings))
    notice = notices.issue(tx, draft)
    old = "" if replaces is None else replaces.number
    return Filled(notice, deduction_context(head, notice, findings, replaces=old))


def allocations(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """One decision on all the findings, to every unit that bears a share."""
    from ledger import notices
    from templates.contexts import allocation_context

    chosen = chosen_findings(tx, about)
    recipient = "，".join(bearers_of(chosen))
    _refuse_second(tx, NoticeKind.ALLOCATION, recipient, chosen)
    amount = total(share.amount for finding in chosen for share in finding.shares)
    draft = NoticeDraft(NoticeKind.ALLOCATION, recipient, numbers_of(chosen), today, amount)
    notice = notices.issue(tx, draft)
    yield Filled(notice, allocation_context(head, notice, chosen))


def rectifications(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """One for each unit; a repair that is not assigned yet is assigned with the due date."""
    from ledger import findings, notices, rectification
    from templates.contexts import rectification_context

    by_unit: dict[str, list[FindingView]] = {}
    for finding in chosen_findings(tx, about):
        unit = _repairing(tx, finding, wishes)
        number = finding.row.number
        if finding.rectification is None:
            if wishes.due is None:
                raise BadValue("整改督办单要写明整改期限，请加 --due，例如 --due 2026-09-20。")
            rectification.assign(tx, number, wishes.due, unit)
        elif finding.rectification.status is not RectificationStatus.ASSIGNED:
            raise WrongState(f"问题 {number} 的整改“{finding.rectification.status.label}”，不用再督办。")
        by_unit.setdefault(unit, []).append(findings.get(tx, number))
    for unit, theirs in by_unit.items():
        due = _common_due(theirs, wishes)
        notice = notices.issue(tx, NoticeDraft(NoticeKind.RECTIFICATION, unit, numbers_of(theirs), today))
        yield Filled(notice, rectification_context(head, notice, theirs, due=due))


def interviews(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """One for each unit that bears, or whose area the finding lies in; without findings to `wishes.to`."""
    from ledger import notices, policies
    from templates.contexts import interview_context

    if wishes.time is None:
        raise BadValue('约谈通知书要写明时间，请加 --time，例如 --time "2026-09-05 15:00"。')
    if wishes.time.date() < today:
        raise BadValue(f"约谈时间 {wishes.time:%Y-%m-%d %H:%M} 已经过去，请核对 --time。")
    if not wishes.reason.strip():
        raise BadValue("约谈通知书要写明事由，请加 --reason。")
    if not wishes.place.strip():
        raise BadValue("约谈通知书要写明地点，请加 --place。")
    chosen = chosen_findings(tx, about) if about else []
    if not chosen and wishes.to is None:
        raise BadValue("请给出约谈所涉问题的编号，或者用 --to 写明约谈哪个单位。")
    by_unit: dict[str, list[FindingView]] = {} if chosen else {_registered(tx, wishes.to or ""): []}
    for finding in chosen:
        shared = [] if wishes.to else list(dict.fromkeys(share.unit for share in finding.shares))
        for unit in shared or [_repairing(tx, finding, wishes)]:
            by_unit.setdefault(unit, []).append(finding)
    policy = policies.policy_in_force(tx, today)
    number = f"（{policy.doc_number}）" if policy.doc_number else ""
    for unit, theirs in by_unit.items():
        notice = notices.issue(tx, NoticeDraft(NoticeKind.INTERVIEW, unit, numbers_of(theirs), today))
        context = interview_context(
            head,
            notice,
            theirs,
            cause=wishes.reason.strip().rstrip("。"),
            basis=wishes.basis or f"《{policy.title.strip('《》')}》{number}",
            moment=wishes.time,
            place=wishes.place,
            interviewer=wishes.interviewer or f"{head.issuer}负责人",
            attendants=wishes.attendants or "主要负责人",
        )
        yield Filled(notice, context)


def chosen_findings(tx: Tx, about: Sequence[str]) -> list[FindingView]:
    """The findings by their numbers, each once. Raises BadValue for none, NotFound for an unknown one."""
    from ledger import findings

    if not about:
        raise BadValue("请给出要列入文书的问题编号，例如 2026-0001。")
    return [findings.get(tx, number) for number in dict.fromkeys(about)]


def bearers_of(findings: Sequence[FindingView]) -> list[str]:
    """The units that bear shares of the findings, in order of appearance. Raises BadValue for none."""
    units = list(dict.fromkeys(share.unit for finding in findings for share in finding.shares))
    if not units:
        numbers = "、".join(numbers_of(findings))
        raise BadValue(f"问题 {numbers} 还没有分担到单位，请先复核、分担、记账，再出文书。")
    return units


def borne(unit: str, findings: Sequence[FindingView]) -> Money:
    """What a unit bears of the findings."""
    return total(share.amount for finding in findings for share in finding.shares if share.unit == unit)


def numbers_of(findings: Sequence[FindingView]) -> tuple[str, ...]:
    """The findings' numbers."""
    return tuple(finding.row.number for finding in findings)


def _refuse_second(tx: Tx, kind: NoticeKind, recipient: str, findings: Sequence[FindingView]) -> None:
    """What a unit has been told once stands until that paper is corrected."""
    from ledger import notices

    for finding in findings:
        for notice in (notices.get(tx, number) for number in finding.notices):
            if (notice.kind, notice.recipient) == (kind, recipient) and not notice.voided:
                raise WrongState(
                    f"问题 {finding.row.number} 已由 {notice.number} 通知{recipient}；"
                    f"要重新出具，请先出更正通知（--kind 更正通知）。"
                )


def _repairing(tx: Tx, finding: FindingView, wishes: Wishes) -> str:
    if wishes.to is not None:
        return _registered(tx, wishes.to)
    assigned = finding.rectification.unit if finding.rectification else None
    unit = assigned or finding.row.office
    if unit is None:
        raise BadValue(f"问题 {finding.row.number} 没有写明属地，请用 --to 写明主送单位。")
    return unit


def _registered(tx: Tx, name: str) -> str:
    from ledger import units

    return units.get(tx, name).name


def _common_due(findings: Sequence[FindingView], wishes: Wishes) -> date:
    dues = {finding.rectification.due_on for finding in findings if finding.rectification is not None}
    if wishes.due is not None and dues != {wishes.due}:
        numbers = "、".join(numbers_of(findings))
        raise WrongState(f"问题 {numbers} 已交办整改，期限是 {min(dues)}；改期限请先延期，再出督办单。")
    if len(dues) > 1:
        listed = "、".join(str(due) for due in sorted(dues))
        raise WrongState(f"所选问题的整改期限不同（{listed}），请分开出督办单。")
    return dues.pop()
