"""The small questions: yes or no, one line of text, one of several. Each says its keys at its foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ledger.errors import BadValue, GongjianError
from tui.widgets.line_table import Column, Held, LineTable
from tui.widgets.pinyin import matches, rank
from tui.widgets.prose import Paragraph, Prose, para, text_of

K = TypeVar("K")


class Dialog(ModalScreen[K], Generic[K]):
    """A framed question over the screen; Esc leaves everything as it was."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "取消", id="dialog.cancel")]

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Yes or no, with the consequence named."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "是", id="confirm.yes"),
        Binding("n", "answer(False)", "否", id="confirm.no"),
    ]

    def __init__(self, title: str, consequence: str) -> None:
        super().__init__()
        self._title = title
        self._consequence = consequence

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as frame:
            frame.border_title = self._title
            yield Static(self._consequence, markup=False, classes="dialog-text")
            yield Static("[b $key]y[/] 是   [b $key]n[/] 否   [b $key]Esc[/] 取消", classes="dialog-keys")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)


class Ask(Dialog[str]):
    """One line of text; `check` refuses what cannot be used, and the dialog stays open with the reason."""

    def __init__(
        self,
        title: str,
        prompt: str,
        *,
        value: str = "",
        hint: str = "",
        check: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._prompt = prompt
        self._value = value
        self._hint = hint
        self._check = check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as frame:
            frame.border_title = self._title
            yield Static(self._prompt, markup=False, classes="dialog-text")
            yield Input(self._value, placeholder=self._hint, id="answer")
            yield Static("", id="objection", markup=False)
            yield Static("[b $key]回车[/] 确定   [b $key]Esc[/] 取消", classes="dialog-keys")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = message.value.strip()
        try:
            if not text:
                self._object("请先填写。")
                return
            if self._check is not None:
                self._check(text)
        except GongjianError as refusal:
            self._object(str(refusal))
            return
        self.dismiss(text)

    def _object(self, text: str) -> None:
        self.query_one("#objection", Static).update(text)


@dataclass(frozen=True)
class Choice(Generic[K]):
    """One thing to choose: `key` is pressed to choose it at once, `note` says more."""

    value: K
    label: str
    note: str = ""
    key: str = ""


class Choose(Dialog[K]):
    """One of several, by digit, by arrows, or by typing its name, syllables or initials."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "下一个", show=False, priority=True),
        Binding("up", "move(-1)", "上一个", show=False, priority=True),
    ]

    def __init__(
        self, title: str, choices: Sequence[Choice[K]], *, hint: str = "键入名称或拼音首字母筛选"
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._hint = hint
        self._shown: list[Choice[K]] = list(choices)

    def compose(self) -> ComposeResult:
        label = max([12, *(len(choice.label) * 2 for choice in self._choices)])
        with Vertical(classes="dialog") as frame:
            frame.border_title = self._title
            yield Input(placeholder=self._hint, id="filter")
            table: LineTable[Choice[K]] = LineTable(
                [
                    Column("键", 3, lambda choice: choice.key, tone=lambda _: "accent"),
                    Column("名称", min(label, 44), lambda choice: choice.label),
                    Column("", 0, lambda choice: choice.note, tone=lambda _: "faint"),
                ],
                empty="没有这样的选项。",
            )
            table.can_focus = False
            table.styles.height = min(len(self._choices), 14) + 1
            yield table
            yield Static(
                "[b $key]键[/] 直接选   [b $key]↑↓ 回车[/] 选定   [b $key]Esc[/] 取消", classes="dialog-keys"
            )

    def on_mount(self) -> None:
        self._list.show(Held(self._shown))

    @property
    def _list(self) -> LineTable[Choice[K]]:
        return self.query_one(LineTable)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        text = message.value.strip()
        for choice in self._choices:
            if choice.key and text == choice.key:
                self.dismiss(choice.value)
                return
        found = [choice for choice in self._choices if matches(text, choice.label)]
        self._shown = sorted(found, key=lambda choice: rank(text, choice.label)) if text else found
        self._list.show(Held(self._shown))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        row = self._list.row
        if row is not None:
            self.dismiss(row.value)

    @on(LineTable.Chosen)
    def _clicked(self, message: LineTable.Chosen[Choice[K]]) -> None:
        self.dismiss(message.row.value)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list while the text line keeps the focus."""
        self._list.action_move(by)


class Reading(Dialog[bool]):
    """A longer text to read: help, a working, a paper."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,enter", "cancel", "关闭", show=False)]

    def __init__(self, title: str, page: str | Sequence[Paragraph]) -> None:
        super().__init__()
        self._title = title
        self._page = [para(line) for line in page.split("\n")] if isinstance(page, str) else list(page)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog reading") as frame:
            frame.border_title = self._title
            with VerticalScroll():
                yield Prose(id="reading-text")
            yield Static("[b $key]↑↓[/] 滚动   [b $key]Esc[/] 返回", classes="dialog-keys")

    def on_mount(self) -> None:
        self.query_one(Prose).show(self._page)

    @property
    def text(self) -> str:
        """What is there to read."""
        return text_of(self._page)


@dataclass(frozen=True)
class Line:
    """One line of a form: `check` refuses what cannot be used; `optional` may stay empty."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    check: Callable[[str], object] | None = None
    optional: bool = False


class Form(Dialog[dict[str, str]]):
    """A few lines at once; Enter goes to the next, on the last one it is the answer."""

    def __init__(self, title: str, lines: Sequence[Line], text: str = "") -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as frame:
            frame.border_title = self._title
            if self._text:
                yield Static(self._text, markup=False, classes="dialog-text")
            for line in self._lines:
                with Horizontal(classes="form-line"):
                    yield Static(line.label, classes="form-label", markup=False)
                    yield Input(line.value, placeholder=line.hint, id=f"line-{line.name}")
            yield Static("", id="objection", markup=False)
            keys = "[b $key]回车[/] 下一栏，末栏确定   [b $key]Tab[/] 换栏   [b $key]Esc[/] 取消"
            yield Static(keys, classes="dialog-keys")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        place = next(
            index for index, line in enumerate(self._lines) if message.input.id == f"line-{line.name}"
        )
        if not self._usable(self._lines[: place + 1]):
            return
        if place + 1 < len(self._lines):
            self.query_one(f"#line-{self._lines[place + 1].name}", Input).focus()
        else:
            self.dismiss({line.name: self._typed(line) for line in self._lines})

    def _typed(self, line: Line) -> str:
        return self.query_one(f"#line-{line.name}", Input).value.strip()

    def _usable(self, lines: Sequence[Line]) -> bool:
        """Whether these lines can be used; the first that cannot is said and gets the focus."""
        for line in lines:
            text = self._typed(line)
            try:
                if not text and not line.optional:
                    raise BadValue(f"请填写{line.label}。")
                if text and line.check is not None:
                    line.check(text)
            except GongjianError as refusal:
                self.query_one("#objection", Static).update(str(refusal))
                self.query_one(f"#line-{line.name}", Input).focus()
                return False
        self.query_one("#objection", Static).update("")
        return True
