"""账簿: the vouchers of a month with their entries, the trial balance, and the closing of a month.

Nothing is changed here but by closing: a mistake is put right from the finding, by a red-letter voucher.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from ledger.money import Money, total
from ledger.views import Balance, VoucherView
from ledger.vocabulary import PeriodStatus
from tui.screens.dialogs import Ask, Confirm
from tui.screens.monthly import MonthlyScreen
from tui.widgets.cells import day
from tui.widgets.line_table import Column, Held, LineTable
from tui.widgets.prose import Paragraph, Prose, field, heading, para

if TYPE_CHECKING:
    from ledger.database import Tx

MOST_VOUCHERS = 5000


@dataclass(frozen=True)
class MonthOfBooks:
    """A month of the journal, read in one snapshot."""

    vouchers: tuple[VoucherView, ...]
    balances: tuple[Balance, ...]
    status: PeriodStatus


def read_month_of_books(tx: Tx, month: str) -> MonthOfBooks:
    """Vouchers, newest first, balances, and where the month stands."""
    from ledger import journal, periods

    vouchers = journal.vouchers(tx, month, limit=MOST_VOUCHERS)
    balances = tuple(journal.trial_balance(tx, month))
    known = {period.month: period.status for period in periods.list_periods(tx)}
    return MonthOfBooks(tuple(reversed(vouchers)), balances, known.get(month, PeriodStatus.OPEN))


def turnover(voucher: VoucherView) -> Money:
    """What a voucher moves: the sum of its debits."""
    return total(entry.debit for entry in voucher.entries)


def red_if_negative(money: Money) -> str | None:
    """The tone of a red-letter amount."""
    return "red" if money.fen < 0 else None


def _voucher_tone(voucher: VoucherView) -> str | None:
    return "red" if voucher.reverses else None


class JournalScreen(MonthlyScreen):
    """Vouchers and balances of one month."""

    MODE = "journal"
    CSS_PATH = "journal.tcss"
    HOME = "#vouchers"
    ABOUT = (
        "账簿按月列出凭证，右边是选中凭证的分录；按 t 换到试算平衡（借贷必相等）。\n"
        "记账只增不改：错了到“问题”里按 r 红字冲销，再按正确的重新立案。\n"
        "按 c 结账后，本月不再接受凭证，更正记入未结账的月份。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "turn_over", "试算平衡/凭证", id="screen.balance", tooltip="在凭证和试算平衡之间切换"),
        Binding("c", "close_month", "结账", id="screen.close", tooltip="结账后本月不再接受凭证"),
        Binding("u", "reopen", "反结账", id="screen.reopen", tooltip="一人写明理由申请，另一人同意"),
        Binding("o", "open_finding", "看问题", id="screen.finding", tooltip="到这张凭证所属的问题"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._period = PeriodStatus.OPEN

    def compose_body(self) -> ComposeResult:
        with ContentSwitcher(initial="voucher-columns", id="journal-pages"):
            with Horizontal(id="voucher-columns"):
                yield LineTable(
                    [
                        Column[VoucherView]("凭证号", 22, lambda row: row.number, tone=_voucher_tone),
                        Column[VoucherView]("记账日", 6, lambda row: f"{row.booked_on:%m-%d}"),
                        Column[VoucherView]("问题", 9, lambda row: row.finding or "—", at_least=70),
                        Column[VoucherView]("摘要", 0, lambda row: row.summary, tone=_voucher_tone),
                        Column[VoucherView](
                            "金额（元）",
                            14,
                            lambda row: str(turnover(row)),
                            right=True,
                            tone=lambda row: red_if_negative(turnover(row)),
                        ),
                    ],
                    id="vouchers",
                    title="凭证",
                    opens=True,
                    empty="本月没有凭证。",
                )
                with VerticalScroll(classes="panel", id="voucher-panel", can_focus=False) as panel:
                    panel.border_title = "分录"
                    yield Prose(id="voucher-text")
            with Vertical(classes="panel", id="balance-panel") as panel:
                panel.border_title = "试算平衡"
                yield LineTable(
                    [
                        Column[Balance]("科目", 0, lambda row: row.account),
                        *(
                            Column[Balance](
                                title,
                                18,
                                lambda row, of=of: str(of(row)),  # type: ignore[misc]
                                right=True,
                                tone=lambda row, of=of: red_if_negative(of(row)),  # type: ignore[misc]
                            )
                            for title, of in (
                                ("本月借方", lambda row: row.debit),
                                ("本月贷方", lambda row: row.credit),
                                ("借贷差", lambda row: row.balance),
                            )
                        ),
                    ],
                    id="balances",
                    empty="本月没有发生额。",
                )
                yield Static(id="balance-total", markup=False)

    def reload(self) -> None:
        month = self.month
        self.read("month", lambda tx: read_month_of_books(tx, month), self._show)

    def _show(self, books: MonthOfBooks) -> None:
        self._period = books.status
        self.refresh_bindings()
        self.query_one("#vouchers", LineTable).show(Held(books.vouchers), keep_cursor=True)
        self.query_one("#balances", LineTable).show(Held(books.balances), keep_cursor=True)
        state = books.status.label
        self.query_one("#vouchers").border_title = f"{self.month} 凭证 {len(books.vouchers)} 张 · {state}"
        self.query_one("#balance-panel").border_title = f"{self.month} 试算平衡 · {state}"
        debit = total(row.debit for row in books.balances)
        credit = total(row.credit for row in books.balances)
        verdict = ("借贷相等", "$success") if debit == credit else ("借贷不等！", "bold $warning")
        self.query_one("#balance-total", Static).update(
            Content.assemble(f"  借方合计 {debit}   贷方合计 {credit}   ", verdict)
        )

    @on(LineTable.Highlighted, "#vouchers")
    def _voucher_highlighted(self, message: LineTable.Highlighted[VoucherView]) -> None:
        voucher = message.row
        page = tuple(voucher_text(voucher)) if voucher is not None else ()
        self.query_one("#voucher-text", Prose).show(page)

    @on(LineTable.Chosen, "#vouchers")
    def _voucher_chosen(self) -> None:
        self.action_open_finding()

    def action_turn_over(self) -> None:
        """Vouchers or balances."""
        pages = self.query_one("#journal-pages", ContentSwitcher)
        to_balance = pages.current == "voucher-columns"
        pages.current = "balance-panel" if to_balance else "voucher-columns"
        self.query_one("#balances" if to_balance else "#vouchers").focus()

    def action_open_finding(self) -> None:
        """Go to the finding of the voucher."""
        voucher: VoucherView | None = self.query_one("#vouchers", LineTable).row
        if voucher is None or voucher.finding is None:
            self.say("这张凭证不属于某一个问题。", "bad")
            return
        self.session.memory["findings.number"] = voucher.finding
        self.app.switch_mode("findings")

    def action_close_month(self) -> None:
        """Ask and close the month."""
        month = self.month
        if self._period is not PeriodStatus.OPEN:
            self.say(f"{month} 已结账。", "bad")
            return

        def close(yes: bool | None) -> None:
            if yes:
                self.act(lambda tx: _close(tx, month), lambda _: f"{month} 已结账，更正记入未结账的月份。")

        self.app.push_screen(
            Confirm(
                f"结账 {month}？", "结账后本月不再接受凭证。\n以后发现的错误以红字凭证记入未结账的月份。"
            ),
            close,
        )

    def action_reopen(self) -> None:
        """Ask for the reopening of a closed month, or agree to what somebody else has asked for."""
        month = self.month
        if self._period is PeriodStatus.OPEN:
            self.say(f"{month} 没有结账。", "bad")
        elif self._period is PeriodStatus.REOPENING:
            self.act(lambda tx: _reopen(tx, month), lambda _: f"{month} 已反结账，可以记账。")
        else:

            def go(reason: str | None) -> None:
                if reason is not None:
                    self.act(
                        lambda tx: _ask_reopening(tx, month, reason),
                        lambda _: f"{month} 已申请反结账，由另一人在这里按 u 同意。",
                    )

            self.app.push_screen(Ask(f"反结账 {month}", "写明理由，由另一人同意后才能记账："), go)


def _ask_reopening(tx: Tx, month: str, reason: str) -> None:
    from ledger import periods

    periods.ask_reopening(tx, month, reason)


def _reopen(tx: Tx, month: str) -> None:
    from ledger import periods

    periods.reopen(tx, month)


def _close(tx: Tx, month: str) -> None:
    from ledger import periods

    periods.close_month(tx, month)


def voucher_text(voucher: VoucherView) -> Iterator[Paragraph]:
    """A voucher as a page: head, entries, the people, the hash."""
    yield para(voucher.number, "bold $red-letter" if voucher.reverses else "bold")
    yield Paragraph()
    yield field("日期", day(voucher.booked_on))
    yield field("摘要", voucher.summary)
    if voucher.reverses:
        yield field("冲销", voucher.reverses, "$red-letter")
    yield from heading("分录")
    for entry in voucher.entries:
        side, amount = ("借", entry.debit) if entry.debit else ("贷", entry.credit)
        label = f"{'' if side == '借' else '  '}{side} {entry.account}"
        style = "$red-letter" if amount.fen < 0 else ""
        yield Paragraph(((str(amount), style),), label, "", indent=cell_len(label) + 1, right=True)
    yield Paragraph()
    yield field("经办", voucher.preparer)
    yield field("复核", voucher.approver)
    yield field("记账", f"{voucher.booked_by or '—'}　{voucher.recorded_at:%Y-%m-%d %H:%M:%S}")
    yield field("校验", f"{voucher.hash[:24]}…", "$faint")
