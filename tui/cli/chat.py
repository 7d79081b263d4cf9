"""`gongjian chat`: the assistant, a line at a time for scripts, or as a conversation in the terminal."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.caller import Caller, caller_of
from tui.cli.streams import say, text_lines_in
from tui.cli.usage import ChineseCommand
from tui.cli.values import existing_file

if TYPE_CHECKING:
    from importers.rosters import Registry

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def chat(
    context: typer.Context,
    policy: Annotated[
        list[str] | None, typer.Option("--policy", metavar="方案文件", help="可写几次，第一份为现行方案")
    ] = None,
    units: Annotated[str, typer.Option("--units", metavar="名录", help="单位名录 .csv")] = "",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="标准输入、输出逐行 JSON，每行各自成一次对话")
    ] = False,
) -> None:
    """问方案、登记问题、查台账。它只提议，确认之前不写任何东西。

    不带 --jsonl 时在终端里对话，用账簿中采用的方案；带 --jsonl 时用 --policy 给出的文件，不读写账簿。
    """
    if not jsonl:
        _converse(caller_of(context))
        return
    from importers.plans import read_plan
    from tui.assistant.jsonl import answer_lines

    plans = [read_plan(existing_file(file)) for file in policy or []]
    for line in answer_lines(text_lines_in(), plans, _registry(units)):
        say(line)
        sys.stdout.flush()


def _converse(caller: Caller) -> None:
    """Over the books, with the keyboard; what is confirmed is written in the caller's name."""
    from tui.assistant.terminal import converse

    def mint() -> str:
        return secrets.token_hex(16)

    with caller.book() as book:
        converse(book, caller.person, today=caller.today, mint=mint, lines=_typed(), show=say)


def _typed() -> Iterator[str]:
    """What is typed, until the end of input."""
    while True:
        try:
            yield input("› ")
        except EOFError:
            return


def _registry(units: str) -> Registry:
    from importers.rosters import Registry, read_roster

    return read_roster(existing_file(units)) if units else Registry()
