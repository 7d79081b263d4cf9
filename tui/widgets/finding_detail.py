"""Everything about one finding: what was found, what it costs and why, who bears it, what happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ledger.vocabulary import AssessmentStatus
from tui.widgets.cells import day

if TYPE_CHECKING:
    from ledger.views import Explanation, FindingView, VoucherView

Part = Content | str | tuple[str, str]

LABEL_WIDTH = 10


def field(label: str, value: str, style: str = "") -> list[Part]:
    """One labelled line."""
    pad = " " * max(LABEL_WIDTH - cell_len(label), 1)
    return [(label + pad, "$faint"), (value, style), "\n"]


def heading(text: str) -> Part:
    """A heading between groups of lines."""
    return (f"\n{text}\n", "bold $primary")


def detail_of(explanation: Explanation) -> Content:
    """The whole story of a finding, from the report to the characters of the clause."""
    finding = explanation.finding
    row = finding.row
    level = row.level.label + (f"（{finding.inspecting_body}）" if finding.inspecting_body else "")
    parts: list[Part] = [
        (row.text, "bold"),
        "\n\n",
        *field("发现", f"{day(row.found_on)}  {level}"),
        *field("责任单位", row.office or "未定"),
        *field("对象", " ".join(filter(None, (row.subject, finding.place))) or "—"),
        *field("状态", row.status.label),
    ]
    if finding.obligation:
        parts += field("违反任务", f"第{finding.obligation}条 {finding.obligation_heading or ''}")
    parts += [*_price(finding), *_clause(explanation), *_bearers(finding)]
    parts += [*_vouchers(explanation.vouchers), *_events(finding)]
    return Content.assemble(*parts)


def _price(finding: FindingView) -> list[Part]:
    assessment = finding.assessment
    rule = assessment.rule.rule if assessment.rule else None
    parts: list[Part] = [heading("金额与依据")]
    if rule is not None:
        parts += field("扣缴标准", f"{rule.place}. {rule.name}")
    if assessment.amount is not None:
        parts += field("金额", f"{assessment.amount} 元（{assessment.amount.as_wan()}）", "bold")
    else:
        parts += field("金额", assessment.status.label, "bold")
    chosen = "人工选定" if assessment.chosen_by_person else f"程序判定，把握 {assessment.confidence:.0%}"
    if assessment.status is not AssessmentStatus.FREE:
        parts += field("判定", chosen)
    for number, step in enumerate(assessment.working, 1):
        parts.append((f"  {number}. ", "$faint"))
        parts.append(f"{step}\n")
    return parts


def _clause(explanation: Explanation) -> list[Part]:
    if not explanation.quote:
        return []
    rule = explanation.rule
    source = " ".join(filter(None, (rule.doc_number if rule else None, explanation.clause)))
    return [
        heading(f"原文 {source}"),
        (explanation.context_before.replace("\n", ""), "$faint"),
        (explanation.quote.replace("\n", ""), "bold $mark on $mark-background"),
        (explanation.context_after.replace("\n", ""), "$faint"),
        "\n",
        (f"文件 {explanation.file_name or ''} SHA-256 {(explanation.file_sha256 or '')[:16]}…\n", "$faint"),
    ]


def _bearers(finding: FindingView) -> list[Part]:
    if not finding.shares:
        return []
    parts: list[Part] = [heading("分担")]
    width = max(cell_len(share.unit) for share in finding.shares)
    for share in finding.shares:
        parts.append(f"  {share.unit}{' ' * (width - cell_len(share.unit))}  {share.amount!s:>14} 元\n")
    if finding.allocation_reason:
        parts += field("理由", finding.allocation_reason)
    return parts


def _vouchers(vouchers: tuple[VoucherView, ...]) -> list[Part]:
    if not vouchers:
        return []
    parts: list[Part] = [heading("凭证")]
    for voucher in vouchers:
        red = bool(voucher.reverses)
        parts.append((f"  {voucher.number}  {voucher.booked_on}  {voucher.kind.label}", "bold"))
        parts.append((f"  冲销 {voucher.reverses}\n" if red else "\n", "$red-letter" if red else ""))
    return parts


def _events(finding: FindingView) -> list[Part]:
    parts: list[Part] = [heading("经过")]
    for event in finding.events:
        parts.append((f"  {event.at:%m-%d %H:%M} ", "$faint"))
        parts.append(f"{event.step} {event.actor}" + (f"：{event.reason}" if event.reason else "") + "\n")
    if finding.notices:
        parts += field("通知书", "、".join(finding.notices))
    if finding.treasury_voucher:
        parts += field("财政凭证", finding.treasury_voucher)
    return parts


class FindingDetail(VerticalScroll):
    """A page of one finding; scrolls."""

    def compose(self) -> ComposeResult:
        yield Static(id="detail-text", markup=False)

    def show(self, explanation: Explanation | None) -> None:
        """Show a finding, or nothing."""
        text = detail_of(explanation) if explanation is not None else Content("")
        self.query_one("#detail-text", Static).update(text)
        self.border_title = explanation.finding.row.number if explanation is not None else "未选问题"
        self.scroll_home(animate=False)
