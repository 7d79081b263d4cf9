"""政策: the documents, what was read from each, and the characters that each fact stands on.

Imports a file as a draft and adopts it from a day; only adopted rules price findings.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from ledger.views import PolicyView
from ledger.vocabulary import PolicyStatus
from tui.screens.dialogs import Ask, Choice, Choose, Reading
from tui.screens.fact_steps import FactSteps, FactTable
from tui.screens.facts import FactLine, fact_lines
from tui.screens.typed import read_day, readable_file
from tui.widgets.clause_view import ClauseView
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.importing import ImportedPolicy
    from importers.reviewing import Review
    from ledger.database import Book, Tx


def differences(tx: Tx, older: int, newer: int) -> str:
    """What changed from one document to another, one clause a line, and who takes over what is open."""
    from importers.comparison import changed, compare_plans
    from importers.succession import carried_over, open_tasks
    from ledger import policies

    changes = compare_plans(policies.plan_of(tx, older), policies.plan_of(tx, newer))
    found = changed(changes)
    tasks = open_tasks(tx, policies.get(tx, older), policies.get(tx, newer), tx.today)
    lines = [f"第{older}号 → 第{newer}号，{len(found)} 处不同", ""]
    lines += [line for change in found for line in change.lines()]
    if tasks:
        lines += ["", f"第{older}号未办结的任务："]
        lines += [each.as_text() for each in carried_over(changes, tasks)]
    return "\n".join(lines)


def _in_force(policy: PolicyView) -> str:
    if policy.from_day is None:
        return "—"
    return f"{policy.from_day:%Y-%m-%d}起" + (f"至{policy.until:%Y-%m-%d}" if policy.until else "")


def _fact_tone(line: FactLine) -> str | None:
    if line.fact is None or line.fact.doubtful:
        return "accent"
    if line.fact.rejected:
        return "faint"
    return "faint" if line.within is not None else "strong" if line.kind == "任务" else None


class PoliciesScreen(FactSteps):
    """The plan beside its source text."""

    MODE = "policies"
    CSS_PATH = "policies.tcss"
    HOME = "#policies"
    ABOUT = (
        "上面是已导入的政策文件，左下是从选中文件里读出的条目，右边是原文，当前条目的出处加亮显示。\n"
        "按 i 导入方案（docx、pdf、txt），先存为草稿；按 → 到条目清单逐条核对，存疑和漏读的排在最前。\n"
        "核对时：a 确认，e 改定，x 剔除，n 补录，空格跳到下一处；人工录入的会记下谁、何时、为何。\n"
        "核对后按 Esc 回到文件清单，按 a 从某一天起采用；采用后条目不再改动，更正要导入新的版本。\n"
        "只有已采用的扣缴标准才会给问题计价，问题按发现那天有效的文件计价。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import", "导入文件", id="screen.import", tooltip="读入方案，存为草稿"),
        Binding("a", "adopt", "采用", id="screen.adopt", tooltip="从某一天起按它计价"),
        Binding("d", "compare", "比较两份", id="screen.compare", tooltip="逐条比较两份文件的增删改"),
        Binding("right,l", "to_facts", "核对条目", id="screen.facts", tooltip="到条目清单，逐条对照原文核对"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown: int | None = None
        self._wanted: int | None = None
        self._listed: list[PolicyView] = []

    def compose_body(self) -> ComposeResult:
        yield LineTable(
            [
                Column[PolicyView]("号", 3, lambda row: str(row.number), right=True),
                Column[PolicyView]("文号", 26, lambda row: row.doc_number or "无文号"),
                Column[PolicyView]("标题", 0, lambda row: row.title),
                Column[PolicyView]("任务", 4, lambda row: str(row.obligations), right=True),
                Column[PolicyView]("标准", 4, lambda row: str(row.rules), right=True),
                Column[PolicyView]("状态", 6, lambda row: row.status.label, tone=_status_tone),
                Column[PolicyView]("有效期", 13, _in_force),
            ],
            id="policies",
            title="政策文件",
            opens=True,
            empty="还没有政策文件。按 i 导入方案。",
        )
        yield Static("", id="coverage", markup=False)
        with Horizontal(id="plan-columns"):
            yield FactTable(
                [
                    Column[FactLine]("类别", 6, lambda line: line.kind, tone=_fact_tone),
                    Column[FactLine]("内容", 0, lambda line: line.text, tone=_fact_tone),
                    Column[FactLine]("金额/日期", 12, lambda line: line.value, right=True, tone=_fact_tone),
                    Column[FactLine]("核对", 8, lambda line: line.state, tone=_fact_tone),
                ],
                id="facts",
                title="读出的条目",
                empty="",
            )
            with Vertical(id="source"):
                yield ClauseView(id="clause", title="原文")
                yield Static("", id="about", markup=False)

    @property
    def _policies(self) -> LineTable[PolicyView]:
        return self.query_one("#policies", LineTable)

    def reload(self) -> None:
        def query(tx: Tx) -> list[PolicyView]:
            from ledger import policies

            return list(policies.list_policies(tx))

        self.read("policies", query, self._show_list)

    def _show_list(self, found: list[PolicyView]) -> None:
        self._listed = found
        self._shown = None
        self._policies.show(Held(found), keep_cursor=True)
        numbers = [policy.number for policy in found]
        if self._wanted in numbers:
            self._policies.cursor = numbers.index(self._wanted)
            self._wanted = None

    @on(LineTable.Highlighted, "#policies")
    def _policy_highlighted(self, message: LineTable.Highlighted[PolicyView]) -> None:
        policy = message.row
        if policy is None or policy.number == self._shown:
            return
        number = policy.number

        def query(tx: Tx) -> Review:
            from importers.reviewing import review_of

            return review_of(tx, number)

        self.read("plan", query, lambda review: self._show_plan(number, review))

    def _show_plan(self, number: int, review: Review) -> None:
        from importers.reviewing import coverage_words

        before, self.shown_review, self._shown = self.shown_review, review, number
        again = before is not None and before.policy.number == number
        if not again:
            self.query_one("#clause", ClauseView).show(review.plan.text)
        lines = fact_lines(review)
        self.facts.show(Held(lines), keep_cursor=again)
        keys = [line.fact.key if line.fact else None for line in lines]
        if self.wanted_fact is not None and self.wanted_fact in keys:
            self.facts.cursor = keys.index(self.wanted_fact)
        self.wanted_fact = None
        self.facts.border_title = f"读出的条目 {len(review.facts)}"
        self.query_one("#coverage", Static).update(f"{coverage_words(review)}。")

    @on(LineTable.Highlighted, "#facts")
    def _fact_highlighted(self, message: LineTable.Highlighted[FactLine]) -> None:
        line = message.row
        if line is not None:
            self.query_one("#clause", ClauseView).mark(line.span, line.within)
            self.query_one("#about", Static).update(line.about)

    @on(LineTable.Chosen, "#policies")
    def _policy_chosen(self) -> None:
        self.action_to_facts()

    def action_to_facts(self) -> None:
        """From the documents to the facts, from there to the text."""
        target = "#clause" if self.focused is self.query_one("#facts") else "#facts"
        self.query_one(target).focus()

    def leave(self, focused: Widget | None) -> bool:
        if focused is not None and focused.id in ("facts", "clause"):
            self._policies.focus()
            return True
        return super().leave(focused)

    def action_import(self) -> None:
        """Ask for a file and read it in."""
        self.app.push_screen(
            Ask(
                "导入政策文件",
                "文件的路径（docx、pdf、txt、md、html）：",
                value=self.session.memory.get("policies.path", ""),
                hint="例如 方案.docx，可把文件拖到这里",
                check=readable_file,
            ),
            self._import,
        )

    def _import(self, typed: str | None) -> None:
        if typed is None:
            return
        path = readable_file(typed)
        self.session.memory["policies.path"] = str(path)

        def case(book: Book, person: str) -> ImportedPolicy:
            from importers.importing import import_policy

            return import_policy(book, person, path)

        self.use(case, _imported_line, self._imported, busy=f"正在读 {path.name}")

    def _imported(self, imported: ImportedPolicy) -> None:
        self._wanted = imported.policy.number
        self._policies.focus()

    def action_compare(self) -> None:
        """Ask for another document and show what differs, clause by clause."""
        policy = self._policies.row
        if policy is None or self._policies.count < 2:
            self.say("要有两份政策文件才能比较，请再导入一份。", "bad")
            return
        others = [each for each in self._listed if each.number != policy.number]
        choices = [
            Choice(each.number, each.title, each.doc_number or "", str(each.number)) for each in others
        ]

        def go(number: int | None) -> None:
            if number is not None:
                older, newer = sorted((number, policy.number))
                self.read("differences", lambda tx: differences(tx, older, newer), self._show_differences)

        self.app.push_screen(Choose(f"与第{policy.number}号比较", choices), go)

    def _show_differences(self, text: str) -> None:
        self.app.push_screen(Reading("逐条比较", text))

    def action_adopt(self) -> None:
        """Ask from which day and adopt."""
        policy = self._policies.row
        if policy is None:
            self.say("先按 i 导入一份政策文件。", "bad")
            return
        if policy.status is PolicyStatus.ADOPTED:
            self.say(f"第{policy.number}号政策已采用，{_in_force(policy)}。", "bad")
            return
        from importers.reviewing import unreviewed_line

        today, review = self.session.today, self.shown_review
        left = unreviewed_line(review) if review is not None and review.policy.number == policy.number else ""
        self.app.push_screen(
            Ask(
                f"采用第{policy.number}号政策",
                f"{policy.title}\n\n{left}\n从哪一天起按它计价？此前发现的问题仍按原来的文件计价，"
                "采用后不能撤销，条目也不能再改。",
                hint="例如 0510、2022-05-10，t 表示今天",
                check=lambda text: read_day(text, today),
            ),
            lambda typed: self._adopt(policy.number, None if typed is None else read_day(typed, today)),
        )

    def _adopt(self, number: int, from_day: date | None) -> None:
        if from_day is None:
            return

        def step(tx: Tx) -> PolicyView:
            from ledger import policies

            return policies.adopt(tx, number, from_day)

        self.act(step, lambda policy: f"已采用第{policy.number}号政策，自 {policy.from_day} 起按它计价。")


def _imported_line(imported: ImportedPolicy) -> str:
    policy = imported.policy
    read = f"已导入第{policy.number}号政策：{policy.obligations} 项任务、{policy.rules} 条扣缴标准"
    doubts = f"，{len(imported.problems)} 处待核" if imported.problems else ""
    return f"{read}{doubts}。按 → 逐条核对，核对后按 a 采用。"


def _status_tone(policy: PolicyView) -> str | None:
    return "good" if policy.status is PolicyStatus.ADOPTED else "accent"
