"""`gongjian parse`: one policy document, as JSON, as its canonical text, or as an overview to look over."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.streams import say, say_json
from tui.cli.usage import ChineseCommand
from tui.cli.values import existing_file

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def parse(
    file: Annotated[str, typer.Argument(metavar="文件", help=".docx .pdf .txt .md .html")],
    as_json: Annotated[bool, typer.Option("--json", help="完整结果，JSON，每项带原文位置")] = False,
    as_text: Annotated[bool, typer.Option("--text", help="规范文本，原文位置即指向它")] = False,
) -> None:
    """读取方案文件，输出任务、扣缴标准和补助（或规范文本）。

    不带选项时输出便于核对的概览。不读写账簿。
    """
    path = existing_file(file)
    if as_text and not as_json:
        from importers.document import read_document

        say(read_document(path).text)
        return
    from importers.plans import read_plan

    plan = read_plan(path)
    if as_json:
        from ledger.plan_json import plan_to_json

        say_json(plan_to_json(plan))
        return
    from tui.cli.overviews import plan_overview

    say(plan_overview(plan))
