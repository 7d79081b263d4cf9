"""`gongjian inspect`: inspections with or without a finding, and the rates that the plans demand."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.table import table
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import day, whole

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)
Task = Annotated[str, typer.Argument(metavar="任务", help="有抽查率要求的任务编号，如 19；第二项要求写 23#2")]
Unit = Annotated[str, typer.Option("--unit", metavar="单位", help="谁检查的")]
On = Annotated[str, typer.Option("--on", metavar="日期", help="哪一天（默认今天）")]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出")]


@app.callback()
def group() -> None:
    """检查记录：没有问题的也记，按月算抽查率"""


@app.command(cls=ChineseCommand)
def add(
    context: typer.Context,
    task: Task,
    target: Annotated[str, typer.Option("--target", metavar="对象", help="检查了谁")],
    unit: Unit,
    on: On = "",
    inspector: Annotated[str, typer.Option("--inspector", metavar="检查人", help="默认为经办人")] = "",
    finding: Annotated[str, typer.Option("--finding", metavar="编号", help="发现问题的，写问题编号")] = "",
    remark: Annotated[str, typer.Option("--remark", metavar="说明")] = "",
) -> None:
    """记一次检查；没有发现问题也可以记。"""
    from ledger import inspections

    caller = caller_of(context)
    when = day(on, "--on") if on else caller.today
    with caller.book() as book, book.write(caller.person) as tx:
        view = inspections.log(
            tx, task, unit, target, when, inspector=inspector, finding=finding or None, remark=remark
        )
    say(f"{view.inspected_on} {view.unit}检查{view.object}：{view.finding or '未发现问题'}。")


@app.command(cls=ChineseCommand)
def objects(
    context: typer.Context,
    task: Task,
    number: Annotated[str, typer.Argument(metavar="户数", help="应检查对象的总数")],
    unit: Unit,
    since: Annotated[str, typer.Option("--from", metavar="日期", help="从哪一天起（默认今天）")] = "",
) -> None:
    """登记一个单位应检查对象的总数，作为抽查率的分母。"""
    from ledger import inspections

    caller = caller_of(context)
    first = day(since, "--from") if since else caller.today
    count = whole(number, "户数")
    with caller.book() as book, book.write(caller.person) as tx:
        inspections.enter_population(tx, task, unit, count, first)
    say(f"任务 {task}：{unit}自 {first} 起应检查 {count} 户。")


@app.command("list", cls=ChineseCommand)
def list_(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", metavar="日期", help="从哪一天")],
    until: Annotated[str, typer.Option("--to", metavar="日期", help="到哪一天")],
) -> None:
    """列出一段时间的检查记录。"""
    from ledger import inspections

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        found = inspections.list_inspections(tx, day(since, "--from"), day(until, "--to"))
    rows = [
        (f"{each.inspected_on}", each.task, each.unit, each.object, each.inspector, each.finding or "无")
        for each in found
    ]
    say(table(["日期", "任务", "单位", "对象", "检查人", "问题"], rows) if rows else "这段时间没有检查记录。")


@app.command(cls=ChineseCommand)
def rates(context: typer.Context, on: On = "", as_json: Json = False) -> None:
    """各单位的抽查率与方案要求相比（截至当天）。"""
    from ledger import inspections

    caller = caller_of(context)
    when = day(on, "--on") if on else caller.today
    with caller.book() as book, book.read() as tx:
        found = inspections.rates(tx, when)
    if as_json:
        say_json(
            [
                {
                    "policy": each.policy,
                    "task": each.task,
                    "metric": each.metric,
                    "unit": each.unit,
                    "period": each.period,
                    "objects": each.objects,
                    "inspected": each.inspected,
                    "visits": each.visits,
                    "findings": each.findings,
                    "demanded": str(each.demanded),
                    "rate": None if each.rate is None else str(each.rate),
                    "met": each.met,
                }
                for each in found
            ]
        )
        return
    rows = [
        (
            each.task,
            each.printed,
            each.period,
            each.unit,
            "未登记" if each.objects is None else str(each.objects),
            str(each.inspected),
            "—" if each.rate is None else f"{each.rate}%",
            {None: "缺分母", True: "达到", False: "未达到"}[each.met],
        )
        for each in found
    ]
    heads = ["任务", "要求", "期间", "单位", "应查", "已查", "抽查率", "结论"]
    say(table(heads, rows, right=(4, 5, 6)) if rows else "现行方案没有抽查率要求。")
