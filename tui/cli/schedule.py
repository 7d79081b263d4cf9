"""`gongjian schedule`: the papers that fall due by the calendar, made now, later, or as they were missed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui import settings
from tui.cli.caller import Caller, caller_of
from tui.cli.schedule_settings import address, holidays, mail, set_, show_settings
from tui.cli.schedule_views import claim_json, due_json, outcome_json, state_text
from tui.cli.streams import say, say_json, warn
from tui.cli.table import moment, table
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import whole

if TYPE_CHECKING:
    from tui.timetable.telling import News

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)
Out = Annotated[str, typer.Option("--out", metavar="目录", help="写到哪里（默认在账簿旁的“汇总”目录）")]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出")]
app.command("set", cls=ChineseCommand)(set_)
app.command("settings", cls=ChineseCommand)(show_settings)
app.command("mail", cls=ChineseCommand)(mail)
app.command("address", cls=ChineseCommand)(address)
app.command("holidays", cls=ChineseCommand)(holidays)


@app.callback()
def group() -> None:
    """定期汇总：到期清单、补做、常驻运行、收件设置"""


@app.command("list", cls=ChineseCommand)
def list_(context: typer.Context, as_json: Json = False) -> None:
    """列出已到期而未做的，以及已做的（应做时间和实际时间）。"""
    from ledger import timetable
    from tui.timetable.kinds import LABELS, kinds
    from tui.timetable.periods import designated_time, next_designated
    from tui.timetable.runs import outstanding

    caller = caller_of(context)
    now = caller.clock()
    with caller.book() as book:
        due = outstanding(book, now)
        with book.read() as tx:
            claims = timetable.list_claims(tx)
            known = kinds(tx)
    coming = next_designated(now, known)
    done = [claim for claim in claims if claim.done_at is not None]
    if as_json:
        coming_at = None if coming is None else coming.isoformat()
        say_json({"due": list(map(due_json, due)), "done": list(map(claim_json, done)), "next": coming_at})
        return
    at = {kind.key: kind for kind in known}
    state = {(claim.kind, claim.office or "", claim.period): claim for claim in claims}
    rows = [
        (
            each.period,
            each.office,
            LABELS[each.kind],
            f"{each.designated:%Y-%m-%d %H:%M}",
            state_text(state.get((each.kind, each.office, each.period)), now),
        )
        for each in due
    ]
    rows += [
        (
            claim.period,
            claim.office or "",
            LABELS.get(claim.kind, claim.kind),
            f"{designated_time(at[claim.kind], claim.period, now):%Y-%m-%d %H:%M}"
            if claim.kind in at
            else "",
            state_text(claim, now),
        )
        for claim in done
    ]
    say(table(["期间", "单位", "文件", "应做时间", "状态"], rows) if rows else "没有到期的汇总。")
    say("定期文件都已停用。" if coming is None else f"下一次：{coming:%Y-%m-%d %H:%M}")


@app.command("catch-up", cls=ChineseCommand)
def catch_up(context: typer.Context, out: Out = "", as_json: Json = False) -> None:
    """补做已到期而未做的汇总，并送达；做过的不会再做，送过的不会再送。"""
    from tui.timetable import runs
    from tui.timetable.delivering import deliver
    from tui.timetable.mail import password_from
    from tui.timetable.telling import news_text

    caller = caller_of(context)
    with caller.book() as book:
        outcomes = runs.catch_up(book, caller.person, _folder(caller, out), caller.clock, runs.make_paper)
        delivered = deliver(book, caller.person, caller.clock, password_from(os.environ))
    if as_json:
        say_json([outcome_json(outcome) for outcome in outcomes])
    elif not outcomes and not delivered:
        say("没有到期而未做的汇总。")
    else:
        for outcome in outcomes:
            say(news_text(outcome))
        for parcel in delivered:
            say(news_text(parcel))
    if any(each.error for each in outcomes) or any(each.error for each in delivered):
        raise typer.Exit(1)


@app.command(cls=ChineseCommand)
def run(
    context: typer.Context,
    out: Out = "",
    every: Annotated[str, typer.Option("--every", metavar="秒", help="多久查看一次（默认 600 秒）")] = "",
) -> None:
    """在前台常驻：到时间就做，启动时先补做。按 Ctrl+C 结束。"""
    from tui.timetable.alarm import CHECK_MINUTES
    from tui.timetable.service import Service
    from tui.timetable.telling import news_text

    caller = caller_of(context)
    seconds = whole(every, "--every") if every else CHECK_MINUTES * 60
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())

    def tell(news: News) -> None:
        say(f"{moment(caller.clock())} {news_text(news)}")
        sys.stdout.flush()

    service = Service(
        caller.url,
        caller.person,
        _folder(caller, out),
        clock=caller.clock,
        tell=tell,
        check_seconds=seconds,
    )
    warn("定期汇总已启动，按 Ctrl+C 结束。")
    service.start()
    with contextlib.suppress(KeyboardInterrupt):
        stopped.wait()
    service.stop()


@app.command(cls=ChineseCommand)
def log(
    context: typer.Context,
    last: Annotated[str, typer.Option("--last", metavar="条数", help="最近多少条（默认 50）")] = "50",
) -> None:
    """运行记录：每次尝试的应做和实际时间、依据的账簿哈希、生成的文件。"""
    from ledger import runs
    from tui.timetable.kinds import LABELS

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        found = runs.list_runs(tx, whole(last, "--last"))
    rows = [
        (
            each.period,
            each.office or "",
            LABELS.get(each.kind, each.kind),
            str(each.attempt),
            moment(each.designated),
            moment(each.started_at),
            each.person,
            each.program,
            each.head[:12],
            each.error or ("中断或进行中" if each.ended_at is None else f"{len(each.files)} 个文件"),
        )
        for each in found
    ]
    heads = ["期间", "单位", "文件", "次", "应做时间", "开始", "经办", "程序", "账簿哈希", "结果"]
    say(table(heads, rows, right=(3,)) if rows else "还没有运行记录。")


@app.command(cls=ChineseCommand)
def deliveries(context: typer.Context) -> None:
    """送达记录：哪份文件、送给谁、何时送到。"""
    from ledger import deliveries as delivered
    from tui.timetable.kinds import CHANNELS, LABELS

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        found = delivered.list_deliveries(tx)
    rows = [
        (
            str(each.number),
            each.period,
            each.office or "",
            LABELS.get(each.kind, each.kind),
            CHANNELS.get(each.channel, each.channel),
            each.recipient,
            f"{moment(each.delivered_at)} 已送达"
            if each.delivered_at is not None
            else f"未送达：{each.error}"
            if each.error
            else "中断，是否送到不明",
        )
        for each in found
    ]
    say(table(["号", "期间", "单位", "文件", "方式", "收件", "状态"], rows) if rows else "还没有送达记录。")


@app.command(cls=ChineseCommand)
def release(
    context: typer.Context, number: Annotated[str, typer.Argument(metavar="号", help="送达记录的号")]
) -> None:
    """核实某次中断的送达确未送到，准予重发。"""
    from ledger import deliveries as delivered

    caller = caller_of(context)
    wanted = whole(number, "送达记录号")
    with caller.book() as book, book.write(caller.person) as tx:
        delivered.release(tx, wanted)
    say(f"第 {wanted} 号送达将在下次运行时重发。")


@app.command(cls=ChineseCommand)
def redo(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="文件", help="日报、情况通报等")],
    period: Annotated[str, typer.Argument(metavar="期间", help="如 2026-08-31、2026-W36、2026-08、2026-Q3")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="月度汇总写明单位")] = "",
) -> None:
    """已做的文件因时钟不准等原因有误，准予重做；原记录保留，已送达的不再送。"""
    from ledger import timetable
    from tui.timetable.kinds import kind_named

    caller = caller_of(context)
    kind = kind_named(which)
    with caller.book() as book, book.write(caller.person) as tx:
        timetable.reopen(tx, kind.key, unit or None, period, reason)
    say(f"{period} {unit}{kind.label}将在下次运行时重做。")


@app.command(cls=ChineseCommand)
def install(context: typer.Context, out: Out = "") -> None:
    """写好 systemd 用户服务，并给出 Windows 任务计划命令；启用由您自己执行。"""
    from tui.timetable.install import systemd_commands, windows_command, write_unit

    caller = caller_of(context)
    command = [
        *(sys.executable, "-m", "tui.cli", "schedule", "run"),
        *("--db", _absolute(caller.url)),
        *("--as", caller.person),
        *("--out", str(_folder(caller, out).resolve())),
    ]
    say(f"已写入 {write_unit(command, os.environ)}，启用请执行：")
    for line in systemd_commands():
        say(f"  {line}")
    say("在 Windows 上请执行：")
    say(f"  {windows_command(command)}")


def _absolute(url: str) -> str:
    """The address that means the same from any folder."""
    path = settings.book_path(url)
    return url if path is None else f"sqlite:///{path.resolve()}"


def _folder(caller: Caller, out: str) -> Path:
    return Path(out).expanduser() if out else settings.papers_folder(caller.url) / "汇总"
