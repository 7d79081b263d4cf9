"""`gongjian task`: what is due and overdue by the plans in force, progress, extensions, reminders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.caller import Caller, caller_of
from tui.cli.streams import say, say_json
from tui.cli.table import shorten, table
from tui.cli.task_steps import approve, escalation, extend, extensions, refuse, report, seen
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import day, whole

if TYPE_CHECKING:
    from ledger.reminders import Reminder
    from ledger.views.duties import Occurrence

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)
On = Annotated[str, typer.Option("--on", metavar="日期", help="按哪一天算（默认今天）")]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出")]
Recurring = Annotated[bool, typer.Option("--recurring", help="也列周期性要求（每月调度、月抽查率等）")]
app.command("report", cls=ChineseCommand)(report)
app.command("extend", cls=ChineseCommand)(extend)
app.command("approve", cls=ChineseCommand)(approve)
app.command("refuse", cls=ChineseCommand)(refuse)
app.command("extensions", cls=ChineseCommand)(extensions)
app.command("seen", cls=ChineseCommand)(seen)
app.command("escalation", cls=ChineseCommand)(escalation)


@app.callback()
def group() -> None:
    """任务期限：到期、逾期、进度、延期、提醒、日历"""


@app.command("list", cls=ChineseCommand)
def list_(
    context: typer.Context,
    due: Annotated[str, typer.Option("--due", metavar="天数", help="多少天内到期")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="已逾期未完成")] = False,
    on: On = "",
    recurring: Recurring = False,
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="只列牵头或责任单位是它的")] = "",
    as_json: Json = False,
) -> None:
    """列出任务的期限；--due 天数 为将到期的，--overdue 为逾期的，都不写则全部。"""
    from ledger import occurrences

    caller = caller_of(context)
    when = _day(caller, on)
    days = whole(due, "--due", least=0) if due else None
    found: list[Occurrence] = []
    with caller.book() as book, book.read() as tx:
        if overdue:
            found += occurrences.overdue(tx, when, with_recurring=recurring)
        if days is not None:
            found += occurrences.due_within(tx, when, days, with_recurring=recurring)
        if days is None and not overdue:
            found = occurrences.deadlines(tx, when)
            if recurring:
                found += occurrences.recurring(tx, date.min, when)
    found = [each for each in found if not unit or unit in each.leads]
    if as_json:
        say_json([_as_json(each, when) for each in found])
        return
    rows = [
        (
            each.task,
            shorten(each.heading, 36),
            shorten("、".join(each.leads), 30),
            each.key,
            each.printed,
            f"{each.due:%Y-%m-%d}",
            _state(each, when),
        )
        for each in found
    ]
    heads = ["任务", "内容", "牵头或责任", "编号", "期限原文", "期限", "情况"]
    say(table(heads, rows) if rows else f"{when} 没有这样的任务。")


def _state(each: Occurrence, when: date) -> str:
    put_off = "（已延期）" if each.due != each.printed_due else ""
    if each.done:
        return f"已完成{put_off}"
    progress = f"，进度 {each.percent}%" if each.reported_on else ""
    return _left(when, each.due) + progress + put_off


def _left(when: date, due: date) -> str:
    over = (when - due).days
    return f"逾期 {over} 天" if over > 0 else "今天到期" if over == 0 else f"还有 {-over} 天"


def _as_json(each: Occurrence, when: date) -> dict[str, Any]:
    return {
        "policy": each.policy,
        "task": each.task,
        "key": each.key,
        "heading": each.heading,
        "printed": each.printed,
        "due": each.due.isoformat(),
        "printed_due": each.printed_due.isoformat(),
        "cycle": None if each.cycle is None else each.cycle.value,
        "leads": list(each.leads),
        "percent": each.percent,
        "evidence": each.evidence,
        "days_over": each.days_over(when),
    }


@app.command(cls=ChineseCommand)
def remind(context: typer.Context, on: On = "", recurring: Recurring = False, as_json: Json = False) -> None:
    """提醒清单：提醒、催办、督办、约谈，以及谁已阅。"""
    from ledger.reminders import reminders

    caller = caller_of(context)
    when = _day(caller, on)
    with caller.book() as book, book.read() as tx:
        found = reminders(tx, when, with_recurring=recurring)
    if as_json:
        say_json([_reminder_json(each, when) for each in found])
        return
    rows = [
        (
            each.stage.label,
            each.occurrence.task,
            shorten(each.occurrence.heading, 36),
            shorten("、".join(each.occurrence.leads), 30),
            each.occurrence.key,
            _state(each.occurrence, when),
            "、".join(each.seen_by),
        )
        for each in found
    ]
    heads = ["级别", "任务", "内容", "牵头或责任", "编号", "情况", "已阅"]
    say(table(heads, rows) if rows else f"{when} 没有需要提醒的任务。")


def _reminder_json(each: Reminder, when: date) -> dict[str, Any]:
    said = _as_json(each.occurrence, when)
    return said | {"stage": each.stage.value, "seen_by": list(each.seen_by)}


@app.command(cls=ChineseCommand)
def repairs(
    context: typer.Context,
    due: Annotated[
        str, typer.Option("--due", metavar="天数", help="多少天内到期（默认 0，即已到期和逾期）")
    ] = "0",
    on: On = "",
) -> None:
    """列出已交办未整改的问题中逾期和将到期的。"""
    from ledger.recorded import repairs_due

    caller = caller_of(context)
    when = _day(caller, on)
    last = when + timedelta(days=whole(due, "--due", least=0))
    with caller.book() as book, book.read() as tx:
        found = repairs_due(tx, last)
    rows = [
        (each.finding, shorten(each.text, 40), each.unit or "", f"{each.due_on}", _left(when, each.due_on))
        for each in found
    ]
    say(table(["问题", "内容", "单位", "整改期限", "情况"], rows) if rows else f"{last} 前没有到期的整改。")


@app.command(cls=ChineseCommand)
def ics(
    context: typer.Context,
    out: Annotated[str, typer.Option("--out", metavar="文件", help="写到哪个 .ics 文件")],
    on: On = "",
    every: Annotated[bool, typer.Option("--all", help="也写已完成的")] = False,
) -> None:
    """把任务期限写成日历文件（.ics），可导入手机和邮箱日历。"""
    from ledger import occurrences
    from tui.timetable.ics import calendar

    caller = caller_of(context)
    when = _day(caller, on)
    with caller.book() as book, book.read() as tx:
        found = [each for each in occurrences.deadlines(tx, when) if every or not each.done]
    path = Path(out).expanduser()
    path.write_bytes(calendar(found, "攻坚任务期限", caller.clock()).encode())
    say(f"{path}：{len(found)} 个期限")


@app.command(cls=ChineseCommand)
def workday(
    context: typer.Context,
    start: Annotated[str, typer.Argument(metavar="起始日", help="如 2026-09-28")],
    count: Annotated[str, typer.Argument(metavar="工作日数", help="如 5")],
) -> None:
    """推算若干个工作日之后是哪天（按国务院办公厅放假安排，起始日不计）。"""
    from ledger.workdays import workdays

    caller = caller_of(context)
    first = day(start, "起始日")
    with caller.book() as book, book.read() as tx:
        calendar = workdays(tx)
    last = calendar.after(first, whole(count, "工作日数", least=0))
    notices = "、".join(dict.fromkeys(calendar.notice(year) for year in range(first.year, last.year + 1)))
    say(f"{last}（依据：{notices}）")


def _day(caller: Caller, on: str) -> date:
    return day(on, "--on") if on else caller.today
