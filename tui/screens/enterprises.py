"""企业: the grade of each enterprise, what it is due under the subsidy rules and why, and what was paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll

from ledger.drafts import GradeDraft, UnitDraft
from ledger.errors import BadValue
from ledger.views import GradeView, PaymentView
from ledger.vocabulary import Grade, PaymentStatus, UnitKind
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Confirm, Form, Line
from tui.screens.typed import read_day
from tui.settings import papers_folder
from tui.widgets.cells import amount
from tui.widgets.line_table import Column, Held, LineTable
from tui.widgets.prose import Paragraph, Prose, field, heading, para, step

if TYPE_CHECKING:
    from ledger.database import Tx
    from penalties.subsidies import Entitlement


@dataclass(frozen=True)
class Case:
    """One enterprise in one year."""

    grade: GradeView
    history: tuple[GradeView, ...]
    entitlement: Entitlement
    payment: PaymentView | None

    @property
    def verdict(self) -> str:
        """What is so, in a word."""
        if self.payment is not None:
            return self.payment.status.label
        if self.entitlement.amount is not None:
            return "可拟发"
        return "生产调控" if self.entitlement.winter_list else "不补助"


def read_cases(tx: Tx, today: date, folder: Path) -> list[Case]:
    """Every graded enterprise with its case for this year; `folder` may hold the office's own industries."""
    from ledger import grades, journal, policies, subsidies
    from penalties.industries import industries_in
    from penalties.subsidies import Paid, entitlement

    rules = policies.subsidy_rules_in_force(tx, today)
    industries = industries_in(folder)
    payments = {
        payment.unit: payment
        for payment in subsidies.list_payments(tx, today.year)
        if payment.status is not PaymentStatus.REVERSED
    }
    cases = []
    for grade in grades.current(tx, today):
        history = tuple(grades.history(tx, grade.enterprise))
        payment = payments.get(grade.enterprise)
        paid = []
        if payment is not None and payment.vouchers:
            booked = journal.voucher(tx, payment.vouchers[0]).booked_on
            paid.append(Paid(payment.year, payment.amount, booked))
        case = entitlement(history, today.year, today, rules, paid, industries)
        cases.append(Case(grade, history, case, payment))
    return cases


