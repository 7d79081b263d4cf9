"""The steps of a case that start from a list of findings; each is offered only where the books allow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from ledger.drafts import AllocationDraft
from ledger.views import FindingRow, FindingView, UnitView
from ledger.vocabulary import AssessmentStatus, FindingStatus
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.views import VoucherView
    from tui.widgets.line_table import LineTable

T = TypeVar("T")

BOOKED = (
    FindingStatus.ALLOCATED,
    FindingStatus.POSTED,
    FindingStatus.NOTIFIED,
)
ALLOWED: dict[str, Callable[[FindingRow], bool]] = {
    "approve": lambda row: (
        row.status is FindingStatus.FILED and row.assessment_status is not AssessmentStatus.UNDECIDED
    ),
    "send_back": lambda row: row.status is FindingStatus.FILED,
    "amend": lambda row: (
        row.status in (FindingStatus.FILED, FindingStatus.RETURNED)
        or (row.status is FindingStatus.APPROVED and row.assessment_status is not AssessmentStatus.PRICED)
    ),
    "allocate": lambda row: (
        row.status is FindingStatus.APPROVED and row.assessment_status is AssessmentStatus.PRICED
    ),
    "post": lambda row: row.status is FindingStatus.ALLOCATED,
    "reverse": lambda row: (
        row.status in BOOKED
        or (row.status is FindingStatus.APPROVED and row.assessment_status is AssessmentStatus.PRICED)
    ),
    "void": lambda row: (
        row.status in (FindingStatus.FILED, FindingStatus.RETURNED, FindingStatus.RECORDED)
        or (row.status is FindingStatus.APPROVED and row.assessment_status is not AssessmentStatus.PRICED)
    ),
    "settle": lambda row: row.status in (FindingStatus.POSTED, FindingStatus.NOTIFIED),
    "issue": lambda row: row.status is FindingStatus.POSTED,
}


class FindingSteps(DeskScreen):
    """Steps on the finding under the cursor of `table`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a",
            "approve",
            "复核通过",
            id="screen.approve",
            tooltip="复核他人立案的问题；已计价的随即记扣缴凭证",
        ),
        Binding("b", "send_back", "退回", id="screen.send_back", tooltip="退回经办人，写明理由"),
        Binding("e", "amend", "更正", id="screen.amend", tooltip="记账前改事实或改判，写明理由，重新复核"),
        Binding("d", "allocate", "分担", id="screen.allocate", tooltip="定由哪个或哪几个单位承担"),
        Binding("p", "post", "记账", id="screen.post", tooltip="按分担记入账簿"),
        Binding("c", "issue", "出通知书", id="screen.notify", tooltip="签发扣缴财力通知书"),
        Binding("f", "settle", "财政已扣", id="screen.settle", tooltip="登记财政扣缴凭证号"),
        Binding("r", "reverse", "红字冲销", id="screen.reverse", tooltip="用红字凭证冲销，写明理由"),
        Binding("v", "void", "作废", id="screen.void", tooltip="记账前作废，写明理由，编号保留"),
    ]

    @property
    def table(self) -> LineTable[FindingRow]:
        """The list whose cursor names the finding."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the steps that the finding under the cursor can take."""
        allowed = ALLOWED.get(action)
        if allowed is None:
            return super().check_action(action, parameters)
        if not self.is_mounted:
            return False
        row = self.table.row
        return row is not None and allowed(row)

    def action_approve(self) -> None:
        """Approve."""
        row = self.table.row
        if row is None:
            return

        def step(tx: Tx) -> FindingView:
            from ledger import findings

            return findings.approve(tx, row.number)

        self.act(step, approved_line)

    def action_send_back(self) -> None:
        """Return to the preparer."""
        row = self.table.row
        if row is None:
            return

        def step(tx: Tx, reason: str) -> FindingView:
            from ledger import findings

            return findings.send_back(tx, row.number, reason)

        self._with_reason(
            f"退回 {row.number}",
            f"退回给经办人 {row.preparer}，写明要补正什么：",
            step,
            lambda _: f"{row.number} 已退回{row.preparer}。",
        )

    def action_amend(self) -> None:
        """Correct it in the entry form."""
        row = self.table.row
        if row is not None:
            self.session.memory["entry.amend"] = row.number
            self.app.switch_mode("entry")

    def action_void(self) -> None:
        """Void."""
        row = self.table.row
        if row is None:
            return

        def step(tx: Tx, reason: str) -> FindingView:
            from ledger import findings

            return findings.void(tx, row.number, reason)

        self._with_reason(
            f"作废 {row.number}",
            "作废后这条问题不再办理，编号和内容保留可查，不能恢复。理由：",
            step,
            lambda _: f"{row.number} 已作废。",
        )

    def action_reverse(self) -> None:
        """Reverse by red letters."""
        row = self.table.row
        if row is None:
            return

        def step(tx: Tx, reason: str) -> VoucherView:
            from ledger import deductions

            return deductions.reverse(tx, row.number, reason)

        self._with_reason(
            f"红字冲销 {row.number}",
            f"将以红字凭证冲销 {row.amount} 元，原凭证保留。只能冲销一次。理由：",
            step,
            lambda voucher: f"{row.number} 已红字冲销，凭证 {voucher.number}。",
        )

    def action_settle(self) -> None:
        """Mark as deducted by the treasury."""
        row = self.table.row
        if row is None:
            return

        def step(tx: Tx, voucher: str) -> object:
            from ledger import deductions

            return deductions.settle(tx, row.number, voucher)

        self._with_reason(
            f"财政已扣 {row.number}",
            f"{row.amount} 元已由财政扣缴，财政凭证号：",
            step,
            lambda _: f"{row.number} 已登记财政扣缴。",
        )

    def _with_reason(
        self, title: str, prompt: str, step: Callable[[Tx, str], T], told: Callable[[T], str]
    ) -> None:
        def go(reason: str | None) -> None:
            if reason is not None:
                self.act(lambda tx: step(tx, reason), told)

        self.app.push_screen(Ask(title, prompt), go)

    def action_allocate(self) -> None:
        """Decide who bears it."""
        row = self.table.row
        if row is None or row.amount is None:
            return
        amount = row.amount

        def query(tx: Tx) -> list[UnitView]:
            from ledger import units

            return list(units.list_units(tx))

        def show(units: list[UnitView]) -> None:
            from tui.screens.allocation import Allocate

            self.app.push_screen(Allocate(row.number, amount, row.office, units), go)

        def go(draft: AllocationDraft | None) -> None:
            if draft is not None:
                self.act(lambda tx: _allocate(tx, row.number, draft), lambda _: allocated_line(row, draft))

        self.read("units", query, show)

    def action_post(self) -> None:
        """Post."""
        row = self.table.row
        if row is None:
            return

        def step(tx: Tx) -> VoucherView:
            from ledger import deductions

            return deductions.post(tx, row.number)

        self.act(step, lambda voucher: f"{row.number} 已记账，凭证 {voucher.number}，{row.amount} 元。")

    def action_issue(self) -> None:
        """Go to the notices with this finding."""
        row = self.table.row
        if row is not None:
            self.session.memory["notices.finding"] = row.number
            self.app.switch_mode("notices")


def _allocate(tx: Tx, number: str, draft: AllocationDraft) -> object:
    from ledger import deductions

    return deductions.allocate(tx, number, draft)


def approved_line(view: FindingView) -> str:
    """What approval came to, and what is next."""
    row = view.row
    if row.status is FindingStatus.RECORDED:
        return f"{row.number} 已复核登记，不扣缴。"
    if row.amount is None:
        return f"{row.number} 已复核，{row.assessment_status.label}。"
    return f"{row.number} 已复核，扣缴 {row.amount} 元，下一步在“问题”里分担。"


def allocated_line(row: FindingRow, draft: AllocationDraft) -> str:
    """Who bears how much."""
    shares = "、".join(f"{share.unit} {share.amount}" for share in draft.shares)
    return f"{row.number} 由 {shares} 元承担，下一步按 p 记账。"
