"""The screens of the desk. A screen reads and writes the books through its base class and asks nobody else.

The places are listed here, without loading them: a place's module is read when somebody goes there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.base import DeskScreen


@dataclass(frozen=True)
class Place:
    """A screen that one can go to: by its key outside of a text line, by its initials in the menu."""

    mode: str
    key: str
    title: str
    module: str
    screen: str
    about: str

    @property
    def display(self) -> str:
        """The key as it is printed on a keyboard."""
        return {"minus": "-", "equals_sign": "="}.get(self.key, self.key)

    def open(self) -> DeskScreen:
        """Make the screen."""
        made: Callable[[], DeskScreen] = getattr(import_module(self.module), self.screen)
        return made()


PLACES = (
    Place("overview", "1", "总览", "tui.screens.overview", "OverviewScreen", "本月金额、待办、到期任务"),
    Place("findings", "2", "问题", "tui.screens.findings", "FindingsScreen", "查问题、分担、记账、冲销"),
    Place("entry", "3", "立案", "tui.screens.entry", "EntryScreen", "录入督查发现，边写边判"),
    Place("review", "4", "复核", "tui.screens.review", "ReviewScreen", "复核他人立案的问题"),
    Place("journal", "5", "账簿", "tui.screens.journal", "JournalScreen", "凭证、试算平衡、结账"),
    Place("policies", "6", "政策", "tui.screens.policies", "PoliciesScreen", "导入、采用、对照原文"),
    Place("obligations", "7", "任务", "tui.screens.obligations", "ObligationsScreen", "方案任务、单位、期限"),
    Place("notices", "8", "通知书", "tui.screens.notices", "NoticesScreen", "签发与查看通知书"),
    Place("summary", "9", "汇总", "tui.screens.summary", "SummaryScreen", "按月、按单位、按标准汇总"),
    Place("assistant", "0", "助手", "tui.screens.assistant", "AssistantScreen", "用一句话立案或问金额"),
    Place("enterprises", "minus", "企业", "tui.screens.enterprises", "EnterprisesScreen", "等级、补助"),
    Place(
        "settings",
        "equals_sign",
        "设置",
        "tui.screens.settings",
        "SettingsScreen",
        "单位名册、人员、账簿、主题",
    ),
)

PLACE = {place.mode: place for place in PLACES}
