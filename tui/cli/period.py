"""`gongjian period`: months are closed; what comes later lands in the open month."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import month

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)


@app.callback()
def group() -> None:
    """月份结账"""


@app.command(cls=ChineseCommand)
def close(
    context: typer.Context, which: Annotated[str, typer.Argument(metavar="月份", help="如 2026-08")]
) -> None:
    """结账：该月不再接受凭证，更正记入未结账的月份。"""
    from ledger import periods

    caller = caller_of(context)
    wanted = month(which, "月份")
    with caller.book() as book, book.write(caller.person) as tx:
        periods.close_month(tx, wanted)
    say(f"{wanted} 已结账。")
