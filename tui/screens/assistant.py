"""助手: the whole conversation of this sitting, with the places that each answer stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from tui.screens.base import DeskScreen
from tui.screens.talk import Talk
from tui.screens.talking import YES, ask
from tui.widgets.prose import Paragraph, Prose

OPENING = (
    "可以这样说：",
    "· 市攻坚办8月3日查到松涧办锦鲤湾三期工地没围挡、土方没盖",
    "· 黑渣土车两辆扣多少钱？　· 第19项任务谁牵头？　· 8月各办事处扣了多少？",
    "助手只提建议；要写入账簿的，确认后才写入，并且仍由另一人复核。",
)


class AssistantScreen(DeskScreen):
    """A page of turns above, the line below."""

    MODE = "assistant"
    CSS_PATH = "assistant.tcss"
    HOME = "#talk-input"
    ABOUT = (
        "用一句话立案、问金额、查条款、查任务。答案都注明出处；账上的数字只来自账簿。\n"
        "看到“拟登记”时，直接回车或写“确认”立案，写“取消”作罢，或说要改哪一项。\n"
        "在别的画面按 ; 或 F4 也能问，说过的话都在这里。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "上翻", id="screen.page_up", show=False),
        Binding("pagedown", "page(1)", "下翻", id="screen.page_down", show=False),
    ]

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="panel", id="talk-panel") as panel:
            panel.border_title = "对话"
            with VerticalScroll(id="talk-scroll", can_focus=False):
                yield Prose(id="talk-lines")
            yield Input(placeholder="写在这里，回车发送", id="talk-input")

    def reload(self) -> None:
        self.talked()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.talked()

    def talked(self) -> None:
        self.query_one("#talk-lines", Prose).show(tuple(turns(self.session.talk)))
        self.query_one("#talk-scroll", VerticalScroll).scroll_end(animate=False)

    @on(Input.Submitted, "#talk-input")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = message.value.strip()
        message.input.value = ""
        if text:
            ask(self, text)
        elif self.session.talk.proposing:
            ask(self, YES)

    def action_page(self, by: int) -> None:
        """Turn the pages of the conversation."""
        scroll = self.query_one("#talk-scroll", VerticalScroll)
        scroll.scroll_relative(y=by * max(scroll.size.height - 2, 1), animate=False)


def turns(talk: Talk) -> Iterator[Paragraph]:
    """The conversation as paragraphs."""
    if not talk.lines:
        for line in OPENING:
            yield Paragraph(((line, "$faint"),))
    for spoken in talk.lines:
        label, style = ("我", "bold $accent") if spoken.mine else ("答", "bold $primary")
        for number, text in enumerate(spoken.text.split("\n")):
            yield Paragraph(((text, ""),), label if number == 0 else "", style, indent=4)
        for source in spoken.sources:
            yield Paragraph(((f"出处 {source}", "$faint"),), indent=4)
        if not spoken.mine:
            yield Paragraph()
    if talk.busy:
        yield Paragraph((("正在查…", "$faint"),), indent=4)
    elif talk.proposing:
        yield Paragraph((("回车确认；写“取消”作罢；或说要改哪一项。", "bold $accent"),), indent=4)
