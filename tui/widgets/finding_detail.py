"""Everything about one finding: what was found, what it costs and why, who bears it, what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ledger.vocabulary import AssessmentStatus
from tui.usecases.steps import step_label
from tui.widgets.cells import day
from tui.widgets.prose import Paragraph, Prose, field, heading, para, step

if TYPE_CHECKING:
    from ledger.views import Explanation, FindingView, VoucherView


def detail_of(explanation: Explanation) -> Iterator[Paragraph]:
    """The whole story of a finding, from the report to the characters of the clause."""
    finding = explanation.finding
    row = finding.row
    level = row.level.label + (f"（{finding.inspecting_body}）" if finding.inspecting_body else "")
    yield para(row.text, "bold")
    yield Paragraph()
    yield field("发现", f"{day(row.found_on)}  {level}")
    yield field("责任单位", row.office or "未定")
    yield field("对象", " ".join(filter(None, (row.subject, finding.place))) or "—")
    yield field("状态", row.status.label)
    if finding.obligation:
        yield field("违反任务", f"第{finding.obligation}项 {finding.obligation_heading or ''}")
    yield from _price(finding)
    yield from _clause(explanation)
    yield from _bearers(finding)
    yield from _vouchers(explanation.vouchers)
    yield from _events(finding)


def _price(finding: FindingView) -> Iterator[Paragraph]:
    assessment = finding.assessment
    rule = assessment.rule.rule if assessment.rule else None
    yield from heading("金额与依据")
    if rule is not None:
        yield field("扣缴标准", f"{rule.place}. {rule.name}")
    if assessment.amount is not None:
        yield field("金额", f"{assessment.amount} 元（{assessment.amount.as_wan()}）", "bold")
    else:
        yield field("金额", assessment.status.label, "bold")
    if assessment.status is not AssessmentStatus.FREE:
        confidence = f"程序判定，把握 {assessment.confidence:.0%}"
        yield field("判定", "人工选定" if assessment.chosen_by_person else confidence)
    for number, line in enumerate(assessment.working, 1):
        yield step(number, line)


def _clause(explanation: Explanation) -> Iterator[Paragraph]:
    for mark in explanation.entered:
        yield para(str(mark), "$accent")
    if not explanation.quote:
        if explanation.entered:
            yield para("这一条没有原文依据。", "$faint")
        return
    rule = explanation.rule
    source = " ".join(filter(None, (rule.doc_number if rule else None, explanation.clause)))
    yield from heading(f"原文 {source}")
    yield Paragraph(
        (
            (explanation.context_before.replace("\n", ""), "$faint"),
            (explanation.quote.replace("\n", ""), "bold $mark on $mark-background"),
            (explanation.context_after.replace("\n", ""), "$faint"),
        )
    )
    sha256 = (explanation.file_sha256 or "")[:16]
    yield para(f"文件 {explanation.file_name or ''} SHA-256 {sha256}…", "$faint")


def _bearers(finding: FindingView) -> Iterator[Paragraph]:
    if not finding.shares:
        return
    yield from heading("分担")
    width = max(cell_len(share.unit) for share in finding.shares)
    for share in finding.shares:
        yield para(f"{share.unit}{' ' * (width - cell_len(share.unit))}  {share.amount!s:>14} 元")
    if finding.allocation_reason:
        yield field("理由", finding.allocation_reason)


def _vouchers(vouchers: tuple[VoucherView, ...]) -> Iterator[Paragraph]:
    if not vouchers:
        return
    yield from heading("凭证")
    for voucher in vouchers:
        reverses = f"  冲销 {voucher.reverses}" if voucher.reverses else ""
        yield Paragraph(
            (
                (f"{voucher.number}  {voucher.booked_on}", "bold"),
                (reverses, "$red-letter"),
            )
        )


def _events(finding: FindingView) -> Iterator[Paragraph]:
    yield from heading("经过")
    for event in finding.events:
        reason = f"：{event.reason}" if event.reason else ""
        yield Paragraph(
            ((f"{step_label(event.step)} {event.actor}{reason}", ""),), f"{event.at:%m-%d %H:%M}", indent=12
        )
    if finding.notices:
        yield field("通知书", "、".join(finding.notices))
    if finding.treasury_voucher:
        yield field("财政凭证", finding.treasury_voucher)


class FindingDetail(VerticalScroll):
    """A page of one finding; scrolls."""

    def compose(self) -> ComposeResult:
        yield Prose(id="detail-text")

    def show(self, explanation: Explanation | None) -> None:
        """Show a finding, or nothing."""
        self.query_one(Prose).show(tuple(detail_of(explanation)) if explanation is not None else ())
        self.border_title = explanation.finding.row.number if explanation is not None else "未选问题"
        self.scroll_home(animate=False)