class EnterprisesScreen(DeskScreen):
    """The list and the reasons."""

    MODE = "enterprises"
    CSS_PATH = "enterprises.tcss"
    HOME = "#enterprises"
    ABOUT = (
        "登记企业的绩效等级（A、B、绩效引领性、C、D），看今年能不能补助、补多少、依据哪一条。\n"
        "等级有补助规定才补助，一年一次；规定写明限重点行业、须公示的，再看行业和公示。\n"
        "行业按随附名单核对，按 i 在账簿旁存一份“重点行业.yaml”，改后以它为准。\n"
        "按 p 拟发，由另一人按 a 复核后入账；等级变了按 n 重新登记，过去的等级保留。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "grade", "登记等级", id="screen.grade", tooltip="登记或变更一家企业的绩效等级"),
        Binding("p", "propose", "拟发补助", id="screen.propose", tooltip="按补助规定拟发，待他人复核"),
        Binding("a", "approve", "复核补助", id="screen.approve", tooltip="复核他人拟发的补助并入账"),
        Binding("r", "reverse", "红字冲销", id="screen.reverse", tooltip="冲销已入账的补助"),
        Binding("i", "industries", "行业名单", id="screen.industries", tooltip="在账簿旁存一份可改的名单"),
    ]

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="enterprise-columns"):
            yield LineTable(
                [
                    Column[Case]("企业", 0, lambda case: case.grade.enterprise),
                    Column[Case]("等级", 12, lambda case: case.grade.grade),
                    Column[Case]("行业", 16, lambda case: case.grade.industry, tone=lambda _: "faint"),
                    Column[Case]("公示", 4, lambda case: "是" if case.grade.announced else "否"),
                    Column[Case]("今年补助（元）", 14, _due, right=True),
                    Column[Case]("情况", 8, lambda case: case.verdict, tone=_tone),
                ],
                id="enterprises",
                title="企业",
                empty="还没有登记企业的绩效等级，按 n 登记。",
            )
            with VerticalScroll(classes="panel", id="enterprise-panel") as panel:
                panel.border_title = "依据"
                yield Prose(id="enterprise-text")

    @property
    def _table(self) -> LineTable[Case]:
        return self.query_one("#enterprises", LineTable)

    def reload(self) -> None:
        today, folder = self.session.today, papers_folder(self.session.url)
        self.read("cases", lambda tx: read_cases(tx, today, folder), self._show)

    def _show(self, cases: list[Case]) -> None:
        self._table.show(Held(cases), keep_cursor=True)
        self._table.border_title = f"企业 {len(cases)} 家"

    @on(LineTable.Highlighted, "#enterprises")
    def _highlighted(self, message: LineTable.Highlighted[Case]) -> None:
        case = message.row
        self.refresh_bindings()
        self.query_one("#enterprise-text", Prose).show(tuple(case_text(case)) if case is not None else ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the enterprise's case allows."""
        if action not in ("propose", "approve", "reverse"):
            return super().check_action(action, parameters)
        case = self._table.row if self.is_mounted else None
        if case is None:
            return False
        status = case.payment.status if case.payment is not None else None
        if action == "propose":
            return status is None and case.entitlement.amount is not None
        return status is (PaymentStatus.PROPOSED if action == "approve" else PaymentStatus.PAID)

    def action_grade(self) -> None:
        """Ask for a grade."""
        today = self.session.today
        case = self._table.row
        known = case.grade if case is not None else None
        lines = [
            Line("enterprise", "企业全称", known.enterprise if known else ""),
            Line("grade", "等级", "", "A、B、引领、C、D", read_grade),
            Line("industry", "行业", known.industry if known else "", "例如 铸造、工业涂装"),
            Line("day", "起始日期", f"{today:%Y-%m-%d}", "", lambda text: read_day(text, today)),
            Line("announced", "省厅公示", "", "y 已公示，n 未公示", read_yes),
            Line("reason", "依据", "", "例如 省厅公示第3批"),
        ]

        def go(typed: dict[str, str] | None) -> None:
            if typed is None:
                return
            draft = GradeDraft(
                typed["enterprise"],
                read_grade(typed["grade"]),
                typed["industry"],
                read_day(typed["day"], today),
                read_yes(typed["announced"]),
                typed["reason"],
            )
            self.act(lambda tx: _set_grade(tx, draft), lambda _: f"已登记 {draft.enterprise} {draft.grade}。")

        self.app.push_screen(Form("登记绩效等级", lines), go)

    def action_industries(self) -> None:
        """Lay the industry list beside the books, for the office to edit."""
        from penalties.industries import start_own_list

        try:
            self.say(f"行业名单在 {start_own_list(papers_folder(self.session.url))}，改后按 F5。")
        except OSError:
            self.say("账簿所在的文件夹不能写入，行业名单没有存。", "bad")

    def action_propose(self) -> None:
        """Propose the subsidy."""
        case = self._table.row
        if case is None:
            return
        draft = case.entitlement.draft()

        def step_(tx: Tx) -> PaymentView:
            from ledger import subsidies

            return subsidies.propose(tx, draft)

        self.act(step_, lambda payment: f"已拟发 {payment.unit} {payment.amount} 元，待他人复核。")

    def action_approve(self) -> None:
        """Approve and book."""
        case = self._table.row
        if case is None or case.payment is None:
            return
        payment = case.payment

        def step_(tx: Tx) -> PaymentView:
            from ledger import subsidies

            return subsidies.approve(tx, payment.unit, payment.year)

        def go(yes: bool | None) -> None:
            if yes:
                self.act(step_, lambda done: f"{done.unit} 补助 {done.amount} 元已入账。")

        self.app.push_screen(
            Confirm(f"复核补助 {payment.unit}？", f"{payment.amount} 元随即入账，要改只能红字冲销。"), go
        )

    def action_reverse(self) -> None:
        """Reverse what was booked."""
        case = self._table.row
        if case is None or case.payment is None:
            return
        payment = case.payment

        def step_(tx: Tx, reason: str) -> PaymentView:
            from ledger import subsidies

            return subsidies.reverse(tx, payment.unit, payment.year, reason)

        def go(reason: str | None) -> None:
            if reason is not None:
                self.act(lambda tx: step_(tx, reason), lambda done: f"{done.unit} 的补助已红字冲销。")

        self.app.push_screen(
            Ask(f"红字冲销 {payment.unit}", f"将以红字凭证冲销 {payment.amount} 元。理由："), go
        )


def read_grade(text: str) -> str:
    """A grade's label as the subsidy rules print it. Raises BadValue."""
    from penalties.subsidies import grade_of

    grade: Grade | None = grade_of(text)
    if grade is None:
        raise BadValue(f"“{text}”不是绩效等级，请填 A、B、引领、C、D。")
    return grade.label


def read_yes(text: str) -> bool:
    """y or n. Raises BadValue."""
    typed = text.strip().lower()
    if typed in ("y", "是", "已公示", "1"):
        return True
    if typed in ("n", "否", "未公示", "0"):
        return False
    raise BadValue(f"“{text}”看不懂，请填 y 或 n。")


def _set_grade(tx: Tx, draft: GradeDraft) -> GradeView:
    from ledger import grades, units

    if units.find(tx, draft.enterprise) is None:
        units.register(tx, UnitDraft(draft.enterprise, UnitKind.ENTERPRISE))
    return grades.set_grade(tx, draft)


def _due(case: Case) -> str:
    return amount(case.payment.amount if case.payment is not None else case.entitlement.amount)


def _tone(case: Case) -> str | None:
    return {"可拟发": "accent", "不补助": "faint", "生产调控": "strong"}.get(case.verdict)


def case_text(case: Case) -> Iterator[Paragraph]:
    """Why an enterprise is due what it is, and its grades."""
    yield para(case.grade.enterprise, "bold")
    yield Paragraph()
    for number, line in enumerate(case.entitlement.working, 1):
        yield step(number, line)
    if case.entitlement.question:
        yield Paragraph(((case.entitlement.question, "bold $warning"),), "？", "bold $warning", indent=3)
    if case.payment is not None:
        yield from heading("补助")
        yield field("情况", case.payment.status.label)
        yield field("金额", f"{case.payment.amount} 元")
        yield field("拟发", case.payment.preparer)
        yield field("复核", case.payment.approver or "—")
        yield field("凭证", "、".join(case.payment.vouchers) or "—")
    yield from heading("等级变化")
    for grade in case.history:
        yield field(f"{grade.from_day:%Y-%m-%d}", f"{grade.grade}　{grade.reason}（{grade.set_by}）")
