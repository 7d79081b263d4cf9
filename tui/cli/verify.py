"""`gongjian verify`: every named invariant; silent and 0 when all hold."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.usage import ChineseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def verify(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False
) -> None:
    """核验账簿的每一条不变式；全部成立时不输出，退出状态 0。

    有不成立的，逐条列出第一处，退出状态 1。
    """
    from ledger import invariants

    with caller_of(context).present_book() as book:
        violations = invariants.verify(book)
    if as_json:
        broken = {violation.invariant: violation.offender for violation in violations}
        say_json({"holds": not violations, "violations": broken})
    else:
        for violation in violations:
            say(f"{violation.invariant}：{violation.offender}")
    if violations:
        raise typer.Exit(1)
