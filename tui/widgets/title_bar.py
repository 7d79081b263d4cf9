"""The row at the top: the screens with their digits, who is at work and which day it is."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.widgets.cells import cut


class TitleBar(Static):
    """Tabs to the left, person and day to the right."""

    class Picked(Message):
        """A click on a tab."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def __init__(self, tabs: list[tuple[str, str, str]], current: str) -> None:
        """`tabs` are (mode, key, title)."""
        super().__init__(id="title-bar")
        self._tabs = tabs
        self._current = current
        self._right = ""
        self._places: list[tuple[int, int, str]] = []

    def on_resize(self) -> None:
        self._draw()

    def at_work(self, text: str) -> None:
        """Show who is at work and the day."""
        self._right = text
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if not width:
            return
        gap = " " if width >= 120 else ""
        wide = sum(cell_len(f" {key}{gap}{title} ") for _, key, title in self._tabs)
        end = " " if wide + cell_len(self._right) < width else ""
        parts: list[tuple[str, str]] = []
        self._places = []
        at = 0
        for mode, key, title in self._tabs:
            label = f"{gap}{title}{end}"
            size = cell_len(key) + cell_len(label) + 1
            here = mode == self._current
            parts.append((f" {key}", "bold $cursor-foreground on $cursor-background" if here else "$key"))
            parts.append((label, "bold $cursor-foreground on $cursor-background" if here else "$foreground"))
            self._places.append((at, at + size, mode))
            at += size
        room = width - at - 1
        name, _, day = self._right.rpartition(" ")
        short = cut(name, room - cell_len(day) - 1) if room > cell_len(day) + 4 else ""
        right = self._right if cell_len(self._right) <= room else f"{short} {day}".strip()
        right = right if cell_len(right) <= room else ""
        parts.append((" " * (width - at - cell_len(right) - 1), ""))
        parts.append((right, "$faint"))
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        for start, end, mode in self._places:
            if start <= event.x < end:
                self.post_message(self.Picked(mode))
