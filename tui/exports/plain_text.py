"""The journal for the plain-text accounting programs Beancount and hledger.

Both get every voucher with its entries, red letters as negative amounts, and at the end what each account
must come to, so that their own checks compare balances with ours.  Beancount wants a capital letter or a
digit at the head of each part of an account's name, so each bears a number: 2-待分担.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ledger.money import Money, total
from ledger.views import EntryView, VoucherView
from ledger.vocabulary import AccountKind

CURRENCY = "CNY"
ROOTS = {
    AccountKind.SUPERIOR_DEDUCTION: "Liabilities",
    AccountKind.TO_ALLOCATE: "Assets",
    AccountKind.BORNE_BY_UNIT: "Assets",
    AccountKind.ECOLOGICAL_COMPENSATION: "Liabilities",
    AccountKind.SUBSIDY: "Expenses",
    AccountKind.REWARD: "Expenses",
    AccountKind.TREASURY: "Equity",
}
HLEDGER_TYPES = {"Assets": "A", "Liabilities": "L", "Expenses": "X", "Equity": "E"}


class Accounts:
    """The names of accounts in the file, numbered in the order of their first entry."""

    def __init__(self, vouchers: Sequence[VoucherView]) -> None:
        self.opened: dict[str, date] = {}
        self.totals: dict[str, Money] = {}
        self._parties: dict[tuple[AccountKind, str], int] = {}
        for voucher in vouchers:
            for entry in voucher.entries:
                name = self.name(entry)
                day = self.opened.get(name, voucher.booked_on)
                self.opened[name] = min(day, voucher.booked_on)
                self.totals[name] = total([self.totals.get(name, Money(0)), amount_of(entry)])

    def name(self, entry: EntryView) -> str:
        """Root, kind and party: Liabilities:1-上级扣缴:2-市攻坚办督查二组."""
        place = list(AccountKind).index(entry.kind) + 1
        parts = [ROOTS[entry.kind], f"{place}-{entry.kind.label}"]
        if entry.party:
            number = self._parties.setdefault((entry.kind, entry.party), len(self._parties) + 1)
            parts.append(f"{number}-{_plain(entry.party)}")
        return ":".join(parts)


def beancount(vouchers: Sequence[VoucherView]) -> str:
    """A file that bean-check accepts."""
    accounts = Accounts(vouchers)
    lines = [f'option "title" "{_quoted("攻坚台账")}"', f'option "operating_currency" "{CURRENCY}"', ""]
    lines += [f"{day} open {name} {CURRENCY}" for name, day in accounts.opened.items()]
    for voucher in vouchers:
        link = f" ^{voucher.finding}" if voucher.finding else ""
        lines += ["", f'{voucher.booked_on} * "{_quoted(voucher.number)}" "{_quoted(voucher.summary)}"{link}']
        facts = [("preparer", voucher.preparer), ("approver", voucher.approver), ("hash", voucher.hash)]
        if voucher.reverses:
            facts.append(("reverses", voucher.reverses))
        lines += [f'  {key}: "{_quoted(value)}"' for key, value in facts]
        lines += [f"  {accounts.name(entry)}  {_figure(amount_of(entry))}" for entry in voucher.entries]
    if vouchers:
        after = max(voucher.booked_on for voucher in vouchers) + timedelta(days=1)
        lines += ["", *(f"{after} balance {name}  {_figure(sum_)}" for name, sum_ in accounts.totals.items())]
    return "\n".join(lines) + "\n"


def hledger(vouchers: Sequence[VoucherView]) -> str:
    """A file that `hledger check --strict` accepts."""
    accounts = Accounts(vouchers)
    lines = [f"commodity 1,000.00 {CURRENCY}", ""]
    lines += [f"account {name}  ; type: {HLEDGER_TYPES[name.partition(':')[0]]}" for name in accounts.opened]
    for voucher in vouchers:
        lines += ["", f"{voucher.booked_on} * ({voucher.number}) {_one_line(voucher.summary)}"]
        facts = [("finding", voucher.finding), ("reverses", voucher.reverses), ("hash", voucher.hash)]
        lines += [f"    ; {key}: {value}" for key, value in facts if value]
        lines += [f"    {accounts.name(entry)}  {_figure(amount_of(entry))}" for entry in voucher.entries]
    if vouchers:
        last = max(voucher.booked_on for voucher in vouchers)
        lines += ["", f"{last} * 余额核对"]
        lines += [
            f"    {name}  {_figure(Money(0))} = {_figure(sum_)}" for name, sum_ in accounts.totals.items()
        ]
    return "\n".join(lines) + "\n"


def amount_of(entry: EntryView) -> Money:
    """Debit minus credit."""
    return entry.debit - entry.credit


def _figure(amount: Money) -> str:
    return f"{amount.as_decimal()} {CURRENCY}"


def _plain(name: str) -> str:
    """A name of letters, digits and single dashes."""
    return re.sub(r"[^\w]+|_+", "-", name).strip("-") or "未名"


def _quoted(text: str) -> str:
    return _squeezed(text).replace("\\", "\\\\").replace('"', '\\"')


def _one_line(text: str) -> str:
    """A description: a semicolon would begin a comment, a bar a note."""
    return _squeezed(text).replace(";", "；").replace("|", "｜")


def _squeezed(text: str) -> str:
    return " ".join(text.split())
