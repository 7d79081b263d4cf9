"""Papers that ask something of a unit: 整改督办单, 约谈通知书, 更正通知, 送达回证."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ledger.errors import BadValue
from ledger.money import Money
from ledger.views import FindingView, NoticeView
from templates.capitals import capital
from templates.contexts.deductions import levels_of, month_day, period_of, require_findings
from templates.contexts.letterhead import Letterhead, NoticeContext, chinese_day, common
from templates.tags import tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """A finding as something to be repaired; `task` is the task of the plan that it violates."""

    position: str = tag("序号")
    number: str = tag("编号")
    found: str = tag("发现日期")
    text: str = tag("问题")
    task: str = tag("任务")


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationContext(NoticeContext):
    """整改督办单, with the slip that the unit sends back (回执)."""

    period: str = tag("期间")
    levels: str = tag("检查层级")
    count: str = tag("问题数")
    due: str = tag("整改期限")
    problems: tuple[ProblemLine, ...] = tag("问题清单")


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewContext(NoticeContext):
    """约谈通知书."""

    cause: str = tag("事由")
    basis: str = tag("依据")
    time: str = tag("时间")
    place: str = tag("地点")
    interviewer: str = tag("约谈人")
    attendants: str = tag("被约谈人")
    problems: tuple[ProblemLine, ...] = tag("问题清单")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionContext(NoticeContext):
    """更正通知, or 撤销通知 where `revoked`: it names the paper that it corrects."""

    heading: str = tag("标题")
    revoked: bool = tag("撤销")
    old_number: str = tag("原文号")
    old_title: str = tag("原标题")
    old_day: str = tag("原日期")
    reason: str = tag("原因")
    old_total: str = tag("原金额小写")
    old_capitals: str = tag("原金额大写")
    total: str = tag("现金额小写")
    capitals: str = tag("现金额大写")
    vouchers: str = tag("冲销凭证", optional=True)
    new_number: str = tag("新文号", optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContext(NoticeContext):
    """送达回证: what was served on whom; time and signatures are written by hand."""

    number: str = tag("文号", optional=True)
    served: str = tag("送达文书")
    served_number: str = tag("送达文号")
    way: str = tag("送达方式")


def problem_lines(findings: Sequence[FindingView]) -> tuple[ProblemLine, ...]:
    """Findings as a table of what is to be repaired."""
    return tuple(
        ProblemLine(
            position=str(position),
            number=finding.row.number,
            found=month_day(finding.row.found_on),
            text=finding.row.text,
            task=_task_of(finding),
        )
        for position, finding in enumerate(findings, 1)
    )


def rectification_context(
    letterhead: Letterhead,
    notice: NoticeView,
    findings: Sequence[FindingView],
    *,
    due: date,
    replaces: str = "",
) -> RectificationContext:
    """The context of a 整改督办单. Raises BadValue for a due date before the paper's own day."""
    require_findings(findings)
    if due < notice.issued_on:
        raise BadValue(
            f"整改期限 {chinese_day(due)} 早于成文日期 {chinese_day(notice.issued_on)}，请改为之后的日期。"
        )
    return RectificationContext(
        **common(letterhead, notice, replaces=replaces),
        period=period_of([finding.row.found_on for finding in findings]),
        levels=levels_of([finding.row.level for finding in findings]),
        count=str(len(findings)),
        due=chinese_day(due),
        problems=problem_lines(findings),
    )


def interview_context(
    letterhead: Letterhead,
    notice: NoticeView,
    findings: Sequence[FindingView],
    *,
    cause: str,
    basis: str,
    moment: datetime,
    place: str,
    interviewer: str,
    attendants: str,
    replaces: str = "",
) -> InterviewContext:
    """The context of a 约谈通知书. Raises BadValue for a field that is left empty."""
    fields = {"事由": cause, "依据": basis, "地点": place, "约谈人": interviewer, "被约谈人": attendants}
    for name, value in fields.items():
        if not value.strip():
            raise BadValue(f"约谈通知书缺少{name}，请填写后再出件。")
    clock = f"{moment.hour}时{f'{moment.minute:02d}分' if moment.minute else ''}"
    return InterviewContext(
        **common(letterhead, notice, replaces=replaces),
        cause=cause,
        basis=basis,
        time=f"{chinese_day(moment.date())}{clock}",
        place=place,
        interviewer=interviewer,
        attendants=attendants,
        problems=problem_lines(findings),
    )


def correction_context(
    letterhead: Letterhead,
    notice: NoticeView,
    corrected: NoticeView,
    *,
    reason: str,
    amount: Money | None = None,
    vouchers: Sequence[str] = (),
    new_number: str = "",
) -> CorrectionContext:
    """The context of a 更正通知 with the right `amount`, or without one of a 撤销通知.

    `vouchers` are the red-letter vouchers; `new_number` is the paper that takes the old one's place.  Raises
    BadValue without a reason or where the amount is the old one.
    """
    if not reason.strip():
        raise BadValue(f"更正 {corrected.number} 要写明原因，请填写后再出件。")
    if amount is not None and amount == corrected.amount:
        raise BadValue(f"更正后的金额与 {corrected.number} 的原金额相同，请核对。")
    old = corrected.amount
    return CorrectionContext(
        **common(letterhead, notice),
        heading="撤销通知" if amount is None else "更正通知",
        revoked=amount is None,
        old_number=corrected.number,
        old_title=corrected.kind.label,
        old_day=chinese_day(corrected.issued_on),
        reason=reason.rstrip("。"),
        old_total="" if old is None else str(old),
        old_capitals="" if old is None else capital(old),
        total="" if amount is None else str(amount),
        capitals="" if amount is None else capital(amount),
        vouchers="、".join(vouchers),
        new_number=new_number,
    )


def receipt_context(
    letterhead: Letterhead, notice: NoticeView, served: NoticeView, *, way: str = "直接送达"
) -> ReceiptContext:
    """The context of a 送达回证 for an issued paper. Raises BadValue where it was issued to someone else."""
    if served.recipient != notice.recipient:
        raise BadValue(f"{served.number} 的受送达单位是{served.recipient}，不是{notice.recipient}，请核对。")
    return ReceiptContext(
        **common(letterhead, notice), served=served.kind.label, served_number=served.number, way=way
    )


def _task_of(finding: FindingView) -> str:
    if finding.obligation is None:
        return ""
    return f"第{finding.obligation}项　{finding.obligation_heading or ''}".rstrip("　")
