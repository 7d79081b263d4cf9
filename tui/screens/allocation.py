"""分担: one line says who bears a finding, names with shares behind them; the shares are shown as typed.

`sjb 5w ldb` is 松涧办 50,000 and 柳渡办 the rest; `sjb ldb` is half each; `sjb 60% ldb 40%` as it says.
The shares always add up to the fen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from ledger.drafts import AllocationDraft, ShareDraft
from ledger.errors import BadValue, GongjianError
from ledger.money import Money, total
from ledger.views import UnitView
from tui.screens.dialogs import Dialog
from tui.screens.typed import unit_of
from tui.widgets.line_table import Column, Held, LineTable

_SHARE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(%|w|万|元|万元)?")


@dataclass(frozen=True)
class Named:
    """A unit as typed, with what was written behind it."""

    unit: str
    amount: Money | None = None
    percent: Decimal | None = None


def read_shares(text: str, amount: Money, units: Sequence[UnitView]) -> tuple[ShareDraft, ...]:
    """The shares that a line says. Raises BadValue when they cannot add up."""
    named: list[Named] = []
    for word in text.replace("，", " ").replace("、", " ").split():
        match = _SHARE.fullmatch(word)
        if match is None:
            unit = unit_of(word, units)
            if any(each.unit == unit for each in named):
                raise BadValue(f"{unit}写了两次。")
            named.append(Named(unit))
            continue
        if not named or named[-1].amount is not None or named[-1].percent is not None:
            raise BadValue(f"“{word}”前面要写单位。")
        number, measure = match[1].replace(",", ""), match[2] or "元"
        if measure == "%":
            named[-1] = Named(named[-1].unit, percent=Decimal(number))
        else:
            money = Money.wan(number) if measure in ("w", "万", "万元") else Money.yuan(number)
            named[-1] = Named(named[-1].unit, amount=money)
    if not named:
        raise BadValue("请写由谁承担，例如 松涧办，或 松涧办 5w 柳渡办。")
    return _shared_out(named, amount)


def _shared_out(named: list[Named], amount: Money) -> tuple[ShareDraft, ...]:
    from penalties.allocate import split

    percents = [each for each in named if each.percent is not None]
    if percents:
        if len(percents) < len(named) or sum(each.percent or 0 for each in percents) != 100:
            raise BadValue("写百分比时，每个单位都要写，合计 100%。")
        return split(amount, {each.unit: each.percent or Decimal(0) for each in named})
    given = total(each.amount for each in named if each.amount is not None)
    open_ = [each for each in named if each.amount is None]
    rest = amount - given
    if rest.fen < 0 or (not open_ and rest):
        raise BadValue(f"各单位合计 {given} 元，应为 {amount} 元。")
    if open_ and not rest:
        raise BadValue(f"{open_[0].unit}没有剩余金额可分，请改写。")
    equal = split(rest, {each.unit: 1 for each in open_}) if open_ else ()
    written = tuple(ShareDraft(each.unit, each.amount) for each in named if each.amount is not None)
    return (*written, *equal)


class Allocate(Dialog[AllocationDraft]):
    """Ask who bears a finding and why; shows the shares while one types."""

    def __init__(self, number: str, amount: Money, office: str | None, units: Sequence[UnitView]) -> None:
        super().__init__()
        self._number = number
        self._amount = amount
        self._office = office
        self._units = units
        self._shares: tuple[ShareDraft, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as frame:
            frame.border_title = f"分担 {self._number}　{self._amount} 元（{self._amount.as_wan()}）"
            yield Static(
                "由谁承担？写单位（可用拼音首字母），后面可写金额或百分比；不写的平分余额。",
                classes="dialog-text",
                markup=False,
            )
            yield Input(
                self._office or "", placeholder="例如 松涧办　或 sjb 5w ldb　或 sjb 60% ldb 40%", id="who"
            )
            table: LineTable[ShareDraft] = LineTable(
                [
                    Column("承担单位", 0, lambda share: share.unit),
                    Column("金额（元）", 18, lambda share: str(share.amount), right=True),
                ],
                empty="",
            )
            table.can_focus = False
            table.styles.height = 6
            yield table
            yield Static("", id="objection", markup=False)
            yield Input("按属地管理责任认定", placeholder="认定理由", id="why")
            yield Static(
                "[b $key]回车[/] 确定   [b $key]Tab[/] 改理由   [b $key]Esc[/] 取消", classes="dialog-keys"
            )

    def on_mount(self) -> None:
        self._look()

    @on(Input.Changed, "#who")
    def _look(self) -> None:
        objection = self.query_one("#objection", Static)
        try:
            self._shares = read_shares(self.query_one("#who", Input).value, self._amount, self._units)
        except GongjianError as refusal:
            self._shares = ()
            objection.update(str(refusal))
        else:
            objection.update("")
        self.query_one(LineTable).show(Held(self._shares))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        reason = self.query_one("#why", Input).value.strip()
        if not self._shares:
            return
        if not reason:
            self.query_one("#objection", Static).update("请写明认定理由。")
            self.query_one("#why", Input).focus()
            return
        self.dismiss(AllocationDraft(self._shares, reason))
