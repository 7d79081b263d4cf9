"""The rules and tasks that may fit a finding, each with a digit that chooses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.line_table import Column, LineTable


@dataclass(frozen=True)
class Candidate:
    """One choice: `kind` is rule or task, `value` its place or number."""

    key: str
    kind: str
    value: str
    label: str
    note: str
    chosen: bool

    @property
    def kind_label(self) -> str:
        """标准 or 任务."""
        return {"rule": "标准", "task": "任务"}[self.kind]


class Candidates(LineTable[Candidate]):
    """Digits choose, Enter files with what is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "立案", id="screen.accept", tooltip="按显示的判定立案"),
        Binding("space", "choose", "选这一条", show=False, id="screen.choose"),
        Binding("up,k", "up", "上一行", show=False, id="table.up"),
        *(
            Binding(
                str(digit), f"pick({digit})", "选候选", show=digit == 1, id="screen.pick", key_display="1–9"
            )
            for digit in range(1, 10)
        ),
    ]

    class Picked(Message):
        """A candidate was chosen."""

        def __init__(self, candidate: Candidate) -> None:
            super().__init__()
            self.candidate = candidate

    class Accepted(Message):
        """Enter: file what is shown."""

    class Left(Message):
        """↑ on the first row: back to the text."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column("", 1, lambda each: "●" if each.chosen else "", tone=lambda _: "accent"),
                Column("键", 2, lambda each: each.key, tone=lambda _: "accent"),
                Column("", 4, lambda each: each.kind_label, tone=lambda _: "faint"),
                Column("候选", 0, lambda each: each.label, tone=_tone),
                Column("金额/把握", 10, lambda each: each.note, right=True, tone=lambda _: "faint"),
            ],
            empty="写下问题，这里列出可能的标准和任务。",
            id="candidates",
            title="候选",
        )
        self._candidates: tuple[Candidate, ...] = ()

    def list(self, candidates: tuple[Candidate, ...]) -> None:
        """Show other candidates."""
        from tui.widgets.line_table import Held

        if candidates != self._candidates:
            self._candidates = candidates
            self.show(Held(candidates), keep_cursor=True)

    def action_pick(self, digit: int) -> None:
        """Choose by digit."""
        for each in self._candidates:
            if each.key == str(digit):
                self.post_message(self.Picked(each))

    def action_choose(self) -> None:
        """Choose the one under the cursor."""
        if self.row is not None:
            self.post_message(self.Picked(self.row))

    def action_accept(self) -> None:
        """File."""
        self.post_message(self.Accepted())

    def action_up(self) -> None:
        """Up a row; from the first one back to the text."""
        if self.cursor == 0:
            self.post_message(self.Left())
        else:
            self.action_move(-1)


def _tone(candidate: Candidate) -> str | None:
    return "strong" if candidate.chosen else None
