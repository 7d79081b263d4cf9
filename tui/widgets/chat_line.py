"""The assistant's line, one key away on every screen: a question below, its answer above."""

from __future__ import annotations

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from tui.widgets.prose import Prose, para

PLACEHOLDER = "问金额、找条款，或直接写一条督查发现；回车发送，Esc 收起"


class ChatLine(Vertical):
    """Hidden until it is called. Answers nothing itself: it posts `Asked` and shows what it is told."""

    class Asked(Message):
        """Somebody asked or told something."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Confirmed(Message):
        """An empty line under a proposal: go ahead."""

    def __init__(self) -> None:
        super().__init__(id="chat-line")
        self.display = False
        self.proposing = False
        self._answer = ""

    def open(self) -> None:
        """Show the line and put the cursor on it; its parts are made when it is called for the first time."""
        self.display = True
        if not self.children:
            answer = VerticalScroll(Prose(id="chat-text"), id="chat-answer", can_focus=False)
            self.mount(answer, Input(id="chat-input", placeholder=PLACEHOLDER))
            self.call_after_refresh(self._show)
        self.call_after_refresh(self._focus)

    def _focus(self) -> None:
        self.query_one("#chat-input", Input).focus()

    def close(self) -> None:
        """Hide the line; what is typed stays."""
        self.display = False

    def answer(self, text: str, *, proposing: bool = False) -> None:
        """Show an answer; with `proposing` an empty line confirms it."""
        self.proposing = proposing
        self._answer = text
        if self.children:
            self._show()

    def _show(self) -> None:
        self.query_one("#chat-text", Prose).show([para(line) for line in self._answer.split("\n")])
        self.query_one("#chat-answer").display = bool(self._answer)
        placeholder = "回车确认；写要改哪一项更正；“取消”作罢；Esc 收起" if self.proposing else PLACEHOLDER
        self.query_one("#chat-input", Input).placeholder = placeholder

    @on(Input.Submitted, "#chat-input")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = message.value.strip()
        if text:
            message.input.value = ""
            self.post_message(self.Asked(text))
        elif self.proposing:
            self.post_message(self.Confirmed())

    def on_descendant_blur(self) -> None:
        if not self._answer and not self.query_one("#chat-input", Input).value:
            self.close()
