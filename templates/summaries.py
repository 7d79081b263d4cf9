"""The summary for the finance bureau, per office, rule or month: as a Word paper and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ledger.errors import Unbalanced
from ledger.money import Money, total
from ledger.views import Summary, SummaryRow
from ledger.vocabulary import NoticeKind
from templates.capitals import capital
from templates.contexts import Letterhead, NoticeContext, chinese_day
from templates.notices import USUAL, PaperSettings, render_notice
from templates.package import save
from templates.tags import tag
from templates.workbook import Column, Kind, Sheet, workbook_bytes

GROUPS = {"office": "责任单位", "rule": "扣缴事项", "month": "月份"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One group of a summary."""

    position: str = tag("序号")
    label: str = tag("名称")
    findings: str = tag("问题数")
    deductions: str = tag("扣缴")
    reversals: str = tag("冲销")
    net: str = tag("净扣缴")
    subsidies: str = tag("补助")


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryContext(NoticeContext):
    """汇总表: totals of a span of days."""

    heading: str = tag("标题")
    span: str = tag("统计期间")
    group: str = tag("分组")
    lines: tuple[SummaryLine, ...] = tag("汇总")
    findings: str = tag("合计问题数")
    deductions: str = tag("合计扣缴")
    reversals: str = tag("合计冲销")
    net: str = tag("合计净扣缴")
    capitals: str = tag("合计大写", optional=True)
    subsidies: str = tag("合计补助")


def summary_context(
    summary: Summary, letterhead: Letterhead, *, issued_on: date, recipient: str = "", number: str = ""
) -> SummaryContext:
    """A summary as a paper is filled with it. Raises Unbalanced where groups and total disagree."""
    check_total(summary)
    whole = summary.total
    return SummaryContext(
        title=heading_of(summary),
        issued_on=issued_on,
        mark=letterhead.issuer,
        number=number,
        recipient=recipient,
        issuer=letterhead.issuer,
        day=chinese_day(issued_on),
        remark=f"（联系人：{letterhead.contact}）" if letterhead.contact else "",
        code="",
        copies="，".join(letterhead.copies),
        printer=letterhead.printer or letterhead.issuer,
        printed=chinese_day(issued_on),
        heading=heading_of(summary),
        span=f"{chinese_day(summary.from_day)}至{chinese_day(summary.to_day)}",
        group=GROUPS.get(summary.by, "分组"),
        lines=tuple(_line(position, row) for position, row in enumerate(summary.rows, 1)),
        findings=str(whole.findings),
        deductions=str(whole.deductions),
        reversals=str(whole.reversals),
        net=str(whole.net),
        capitals=capital(whole.net) if whole.net.fen >= 0 else "",
        subsidies=str(whole.subsidies),
    )


def write_docx(
    summary: Summary,
    letterhead: Letterhead,
    out: Path,
    *,
    issued_on: date,
    recipient: str = "",
    number: str = "",
    settings: PaperSettings = USUAL,
) -> Path:
    """Writes the summary as a Word paper. Raises Unbalanced where the groups do not add up to the total."""
    context = summary_context(summary, letterhead, issued_on=issued_on, recipient=recipient, number=number)
    return render_notice(NoticeKind.SUMMARY, context, out, settings=settings)


def write_xlsx(summary: Summary, letterhead: Letterhead, out: Path, *, issued_on: date) -> Path:
    """Writes the summary as a workbook whose totals are formulas."""
    check_total(summary)
    sheet = Sheet(
        name="汇总表",
        title=heading_of(summary),
        note=(
            f"统计期间：{chinese_day(summary.from_day)}至{chinese_day(summary.to_day)}　　单位：元　　"
            f"填报单位：{letterhead.issuer}　　填报日期：{chinese_day(issued_on)}"
        ),
        columns=(
            Column(GROUPS.get(summary.by, "分组"), Kind.TEXT),
            Column("问题数", Kind.COUNT, totalled=True),
            Column("扣缴", Kind.MONEY, totalled=True),
            Column("冲销", Kind.MONEY, totalled=True),
            Column("净扣缴", Kind.MONEY, totalled=True),
            Column("补助", Kind.MONEY, totalled=True),
        ),
        rows=[
            (row.label, row.findings, row.deductions, row.reversals, row.net, row.subsidies)
            for row in summary.rows
        ],
    )
    content = workbook_bytes([sheet], title=heading_of(summary), creator=letterhead.issuer, day=issued_on)
    return save(content, out)


def heading_of(summary: Summary) -> str:
    """The title: the month where the span is one, else the year or the days."""
    first, last = summary.from_day, summary.to_day
    next_day = last + timedelta(days=1)
    if first.day == 1 and next_day.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月扣缴财力情况汇总表"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年扣缴财力情况汇总表"
    return "扣缴财力情况汇总表"


def check_total(summary: Summary) -> None:
    """Raises Unbalanced where the groups do not add up to the total that the books give."""
    whole = summary.total
    columns: tuple[tuple[str, Money, Money], ...] = (
        ("扣缴", total(row.deductions for row in summary.rows), whole.deductions),
        ("冲销", total(row.reversals for row in summary.rows), whole.reversals),
        ("补助", total(row.subsidies for row in summary.rows), whole.subsidies),
    )
    for name, added, given in columns:
        if added != given:
            raise Unbalanced(
                f"汇总表{name}各行相加为 {added} 元，合计为 {given} 元，请先运行 verify 核对账簿。"
            )


def _line(position: int, row: SummaryRow) -> SummaryLine:
    return SummaryLine(
        position=str(position),
        label=row.label,
        findings=str(row.findings),
        deductions=str(row.deductions),
        reversals=str(row.reversals),
        net=str(row.net),
        subsidies=str(row.subsidies),
    )
