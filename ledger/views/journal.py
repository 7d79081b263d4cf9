"""Vouchers, balances, totals, months and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.money import Money
from ledger.vocabulary import AccountKind, FindingStatus, PeriodStatus, VoucherKind


@dataclass(frozen=True, slots=True)
class EntryView:
    """One side of a voucher. Exactly one of debit and credit is not zero; red letters are negative."""

    account: str
    kind: AccountKind
    party: str | None
    debit: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher: one event of the books. `number` is unique, without gaps within month and kind."""

    number: str
    kind: VoucherKind
    booked_on: date
    summary: str
    finding: str | None
    reverses: str | None
    entries: tuple[EntryView, ...]
    preparer: str
    approver: str
    recorded_at: datetime
    hash: str
    booked_by: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's turnover and balance; `balance` is debit minus credit."""

    account: str
    kind: AccountKind
    party: str | None
    debit: Money
    credit: Money

    @property
    def balance(self) -> Money:
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """Totals of one office, rule or month. `net` is deductions minus reversals; subsidies stand beside it."""

    key: str
    label: str
    findings: int
    deductions: Money
    reversals: Money
    subsidies: Money

    @property
    def net(self) -> Money:
        return self.deductions - self.reversals


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of a span of days, both inclusive, grouped by office, rule or month.

    `head`, for whole months of which the last is closed, is the chain's hash at its closing: printed on the
    summary, it proves the books up to then (`invariants.verify` takes it back).
    """

    by: str
    from_day: date
    to_day: date
    rows: tuple[SummaryRow, ...]
    total: SummaryRow
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The first screen: what is filed, waiting and posted."""

    month: str
    counts: dict[FindingStatus, int]
    waiting_approval: int
    waiting_allocation: int
    waiting_posting: int
    pending_amount: int
    posted_this_month: Money
    posted_this_year: Money
    offices: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """An invariant that does not hold: its name and the first offender, in Chinese."""

    invariant: str
    offender: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A month that was closed; `head` is the chain's hash at its closing, printed on the month's summary."""

    month: str
    status: PeriodStatus
    closed_by: str
    closed_at: datetime
    head: str
    reopening_asked_by: str | None
    reopening_reason: str | None


@dataclass(frozen=True, slots=True)
class YearView:
    """The turn of a year: what is carried forward and what stays open.

    `balances` are the accounts that are not zero, `open_findings` the numbers of findings on which work
    remains, `open_months` those that are still to be closed, `policy` the title of the plan in force on the
    first day of the next year, or None where a new one has to be adopted.
    """

    year: int
    balances: tuple[Balance, ...]
    open_findings: tuple[str, ...]
    open_rectifications: tuple[str, ...]
    open_months: tuple[str, ...]
    policy: str | None
    rolled_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A period's product: claimed by a program, done or failed. `office` is None where it is for all."""

    kind: str
    office: str | None
    period: str
    claimed_by: str
    claimed_at: datetime
    lease_until: datetime
    attempts: int
    done_at: datetime | None
    files: tuple[str, ...]
    head: str | None
    error: str | None
