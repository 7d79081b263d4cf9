"""The month's 情况通报 as a draft for signature: without a number, which only a person's issuing takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.views import FindingRow, FindingView, NoticeView, Summary
from ledger.vocabulary import FindingStatus, NoticeKind
from tui.timetable.periods import Due

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead
    from tui.usecases.papers.filled import Charts

EXEMPLARY = 3
MOST_FINDINGS = 100_000
FALLEN = (FindingStatus.REVERSED, FindingStatus.VOIDED)


def draft_circular(tx: Tx, due: Due, head: Letterhead, folder: Path, today: date) -> Sequence[Path]:
    """The draft and its figures; no file for a month without an amount."""
    from ledger import summaries
    from templates.contexts import circular_context
    from templates.package import save
    from tui.timetable.figures import write_figures
    from tui.usecases.papers.filled import paper_bytes
    from tui.usecases.papers.wishes import Look

    new_year = date(due.first_day.year, 1, 1)
    month = summaries.summarize(tx, due.first_day, due.last_day, "office")
    if not month.rows:
        return ()
    year = summaries.summarize(tx, new_year, due.last_day, "office")
    charts = _charts(month, summaries.summarize(tx, new_year, due.last_day, "month"))
    unnumbered = NoticeView(
        number="",
        kind=NoticeKind.CIRCULAR,
        recipient="各有关单位",
        findings=(),
        amount=month.total.net,
        issued_on=today,
        issued_by="",
        voided=False,
        content_sha256=None,
    )
    context = circular_context(
        head, unnumbered, month, year, _dearest(tx, due.period), charts=charts is not None
    )
    context = replace(context, number="（送审稿）", code="")
    place = folder / due.period
    place.mkdir(parents=True, exist_ok=True)
    content = paper_bytes(NoticeKind.CIRCULAR, context, charts, Look())
    paper = save(content, place / f"{due.period}情况通报（送审稿）.docx")
    return [paper, write_figures(tx, due, head, place / f"{due.period}情况通报.xlsx", today, month)]


def _charts(offices: Summary, months: Summary) -> Charts | None:
    """The bars of the circular; None where no font of this machine writes Chinese."""
    from ledger.errors import BadValue
    from templates import charts
    from tui.usecases.papers.filled import Charts

    try:
        charts.chinese_font()
    except BadValue:
        return None
    ordered = sorted(offices.rows, key=lambda row: (-row.net.fen, row.label))
    return Charts(
        tuple((row.label, row.net.fen) for row in ordered),
        tuple((bar.label, bar.amount.fen) for bar in charts.month_bars(months.rows)),
    )


def _dearest(tx: Tx, month: str) -> list[FindingView]:
    """The month's priced and posted findings that cost most; of equal ones the earlier."""
    from ledger import findings
    from ledger.drafts import FindingFilter

    def cost(row: FindingRow) -> tuple[int, str]:
        return (0 if row.amount is None else -row.amount.fen, row.number)

    rows = findings.list_findings(tx, FindingFilter(month=month), None, MOST_FINDINGS)
    borne = [row for row in rows if row.amount is not None and row.amount.fen and row.status not in FALLEN]
    chosen: list[FindingView] = []
    for row in sorted(borne, key=cost):
        finding = findings.get(tx, row.number)
        if finding.vouchers:
            chosen.append(finding)
        if len(chosen) == EXEMPLARY:
            break
    return chosen
