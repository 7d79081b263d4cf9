"""Papers on a span of days: 情况通报 of a month, 汇总表."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.drafts import FindingFilter, NoticeDraft
from ledger.errors import BadValue
from ledger.months import first_day, last_day
from ledger.views import FindingView, Summary
from ledger.vocabulary import NoticeKind
from tui.usecases.papers.filled import Charts, Filled, Making
from tui.usecases.papers.on_findings import chosen_findings, numbers_of
from tui.usecases.papers.on_papers import FALLEN, numbered_remark
from tui.usecases.papers.recipients import finance_or
from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead

EXEMPLARY = 3
MOST_FINDINGS = 100_000


def circulars(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """The month of all offices, with its dearest findings as cases, or those that are named.

    Where no font can write the charts the circular goes without them and its remark says so.
    """
    from ledger import notices, summaries
    from templates.contexts import circular_context

    month = _month(wishes, "情况通报")
    first, last = first_day(month), last_day(month)
    new_year = date(first.year, 1, 1)
    of_month = _with_figures(summaries.summarize(tx, first, last, "office"), month)
    of_year = summaries.summarize(tx, new_year, last, "office")
    cases = chosen_findings(tx, about) if about else _dearest(tx, month)
    charts, remark = _charts(of_month, summaries.summarize(tx, new_year, last, "month"), wishes)
    draft = NoticeDraft(
        NoticeKind.CIRCULAR, wishes.to or "各有关单位", numbers_of(cases), today, of_month.total.net
    )
    notice = notices.issue(tx, draft)
    context = circular_context(head, notice, of_month, of_year, cases, charts=charts is not None)
    yield Filled(notice, context, charts, remark)


def summaries_of(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
    """The month for the finance bureau."""
    from ledger import notices, summaries
    from templates.contexts import summary_context

    if about:
        raise BadValue("汇总表按月份出，不用给问题编号，请只写 --month。")
    month = _month(wishes, "汇总表")
    found = _with_figures(summaries.summarize(tx, first_day(month), last_day(month), wishes.by), month)
    recipient = finance_or(tx, wishes.to)
    notice = notices.issue(tx, NoticeDraft(NoticeKind.SUMMARY, recipient, (), today, found.total.net))
    context = summary_context(found, head, issued_on=today, recipient=recipient, number=notice.number)
    yield Filled(notice, replace(context, remark=numbered_remark(notice)))


def _month(wishes: Wishes, what: str) -> str:
    if wishes.month is None:
        raise BadValue(f"{what}要写明月份，请加 --month，例如 --month 2026-08。")
    return wishes.month


def _with_figures(summary: Summary, month: str) -> Summary:
    whole = summary.total
    if not any((whole.findings, whole.deductions.fen, whole.reversals.fen, whole.subsidies.fen)):
        raise BadValue(f"{month} 没有入账的金额，不用出文书，请核对月份。")
    return summary


def _dearest(tx: Tx, month: str) -> list[FindingView]:
    """The month's priced findings that cost most; of equal ones the earlier."""
    from ledger import findings

    rows = findings.list_findings(tx, FindingFilter(month=month), None, MOST_FINDINGS)
    borne = [row for row in rows if row.amount is not None and row.amount.fen and row.status not in FALLEN]
    posted = [findings.get(tx, row.number) for row in sorted(borne, key=lambda row: (-_fen(row), row.number))]
    return [finding for finding in posted if finding.vouchers][:EXEMPLARY]


def _fen(row: object) -> int:
    amount = getattr(row, "amount", None)
    return 0 if amount is None else int(amount.fen)


def _charts(offices: Summary, months: Summary, wishes: Wishes) -> tuple[Charts | None, str]:
    if not wishes.charts:
        return None, ""
    from templates import charts

    try:
        charts.chinese_font()
    except BadValue:
        return None, "本机没有中文字体，通报未附图表；装好仿宋或宋体后可以重出。"
    ordered = sorted(offices.rows, key=lambda row: (-row.net.fen, row.label))
    return Charts(
        tuple((row.label, row.net.fen) for row in ordered),
        tuple((bar.label, bar.amount.fen) for bar in charts.month_bars(months.rows)),
    ), ""
