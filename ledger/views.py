"""What the books hand out. Frozen values, never rows; times are aware, in local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.doc_numbers import names
from ledger.money import Money
from ledger.plan import DeductionRule, RewardRule, Span, SubsidyRule
from ledger.vocabulary import (
    AccountKind,
    AssessmentStatus,
    BillStatus,
    FindingStatus,
    Level,
    NoticeKind,
    ObjectionStatus,
    PaymentStatus,
    PeriodStatus,
    PolicyStatus,
    RectificationStatus,
    UnitKind,
    VoucherKind,
)


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone who works with the books."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """A registered unit."""

    id: int
    name: str
    kind: UnitKind
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """An imported policy; `number` is what the command line calls N. In force from `from_day` to `until`."""

    number: int
    title: str
    doc_number: str | None
    year: int
    status: PolicyStatus
    sha256: str
    file_name: str
    from_day: date | None
    until: date | None
    imported_by: str
    imported_at: datetime
    adopted_by: str | None
    obligations: int
    rules: int


@dataclass(frozen=True, slots=True)
class RuleView:
    """A deduction rule as stored, with the policy that it belongs to."""

    id: int
    policy: int
    doc_number: str | None
    policy_title: str
    rule: DeductionRule


def amount_rule(rules: tuple[RuleView, ...], rule: RuleView) -> RuleView | None:
    """The rule that gives the amount: the rule itself, or the one rule of the document that it refers to."""
    if rule.rule.amount is not None:
        return rule
    pricing = [
        view for view in rules if view.rule.amount is not None and names(rule.rule.reference, view.doc_number)
    ]
    return pricing[0] if len(pricing) == 1 else None


@dataclass(frozen=True, slots=True)
class SubsidyRuleView:
    """A subsidy rule as stored."""

    id: int
    policy: int
    doc_number: str | None
    rule: SubsidyRule


@dataclass(frozen=True, slots=True)
class RewardRuleView:
    """A reward rule as stored."""

    id: int
    policy: int
    doc_number: str | None
    rule: RewardRule


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """The assessment of a finding that is in force."""

    status: AssessmentStatus
    rule: RuleView | None
    count: int
    amount: Money | None
    working: tuple[str, ...]
    confidence: float
    chosen_by_person: bool


@dataclass(frozen=True, slots=True)
class ShareView:
    """What one unit bears of a finding."""

    unit: str
    amount: Money


@dataclass(frozen=True, slots=True)
class EventView:
    """One step in a finding's life: what, who, when, why."""

    step: str
    actor: str
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a list shows it."""

    number: str
    found_on: date
    level: Level
    office: str | None
    subject: str | None
    text: str
    status: FindingStatus
    assessment_status: AssessmentStatus
    rule_place: int | None
    rule_name: str | None
    count: int
    amount: Money | None
    preparer: str


@dataclass(frozen=True, slots=True)
class RectificationView:
    """The repair of a finding: assigned with a due date, rectified, verified by another person, closed."""

    status: RectificationStatus
    due_on: date
    unit: str | None
    rectified_on: date | None
    rectified_by: str | None
    measures: str | None


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """A unit's objection to a finding; while it is open nothing more is booked for it."""

    status: ObjectionStatus
    raised_by: str
    ground: str
    entered_by: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with everything that happened to it."""

    row: FindingRow
    inspecting_body: str | None
    place: str | None
    obligation: str | None
    obligation_heading: str | None
    assessment: AssessmentView
    shares: tuple[ShareView, ...]
    allocation_reason: str | None
    vouchers: tuple[VoucherView, ...]
    notices: tuple[str, ...]
    events: tuple[EventView, ...]
    approver: str | None
    treasury_voucher: str | None
    source_ref: str | None = None
    rectification: RectificationView | None = None
    objections: tuple[ObjectionView, ...] = ()
    follows: str | None = None


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
    """A summary of a span of days, both inclusive, grouped by office, rule or month."""

    by: str
    from_day: date
    to_day: date
    rows: tuple[SummaryRow, ...]
    total: SummaryRow


@dataclass(frozen=True, slots=True)
class NoticeView:
    """An issued paper. `number` is the official one: 示环攻坚办扣〔2025〕1号."""

    number: str
    kind: NoticeKind
    recipient: str
    findings: tuple[str, ...]
    amount: Money | None
    issued_on: date
    issued_by: str
    voided: bool
    content_sha256: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """An amount followed down to the characters: entry → computation → rule → clause → span → file hash."""

    finding: FindingView
    vouchers: tuple[VoucherView, ...]
    working: tuple[str, ...]
    rule: RuleView | None
    clause: str | None
    quote: str | None
    span: Span | None
    context_before: str
    context_after: str
    file_name: str | None
    file_sha256: str | None


@dataclass(frozen=True, slots=True)
class Violation:
    """An invariant that does not hold: its name and the first offender, in Chinese."""

    invariant: str
    offender: str


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


@dataclass(frozen=True, slots=True)
class GradeView:
    """An enterprise's grade, and since when.

    `grade` as printed by the subsidy rules (A级, B级, 绩效引领性 …).
    """

    enterprise: str
    grade: str
    industry: str
    from_day: date
    announced: bool
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A subsidy or reward for a unit and year."""

    unit: str
    year: int
    kind: str
    rule: str
    clause: str
    amount: Money
    working: tuple[str, ...]
    status: PaymentStatus
    preparer: str
    approver: str | None
    vouchers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BillView:
    """A bill of the city to the district (生态补偿金) and who bears it."""

    number: str
    issuer: str
    document: str
    received_on: date
    amount: Money
    status: BillStatus
    shares: tuple[ShareView, ...]
    allocation_reason: str | None
    vouchers: tuple[str, ...]
    preparer: str
    approver: str | None


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
