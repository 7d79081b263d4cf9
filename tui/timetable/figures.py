"""The figures beside a paper, as a workbook: each unit's totals with rank and change, and what they count.

The second sheet lists the findings behind the totals by their numbers, the third the tasks that are overdue
or near, so that every figure can be followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cycles import Cycle, before, bounds
from ledger.money import ZERO, Money
from ledger.months import month_of
from ledger.views import Summary, SummaryRow
from tui.timetable.kinds import DAILY, WEEKLY
from tui.timetable.periods import Due

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead
    from templates.workbook import Sheet

NEAR = 30
MOST_FINDINGS = 100_000


def write_figures(
    tx: Tx, due: Due, head: Letterhead, out: Path, today: date, summary: Summary | None = None
) -> Path:
    """The workbook of a due paper; of one office where the paper is its own. `summary` holds its totals."""
    from ledger import summaries
    from templates.package import save
    from templates.workbook import workbook_bytes

    whole = summary or summaries.summarize(tx, due.first_day, due.last_day, "office")
    note = f"统计期间：{due.first_day}至{due.last_day}　　单位：元　　填报单位：{head.issuer}"
    sheets = [_totals(tx, due, whole, note), _findings(tx, due, note), _tasks(tx, due)]
    out.parent.mkdir(parents=True, exist_ok=True)
    return save(workbook_bytes(sheets, title=due.label, creator=head.issuer, day=today), out)


def _totals(tx: Tx, due: Due, summary: Summary, note: str) -> Sheet:
    from ledger import occurrences, recorded
    from templates.contexts.circulars import ranking
    from templates.workbook import Column, Kind, Sheet

    by_period = due.kind not in (DAILY, WEEKLY)
    earlier = _net(tx, due.cycle, before(due.cycle, due.period)) if by_period else {}
    last_year = _net(tx, due.cycle, _a_year_before(due.period)) if by_period else {}
    settled = recorded.settled(tx, month_of(due.first_day), month_of(due.last_day)) if by_period else {}
    repairs = recorded.open_rectifications(tx)
    overdue = occurrences.overdue(tx, due.last_day)
    rows: list[tuple[str | int | Money | None, ...]] = []
    for rank, row in ranking(_rows(tx, due, summary)):
        if due.office and row.label != due.office:
            continue
        rows.append(
            (
                row.label,
                row.findings,
                row.deductions,
                row.reversals,
                row.net,
                rank,
                _change(row, earlier),
                _change(row, last_year),
                settled.get(row.label, ZERO) if by_period else None,
                repairs.get(row.label, 0),
                sum(row.label in each.leads for each in overdue),
                row.subsidies,
            )
        )
    money, count = Kind.MONEY, Kind.COUNT
    columns = (
        Column("单位", Kind.TEXT),
        Column("问题数", count),
        Column("扣缴", money, True),
        Column("冲销", money, True),
        Column("净扣缴", money, True),
        Column("名次", count),
        Column("较上期", money),
        Column("较上年同期", money),
        Column("财政已扣缴", money, True),
        Column("未完成整改", count, True),
        Column("逾期任务", count, True),
        Column("补助", money, True),
    )
    return Sheet("单位指标", f"{due.period_label}{due.office}指标", note, columns, rows)


def _rows(tx: Tx, due: Due, summary: Summary) -> Sequence[SummaryRow]:
    """The summary's units, and the offices that have nothing in it where the paper ranks offices."""
    from ledger import units
    from ledger.vocabulary import UnitKind

    if due.kind in (DAILY, WEEKLY):
        return summary.rows
    known = {row.label for row in summary.rows}
    names = [unit.name for unit in units.list_units(tx, UnitKind.OFFICE)]
    clean = [SummaryRow(name, name, 0, ZERO, ZERO, ZERO) for name in names if name not in known]
    return [*summary.rows, *clean]


def _change(row: SummaryRow, then: dict[str, Money]) -> Money | None:
    """The change of the net amount; None where the books hold nothing of that period."""
    return row.net - then.get(row.label, ZERO) if then else None


def _net(tx: Tx, cycle: Cycle, period: str) -> dict[str, Money]:
    from ledger import summaries

    first, last = bounds(cycle, period)
    return {row.label: row.net for row in summaries.summarize(tx, first, last, "office").rows}


def _a_year_before(period: str) -> str:
    return f"{int(period[:4]) - 1:04}{period[4:]}"


def _findings(tx: Tx, due: Due, note: str) -> Sheet:
    from ledger import findings
    from ledger.drafts import FindingFilter
    from templates.workbook import Column, Kind, Sheet

    wanted = FindingFilter(from_day=due.first_day, to_day=due.last_day, office=due.office or None)
    listed = findings.list_findings(tx, wanted, None, MOST_FINDINGS)
    rows = [
        (row.number, row.found_on, row.level.label, row.office or "", row.text, row.status.label, row.amount)
        for row in reversed(listed)
    ]
    columns = (
        Column("编号", Kind.TEXT),
        Column("发现日期", Kind.DAY),
        Column("层级", Kind.TEXT),
        Column("单位", Kind.TEXT),
        Column("问题", Kind.TEXT),
        Column("状态", Kind.TEXT),
        Column("金额", Kind.MONEY),
    )
    return Sheet("期内发现的问题", f"{due.period_label}发现的问题", note, columns, rows)


def _tasks(tx: Tx, due: Due) -> Sheet:
    from ledger import occurrences
    from templates.workbook import Column, Kind, Sheet

    day = due.last_day
    rows = [
        (each.task, each.heading, "、".join(each.leads), each.printed, each.due, state, each.percent)
        for state, listed in (
            ("已逾期", occurrences.overdue(tx, day)),
            ("将到期", occurrences.due_within(tx, day, NEAR)),
        )
        for each in listed
        if not due.office or due.office in each.leads
    ]
    columns = (
        Column("任务", Kind.TEXT),
        Column("内容", Kind.TEXT),
        Column("牵头或责任单位", Kind.TEXT),
        Column("期限原文", Kind.TEXT),
        Column("期限", Kind.DAY),
        Column("情况", Kind.TEXT),
        Column("进度（%）", Kind.COUNT),
    )
    return Sheet("任务期限", f"截至{day}的任务期限", f"逾期的和 {NEAR} 日内到期的任务", columns, rows)
