"""Who is at work: chosen at the start from those who have worked here, or entered by name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from ledger.views import PersonView
from tui.screens.dialogs import Dialog
from tui.screens.session import session_of
from tui.widgets.line_table import Column, Held, LineTable
from tui.widgets.pinyin import matches


class WhoIsAtWork(Dialog[str]):
    """Digits choose, a typed name enters; Esc leaves the program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "下一个", show=False, priority=True),
        Binding("up", "move(-1)", "上一个", show=False, priority=True),
    ]

    class _Read(Message):
        def __init__(self, people: list[PersonView]) -> None:
            super().__init__()
            self.people = people

    def __init__(self) -> None:
        super().__init__()
        self._people: list[PersonView] = []
        self._read_them = False
        self._asked = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as frame:
            frame.border_title = "今天谁在办理？"
            yield Static(
                "经办和复核不能是同一人；您的姓名会记在每一步上。", classes="dialog-text", markup=False
            )
            yield Input(placeholder="按数字选人，或键入姓名 / 拼音首字母，回车开始", id="answer")
            table: LineTable[tuple[int, PersonView]] = LineTable(
                [
                    Column("键", 3, lambda row: str(row[0]) if row[0] < 10 else "", tone=lambda _: "accent"),
                    Column("姓名", 0, lambda row: row[1].name),
                ],
                empty="正在读取账簿……",
            )
            table.can_focus = False
            table.styles.height = 9
            yield table
            yield Static("", id="objection", markup=False)
            yield Static("[b $key]回车[/] 开始   [b $key]Esc[/] 退出程序", classes="dialog-keys")

    def on_mount(self) -> None:
        self.run_worker(self._read, thread=True, group="people")

    def _read(self) -> None:
        from ledger import people

        book = session_of(self.app).book
        assert book is not None
        with book.read() as tx:
            found = list(people.list_people(tx))
        self.post_message(self._Read(found))

    @on(_Read)
    def _arrived(self, message: _Read) -> None:
        self._people, self._read_them = message.people, True
        self._list.empty = "还没有人用过这本账簿，请键入您的姓名。"
        self._show(self._people)

    @property
    def _list(self) -> LineTable[tuple[int, PersonView]]:
        return self.query_one(LineTable)

    def _show(self, people: list[PersonView]) -> None:
        self._list.show(Held(list(enumerate(people, 1))))

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        text = message.value.strip()
        self._asked = ""
        self.query_one("#objection", Static).update("")
        if text.isdigit() and 1 <= int(text) <= len(self._people):
            self.dismiss(self._people[int(text) - 1].name)
            return
        self._show([person for person in self._people if matches(text, person.name)])

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = message.value.strip()
        row = self._list.row
        if row is not None and (not text or text.isascii() or text == row[1].name):
            self.dismiss(row[1].name)
        elif text and self._read_them:
            self._enter(text)

    def _enter(self, name: str) -> None:
        """Somebody who is not in the books is asked about once, where others are."""
        known = any(person.name == name for person in self._people)
        if known or not self._people or self._asked == name:
            self.dismiss(name)
            return
        self._asked = name
        question = f"账簿里没有“{name}”。是新来的人就再按回车登记；写错了请改。"
        self.query_one("#objection", Static).update(question)

    @on(LineTable.Chosen)
    def _clicked(self, message: LineTable.Chosen[tuple[int, PersonView]]) -> None:
        self.dismiss(message.row[1].name)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list."""
        self._list.action_move(by)
