"""Findings with all that happened to them, papers, grades, payments and bills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.money import Money
from ledger.plan import Span
from ledger.views.documents import Entered, RuleView
from ledger.views.journal import VoucherView
from ledger.vocabulary import (
    AssessmentStatus,
    BillStatus,
    FindingStatus,
    Level,
    NoticeKind,
    ObjectionStatus,
    PaymentStatus,
    RectificationStatus,
)


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
    entered: tuple[Entered, ...] = ()


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
