"""The commands by name: the module that holds each and the line that help shows. Nothing is imported here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command or group of commands: `module` holds its `app`."""

    module: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "parse": Entry("tui.cli.parse", "读取方案文件，输出任务、扣缴标准和补助（或规范文本）"),
    "bench": Entry("tui.cli.bench", "测量用时之比"),
}
