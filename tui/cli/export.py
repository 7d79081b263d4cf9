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
    """导出全部凭证。beancount 和 hledger 文件附有各科目应有余额，可用它们自己核对。"""
    from tui.exports import files

    if not form or not out:
        raise BadValue("请写明格式和文件，例如 --format beancount --out 账簿.beancount。")
    one_of(form, "--format", files.FORMATS)
    caller = caller_of(context)
    with caller.book() as book:
        count = files.export(book, form, Path(out).expanduser(), caller.today)
    say(f"已导出 {count} 张凭证：{out}")
