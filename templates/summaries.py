"""Writes the summary for the finance bureau, per office, rule or month: a Word paper and a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ledger.views import Summary
from ledger.vocabulary import NoticeKind
from templates.contexts.letterhead import Letterhead, chinese_day
from templates.contexts.totals import GROUPS, check_total, heading_of, summary_context
from templates.notices import USUAL, PaperSettings, render_notice
from templates.package import save
from templates.workbook import Column, Kind, Sheet, workbook_bytes


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
    """Writes the summary as a workbook whose totals are formulas.

    The number of findings is the books': a finding that several offices share is one.
    """
    check_total(summary)
    shared = sum(row.findings for row in summary.rows) != summary.total.findings
    told = "　　问题数合计不重复计：几行共有的问题在各行各计一次，合计只计一次" if shared else ""
    closed = f"　　结账校验值：{summary.head}" if summary.head else ""
    sheet = Sheet(
        name="汇总表",
        title=heading_of(summary),
        note=(
            f"统计期间：{chinese_day(summary.from_day)}至{chinese_day(summary.to_day)}　　单位：元　　"
            f"填报单位：{letterhead.issuer}　　填报日期：{chinese_day(issued_on)}{told}{closed}"
        ),
        columns=(
            Column(GROUPS.get(summary.by, "分组"), Kind.TEXT),
            Column("问题数", Kind.COUNT, totalled=True, whole=summary.total.findings),
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
