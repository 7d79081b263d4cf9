"""汇总表, and what all papers over a span of days say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.errors import Unbalanced
from ledger.money import Money, total
from ledger.views import Summary, SummaryRow
from templates.capitals import capital
from templates.contexts.letterhead import Letterhead, NoticeContext, chinese_day, office_fields
from templates.tags import tag

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
    subsidies: str = tag("补助", optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryContext(NoticeContext):
    """汇总表: totals of a span of days."""

    number: str = tag("文号", optional=True)
    heading: str = tag("标题")
    span: str = tag("统计期间")
    group: str = tag("分组")
    lines: tuple[SummaryLine, ...] = tag("汇总")
    findings: str = tag("合计问题数")
    deductions: str = tag("合计扣缴")
    reversals: str = tag("合计冲销")
    net: str = tag("合计净扣缴")
    capitals: str = tag("合计大写", optional=True)
    subsidies: str = tag("合计补助", optional=True)


def summary_context(
    summary: Summary, letterhead: Letterhead, *, issued_on: date, recipient: str = "", number: str = ""
) -> SummaryContext:
    """A summary as a paper is filled with it. Raises Unbalanced where groups and total disagree."""
    check_total(summary)
    whole = summary.total
    return SummaryContext(
        **office_fields(letterhead, issued_on),
        title=heading_of(summary),
        number=number,
        recipient=recipient,
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


def heading_of(summary: Summary) -> str:
    """The title: the month where the span is one, else the year, else none of them."""
    span = span_of(summary)
    return f"{'' if '日' in span else span}扣缴财力情况汇总表"


def span_of(summary: Summary) -> str:
    """2025年8月, 2025年, or the days."""
    first, last = summary.from_day, summary.to_day
    next_day = last + timedelta(days=1)
    if first.day == 1 and next_day.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年"
    return f"{chinese_day(first)}至{chinese_day(last)}"


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
