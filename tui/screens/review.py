"""复核: what others have filed, one key to approve each. Who filed cannot approve, and the list says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from ledger.drafts import FindingFilter
from ledger.views import Explanation, FindingRow
from ledger.vocabulary import AssessmentStatus, FindingStatus
from tui.screens.dialogs import Confirm
from tui.screens.finding_steps import FindingSteps
from tui.screens.findings import explain
from tui.widgets.finding_columns import finding_columns
from tui.widgets.finding_detail import FindingDetail
from tui.widgets.line_table import Held, LineTable

if TYPE_CHECKING:
    from textual.widget import Widget

    from ledger.database import Book, Tx

MOST = 2000


@dataclass(frozen=True)
class Queue:
    """What waits for approval: `mine` may not be approved by the person at work."""

    others: tuple[FindingRow, ...]
    mine: tuple[FindingRow, ...]


def read_queue(tx: Tx, person: str) -> Queue:
    """The queue, oldest first, so that nobody waits forever."""
    from ledger import findings

    rows = findings.list_findings(tx, FindingFilter(status=FindingStatus.FILED), None, MOST)[::-1]
    return Queue(
        tuple(row for row in rows if row.preparer != person),
        tuple(row for row in rows if row.preparer == person),
    )


class ReviewScreen(FindingSteps):
    """The approval queue."""

    MODE = "review"
    CSS_PATH = "findings.tcss"
    HOME = "#queue"
    ABOUT = (
        "这里排着等您复核的问题，先立案的在前。看右边（下边）的依据和原文，按 a 通过，自动到下一条。\n"
        "有疑问按 b 退回经办人并写明理由。本人立案的排在后面，变灰，要由另一人复核。\n"
        "都看过了，可按 A 把余下的一次通过（会先问）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "A", "approve_all", "全部通过", id="screen.approve_all", tooltip="把他人立案的全部通过，先问"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._number: str | None = None
        self._queue = Queue((), ())

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="review-columns"):
            yield LineTable(
                finding_columns(preparer=True),
                id="queue",
                title="等我复核",
                opens=True,
                empty="没有等您复核的问题。",
            )
            yield FindingDetail(id="review-detail", classes="panel")

    @property
    def table(self) -> LineTable[FindingRow]:
        return self.query_one("#queue", LineTable)

    def reload(self) -> None:
        person = self.session.person or ""
        self.read("queue", lambda tx: read_queue(tx, person), self._show)

    def _show(self, queue: Queue) -> None:
        self._queue = queue
        self._number = None
        table = self.table
        table.dim = lambda row: row.preparer == self.session.person
        table.show(Held((*queue.others, *queue.mine)), keep_cursor=True)
        mine = f"，另有本人立案 {len(queue.mine)} 条须他人复核" if queue.mine else ""
        more = "（只列最近的）" if len(queue.others) + len(queue.mine) >= MOST else ""
        self.query_one("#queue").border_title = f"等我复核 {len(queue.others)} 条{mine}{more}"

    @on(LineTable.Highlighted, "#queue")
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

    @on(LineTable.Chosen, "#queue")
    def _chosen(self) -> None:
        self.query_one(FindingDetail).focus()

    def action_approve_all(self) -> None:
        """Approve all that others filed, each in a transaction of its own."""
        waiting = [
            row for row in self._queue.others if row.assessment_status is not AssessmentStatus.UNDECIDED
        ]
        if not waiting:
            self.say("没有等您复核的问题。", "bad")
            return

        def case(book: Book, person: str) -> list[str]:
            from ledger import findings

            for row in waiting:
                with book.write(person) as tx:
                    findings.approve(tx, row.number)
            return [row.number for row in waiting]

        def go(yes: bool | None) -> None:
            if yes:
                self.use(case, lambda done: f"已复核 {len(done)} 条：{done[0]} 至 {done[-1]}。")

        priced = [row.amount for row in waiting if row.amount is not None]
        self.app.push_screen(
            Confirm(
                f"全部通过 {len(waiting)} 条？",
                f"其中 {len(priced)} 条已计价，通过后随即记扣缴凭证；要改只能红字冲销。"
                "待人工判定的不在其中。",
            ),
            go,
        )

    def leave(self, focused: Widget | None) -> bool:
        if isinstance(focused, FindingDetail):
            self.go_home()
            return True
        return super().leave(focused)
