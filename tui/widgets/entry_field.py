"""One field of a proposal: what the program read, or what a person typed instead, and which of the two."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class EntryField(Horizontal):
    """A labelled line. `typed` is what a person typed, "" while the program's reading stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "restore", "恢复自动", id="screen.restore", show=False, tooltip="去掉更正"),
    ]

    class Changed(Message):
        """A person typed into the field, or took the correction back."""

        def __init__(self, field: EntryField) -> None:
            super().__init__()
            self.field = field

    class Accepted(Message):
        """Enter in the field: file what is shown."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__(id=f"field-{name}", classes="entry-field")
        self.field_name = name
        self._label = label
        self._hint = hint
        self.typed = ""
        self._note = ""
        self._proposed = ""
        self._emptied = False
        self._shown = ""

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="entry-label")
        yield Input(placeholder=self._hint, id=f"input-{self.field_name}", select_on_focus=True)
        yield Static("", classes="entry-note", markup=False)

    @property
    def input(self) -> Input:
        """The line itself."""
        return self.query_one(Input)

    def propose(self, value: str, note: str = "") -> None:
        """Show what the program reads; a correction stays where it is. `note` explains the value."""
        self._proposed = value
        if not self.typed and not self._emptied:
            self._set(value)
        self._note = note if note != self.input.value else ""
        self._mark()

    def type(self, value: str) -> None:
        """Put a correction in, as if typed."""
        self.typed = value
        self._set(value)
        self._mark()

    def _set(self, value: str) -> None:
        if self.input.value != value:
            with self.input.prevent(Input.Changed):
                self.input.value = value

    def clear(self) -> None:
        """Empty for the next finding."""
        self.typed = self._note = self._proposed = ""
        self._emptied = False
        self._set("")
        self._mark()

    def object(self, text: str) -> None:
        """Say why what was typed cannot be used."""
        self._note = text
        self._mark(bad=True)

    def _mark(self, *, bad: bool = False) -> None:
        self.set_class(bool(self.typed), "-typed")
        self.set_class(bad, "-bad")
        shown = ("✎ " if self.typed else "") + self._note
        if shown != self._shown:  # told with every keystroke: nothing is drawn that has not changed
            self._shown = shown
            self.query_one(".entry-note", Static).update(shown, layout=False)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self.typed = message.value.strip()
        self._emptied = not self.typed
        self._mark()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Accepted())

    def on_descendant_blur(self) -> None:
        """An emptied field shows the program's reading again once it is left."""
        if self._emptied:
            self._emptied = False
            self._set(self._proposed)

    def action_restore(self) -> None:
        """Take the correction back."""
        self.typed = ""
        self._emptied = False
        self.post_message(self.Changed(self))
