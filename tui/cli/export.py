"""`gongjian export`: the whole journal for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.errors import BadValue
from tui.cli.caller import caller_of
from tui.cli.streams import say
from tui.cli.usage import ChineseCommand
from tui.cli.values import one_of

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def export(
    context: typer.Context,
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="beancount、hledger、csv、xlsx 或 json")
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="文件", help="写到哪个文件")] = "",
) -> None:
    """导出全部凭证，供其他程序使用或核对。"""
    from tui.usecases import exporting

    if not form or not out:
        raise BadValue("请写明格式和文件，例如 --format beancount --out 账簿.beancount。")
    one_of(form, "--format", exporting.FORMATS)
    caller = caller_of(context)
    with caller.present_book() as book:
        path = exporting.export(book, form, Path(out).expanduser(), caller.today)
    say(str(path))
