"""What the timetable makes: each kind's files from the books, with nothing taken from the books' numbers.

A 情况通报 is made as a draft for signature, without a number; issuing it under one stays a person's act.
A day or week in which nothing was entered, and a month without an amount, make no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import NoRuleInForce
from ledger.money import ZERO
from ledger.views import Summary
from ledger.vocabulary import NoticeKind
from tui.timetable.kinds import CIRCULAR, DAILY, MONTHLY_SUMMARY, WEEKLY
from tui.timetable.periods import Due, on_the_wall

if TYPE_CHECKING:
    from ledger.database import Book, Tx
    from templates.contexts import Letterhead


def make_paper(book: Book, due: Due, folder: Path, today: date) -> Sequence[Path]:
    """The files of a due paper, in a folder of its period. Raises GongjianError where the books refuse."""
    from tui.timetable.circulars import draft_circular

    with book.read() as tx:
        head = _letterhead(tx, due.last_day)
        if due.kind == MONTHLY_SUMMARY:
            return _month_of_office(tx, due, head, folder, today)
        if due.kind in (DAILY, WEEKLY):
            return _work(tx, due, head, folder, today)
        if due.kind == CIRCULAR:
            return draft_circular(tx, due, head, folder, today)
        return _span(tx, due, head, folder, today)


def _letterhead(tx: Tx, day: date) -> Letterhead:
    """The issuing office of a day; where no schedule is in force, that of the latest plan in force."""
    from ledger import policies
    from ledger.occurrences import policies_on
    from templates.contexts import Letterhead
    from tui.usecases.papers import letterhead_of

    try:
        return letterhead_of(tx, day)
    except NoRuleInForce:
        issuers = [policies.plan_of(tx, each.number).document.issuer for each in policies_on(tx, day)]
        named = [issuer for issuer in issuers if issuer]
        if not named:
            raise
        return Letterhead(issuer=named[-1], short_code="")


def make_summary(book: Book, due: Due, folder: Path, today: date) -> Sequence[Path]:
    """As `make_paper`; the name under which the sample month calls it."""
    return make_paper(book, due, folder, today)


def _month_of_office(tx: Tx, due: Due, head: Letterhead, folder: Path, today: date) -> Sequence[Path]:
    from tui.timetable.figures import write_figures
    from tui.usecases.summaries import month_of_office, write_month_of_office

    row = month_of_office(tx, due.office, due.period).total
    if not row.findings and row.deductions == row.reversals == row.subsidies == ZERO:
        return ()
    place = folder / due.period
    papers = write_month_of_office(tx, head, due.office, due.period, place, today)
    table = write_figures(tx, due, head, place / f"{due.period}{due.office}指标.xlsx", today)
    return [*papers, table]


def _work(tx: Tx, due: Due, head: Letterhead, folder: Path, today: date) -> Sequence[Path]:
    """What was entered on the days, by the time of entry."""
    from ledger import occurrences, recorded
    from tui.timetable.figures import write_figures

    start = on_the_wall(datetime.combine(due.first_day, datetime.min.time()), due.designated)
    end = on_the_wall(datetime.combine(due.last_day + timedelta(days=1), datetime.min.time()), due.designated)
    steps = recorded.steps(tx, start, end)
    summary = recorded.summarize_recorded(tx, start, end)
    if not any((steps.filed, steps.approved, steps.posted, steps.closed)) and not summary.rows:
        return ()
    name = {DAILY: "日报", WEEKLY: "周报"}[due.kind]
    overdue = len(occurrences.overdue(tx, due.last_day))
    owed = sum(recorded.open_rectifications(tx).values())
    remark = (
        f"期内登记问题 {steps.filed} 件，复核 {steps.approved} 件，记账 {steps.posted} 件，"
        f"整改销号 {steps.closed} 件；现有整改未完成 {owed} 件，任务逾期 {overdue} 项。"
        "本表按录入时间统计，月度汇总按入账日期统计。"
    )
    place = folder / name
    heading = f"扣缴财力{name}"
    paper = _totals(summary, head, place / f"{due.period}{name}.docx", today, heading, remark)
    return [paper, write_figures(tx, due, head, place / f"{due.period}{name}.xlsx", today, summary)]


def _span(tx: Tx, due: Due, head: Letterhead, folder: Path, today: date) -> Sequence[Path]:
    from ledger import summaries
    from tui.timetable.figures import write_figures

    summary = summaries.summarize(tx, due.first_day, due.last_day, "office")
    if not summary.rows:
        return ()
    place = folder / due.period
    heading = f"{due.period_label}扣缴财力情况汇总表"
    paper = _totals(summary, head, place / f"{due.period}汇总.docx", today, heading, "")
    return [paper, write_figures(tx, due, head, place / f"{due.period}汇总.xlsx", today, summary)]


def _totals(summary: Summary, head: Letterhead, out: Path, today: date, heading: str, remark: str) -> Path:
    from templates.contexts import summary_context
    from templates.notices import render_notice

    context = summary_context(summary, head, issued_on=today)
    context = replace(context, heading=heading, title=heading, remark=remark)
    out.parent.mkdir(parents=True, exist_ok=True)
    return render_notice(NoticeKind.SUMMARY, context, out)
