"""Help pages and usage errors in Chinese, laid out by terminal cells."""

from __future__ import annotations

import inspect
import re
from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from tui.cli.table import pad

EVERYWHERE = [
    ("--as 姓名", "由谁操作（否则取 GONGJIAN_USER，再否则取系统用户名）"),
    ("--db 地址", "账簿：SQLite 文件（否则取 GONGJIAN_DB，再否则取默认账簿）"),
    ("--help", "显示本页"),
]


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_page(self, ctx, []))


class ChineseGroup(TyperGroup):
    """A group whose help page is Chinese; what it lists comes from `summaries`."""

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        """Names and one-line descriptions of the commands."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, (command.help or "").splitlines()[0]) for name, command in commands if command]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_page(self, ctx, self.summaries(ctx)))


def _page(command: Any, ctx: Any, commands: list[tuple[str, str]]) -> str:
    arguments = [(_form(param), param.help or "") for param in command.params if _is_argument(param)]
    options = [(_form(param), param.help or "") for param in command.params if not _is_argument(param)]
    usage = " ".join([ctx.command_path, *(name for name, _ in arguments), *(["命令 …"] if commands else [])])
    text = inspect.cleandoc(command.help or "")
    sections = [("命令", commands), ("参数", arguments), ("选项", options), ("各命令通用", EVERYWHERE)]
    parts = [f"用法：{usage} [选项]", text]
    parts += [_section(title, rows) for title, rows in sections if rows]
    return "\n\n".join(part for part in parts if part) + "\n"


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _form(param: Any) -> str:
    """How a parameter is written: 文件, [条号 …], --by 分组."""
    if _is_argument(param):
        several = f"{param.metavar or param.name}{' …' if param.nargs == -1 else ''}"
        return several if param.required else f"[{several}]"
    return f"{'/'.join(param.opts)} {'' if param.is_flag else param.metavar or ''}".rstrip()


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    return "\n".join([f"{title}：", *(f"  {pad(name, 22)}  {text}".rstrip() for name, text in rows)])


def explain_usage(error: TyperException) -> str:
    """A usage error of the parser in Chinese, with where to read on."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "gongjian"
    return f"{_what_is_wrong(error)}用法见 {command} --help。"


def _what_is_wrong(error: TyperException) -> str:
    """By the names of the parser's errors, which it keeps in a private module."""
    match type(error).__name__:
        case "NoSuchOption":
            near = getattr(error, "possibilities", None)
            hint = f"是否要写 {'、'.join(sorted(near))}？" if near else ""
            return f"没有选项 {getattr(error, 'option_name', '')}。{hint}"
        case "MissingParameter":
            param = getattr(error, "param", None)
            return f"缺少“{param.metavar or param.name}”。" if param is not None else "缺少参数。"
        case "BadOptionUsage":
            return f"选项 {getattr(error, 'option_name', '')} 的写法不对（缺少值，或不该带值）。"
    if found := re.search(r"No such command '(.+?)'", error.message):
        ctx: Any = getattr(error, "ctx", None)
        near = get_close_matches(found[1], ctx.command.list_commands(ctx)) if ctx else []
        hint = f"是否要写 {' 或 '.join(near)}？" if near else ""
        return f"没有命令“{found[1]}”。{hint}"
    if found := re.search(r"unexpected extra argument\S* \((.+)\)", error.message):
        return f"多出了参数“{found[1]}”。"
    if "Missing command" in error.message:
        return "缺少命令。"
    return f"命令写法不对（{error.message}）。"
