"""The assistant's line, one key away on every screen: a question below, its answer above."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static


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

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="chat-answer", can_focus=False):
            yield Static(id="chat-text", markup=False)
        yield Input(id="chat-input", placeholder="问金额、找条款，或直接写一条督查发现；回车发送，Esc 收起")

    def open(self) -> None:
        """Show the line and put the cursor on it."""
        self.display = True
        self.query_one("#chat-answer").display = bool(self._answer)
        self.query_one("#chat-input", Input).focus()

    def close(self) -> None:
        """Hide the line; what is typed stays."""
        self.display = False

    @property
    def _answer(self) -> str:
        return str(self.query_one("#chat-text", Static).content)

    def answer(self, text: str, *, proposing: bool = False) -> None:
        """Show an answer; with `proposing` an empty line confirms it."""
        self.proposing = proposing
        self.query_one("#chat-text", Static).update(text)
        self.query_one("#chat-answer").display = bool(text)
        self.query_one("#chat-input", Input).placeholder = (
            "回车确认立案；写“改…”更正；Esc 收起" if proposing else "继续问，或 Esc 收起"
        )

    @on(Input.Submitted, "#chat-input")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = message.value.strip()
        if text:
            message.input.value = ""
            self.post_message(self.Asked(text))
        elif self.proposing:
            self.post_message(self.Confirmed())

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if not self._answer and not self.query_one("#chat-input", Input).value:
            self.close()
