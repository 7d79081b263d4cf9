"""A screen that shows one month at a time: the keys that move through the months."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask
from tui.screens.typed import month_by, read_month


class MonthlyScreen(DeskScreen):
    """Keeps `month` as "2025-08"; a subclass reads anew in `reload`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,left,h", "month(-1)", "上月", id="screen.month_before", key_display="["),
        Binding("right_square_bracket,right,l", "month(1)", "下月", id="screen.month_after", key_display="]"),
        Binding("m", "ask_month", "选月份", id="screen.month", show=False, tooltip="键入 8 或 2025-08"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.month = ""

    def reload_if_old(self) -> None:
        if not self.month:
            self.month = f"{self.session.today:%Y-%m}"
        super().reload_if_old()

    def where(self) -> str:
        return f"{super().where()} › {self.month}" if self.month else super().where()

    def turn_to(self, month: str) -> None:
        """Show another month."""
        self.month = month
        self.refresh_frame()
        self.reload()

    def action_month(self, by: int) -> None:
        """One month back or on."""
        if self.month:
            self.turn_to(month_by(self.month, by))

    def action_ask_month(self) -> None:
        """Ask for a month."""
        today = self.session.today

        def go(typed: str | None) -> None:
            if typed is not None:
                self.turn_to(read_month(typed, today))

        self.app.push_screen(
            Ask("选月份", "哪个月？", hint="8 或 2025-08", check=lambda text: read_month(text, today)),
            go,
        )
