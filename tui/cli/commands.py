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
    "policy": Entry("tui.cli.policy", "方案：导入、列出、查看、采用、比较"),
    "summary": Entry("tui.cli.summary", "按单位、情形或月份汇总"),
    "verify": Entry("tui.cli.verify", "核验账簿的每一条不变式"),
    "period": Entry("tui.cli.period", "月份结账"),
    "units": Entry("tui.cli.units", "单位名录：登记、列出"),
    "people": Entry("tui.cli.people", "操作过账簿的人"),
    "bench": Entry("tui.cli.bench", "测量用时之比"),
}
