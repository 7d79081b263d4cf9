"""任务: what the plan in force orders whom to do by when, how far it has come, and the text that orders it.

Notes progress with its evidence; the plan itself is never changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from ledger.plan import Assignment, Obligation, Plan
from ledger.vocabulary import Role
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose, Form, Line
from tui.screens.typed import read_percent
from tui.widgets.cells import one_line
from tui.widgets.line_table import Column, Held, LineTable
from tui.widgets.pinyin import matches
from tui.widgets.prose import Paragraph, Prose, field, para

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.views import PolicyView
    from ledger.views.duties import Occurrence

LATELY = 62
"""Periods of recurring duties that ended no more than so many days ago are shown."""


@dataclass(frozen=True)
class Orders:
    """The policy in force and its plan."""

    policy: PolicyView
    plan: Plan
    owed: dict[str, tuple[Occurrence, ...]]
    """By task its printed days and the periods of late, in order of days, as reported and put off."""


def read_orders(tx: Tx, today: date) -> Orders:
    """The plan in force. Raises NoRuleInForce."""
    from ledger import occurrences, policies

    policy = policies.policy_in_force(tx, today)
    owed: dict[str, tuple[Occurrence, ...]] = {}
    for each in [
        *occurrences.deadlines(tx, today),
        *occurrences.recurring(tx, today - timedelta(days=LATELY), today),
    ]:
        if each.policy == policy.number:
            owed[each.task] = (*owed.get(each.task, ()), each)
    return Orders(policy, policies.plan_of(tx, policy.number), owed)


def units_of(task: Obligation, *roles: Role) -> str:
    """The units that have one of the roles, without repeats."""
    return "、".join(dict.fromkeys(part.unit for part in task.assignments if part.role in roles))


def next_due(owed: tuple[Occurrence, ...]) -> Occurrence | None:
    """The first printed day that is not done, else the last one."""
    printed = [each for each in owed if each.cycle is None]
    return next((each for each in printed if not each.done), printed[-1] if printed else None)


class ObligationsScreen(DeskScreen):
    """The tasks with their units and deadlines."""

    MODE = "obligations"
    CSS_PATH = "obligations.tcss"
    HOME = "#tasks"
    ABOUT = (
        "这里是现行方案的全部任务：谁牵头、谁配合、什么时候完成。下方是选中任务的原文和分工。\n"
        "按 / 查找（任务编号、标题、单位、责任人，可用拼音首字母），多个词之间是“并且”。\n"
        "按 d 只看还没完成的有期限任务，先到期的在前。\n"
        "按 r 登记进度（百分数和依据），按 c 登记完成；登记只增加，不改动以前的。批准了的延期已算在内。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "查找", id="screen.search", tooltip="按标题、单位、责任人查找"),
        Binding("r", "report", "报进度", id="screen.report", tooltip="登记到了百分之几、依据是什么"),
        Binding("c", "complete", "报完成", id="screen.complete", tooltip="登记这一期已经完成"),
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
                Column[Obligation]("进度", 6, self._progress_text, right=True, tone=self._due_tone),
            ],
            id="tasks",
            title="任务",
            empty="没有这样的任务。",
        )
        with VerticalScroll(classes="panel", id="task-panel") as panel:
            panel.border_title = "原文与分工"
            yield Prose(id="task-text")

    def _owed(self, task: Obligation) -> tuple[Occurrence, ...]:
        return self._orders.owed.get(task.number, ()) if self._orders else ()

    def _due_text(self, task: Obligation) -> str:
        due = next_due(self._owed(task))
        return "—" if due is None else f"{due.due:%Y-%m-%d}"

    def _progress_text(self, task: Obligation) -> str:
        due = next_due(self._owed(task))
        return "" if due is None else "完成" if due.done else f"{due.percent}%"

    def _due_tone(self, task: Obligation) -> str | None:
        due = next_due(self._owed(task))
        if due is None or due.done:
            return "faint"
        over = due.days_over(self.session.today)
        return "strong" if over > 0 else "accent" if over >= -30 else None

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
        dated = [(due, task) for task in found if (due := next_due(self._owed(task))) and not due.done]
        return [task for _, task in sorted(dated, key=lambda pair: pair[0].due)]

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
        page: tuple[Paragraph, ...] = ()
        if task is not None and self._orders is not None:
            page = tuple(task_text(task, self._orders.plan, self._owed(task)))
        self.query_one("#task-text", Prose).show(page)
        self.query_one("#task-panel", VerticalScroll).scroll_home(animate=False)

    def action_search(self) -> None:
        """Put the cursor on the search line."""
        self.query_one("#search", Input).focus()

    def action_report(self) -> None:
        """Note how far a day or period of the task has come."""
        self._which("登记进度", self._ask_progress)

    def action_complete(self) -> None:
        """Note that a day or period of the task is done."""
        self._which("登记完成", self._ask_completion)

    def _which(self, title: str, then: Callable[[Occurrence], None]) -> None:
        """Ask which open day or period is meant, where there are several."""
        task: Obligation | None = self.query_one("#tasks", LineTable).row
        if task is None:
            return
        still = [each for each in self._owed(task) if not each.done]
        if not still:
            self.say(f"任务 {task.number} 没有待完成的期限。", "bad")
            return
        if len(still) == 1:
            then(still[0])
            return
        choices = [
            Choice(each, each.key, f"{each.percent}%　{one_line(each.printed)}", key=str(turn))
            for turn, each in enumerate(still[:9], 1)
        ]
        self.app.push_screen(
            Choose(f"{title}：任务 {task.number} 的哪一期？", choices),
            lambda each: then(each) if each else None,
        )

    def _ask_progress(self, each: Occurrence) -> None:
        lines = [
            Line("percent", "进度", hint="0 到 100", check=read_percent),
            Line("evidence", "依据", hint="验收文号、照片、台账等"),
        ]

        def go(typed: dict[str, str] | None) -> None:
            if typed is not None:
                self._enter(each, read_percent(typed["percent"]), typed["evidence"])

        self.app.push_screen(Form(f"任务 {each.task}（{each.key}）的进度", lines, one_line(each.heading)), go)

    def _ask_completion(self, each: Occurrence) -> None:
        def go(evidence: str | None) -> None:
            if evidence is not None:
                self._enter(each, 100, evidence)

        self.app.push_screen(
            Ask(
                f"任务 {each.task}（{each.key}）完成",
                f"{one_line(each.heading)}\n完成的依据：",
                hint="验收文号、照片、台账等",
            ),
            go,
        )

    def _enter(self, each: Occurrence, percent: int, evidence: str) -> None:
        def step(tx: Tx) -> Occurrence:
            from ledger import reports

            return reports.report(tx, each, percent, evidence, tx.today)

        self.act(step, reported_line)

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


def reported_line(each: Occurrence) -> str:
    """How far it has come now."""
    return f"任务 {each.task}（{each.key}）进度 {each.percent}%{'，已完成' if each.done else ''}。"


def _standing(each: Occurrence) -> str:
    """An occurrence with what was reported and put off."""
    put_off = f"，延至 {each.due}" if each.due != each.printed_due else ""
    reported = f"　{each.reported_on} 报：{each.evidence}" if each.reported_on else ""
    return f"{each.key}{put_off}　{'完成' if each.done else f'{each.percent}%'}{reported}"


def task_text(task: Obligation, plan: Plan, owed: tuple[Occurrence, ...]) -> Iterator[Paragraph]:
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
    for each in owed:
        yield field("进度", _standing(each))
    yield Paragraph()
    yield para(task.span.of(plan.text))
