"""`gongjian schedule`: the papers that fall due by the calendar, made now, later, or as they were missed."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui import settings
from tui.cli.caller import Caller, caller_of
from tui.cli.streams import say, say_json, warn
from tui.cli.table import moment, table
from tui.cli.usage import ChineseCommand, ChineseGroup

if TYPE_CHECKING:
    from tui.timetable.runs import Outcome

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)
Out = Annotated[str, typer.Option("--out", metavar="目录", help="写到哪里（默认在账簿旁的“汇总”目录）")]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出")]


@app.callback()
def group() -> None:
    """定期汇总：到期清单、补做、常驻运行"""


@app.command("list", cls=ChineseCommand)
def list_(context: typer.Context, as_json: Json = False) -> None:
    """列出已到期而未做的，以及已做的。"""
    from ledger import timetable
    from tui.timetable.periods import LABELS, next_designated
    from tui.timetable.runs import outstanding

    caller = caller_of(context)
    now = caller.clock()
    with caller.book() as book:
        due = outstanding(book, now)
        with book.read() as tx:
            claims = timetable.list_claims(tx)
    if as_json:
        say_json(
            {
                "due": [
                    {
                        "kind": d.kind,
                        "office": d.office,
                        "period": d.period,
                        "designated": d.designated.isoformat(),
                    }
                    for d in due
                ],
                "done": [
                    {
                        "kind": claim.kind,
                        "office": claim.office,
                        "period": claim.period,
                        "at": claim.done_at.isoformat(),
                        "files": list(claim.files),
                    }
                    for claim in claims
                    if claim.done_at is not None
                ],
                "next": next_designated(now).isoformat(),
            }
        )
        return
    errors = {(claim.kind, claim.office, claim.period): claim.error for claim in claims}
    rows = [
        (
            d.period,
            d.office,
            LABELS[d.kind],
            f"{d.designated:%Y-%m-%d %H:%M}",
            _state(errors, d.kind, d.office, d.period),
        )
        for d in due
    ]
    rows += [
        (
            claim.period,
            claim.office or "",
            LABELS.get(claim.kind, claim.kind),
            "",
            f"{moment(claim.done_at)} 已做",
        )
        for claim in claims
        if claim.done_at is not None
    ]
    say(table(["期间", "单位", "文件", "应做时间", "状态"], rows) if rows else "没有到期的汇总。")
    say(f"下一次：{next_designated(now):%Y-%m-%d %H:%M}")


def _state(errors: dict[tuple[str, str | None, str], str | None], kind: str, office: str, period: str) -> str:
    error = errors.get((kind, office, period))
    return f"未做成：{error}" if error else "待做"


@app.command("catch-up", cls=ChineseCommand)
def catch_up(context: typer.Context, out: Out = "", as_json: Json = False) -> None:
    """补做已到期而未做的汇总；做过的不会再做。"""
    caller = caller_of(context)
    outcomes = _catch_up(caller, _folder(caller, out))
    if as_json:
        say_json([_as_json(outcome) for outcome in outcomes])
    elif not outcomes:
        say("没有到期而未做的汇总。")
    else:
        for outcome in outcomes:
            say(outcome_text(outcome))
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


@app.command(cls=ChineseCommand)
def run(
    context: typer.Context,
    out: Out = "",
) -> None:
    """在前台常驻：到时间就做，启动时先补做。按 Ctrl+C 结束。"""
    from tui.timetable.service import Service

    caller = caller_of(context)
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())

    def tell(news: Outcome | str) -> None:
        say(f"{moment(caller.clock())} {news if isinstance(news, str) else outcome_text(news)}")
        sys.stdout.flush()

    service = Service(caller.url, caller.person, _folder(caller, out), clock=caller.clock, tell=tell)
    warn("定期汇总已启动，按 Ctrl+C 结束。")
    service.start()
    with contextlib.suppress(KeyboardInterrupt):
        stopped.wait()
    service.stop()


def _folder(caller: Caller, out: str) -> Path:
    return Path(out).expanduser() if out else settings.papers_folder(caller.url) / "汇总"


def _catch_up(caller: Caller, folder: Path) -> list[Outcome]:
    from tui.timetable import runs

    with caller.book() as book:
        return runs.catch_up(book, caller.person, folder, caller.clock, runs.make_summary)


def outcome_text(outcome: Outcome) -> str:
    """A paper and what became of it; one that was made on another day than designated says so."""
    if outcome.error is not None:
        return f"{outcome.due.label} 未做成：{outcome.error}"
    late = f"（应做于 {outcome.due.designated:%Y-%m-%d %H:%M}，{outcome.at:%Y-%m-%d %H:%M} 补做）"
    return (
        f"{outcome.due.label}{late if outcome.late else ''}：{'、'.join(str(path) for path in outcome.files)}"
    )


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "kind": outcome.due.kind,
        "office": outcome.due.office,
        "period": outcome.due.period,
        "designated": outcome.due.designated.isoformat(),
        "at": outcome.at.isoformat(),
        "files": [str(path) for path in outcome.files],
        "error": outcome.error,
    }
