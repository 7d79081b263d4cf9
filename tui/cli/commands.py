"""The commands by name: the module that holds each and the line that help shows. Nothing is imported here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command or group of commands: `module` holds it under the name `app`."""

    module: str
    summary: str
    app: str = "app"


COMMANDS: dict[str, Entry] = {
    "demo": Entry("tui.cli.demo", "演示：用自带样例走完一个月"),
    "parse": Entry("tui.cli.parse", "读取方案文件，输出任务、扣缴标准和补助（或规范文本）"),
    "policy": Entry("tui.cli.policy", "方案：导入、列出、查看、采用、比较"),
    "match": Entry("tui.cli.match", "识别问题描述适用的条款、任务和金额（逐行 JSON）"),
    "chat": Entry("tui.cli.chat", "助手：问方案、登记问题、查台账（只提议，不写入）"),
    "finding": Entry("tui.cli.finding", "问题：导入、登记、复核、分担、记账、冲销"),
    "explain": Entry("tui.cli.explain", "说明一个金额从何而来，直到条款原文"),
    "summary": Entry("tui.cli.summary", "按单位、情形或月份汇总"),
    "notice": Entry("tui.cli.notice", "文书（.docx）：出件并编号入账、核对、重印、按月批量"),
    "template": Entry("tui.cli.template", "文书模板：列出、复制出来改、检查"),
    "schedule": Entry("tui.cli.schedule", "定期汇总：到期清单、补做、常驻运行、送达"),
    "task": Entry("tui.cli.task", "任务期限：到期、逾期、进度、延期、提醒、日历"),
    "inspect": Entry("tui.cli.inspect", "检查记录和抽查率"),
    "export": Entry("tui.cli.export", "导出全部凭证（beancount、hledger、csv、xlsx、json）"),
    "backup": Entry("tui.cli.backup", "备份账簿并核验", "backup_app"),
    "restore": Entry("tui.cli.backup", "用备份恢复账簿", "restore_app"),
    "serve": Entry("tui.cli.serve", "在浏览器里打开界面"),
    "verify": Entry("tui.cli.verify", "核验账簿的每一条不变式"),
    "period": Entry("tui.cli.period", "月份结账"),
    "units": Entry("tui.cli.units", "单位名录：登记、列出"),
    "people": Entry("tui.cli.people", "操作过账簿的人"),
    "bench": Entry("tui.cli.bench", "测量用时之比"),
}
