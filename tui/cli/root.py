"""The root of the command line: loads a command's module when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

from tui.cli.commands import COMMANDS
from tui.cli.usage import ChineseGroup


class Root(ChineseGroup):
    """A group whose commands are imported on demand."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = typer.main.get_command(getattr(import_module(entry.module), entry.app))
        command.name = cmd_name
        return command

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        return [(name, entry.summary) for name, entry in COMMANDS.items()]


root = Root(
    name="gongjian",
    help="攻坚台账：从大气污染防治方案到每一元入账，每个金额都能追到条款原文。不带命令时打开终端界面。",
    rich_markup_mode=None,
)


def command_paths() -> set[str]:
    """Every command as it is called: parse, policy import, …"""
    paths = set()
    for name in COMMANDS:
        command = root.get_command(None, name)
        paths |= {name, *(f"{name} {inner}" for inner in getattr(command, "commands", ()))}
    return paths
