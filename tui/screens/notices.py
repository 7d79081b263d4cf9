"""通知书: what has been issued, and what is posted and still waits for its notice. Issues; never rewrites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ledger.drafts import FindingFilter
from ledger.views import FindingRow, NoticeView
from ledger.vocabulary import FindingStatus, NoticeKind
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Confirm
from tui.widgets.cells import amount
from tui.widgets.finding_columns import finding_columns
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from textual.widget import Widget

    from ledger.database import Book, Tx
    from tui.usecases.papers import Paper

MOST = 2000


@dataclass(frozen=True)
class Papers:
    """Issued notices, newest first, and the posted findings that have none."""

    issued: tuple[NoticeView, ...]
    waiting: tuple[FindingRow, ...]


def read_papers(tx: Tx) -> Papers:
    """Both lists in one snapshot."""
    from ledger import findings, notices

    waiting = findings.list_findings(tx, FindingFilter(status=FindingStatus.POSTED), None, MOST)
    return Papers(tuple(reversed(notices.list_notices(tx))), tuple(reversed(waiting)))


class NoticesScreen(DeskScreen):
    """Waiting above, issued below."""

    MODE = "notices"
    CSS_PATH = "notices.tcss"
    HOME = "#waiting-notice"
    ABOUT = (
        "上面是已记账、还没有出通知书的问题，按空格选几条（不选就是当前这条），按 n 签发扣缴财力通知书。\n"
        "同一承担单位的写在一份里；文号由账簿在年内连续编排，签发后不能改，错了另发更正通知。\n"
        "下面是已签发的文书；Word 文件存放的位置会显示在底部。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "issue", "签发通知书", id="screen.issue", tooltip="为选中的问题签发扣缴财力通知书"),
        Binding("space", "mark", "选中", id="screen.mark", tooltip="选中或取消当前一条"),
        Binding("v", "void", "作废文书", id="screen.void", show=False, tooltip="文号不再使用"),
        Binding("right,l", "turn", "已签发", id="screen.turn", tooltip="在待签发和已签发之间切换"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marked: set[str] = set()

    def compose_body(self) -> ComposeResult:
        yield LineTable(
            [
                Column[FindingRow](
                    "选", 2, lambda row: "●" if row.number in self._marked else "", tone=_accent
                ),
                *finding_columns(),
            ],
            id="waiting-notice",
            title="待签发",
            opens=True,
            empty="没有待签发的问题。问题记账后到这里出通知书。",
        )
        yield LineTable(
            [
                Column[NoticeView]("文号", 28, lambda row: row.number, tone=_voided),
                Column[NoticeView]("文种", 16, lambda row: row.kind.label, tone=_voided),
                Column[NoticeView]("主送", 0, lambda row: row.recipient, tone=_voided),
                Column[NoticeView](
                    "金额（元）", 14, lambda row: amount(row.amount), right=True, tone=_voided
                ),
                Column[NoticeView]("问题", 12, lambda row: _count(row), tone=_voided, at_least=90),
                Column[NoticeView]("签发", 10, lambda row: f"{row.issued_on:%Y-%m-%d}", tone=_voided),
                Column[NoticeView](
                    "", 6, lambda row: "已作废" if row.voided else "", tone=_voided, at_least=110
                ),
            ],
            id="issued",
            title="已签发",
            opens=True,
            empty="还没有签发过文书。",
        )

    @property
    def _waiting(self) -> LineTable[FindingRow]:
        return self.query_one("#waiting-notice", LineTable)

    def on_screen_resume(self) -> None:
        if "notices.finding" in self.session.memory:
            self._marked = {self.session.memory.pop("notices.finding")}
            self._seen = -1
        super().on_screen_resume()

    def reload(self) -> None:
        self.read("papers", read_papers, self._show)

    def _show(self, papers: Papers) -> None:
        numbers = [row.number for row in papers.waiting]
        self._marked &= set(numbers)
        self._waiting.show(Held(papers.waiting), keep_cursor=True)
        self.query_one("#issued", LineTable).show(Held(papers.issued), keep_cursor=True)
        self.query_one("#waiting-notice").border_title = f"待签发 {len(numbers)} 条"
        self.query_one("#issued").border_title = f"已签发 {len(papers.issued)} 份"
        first = next((index for index, number in enumerate(numbers) if number in self._marked), None)
        if first is not None:
            self._waiting.cursor = first

    def action_mark(self) -> None:
        """Mark the finding under the cursor, or take the mark off."""
        row = self._waiting.row
        if row is not None:
            self._marked ^= {row.number}
            self._waiting.action_move(1)
            self._waiting.refresh()

    def action_turn(self) -> None:
        """From one list to the other."""
        self.query_one("#issued" if self._waiting.has_focus else "#waiting-notice").focus()

    def leave(self, focused: Widget | None) -> bool:
        if focused is not None and focused.id == "issued":
            self.go_home()
            return True
        return super().leave(focused)

    @on(LineTable.Chosen, "#waiting-notice")
    def _chosen(self) -> None:
        self.action_issue()

    @on(LineTable.Chosen, "#issued")
    def _issued_chosen(self, message: LineTable.Chosen[NoticeView]) -> None:
        if not message.row.findings:
            self.say(f"{message.row.number} 不针对具体问题。")
            return
        self.session.memory["findings.number"] = message.row.findings[0]
        self.app.switch_mode("findings")

    def action_void(self) -> None:
        """Void the issued paper under the cursor."""
        notice: NoticeView | None = self.query_one("#issued", LineTable).row
        if notice is None or notice.voided:
            self.say("没有可作废的文书：先到“已签发”里选一份。", "bad")
            return

        def step(tx: Tx, reason: str) -> NoticeView:
            from ledger import notices

            return notices.void(tx, notice.number, reason)

        def go(reason: str | None) -> None:
            if reason is not None:
                self.act(lambda tx: step(tx, reason), lambda done: f"{done.number} 已作废。")

        self.app.push_screen(Ask(f"作废 {notice.number}", "作废后文号不再使用，文书保留可查。理由："), go)

    def action_issue(self) -> None:
        """Ask and issue for the marked findings, or for the one under the cursor."""
        row = self._waiting.row
        numbers = tuple(sorted(self._marked)) or ((row.number,) if row is not None else ())
        if not numbers:
            self.say("没有待签发的问题：先在“问题”里记账。", "bad")
            return
        session = self.session
        folder, today = session.papers, session.today

        def case(book: Book, person: str) -> tuple[Paper, ...]:
            from tui.usecases.papers import issue

            return issue(book, person, numbers, NoticeKind.DEDUCTION, folder, today)

        def go(yes: bool | None) -> None:
            if yes:
                self.use(case, issued_line, lambda _: self._marked.clear(), busy="正在签发")

        listed = "、".join(numbers[:6]) + ("等" if len(numbers) > 6 else "")
        self.app.push_screen(
            Confirm(
                f"签发扣缴财力通知书（{len(numbers)} 条）？",
                f"问题 {listed}。\n每个承担单位一份，文号连续，签发后不能改。\nWord 文件写到 {folder}",
            ),
            go,
        )


def issued_line(papers: tuple[Paper, ...]) -> str:
    """What was issued and where it lies."""
    numbers = "、".join(paper.notice.number for paper in papers)
    return f"已签发 {numbers}，文件在 {papers[0].path.parent}/"


def _accent(_row: FindingRow) -> str | None:
    return "accent"


def _voided(notice: NoticeView) -> str | None:
    return "faint" if notice.voided else None


def _count(notice: NoticeView) -> str:
    more = f"等{len(notice.findings)}条" if len(notice.findings) > 1 else ""
    return (notice.findings[0] if notice.findings else "—") + more
