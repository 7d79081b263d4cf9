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
    context: typer.Context,
    printed: Annotated[
        list[str] | None,
        typer.Option("--printed", metavar="月份=校验值", help="月度汇总表上印的校验值，如 2026-08=3f9c…"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False,
) -> None:
    """核验账簿的每一条不变式；全部成立时不输出，退出状态 0。

    有不成立的，逐条列出第一处，退出状态 1。
    """
    from ledger import invariants

    heads = dict(_head(each) for each in printed or [])
    with caller_of(context).present_book() as book:
        violations = invariants.verify(book, heads)
    if as_json:
        broken = {violation.invariant: violation.offender for violation in violations}
        say_json({"holds": not violations, "violations": broken})
    else:
        for violation in violations:
            say(f"{violation.invariant}：{violation.offender}")
    if violations:
        raise typer.Exit(1)


def _head(words: str) -> tuple[str, str]:
    from tui.cli.values import month

    which, _, value = words.partition("=")
    return month(which, "--printed"), value.strip().lower()
