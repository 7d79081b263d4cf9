"""The steps of `gongjian task` that write: progress, extensions, reminders seen, thresholds."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say
from tui.cli.table import table
from tui.cli.values import day, whole

Task = Annotated[str, typer.Argument(metavar="任务", help="任务编号，如 19")]
Key = Annotated[
    str, typer.Argument(metavar="期限", help="期限编号，如 2022-06-30 或 2022-06；只有一个时可省略")
]
Policy = Annotated[str, typer.Option("--policy", metavar="方案", help="方案编号，几个方案都有时要写")]
Number = Annotated[str, typer.Argument(metavar="申请号", help="延期申请的编号")]


def report(
    context: typer.Context,
    task: Task,
    percent: Annotated[str, typer.Option("--percent", metavar="进度", help="0 到 100，100 为完成")],
    evidence: Annotated[str, typer.Option("--evidence", metavar="依据", help="验收文号、照片、台账等")],
    key: Key = "",
    on: Annotated[str, typer.Option("--on", metavar="日期", help="哪一天的进度（默认今天）")] = "",
    policy: Policy = "",
) -> None:
    """登记任务某个期限的进度和依据。"""
    from ledger import occurrences, reports

    caller = caller_of(context)
    when = day(on, "--on") if on else caller.today
    with caller.book() as book, book.write(caller.person) as tx:
        each = occurrences.find(tx, task, key or None, tx.today, _policy(policy))
        now = reports.report(tx, each, whole(percent, "--percent", least=0, most=100), evidence, when)
    say(f"任务 {now.task}（{now.key}）进度 {now.percent}%{'，已完成' if now.done else ''}。")


def extend(
    context: typer.Context,
    task: Task,
    until: Annotated[str, typer.Option("--until", metavar="日期", help="延到哪一天")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由")],
    key: Key = "",
    policy: Policy = "",
) -> None:
    """申请把任务的某个期限延后，由另一人批复。"""
    from ledger import extensions as requests
    from ledger import occurrences

    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        each = occurrences.find(tx, task, key or None, tx.today, _policy(policy))
        view = requests.ask(tx, each, day(until, "--until"), reason)
    say(
        f"延期申请 {view.number}：任务 {task}（{each.key}）由 {view.due_on} 延到 {view.until}，待另一人批复。"
    )


def approve(
    context: typer.Context,
    number: Number,
    remark: Annotated[str, typer.Option("--remark", metavar="批语")] = "",
) -> None:
    """批准延期（不能是申请人）。"""
    _decide(context, number, True, remark)


def refuse(
    context: typer.Context, number: Number, reason: Annotated[str, typer.Option("--reason", metavar="理由")]
) -> None:
    """不批准延期（不能是申请人）。"""
    _decide(context, number, False, reason)


def _decide(context: typer.Context, number: str, agreed: bool, remark: str) -> None:
    from ledger import extensions as requests

    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        view = requests.decide(tx, whole(number, "申请号"), agreed, remark)
    say(f"延期申请 {view.number}{view.status.label}。")


def extensions(context: typer.Context) -> None:
    """列出待批准的延期申请。"""
    from ledger import extensions as requests

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        found = requests.waiting(tx)
    rows = [
        (str(each.number), each.task, each.key, f"{each.due_on}", f"{each.until}", each.asked_by, each.reason)
        for each in found
    ]
    heads = ["申请号", "任务", "编号", "原期限", "延到", "申请人", "理由"]
    say(table(heads, rows) if rows else "没有待批准的延期申请。")


def seen(
    context: typer.Context,
    task: Task,
    key: Key = "",
    on: Annotated[str, typer.Option("--on", metavar="日期", help="哪一天的提醒（默认今天）")] = "",
    policy: Policy = "",
) -> None:
    """登记已阅某项任务的提醒。"""
    from ledger import occurrences
    from ledger.reminders import see

    caller = caller_of(context)
    when = day(on, "--on") if on else caller.today
    with caller.book() as book, book.write(caller.person) as tx:
        each = occurrences.find(tx, task, key or None, when, _policy(policy))
        stage = see(tx, each, when)
    say(f"任务 {task}（{each.key}）的{stage.label}已阅：{caller.person}。")


def escalation(
    context: typer.Context,
    remind: Annotated[str, typer.Option("--remind", metavar="天", help="到期前几天起提醒")] = "",
    urge: Annotated[str, typer.Option("--urge", metavar="天", help="逾期几天起催办")] = "",
    supervise: Annotated[str, typer.Option("--supervise", metavar="天", help="逾期几天起督办")] = "",
    interview: Annotated[str, typer.Option("--interview", metavar="天", help="逾期几天起约谈")] = "",
    workdays: Annotated[bool | None, typer.Option("--workdays/--days", help="按工作日还是自然日计")] = None,
) -> None:
    """查看或设置提醒、催办、督办、约谈的天数。"""
    from ledger.escalation import Thresholds, set_thresholds, thresholds

    caller = caller_of(context)
    given = {"remind": remind, "urge": urge, "supervise": supervise, "interview": interview}
    days = {name: whole(text, f"--{name}", least=0) for name, text in given.items() if text}
    with caller.book() as book:
        if days or workdays is not None:
            with book.write(caller.person) as tx:
                known = thresholds(tx)
                wanted = Thresholds(
                    remind=days.get("remind", known.remind),
                    urge=days.get("urge", known.urge),
                    supervise=days.get("supervise", known.supervise),
                    interview=days.get("interview", known.interview),
                    workdays=known.workdays if workdays is None else workdays,
                )
                set_thresholds(tx, wanted)
        with book.read() as tx:
            now = thresholds(tx)
    unit = "个工作日" if now.workdays else "天"
    say(
        f"到期前 {now.remind} {unit}起提醒，逾期 {now.urge} {unit}起催办，"
        f"{now.supervise} {unit}起督办，{now.interview} {unit}起约谈。"
    )


def _policy(text: str) -> int | None:
    return whole(text, "--policy") if text else None
