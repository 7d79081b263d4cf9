"""助手: the whole conversation of this sitting, with the places that each answer stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from tui.screens.base import DeskScreen
from tui.screens.talk import Talk
from tui.screens.talking import YES, ask, open_place
from tui.widgets.clause_view import ClauseView
from tui.widgets.prose import Paragraph, Prose

if TYPE_CHECKING:
    from textual.widget import Widget

OPENING = (
    "可以这样说：",
    "· 市攻坚办8月3日查到松涧办锦鲤湾三期工地没围挡、土方没盖",
    "· 黑渣土车两辆扣多少钱？　· 第19项任务谁牵头？　· 8月各办事处扣了多少？",
    "助手只提建议；要写入账簿的，确认后才写入，并且仍由另一人复核。",
)


class CitedClause(ClauseView):
    """A cited place in its document; a digit shows another place of the same answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"place({number})", show=False, id=f"clause.place_{number}")
        for number in range(1, 5)
    ]

    def action_place(self, number: int) -> None:
        """Show another place."""
        if isinstance(self.screen, AssistantScreen):
            self.screen.open_number(number)


class AssistantScreen(DeskScreen):
    """A page of turns above, the line below."""

    MODE = "assistant"
    CSS_PATH = "assistant.tcss"
    HOME = "#talk-input"
    ABOUT = (
        "用一句话立案、问金额、查条款、查任务。答案都注明出处；账上的数字只来自账簿。\n"
        "看到“拟登记”时，直接回车或写“确认”立案，写“取消”作罢，或说要改哪一项。\n"
        "答案下面写着出处，写它的号（如 1）回车，右边就打开原文；在原文里按数字看别的出处，Esc 收起。\n"
        "在别的画面按 ; 或 F4 也能问，说过的话都在这里。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "上翻", id="screen.page_up", show=False),
        Binding("pagedown", "page(1)", "下翻", id="screen.page_down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._text: str | None = None
        """The document that stands in the panel."""

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="talk-columns"):
            with Vertical(classes="panel", id="talk-panel") as panel:
                panel.border_title = "对话"
                with VerticalScroll(id="talk-scroll", can_focus=False):
                    yield Prose(id="talk-lines")
                yield Input(placeholder="写在这里，回车发送", id="talk-input")
            yield CitedClause(id="talk-clause", title="原文")

    def reload(self) -> None:
        self.talked()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.talked()

    def talked(self) -> None:
        self.query_one("#talk-lines", Prose).show(tuple(turns(self.session.talk)))
        self.query_one("#talk-scroll", VerticalScroll).scroll_end(animate=False)
        self._show_place()

    def _show_place(self) -> None:
        """The place that is open, marked in its document; no panel where none is."""
        place = self.session.talk.opened
        clause = self.query_one("#talk-clause", CitedClause)
        clause.display = place is not None
        if place is None:
            return
        clause.border_title = place.name
        if place.text != self._text:
            self._text = place.text
            clause.show(place.text)
        spans = place.spans
        clause.mark(spans[0] if spans else None, spans[-1] if spans else None)
        clause.focus()

    def open_number(self, number: int) -> None:
        """Open a place of the last answer by its number."""
        place = self.session.talk.place(number)
        if place is not None:
            open_place(self, place)

    def leave(self, focused: Widget | None) -> bool:
        """Close the clause first."""
        if self.session.talk.opened is None:
            return super().leave(focused)
        self.session.talk.opened = None
        self.talked()
        self.go_home()
        return True

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
