"""`gongjian notice`: papers on findings, numbered by the books and written as .docx."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.vocabulary import NoticeKind
from tui import settings
from tui.cli.caller import caller_of
from tui.cli.streams import say
from tui.cli.usage import ChineseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def notice(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(metavar="问题编号", help="一个或几个，如 2026-0001")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="文种", help="扣缴财力通知书（默认，或 deduction）")
    ] = (NoticeKind.DEDUCTION.value),
    out: Annotated[
        str, typer.Option("--out", metavar="目录", help="写到哪里（默认在账簿旁的“通知书”目录）")
    ] = "",
) -> None:
    """出文书：每个责任单位一份，编号入账，输出写成的 .docx 文件。"""
    from tui.usecases.papers import issue, kind_named

    caller = caller_of(context)
    folder = Path(out).expanduser() if out else settings.papers_folder(caller.url) / "通知书"
    with caller.book() as book:
        papers = issue(book, caller.person, numbers, kind_named(kind), folder, caller.today)
    for paper in papers:
        say(str(paper.path))
