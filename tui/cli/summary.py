"""`gongjian summary`: totals of a span of days by office, rule or month."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import BadValue
from ledger.views import Summary, SummaryRow
from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.table import table
from tui.cli.usage import ChineseCommand
from tui.cli.values import day, one_of
from tui.usecases.papers import letterhead_of
from tui.usecases.summaries import FORMS, write_summary

if TYPE_CHECKING:
    from templates.contexts import Letterhead

app = typer.Typer(rich_markup_mode=None, add_completion=False)
GROUPS = {"office": "责任单位", "rule": "扣缴情形", "month": "月份"}
FORMATS = ("table", "json", *FORMS)


@app.command(cls=ChineseCommand)
def summary(
    context: typer.Context,
    from_day: Annotated[str, typer.Option("--from", metavar="日期", help="起始日（含）")] = "",
    to_day: Annotated[str, typer.Option("--to", metavar="日期", help="截止日（含）")] = "",
    by: Annotated[str, typer.Option("--by", metavar="分组", help="office、rule 或 month")] = "office",
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="table（默认）、json、docx、xlsx")
    ] = "table",
    out: Annotated[str, typer.Option("--out", metavar="文件", help="docx、xlsx 写到哪里")] = "",
) -> None:
    """按单位、情形或月份汇总：问题数、扣缴、冲销、补助、净额。

    金额为元，JSON 中是整数或两位小数的字符串。
    """
    first, last = _span(from_day, to_day)
    one_of(by, "--by", tuple(GROUPS))
    one_of(form, "--format", FORMATS)
    from ledger import summaries

    caller = caller_of(context)
    with caller.present_book() as book, book.read() as tx:
        totals = summaries.summarize(tx, first, last, by)
        if form in FORMS:
            _write(totals, letterhead_of(tx, last), form, out, caller.today)
            return
    if form == "json":
        say_json(_as_json(totals))
    else:
        say(summary_table(totals))
        if totals.head:
            say(f"结账校验值：{totals.head}")


def _write(totals: Summary, letterhead: Letterhead, form: str, out: str, today: date) -> None:
    path = Path(out).expanduser() if out else Path(f"汇总{totals.from_day}至{totals.to_day}.{form}")
    if path.suffix != f".{form}":
        raise BadValue(f"--out 的“{out}”不是 .{form} 文件，请改文件名或 --format。")
    say(str(write_summary(totals, letterhead, path, today)))


def _span(from_day: str, to_day: str) -> tuple[date, date]:
    if not from_day or not to_day:
        raise BadValue("请写明起止日期，例如 --from 2026-08-01 --to 2026-08-31。")
    first, last = day(from_day, "--from"), day(to_day, "--to")
    if first > last:
        raise BadValue(f"起始日 {first} 晚于截止日 {last}，请对调。")
    return first, last


def _as_json(totals: Summary) -> dict[str, object]:
    return {
        "from": totals.from_day.isoformat(),
        "to": totals.to_day.isoformat(),
        "by": totals.by,
        "rows": [_row_as_json(row) for row in totals.rows],
        "total": _row_as_json(totals.total),
    }


def _row_as_json(row: SummaryRow) -> dict[str, object]:
    return {
        "key": row.key,
        "label": row.label,
        "findings": row.findings,
        "deductions": row.deductions.as_json(),
        "reversals": row.reversals.as_json(),
        "subsidies": row.subsidies.as_json(),
        "net": row.net.as_json(),
    }


def summary_table(totals: Summary) -> str:
    """The totals for the terminal, in yuan."""
    heads = [GROUPS[totals.by], "问题数", "扣缴（元）", "冲销（元）", "净额（元）", "补助（元）"]
    return table(
        heads,
        [_row_as_text(row) for row in totals.rows],
        right=(1, 2, 3, 4, 5),
        total=_row_as_text(totals.total),
    )


def _row_as_text(row: SummaryRow) -> tuple[str, ...]:
    amounts = (row.deductions, row.reversals, row.net, row.subsidies)
    return (row.label, str(row.findings), *(str(amount) for amount in amounts))
