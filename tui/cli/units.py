"""`gongjian units`: the offices, departments and enterprises that the books know by name and alias."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.table import table
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import existing_file

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False, help="单位名录：登记与查看")


@app.command("import", cls=ChineseCommand)
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="名录", help=".csv，列为 名称,别名（用 | 隔开）,类别")],
) -> None:
    """登记一份名录里的单位及别名；已登记的只补充新别名。"""
    from importers.importing import import_roster

    caller = caller_of(context)
    with caller.book() as book:
        units = import_roster(book, caller.person, existing_file(file))
    say(f"名录中的 {len(units)} 个单位已登记：{'、'.join(unit.name for unit in units)}")


@app.command("list", cls=ChineseCommand)
def list_(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False
) -> None:
    """列出已登记的单位。"""
    from ledger import units

    with caller_of(context).book() as book, book.read() as tx:
        found = units.list_units(tx)
    if as_json:
        say_json([{"name": u.name, "kind": u.kind.value, "aliases": list(u.aliases)} for u in found])
        return
    rows = [(unit.name, unit.kind.label, "、".join(unit.aliases)) for unit in found]
    say(
        table(["单位", "类别", "别名"], rows)
        if rows
        else "还没有登记单位，请用 gongjian units import 名录.csv 登记。"
    )
