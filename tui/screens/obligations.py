"""任务: what the plan in force orders whom to do by when, beside the text that orders it. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from ledger.plan import Assignment, Obligation, Plan
from ledger.vocabulary import DeadlineKind, Role
from tui.screens.base import DeskScreen
from tui.widgets.cells import one_line
from tui.widgets.line_table import Column, Held, LineTable
from tui.widgets.pinyin import matches
from tui.widgets.prose import Paragraph, Prose, field, para

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.views import PolicyView


@dataclass(frozen=True)
class Orders:
    """The policy in force and its plan."""

    policy: PolicyView
    plan: Plan


def read_orders(tx: Tx, today: date) -> Orders:
    """The plan in force. Raises NoRuleInForce."""
    from ledger import policies

    policy = policies.policy_in_force(tx, today)
    return Orders(policy, policies.plan_of(tx, policy.number))


def units_of(task: Obligation, *roles: Role) -> str:
    """The units that have one of the roles, without repeats."""
    return "、".join(dict.fromkeys(part.unit for part in task.assignments if part.role in roles))


def next_due(task: Obligation, today: date) -> date | None:
    """The nearest completion date that is not over, else the last one."""
    days = sorted(each.date for each in task.deadlines if each.kind is DeadlineKind.DUE)
    return next((day for day in days if day >= today), days[-1] if days else None)


class ObligationsScreen(DeskScreen):
    """The tasks with their units and deadlines."""

    MODE = "obligations"
    CSS_PATH = "obligations.tcss"
    HOME = "#tasks"
    ABOUT = (
        "这里是现行方案的全部任务：谁牵头、谁配合、什么时候完成。下方是选中任务的原文和分工。\n"
        "按 / 查找（任务编号、标题、单位、责任人，可用拼音首字母），多个词之间是“并且”。\n"
        "按 d 只看有期限的任务，按期限先后排列。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "查找", id="screen.search", tooltip="按标题、单位、责任人查找"),
        Binding("d", "by_due", "按期限", id="screen.by_due", tooltip="只看有期限的，先到期的在前"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._orders: Orders | None = None
        self._by_due = False

    def compose_body(self) -> ComposeResult:
        yield Input(placeholder="按 / 查找：编号、标题、单位、责任人；空格表示并且", id="search")
        yield LineTable(
            [
                Column[Obligation]("号", 4, lambda task: task.number, right=True),
                Column[Obligation]("任务", 0, lambda task: one_line(task.heading)),
                Column[Obligation](
                    "牵头 / 责任", 26, lambda task: units_of(task, Role.LEAD, Role.RESPONSIBLE)
                ),
                Column[Obligation]("配合", 22, lambda task: units_of(task, Role.COOPERATE), at_least=120),
                Column[Obligation]("期限", 10, self._due_text, tone=self._due_tone),
            ],
            id="tasks",
            title="任务",
            empty="没有这样的任务。",
        )
        with VerticalScroll(classes="panel", id="task-panel") as panel:
            panel.border_title = "原文与分工"
            yield Prose(id="task-text")

    def _due_text(self, task: Obligation) -> str:
        due = next_due(task, self.session.today)
        return "—" if due is None else f"{due:%Y-%m-%d}"

    def _due_tone(self, task: Obligation) -> str | None:
        due = next_due(task, self.session.today)
        if due is None:
            return "faint"
        left = (due - self.session.today).days
        return "strong" if left < 0 else "accent" if left <= 30 else None

    def reload(self) -> None:
        today = self.session.today
        self.read("orders", lambda tx: read_orders(tx, today), self._show)

    def _show(self, orders: Orders) -> None:
        self._orders = orders
        wanted = self.session.memory.pop("obligations.number", None)
        if wanted:
            self.query_one("#search", Input).value = ""
        self._list(keep_cursor=True)
        numbers = [task.number for task in self._found()]
        if wanted in numbers:
            self.query_one("#tasks", LineTable).cursor = numbers.index(wanted)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self._orders is not None and "obligations.number" in self.session.memory:
            self._show(self._orders)

    def _found(self) -> list[Obligation]:
        if self._orders is None:
            return []
        words = self.query_one("#search", Input).value.split()
        found = [
            task
            for task in self._orders.plan.obligations
            if all(any(matches(word, text) for text in _texts(task, word)) for word in words)
        ]
        if not self._by_due:
            return found
        today = self.session.today
        dated = [(due, task) for task in found if (due := next_due(task, today)) is not None]
        return [task for _, task in sorted(dated, key=lambda pair: pair[0])]

    def _list(self, *, keep_cursor: bool = False) -> None:
        found = self._found()
        words = self.query_one("#search", Input).value.split()
        self.query_one("#tasks", LineTable).show(Held(found), keep_cursor=keep_cursor, marks=words)
        if self._orders is not None:
            policy = self._orders.policy
            order = " · 按期限" if self._by_due else ""
            self.query_one(
                "#tasks"
            ).border_title = f"{policy.doc_number or policy.title} · {len(found)} 项任务{order}"

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        self._list()

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        self.go_home()

    @on(LineTable.Highlighted, "#tasks")
    def _highlighted(self, message: LineTable.Highlighted[Obligation]) -> None:
        task = message.row
        page = tuple(task_text(task, self._orders.plan)) if task is not None and self._orders else ()
        self.query_one("#task-text", Prose).show(page)
        self.query_one("#task-panel", VerticalScroll).scroll_home(animate=False)

    def action_search(self) -> None:
        """Put the cursor on the search line."""
        self.query_one("#search", Input).focus()

    def action_by_due(self) -> None:
        """By number or by deadline."""
        self._by_due = not self._by_due
        self._list()


def _texts(task: Obligation, word: str) -> list[str]:
    """What a word may be found in; a number finds the task of that number only."""
    if word.isdigit():
        return [word if task.number == word else ""]
    persons = [person for part in task.assignments for person in part.persons]
    return [task.heading, *(part.unit for part in task.assignments), *persons]


def assigned(part: Assignment) -> str:
    """A unit with the persons who answer for its part."""
    return part.unit + (f"（{'、'.join(part.persons)}）" if part.persons else "")


def task_text(task: Obligation, plan: Plan) -> Iterator[Paragraph]:
    """A task as a page: who, by when, and the text itself."""
    yield para(f"{task.number}. {task.heading}", "bold")
    yield Paragraph()
    for role in Role:
        units = [assigned(part) for part in task.assignments if part.role is role]
        if units:
            yield field(role.label, "、".join(units))
    if any(part.inherited for part in task.assignments):
        yield field("", "分工按本节末尾的规定。", "$faint")
    for deadline in task.deadlines:
        yield field(deadline.kind.label, f"{deadline.date:%Y-%m-%d}　{one_line(deadline.printed)}")
    for duty in task.recurring:
        yield field("经常性", one_line(duty.printed))
    yield Paragraph()
    yield para(task.span.of(plan.text))
