"""Where a finding is typed: Enter accepts, ↓ on the last line goes to the candidates, Tab to the fields."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea


class EntryText(TextArea):
    """A text area whose Enter is an act; a new line is Ctrl+J, and pasted lines stay lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "立案", id="screen.accept", priority=True, tooltip="按显示的判定立案"),
        Binding("ctrl+down", "onward", "候选", id="screen.onward", priority=True, tooltip="到候选，按数字选"),
        Binding("ctrl+j", "new_line", "换行", show=False, id="screen.new_line"),
    ]

    class Accepted(Message):
        """Enter: file what is shown."""

    class Left(Message):
        """↓ on the last line: on to the candidates."""

    def __init__(self, *, id: str, placeholder: str) -> None:
        super().__init__(
            id=id, placeholder=placeholder, soft_wrap=True, compact=True, show_line_numbers=False
        )

    def action_accept(self) -> None:
        """Accept what is shown."""
        self.post_message(self.Accepted())

    def action_onward(self) -> None:
        """Go on to the candidates."""
        self.post_message(self.Left())

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_cursor_down(self, select: bool = False) -> None:
        """Down a line; from the last one on to the candidates."""
        row = self.wrapped_document.location_to_offset(self.cursor_location).y
        if not select and row >= self.wrapped_document.height - 1:
            self.post_message(self.Left())
        else:
            super().action_cursor_down(select)
