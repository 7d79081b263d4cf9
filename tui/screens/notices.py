"""通知书: what has been issued, and what is posted and still waits for its notice. Issues; never rewrites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ledger.drafts import FindingFilter
from ledger.errors import BadValue
from ledger.views import FindingRow, NoticeView
from ledger.vocabulary import FindingStatus, NoticeKind
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose, Confirm, Form, Reading
from tui.screens.typed import read_month
from tui.widgets.cells import amount
from tui.widgets.finding_columns import finding_columns
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from textual.widget import Widget

    from ledger.database import Book, Tx
    from tui.screens.working import Tell
    from tui.usecases.papers import Paper
    from tui.usecases.papers.batch import MonthOfPapers
    from tui.usecases.papers.wishes import Wishes

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
        "按 b 把一个月的通知书一次签发完，按 o 出别的文书；更正和送达回证先在“已签发”里选文书。\n"
        "下面是已签发的文书；Word 文件存放的位置会显示在底部。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "issue", "签发通知书", id="screen.issue", tooltip="为选中的问题签发扣缴财力通知书"),
        Binding("o", "other", "其他文书", id="screen.other", tooltip="选文种，填好要写的，签发"),
        Binding("b", "month", "整月签发", id="screen.month", tooltip="一个月的通知书一次签发"),
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

    def _chosen_numbers(self) -> tuple[str, ...]:
        """The marked findings, else the one under the cursor."""
        row = self._waiting.row
        return tuple(sorted(self._marked)) or ((row.number,) if row is not None else ())

    def action_issue(self) -> None:
        """Ask and issue for the marked findings, or for the one under the cursor."""
        self._offer(NoticeKind.DEDUCTION)

    def action_other(self) -> None:
        """Ask for the kind of paper."""
        choices = [Choice(kind, kind.label) for kind in NoticeKind if kind is not NoticeKind.DEDUCTION]
        self.app.push_screen(
            Choose("出哪一种文书？", choices), lambda kind: self._offer(kind) if kind is not None else None
        )

    def _offer(self, kind: NoticeKind) -> None:
        """Ask for what a kind of paper needs beside the books, then issue it."""
        from tui.screens.paper_forms import ABOUT, About, PaperForm

        about: tuple[str, ...] = ()
        subject = ""
        if ABOUT[kind] is About.FINDINGS:
            about = self._chosen_numbers()
            if not about:
                self.say("没有待签发的问题：先在“问题”里记账。", "bad")
                return
            subject = f"问题 {'、'.join(about[:6])}{'等' if len(about) > 6 else ''}。\n"
        elif ABOUT[kind] is About.PAPER:
            table = self.query_one("#issued", LineTable)
            notice: NoticeView | None = table.row if table.has_focus else None
            if notice is None:
                what = "更正" if kind is NoticeKind.CORRECTION else "送达"
                self.say(f"先到“已签发”里选要{what}的文书，再按 o。", "bad")
                return
            about, subject = (notice.number,), f"{notice.number}，主送 {notice.recipient}。\n"
        form = PaperForm(kind, self.session.today)
        if form.lines:
            asked = Form(kind.label, form.lines, f"{subject}签发后不能改。")

            def filled(typed: dict[str, str] | None) -> None:
                if typed is not None:
                    self._issue(kind, about, form.wishes(typed))

            self.app.push_screen(asked, filled)
            return
        count = f"（{len(about)} 条）" if about else ""
        consequence = f"{subject}文号连续，签发后不能改。\nWord 文件写到 {self.session.papers}"
        self.app.push_screen(
            Confirm(f"签发{kind.label}{count}？", consequence),
            lambda yes: self._issue(kind, about, None) if yes else None,
        )

    def _issue(self, kind: NoticeKind, about: tuple[str, ...], wishes: Wishes | None) -> None:
        folder, today = self.session.papers, self.session.today

        def case(book: Book, person: str) -> tuple[Paper, ...]:
            from tui.screens.paper_forms import in_the_forms_words
            from tui.usecases.papers import issue

            try:
                return issue(book, person, about, kind, folder, today, wishes=wishes)
            except BadValue as refusal:
                raise BadValue(in_the_forms_words(str(refusal))) from None

        self.use(case, issued_line, lambda _: self._marked.clear(), busy="正在签发")

    def action_month(self) -> None:
        """Ask for a month and issue its deduction notices, a file each and one for printing."""
        today, folder = self.session.today, self.session.papers

        def case(book: Book, person: str, month: str, tell: Tell) -> MonthOfPapers:
            from tui.usecases.papers.batch import issue_month

            return issue_month(book, person, month, folder, today, progress=tell)

        def go(typed: str | None) -> None:
            if typed is not None:
                month = read_month(typed, today)
                self.use_long(
                    f"签发 {month} 的扣缴财力通知书",
                    lambda book, person, tell: case(book, person, month, tell),
                    lambda done: month_line(month, done),
                    self._show_failed,
                    stopped=month_stopped,
                )

        check = lambda text: read_month(text, today)  # noqa: E731
        prompt = "签发哪个月发现的问题的通知书？每个承担单位一份，另出一份合并打印。"
        self.app.push_screen(Ask("整月签发", prompt, hint="8 或 2026-08", check=check), go)

    def _show_failed(self, done: MonthOfPapers) -> None:
        self._marked.clear()
        if done.failed:
            report = "\n".join(f"✗ {unit}：{why}" for unit, why in done.failed)
            self.app.push_screen(Reading("没有签发的", report))


def month_line(month: str, done: MonthOfPapers) -> str:
    """What came of a month in one line."""
    failed = f"，{len(done.failed)} 个没有签发" if done.failed else ""
    merged = f"，合并打印 {done.merged.name}" if done.merged else ""
    return f"{month} 已签发 {len(done.papers)} 份{failed}{merged}。"


def month_stopped(done: int) -> str:
    """What is so when a person ends the issuing of a month after so many units."""
    return f"已停止：前 {done} 个单位的通知书已经签发，其余没有；再按 b 会接着签发。"


def issued_line(papers: tuple[Paper, ...]) -> str:
    """What was issued and where it lies."""
    numbers = "、".join(paper.notice.number for paper in papers)
    remarks = "".join(paper.remark for paper in papers)
    return f"已签发 {numbers}，文件在 {papers[0].path.parent}/{remarks}"


def _accent(_row: FindingRow) -> str | None:
    return "accent"


def _voided(notice: NoticeView) -> str | None:
    return "faint" if notice.voided else None


def _count(notice: NoticeView) -> str:
    more = f"等{len(notice.findings)}条" if len(notice.findings) > 1 else ""
    return (notice.findings[0] if notice.findings else "—") + more
