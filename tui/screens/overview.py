"""总览: this month's money by office, what waits, what comes due. Sends the reader on; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from ledger.vocabulary import FindingStatus
from tui.screens.base import DeskScreen
from tui.screens.typed import month_span
from tui.widgets.bars import Bar, Bars
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.views import Overview, SummaryRow
    from ledger.views.duties import Occurrence

HORIZON_DAYS = 30


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody: how much of it, and where to go."""

    count: int
    label: str
    hint: str
    mode: str
    status: FindingStatus | None = None


@dataclass(frozen=True)
class Picture:
    """All that the overview shows, read in one snapshot."""

    overview: Overview
    offices: tuple[SummaryRow, ...]
    months: tuple[SummaryRow, ...]
    dues: tuple[Occurrence, ...]
    policies: int


def read_picture(tx: Tx, today: date) -> Picture:
    """The overview with the open deadlines up to a month ahead, as reported and put off."""
    from ledger import occurrences, policies, summaries

    view = summaries.overview(tx, today)
    first, last = month_span(view.month)
    year = date(first.year, 1, 1), date(first.year, 12, 31)
    return Picture(
        view,
        summaries.summarize(tx, first, last, "office").rows,
        summaries.summarize(tx, *year, "month").rows,
        tuple(
            each
            for each in occurrences.deadlines(tx, today)
            if not each.done and -each.days_over(today) <= HORIZON_DAYS
        ),
        len(policies.list_policies(tx)),
    )


class OverviewScreen(DeskScreen):
    """The first screen of the day."""

    MODE = "overview"
    HOME = "#waiting"
    ABOUT = (
        "总览告诉您：本月和本年已经入账多少、各办事处各承担多少、有哪些事在等人办、哪些任务快到期。\n"
        "在“待办”一行上按回车，就到办这件事的画面。按数字键去别的画面，按 g 看全部画面。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "app.place('entry')", "立案", id="screen.entry", tooltip="录入一条督查发现"),
        Binding("f", "app.place('review')", "去复核", id="screen.review", tooltip="复核他人立案的问题"),
    ]

    def compose_body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        with Horizontal(id="overview-columns"):
            with Vertical(id="overview-left"):
                yield Bars(id="offices", title="入账（按承担单位）", empty="还没有入账的扣缴。")
                yield Bars(id="months", title="各月入账")
            with Vertical(id="overview-right"):
                yield LineTable(
                    [
                        Column("件数", 5, lambda row: str(row.count), right=True, tone=_waiting_tone),
                        Column("事项", 14, lambda row: row.label, tone=_waiting_tone),
                        Column("回车去办", 0, lambda row: row.hint, tone=lambda _: "faint"),
                    ],
                    id="waiting",
                    title="待办",
                    opens=True,
                    empty="",
                )
                yield LineTable(
                    [
                        Column("期限", 10, lambda due: f"{due.due:%Y-%m-%d}", tone=self._due_tone),
                        Column("", 11, self._days, tone=self._due_tone),
                        Column("进度", 4, lambda due: f"{due.percent}%", right=True, at_least=70),
                        Column("任务", 0, lambda due: f"{due.task} {due.heading}"),
                    ],
                    id="dues",
                    title=f"任务期限（{HORIZON_DAYS} 天内及已逾期）",
                    opens=True,
                    empty="没有快到期的任务。",
                )

    def on_mount(self) -> None:
        self.query_one("#figures", Static).update("正在打开账簿…")

    def reload(self) -> None:
        today = self.session.today
        self.read("overview", lambda tx: read_picture(tx, today), self._show)

    def _show(self, picture: Picture) -> None:
        view = picture.overview
        month = f"{int(view.month[5:])}月"
        self.query_one("#figures", Static).update(
            Content.assemble(
                (f" {month}入账 ", "$faint"),
                (f"{view.posted_this_month} 元", "bold"),
                (f"（{view.posted_this_month.as_wan()}）", "$faint"),
                (f"    {view.month[:4]}年累计 ", "$faint"),
                (f"{view.posted_this_year} 元", "bold"),
                (f"（{view.posted_this_year.as_wan()}）", "$faint"),
                ("    立案 ", "$faint"),
                (f"{sum(view.counts.values())} 件", "bold"),
            )
        )
        self.query_one("#offices", Bars).show(
            [Bar(row.label, row.net, f"{row.findings}件") for row in picture.offices]
        )
        self.query_one("#months", Bars).show(
            [Bar(f"{int(row.key[5:])}月", row.net, f"{row.findings}件") for row in picture.months]
        )
        self.query_one("#offices").border_title = f"{month}入账（按承担单位，元）"
        self.query_one("#months").border_title = f"{view.month[:4]}年各月入账（元）"
        rows = waiting_of(picture)
        self.query_one("#waiting", LineTable).show(Held(rows), keep_cursor=True)
        self.query_one("#dues", LineTable).show(Held(picture.dues), keep_cursor=True)
        if not picture.policies:
            self.say("账簿是空的：先按 6 到“政策”，按 i 导入方案，再按 a 采用。")

    def _days(self, due: Occurrence) -> str:
        left = -due.days_over(self.session.today)
        return "今天到期" if left == 0 else f"剩 {left} 天" if left > 0 else f"逾期{-left}天"

    def _due_tone(self, due: Occurrence) -> str | None:
        left = -due.days_over(self.session.today)
        return "strong" if left < 0 else "accent" if left <= 7 else None

    @on(LineTable.Chosen, "#waiting")
    def _go(self, message: LineTable.Chosen[Waiting]) -> None:
        row = message.row
        if row.status is not None:
            self.session.memory["findings.status"] = row.status
        self.app.switch_mode(row.mode)

    @on(LineTable.Chosen, "#dues")
    def _go_due(self, message: LineTable.Chosen[Occurrence]) -> None:
        self.session.memory["obligations.number"] = message.row.task
        self.app.switch_mode("obligations")


def _waiting_tone(row: Waiting) -> str | None:
    return "strong" if row.count else "faint"


def waiting_of(picture: Picture) -> list[Waiting]:
    """What waits, in the order of a case's life."""
    view = picture.overview
    return [
        Waiting(view.waiting_approval, "待复核", "去复核", "review"),
        Waiting(view.waiting_allocation, "待分担", "定由谁承担", "findings", FindingStatus.APPROVED),
        Waiting(view.waiting_posting, "待记账", "记入账簿", "findings", FindingStatus.ALLOCATED),
        Waiting(view.pending_amount, "金额待定", "补采用依据后重判", "findings"),
        Waiting(view.counts.get(FindingStatus.POSTED, 0), "待出通知书", "签发", "notices"),
    ]
