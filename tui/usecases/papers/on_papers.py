"""Papers on another paper: 更正通知 and 撤销通知, 送达回证."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.drafts import NoticeDraft
from ledger.errors import BadValue, WrongState
from ledger.money import Money, total
from ledger.views import FindingView, NoticeView
from ledger.vocabulary import FindingStatus, NoticeKind
from tui.usecases.papers.filled import Filled, Making
from tui.usecases.papers.on_findings import borne, deduction
from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead

FALLEN = (FindingStatus.REVERSED, FindingStatus.VOIDED)


def corrections(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """Corrects a paper's amount to what the books say now; or revokes it, alone or for a new one.

    A corrected paper stays in force with the right amount (`corrected_by`).  A revoked one is voided in the
    books; with `wishes.reissue` a notice with a new number takes its place, and all three name each other.
    """
    from ledger import notices
    from templates.contexts import correction_context

    old = _one(tx, about, "要更正的文书")
    if old.voided:
        raise WrongState(f"{old.number} 已经作废，不用再更正。")
    if not wishes.reason.strip():
        raise BadValue(f"更正 {old.number} 要写明原因，请加 --reason。")
    listed = _findings_of(tx, old)
    kept = right_amount(old, listed) if not (wishes.revoke or wishes.reissue) else None
    if kept is not None:
        _refuse_needless(tx, old, kept)
    new = _reissued(tx, head, old, listed, today) if wishes.reissue else None
    notice = notices.issue(tx, NoticeDraft(NoticeKind.CORRECTION, old.recipient, old.findings, today, kept))
    if kept is None:
        notices.void(tx, old.number, f"见{notice.number}：{wishes.reason.strip()}")
    red = [voucher.number for finding in listed for voucher in finding.vouchers if voucher.reverses]
    context = correction_context(
        head,
        notice,
        old,
        reason=wishes.reason.strip(),
        amount=kept,
        vouchers=tuple(dict.fromkeys(red)),
        new_number="" if new is None else new.notice.number,
    )
    if new is not None:
        yield new
    yield Filled(notice, context)


def corrected_by(tx: Tx, number: str) -> NoticeView | None:
    """The standing correction of a paper's amount, or None."""
    from ledger import notices

    for notice in notices.list_notices(tx, NoticeKind.CORRECTION):
        kept = None if notice.voided else notices.particulars(tx, notice.number)
        if kept is not None and kept["context"]["old_number"] == number and not kept["context"]["revoked"]:
            return notice
    return None


def receipts(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """One for each paper that is served, in the order given."""
    from ledger import notices
    from templates.contexts import receipt_context

    if not about:
        raise BadValue("请给出要送达的文书的文号。")
    for number in dict.fromkeys(about):
        served = notices.get(tx, number)
        if served.voided:
            raise WrongState(f"{served.number} 已经作废，不能再送达。")
        notice = notices.issue(tx, NoticeDraft(NoticeKind.RECEIPT, served.recipient, (), today))
        context = receipt_context(head, notice, served, way=wishes.way)
        yield Filled(notice, replace(context, remark=numbered_remark(notice)))


def right_amount(notice: NoticeView, findings: Sequence[FindingView]) -> Money | None:
    """What the paper's amount is by the books now; None where it never had one, or nothing is left."""
    standing = [finding for finding in findings if finding.row.status not in FALLEN]
    if notice.amount is None or not standing:
        return None
    if notice.kind is NoticeKind.ALLOCATION:
        return total(share.amount for finding in standing for share in finding.shares)
    return borne(notice.recipient, standing) if notice.kind is NoticeKind.DEDUCTION else None


def numbered_remark(notice: NoticeView) -> str:
    """The note of a form without a head: its own number and its code."""
    from templates.codes import verification_code

    return f"（编号：{notice.number}，核验码：{verification_code(notice)}）"


def _one(tx: Tx, about: Sequence[str], what: str) -> NoticeView:
    from ledger import notices

    if len(about) != 1:
        raise BadValue(f"请给出{what}的文号，一次一件。")
    return notices.get(tx, about[0])


def _refuse_needless(tx: Tx, old: NoticeView, amount: Money) -> None:
    earlier = corrected_by(tx, old.number)
    if earlier is not None:
        raise WrongState(
            f"{old.number} 已由 {earlier.number} 更正过；"
            "再有变动请加 --revoke 撤销，或加 --reissue 撤销并重出。"
        )
    if amount == old.amount:
        raise BadValue(
            f"{old.number} 的金额与账簿一致，没有可更正的；"
            "其他内容有误请加 --revoke 撤销，或加 --reissue 撤销并重出。"
        )


def _findings_of(tx: Tx, notice: NoticeView) -> list[FindingView]:
    from ledger import findings

    return [findings.get(tx, number) for number in notice.findings]


def _reissued(
    tx: Tx, head: Letterhead, old: NoticeView, findings: Sequence[FindingView], today: date
) -> Filled:
    if old.kind is not NoticeKind.DEDUCTION:
        raise BadValue(f"{old.kind.label}请在撤销后另行出具；--reissue 只用于扣缴财力通知书。")
    standing = [
        finding
        for finding in findings
        if finding.row.status not in FALLEN and borne(old.recipient, [finding]).fen
    ]
    if not standing:
        raise BadValue(f"{old.number} 所列问题都已冲销，没有可重新出具的，请去掉 --reissue。")
    return deduction(tx, head, old.recipient, standing, today, replaces=old)
