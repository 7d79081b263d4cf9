"""`gongjian people`: who has worked with the books."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.usage import ChineseCommand, ChineseGroup

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False, help="经办人名单")


@app.callback()
def group() -> None:
    """经办人名单"""


@app.command("list", cls=ChineseCommand)
def list_(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False
) -> None:
    """列出操作过账簿的人。"""
    from ledger import people

    with caller_of(context).book() as book, book.read() as tx:
        found = people.list_people(tx)
    if as_json:
        say_json([{"id": person.id, "name": person.name} for person in found])
        return
    for person in found:
        say(person.name)
