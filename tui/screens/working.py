"""Long work: how far it is, and a way to end it between two steps, so that nothing is ever half written."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ProgressBar, Static

from ledger.errors import GongjianError
from tui.screens.dialogs import Dialog
from tui.widgets.cells import cut

Tell = Callable[[int, int, str], None]
"""Told after each step: how many are done, of how many, and what was done last."""
WHAT_CELLS = 60


class Stopped(GongjianError):
    """A person ended the work; the message says what is so now."""


class Working(Dialog[None]):
    """The bar over the screen; Esc ends the work after the step that is being done."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "停止", id="working.stop")]

    class Told(Message):
        """How far the work is."""

        def __init__(self, done: int, of: int, what: str) -> None:
            super().__init__()
            self.done = done
            self.of = of
            self.what = what

    def __init__(self, title: str, stopped: Callable[[int], str]) -> None:
        """`stopped` says what is so when the work ends after so many steps."""
        super().__init__()
        self._title = title
        self._stopped = stopped
        self.stopping = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as frame:
            frame.border_title = self._title
            yield Static("正在准备…", markup=False, classes="dialog-text", id="working-what")
            yield ProgressBar(show_eta=False, id="working-bar")
            yield Static("[b $key]Esc[/] 停止", classes="dialog-keys", id="working-keys")

    def tell(self, done: int, of: int, what: str = "") -> None:
        """Called from the worker's thread. Raises Stopped once a person has ended the work."""
        if self.stopping and done < of:
            raise Stopped(self._stopped(done))
        self.post_message(self.Told(done, of, what))

    @on(Told)
    def _told(self, message: Told) -> None:
        message.stop()
        what = f"　{cut(message.what, WHAT_CELLS)}" if message.what else ""
        self.query_one("#working-bar", ProgressBar).update(total=message.of, progress=message.done)
        self.query_one("#working-what", Static).update(f"{message.done:,} / {message.of:,}{what}")

    def action_stop(self) -> None:
        """End after the step that is being done."""
        self.stopping = True
        self.query_one("#working-keys", Static).update("正在停止…")

    def close(self) -> None:
        """The work is over, one way or the other."""
        if self in self.app.screen_stack:
            self.dismiss(None)
