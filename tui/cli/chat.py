"""`gongjian chat`: the assistant, a line at a time for scripts, or as a conversation in the terminal."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import BadInput, NotFound
from tui.cli.caller import Caller, caller_of
from tui.cli.streams import say, text_lines_in
from tui.cli.usage import ChineseCommand
from tui.cli.values import existing_file

if TYPE_CHECKING:
    from importers.rosters import Registry
    from tui.assistant.keeping import Record

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
    search: Annotated[
        str, typer.Option("--search", metavar="词", help="查以前的对话，几个词用空格隔开")
    ] = "",
    export: Annotated[
        str,
        typer.Option("--export", metavar="文件", help="导出以前的对话，.jsonl 或 .txt；可与 --search 同用"),
    ] = "",
    names: Annotated[bool, typer.Option("--names", help="查和导出时写出人名，不写则用职务代替")] = False,
) -> None:
    """问方案、登记问题、查台账。它只提议，确认之前不写任何东西。

    不带 --jsonl 时在终端里对话，用账簿中采用的方案；带 --jsonl 时用 --policy 给出的文件，不读写账簿。
    对话按账簿分别存在本机，只有本人能读，用 --search 查，用 --export 导出。
    """
    if search or export:
        _look_back(caller_of(context), search, export, names=names)
        return
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
    from tui.assistant.terminal import Notebook, converse

    def mint() -> str:
        return secrets.token_hex(16)

    person = caller.person
    notebook = Notebook(_record(caller), person, caller.clock)
    with caller.book() as book:
        converse(book, person, today=caller.today, mint=mint, lines=_typed(), show=say, notebook=notebook)


def _record(caller: Caller) -> Record:
    from tui import settings
    from tui.assistant.keeping import Record, record_path

    file = settings.book_path(caller.url)
    url = f"sqlite:///{file.resolve()}" if file is not None else caller.url
    return Record(record_path(url, settings.log_file().parent))


def _look_back(caller: Caller, words: str, export: str, *, names: bool) -> None:
    """Kept turns onto the terminal or into a file; persons by role unless their names are asked for."""
    from tui.assistant.keeping import as_lines, as_text, by_role

    record = _record(caller)
    turns = record.search(words) if words else list(record.turns())
    if not turns:
        raise NotFound(f"以前的对话里没有“{words}”，可以换个词。" if words else "这套账簿还没有存下对话。")
    shown = by_role({} if names else _roles(caller, {turn.person for turn in turns}))
    if not export:
        say("\n".join(as_text(turns, shown)).rstrip())
        return
    target = Path(export).expanduser()
    if target.suffix not in (".jsonl", ".txt"):
        raise BadInput(f"--export 写成 .jsonl 或 .txt 文件，收到“{export}”。")
    lines = as_lines(turns, shown) if target.suffix == ".jsonl" else as_text(turns, shown)
    try:
        target.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError:
        raise BadInput(f"写不了 {target}，请检查文件夹和权限。") from None
    say(f"导出{len(turns)}轮对话：{target}")


def _roles(caller: Caller, speakers: set[str]) -> dict[str, str]:
    """Persons of the plans by their unit, those who spoke by number."""
    from ledger.errors import NoRuleInForce
    from tui.assistant.over_books import assistant_of

    spoken = {name: f"办事员{n}" for n, name in enumerate(sorted(speakers), 1)}
    with caller.book() as book:
        try:
            return assistant_of(book, caller.today, {}).roles | spoken
        except NoRuleInForce:
            return spoken


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
