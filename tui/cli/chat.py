"""`gongjian chat`: the assistant, a line at a time for scripts, or as a conversation in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import BadValue
from tui.cli.streams import say, text_lines_in
from tui.cli.usage import ChineseCommand
from tui.cli.values import existing_file

if TYPE_CHECKING:
    from importers.rosters import Registry

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def chat(
    policy: Annotated[
        list[str] | None, typer.Option("--policy", metavar="方案文件", help="可写几次，第一份为现行方案")
    ] = None,
    units: Annotated[str, typer.Option("--units", metavar="名录", help="单位名录 .csv")] = "",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="标准输入、输出逐行 JSON，每行各自成一次对话")
    ] = False,
) -> None:
    """问方案、登记问题、查台账。它只提议，确认之前不写任何东西。"""
    from importers.plans import read_plan

    plans = [read_plan(existing_file(file)) for file in policy or []]
    registry = _registry(units)
    if jsonl:
        from tui.assistant.jsonl import answer_lines

        for line in answer_lines(text_lines_in(), plans, registry):
            say(line)
            sys.stdout.flush()
        return
    raise BadValue("请加 --jsonl 逐行对话；终端里的对话在界面中按 / 打开。")


def _registry(units: str) -> Registry:
    from importers.rosters import Registry, read_roster

    return read_roster(existing_file(units)) if units else Registry()
