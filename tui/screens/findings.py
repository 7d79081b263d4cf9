"""问题: find a finding, see its whole story, and take it the next step: allocate, post, notify, reverse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from ledger.drafts import FindingFilter
from ledger.views import Explanation, FindingRow, UnitView
from ledger.vocabulary import FindingStatus
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose, Confirm, Reading
from tui.screens.finding_rows import FindingRows
from tui.screens.finding_steps import FindingSteps
from tui.screens.typed import read_month, readable_file
from tui.widgets.finding_columns import finding_columns
from tui.widgets.finding_detail import FindingDetail
from tui.widgets.line_table import PAGE, LineTable

if TYPE_CHECKING:
    from textual.widget import Widget

    from ledger.database import Book, Tx
    from tui.screens.sheets import SheetResult
    from tui.screens.working import Tell

NO_FILTER = FindingFilter()


class FindingsScreen(FindingSteps, DeskScreen):
    """The list with its filter, the story of the chosen one, and the steps."""

    MODE = "findings"
    CSS_PATH = "findings.tcss"
    HOME = "#findings"
    ABOUT = (
        "按 / 查找（一个字也可以，空格表示并且），s 按状态、o 按单位、m 按月筛选，x 清除筛选。\n"
        "选中一条，下方是它的全部经过：发现、金额怎么算、原文哪一句、谁承担、凭证。\n"
        "底部只列出这一条现在能做的事。错了不删改：记账前按 v 作废，记账后按 r 红字冲销。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "查找", id="screen.search", tooltip="键入文字、单位、编号"),
        Binding("s", "by_status", "按状态", id="screen.by_status", show=False, tooltip="只看一种状态"),
        Binding("o", "by_office", "按单位", id="screen.by_office", show=False, tooltip="只看一个责任单位"),
        Binding("m", "by_month", "按月", id="screen.by_month", show=False, tooltip="只看一个月发现的"),
        Binding("x", "clear", "清除筛选", id="screen.clear", show=False, tooltip="看全部"),
        Binding("i", "import", "导入清单", id="screen.import", show=False, tooltip="读入交办清单"),
        Binding("n", "app.place('entry')", "立案", id="screen.entry", show=False, tooltip="录入一条"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = NO_FILTER
        self._number: str | None = None

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="finding-filter"):
            yield Input(placeholder="/ 查找：文字、对象、编号；空格表示并且", id="finding-search")
            yield Static(id="filter-text", markup=False)
        with Horizontal(id="finding-columns"):
            yield LineTable(
                finding_columns(),
                id="findings",
                title="问题",
                opens=True,
                empty="没有这样的问题。按 x 清除筛选，按 n 立案。",
            )
            with FindingDetail(id="finding-detail", classes="panel") as detail:
                detail.can_focus = True

    @property
    def table(self) -> LineTable[FindingRow]:
        return self.query_one("#findings", LineTable)

    # What is listed

    def on_screen_resume(self) -> None:
        memory = self.session.memory
        if "findings.status" in memory:
            self._filter = FindingFilter(status=memory.pop("findings.status"))
            self._seen = -1
        if "findings.number" in memory:
            self._filter = FindingFilter(text=memory.pop("findings.number"))
            self._seen = -1
        super().on_screen_resume()

    def reload(self) -> None:
        book, wanted = self.session.book, self._filter
        assert book is not None

        def query(tx: Tx) -> FindingRows:
            from ledger import findings

            first = findings.list_findings(tx, wanted, None, PAGE)
            count = findings.count(tx, wanted) if len(first) == PAGE else len(first)
            return FindingRows(book, wanted, count, first)

        self.read("findings", query, self._show)

    def _show(self, rows: FindingRows) -> None:
        marks = (self._filter.text or "").split()
        self._number = None
        self.table.show(rows, keep_cursor=True, marks=marks, first=rows.first)
        self.query_one("#findings").border_title = f"问题 {rows.count:,} 条"
        self._show_filter()

    def _show_filter(self) -> None:
        wanted = self._filter
        parts = [
            ("状态", wanted.status.label if wanted.status else None),
            ("单位", wanted.office),
            ("月份", wanted.month),
        ]
        text: list[tuple[str, str]] = []
        for label, value in parts:
            if value:
                text += [(f" {label} ", "$faint"), (value, "bold $accent")]
        text.append(("  x 清除" if text else "  s 状态  o 单位  m 月份", "$faint"))
        self.query_one("#filter-text", Static).update(Content.assemble(*text))
        search = self.query_one("#finding-search", Input)
        if search.value != (wanted.text or ""):
            with search.prevent(Input.Changed):
                search.value = wanted.text or ""

    def _narrow(self, wanted: FindingFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self.table.cursor = 0
            self.reload()

    def action_search(self) -> None:
        """Put the cursor on the search line."""
        self.query_one("#finding-search", Input).focus()

    @on(Input.Changed, "#finding-search")
    def _typed(self, message: Input.Changed) -> None:
        self._narrow(replace(self._filter, text=message.value.strip() or None))

    @on(Input.Submitted, "#finding-search")
    def _submitted(self) -> None:
        self.go_home()

    def action_by_status(self) -> None:
        """Ask for a state."""
        choices: list[Choice[FindingStatus | str]] = [Choice("all", "全部", key="0")]
        choices += [
            Choice(status, status.label, key=str(number) if number < 10 else "")
            for number, status in enumerate(FindingStatus, 1)
        ]

        def chosen(status: FindingStatus | str | None) -> None:
            if status is not None:
                self._narrow(
                    replace(self._filter, status=status if isinstance(status, FindingStatus) else None)
                )

        self.app.push_screen(Choose("按状态", choices), chosen)

    def action_by_office(self) -> None:
        """Ask for an office."""

        def query(tx: Tx) -> list[UnitView]:
            from ledger import units

            return list(units.list_units(tx))

        def chosen(office: str | None) -> None:
            if office is not None:
                self._narrow(replace(self._filter, office=office or None))

        def show(found: list[UnitView]) -> None:
            choices = [Choice("", "全部", key="0")] + [
                Choice(unit.name, unit.name, unit.kind.label) for unit in found
            ]
            self.app.push_screen(Choose("按单位", choices), chosen)

        self.read("units", query, show)

    def action_by_month(self) -> None:
        """Ask for a month."""
        today = self.session.today

        def go(typed: str | None) -> None:
            if typed is not None:
                self._narrow(replace(self._filter, month=read_month(typed, today)))

        check = lambda text: read_month(text, today)  # noqa: E731
        self.app.push_screen(Ask("按月", "哪个月发现的？", hint="8 或 2025-08", check=check), go)

    def action_clear(self) -> None:
        """Show all again."""
        self._narrow(NO_FILTER)

    # The inspectors' list

    def action_import(self) -> None:
        """Ask for the inspectors' list and file its rows."""
        self.app.push_screen(
            Ask(
                "导入督查交办清单",
                "文件的路径（xlsx、csv、jsonl）：",
                hint="例如 交办清单.xlsx",
                check=readable_file,
            ),
            self._import,
        )

    def _import(self, typed: str | None, *, partial: bool = False) -> None:
        if typed is None:
            return
        path, today = readable_file(typed), self.session.today

        def case(book: Book, person: str, tell: Tell) -> SheetResult:
            from tui.screens.sheets import file_sheet

            return file_sheet(book, person, path, today, tell, partial=partial)

        def stopped(done: int) -> str:
            from tui.screens.sheets import stopped_line

            return stopped_line(done, partial=partial)

        def told(result: SheetResult) -> None:
            if result.refused and not partial:
                ask = Confirm("只立能立的各行？", result.report + "\n\n按 y 只立其余各行，按 n 一条也不立。")
                self.app.push_screen(ask, lambda yes: self._import(typed if yes else None, partial=True))
            else:
                self.app.push_screen(Reading(path.name, result.report))

        title = f"正在读 {path.name} 并逐条判定"
        self.use_long(title, case, lambda result: result.line, told, stopped=stopped)

    # The chosen one

    @on(LineTable.Highlighted, "#findings")
    def _highlighted(self, message: LineTable.Highlighted[FindingRow]) -> None:
        row = message.row
        self.refresh_bindings()
        if row is None:
            self._number = None
            self.query_one(FindingDetail).show(None)
        elif row.number != self._number:
            self._number = row.number
            self.read("explanation", lambda tx: explain(tx, row.number), self._show_detail)

    def _show_detail(self, explanation: Explanation) -> None:
        if explanation.finding.row.number == self._number:
            self.query_one(FindingDetail).show(explanation)

    @on(LineTable.Chosen, "#findings")
    def _chosen(self) -> None:
        self.query_one(FindingDetail).focus()

    def leave(self, focused: Widget | None) -> bool:
        if isinstance(focused, FindingDetail):
            self.go_home()
            return True
        if super().leave(focused):
            return True
        if self._filter != NO_FILTER:
            self.action_clear()
            return True
        return False


def explain(tx: Tx, number: str) -> Explanation:
    """The story of a finding."""
    from ledger import explanations

    return explanations.explain(tx, number)
