"""汇总: the totals of a month per office, rule or month; the same numbers as the ledger, written as files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ledger.money import Money
from ledger.views import Summary, SummaryRow
from tui.screens.monthly import MonthlyScreen
from tui.screens.typed import month_span
from tui.widgets.bars import Bar, Bars
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.database import Book, Tx

GROUPS = (("office", "承担单位"), ("rule", "扣缴标准"), ("month", "月份"))


def read_summary(tx: Tx, span: tuple[date, date], by: str) -> Summary:
    """The totals of a span of days."""
    from ledger import summaries

    return summaries.summarize(tx, *span, by)


def _red(money: Money) -> str | None:
    return "red" if money.fen < 0 else None


class SummaryScreen(MonthlyScreen):
    """Totals with bars."""

    MODE = "summary"
    CSS_PATH = "summary.tcss"
    HOME = "#summary"
    ABOUT = (
        "按月看每个单位入账多少、冲销多少、净额多少；按 b 换成按扣缴标准或按月份，按 y 看全年。\n"
        "按 w 写成 Word 和 Excel 汇总表，交财政局。数字与账簿一致。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "group", "换分组", id="screen.group", tooltip="按单位、按标准、按月份"),
        Binding("y", "year", "全年/本月", id="screen.year", tooltip="在全年和一个月之间切换"),
        Binding("w", "write", "写成文件", id="screen.write", tooltip="写成 Word 和 Excel 汇总表"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._group = 0
        self._year = False
        self._summary: Summary | None = None

    @property
    def span(self) -> tuple[date, date]:
        """The days that are summed up."""
        if not self._year:
            return month_span(self.month)
        return date(int(self.month[:4]), 1, 1), date(int(self.month[:4]), 12, 31)

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="panel", id="summary-panel") as panel:
            panel.border_title = "汇总"
            yield LineTable(
                [
                    Column[SummaryRow]("", 0, lambda row: row.label),
                    Column[SummaryRow]("件数", 6, lambda row: str(row.findings), right=True),
                    Column[SummaryRow]("扣缴（元）", 16, lambda row: str(row.deductions), right=True),
                    Column[SummaryRow](
                        "冲销（元）",
                        14,
                        lambda row: str(-row.reversals),
                        right=True,
                        tone=lambda row: _red(-row.reversals),
                    ),
                    Column[SummaryRow](
                        "净额（元）", 16, lambda row: str(row.net), right=True, tone=lambda row: _red(row.net)
                    ),
                    Column[SummaryRow](
                        "补助（元）", 14, lambda row: str(row.subsidies), right=True, at_least=110
                    ),
                ],
                id="summary",
                empty="这段时间没有入账。按 [ ] 换月份。",
            )
            yield Static(id="summary-total", markup=False)
        yield Bars(id="summary-bars", title="净额", empty="")

    def where(self) -> str:
        return super().where() if not self._year else f"汇总 › {self.month[:4]}年"

    def reload(self) -> None:
        span, by = self.span, GROUPS[self._group][0]
        self.read("summary", lambda tx: read_summary(tx, span, by), self._show)

    def _show(self, summary: Summary) -> None:
        self._summary = summary
        self.query_one("#summary", LineTable).show(Held(summary.rows), keep_cursor=True)
        self.query_one(
            "#summary-panel"
        ).border_title = f"{summary.from_day} 至 {summary.to_day} · 按{GROUPS[self._group][1]}"
        row = summary.total
        self.query_one("#summary-total", Static).update(
            Content.assemble(
                ("  合计 ", "bold"),
                f"{row.findings} 件   扣缴 {row.deductions}   冲销 ",
                (str(-row.reversals), "$red-letter" if row.reversals else ""),
                "   净额 ",
                (f"{row.net} 元", "bold"),
                (f"（{row.net.as_wan()}）", "$faint"),
                f"   补助 {row.subsidies}",
            )
        )
        self.query_one("#summary-bars", Bars).show(
            [Bar(row.label, row.net, f"{row.findings}件") for row in summary.rows if row.net]
        )

    def action_group(self) -> None:
        """By office, by rule, by month."""
        self._group = (self._group + 1) % len(GROUPS)
        self.reload()

    def action_year(self) -> None:
        """The whole year or the month."""
        self._year = not self._year
        self.refresh_frame()
        self.reload()

    def action_write(self) -> None:
        """Write the totals as .docx and .xlsx."""
        summary = self._summary
        if summary is None:
            return
        session = self.session
        folder, today = session.papers, session.today
        span = self.month if not self._year else f"{self.month[:4]}年"
        stem = f"{span}按{GROUPS[self._group][1]}汇总"

        def case(book: Book, _person: str) -> list[Path]:
            from tui.usecases.papers import letterhead_of
            from tui.usecases.summaries import FORMS, write_summary

            with book.read() as tx:
                head = letterhead_of(tx, today)
            return [write_summary(summary, head, folder / f"{stem}.{form}", today) for form in FORMS]

        self.use(
            case,
            lambda paths: f"已写成 {'、'.join(path.name for path in paths)}，在 {folder}/",
            busy="正在写汇总表",
        )
