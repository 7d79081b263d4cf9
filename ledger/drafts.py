"""What the other rooms hand in to be recorded. Frozen values; the ledger checks them before it writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.money import Money
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level, NoticeKind, UnitKind


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """An office, department or enterprise with the other names that people use for it."""

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """The price of a finding and how it was come by.

    `rule_id` is a rule of an adopted policy; None only for FREE or UNDECIDED.  `amount` is None unless
    PRICED.  `working` is the reasoning in plain Chinese, one step a line; `confidence` is in [0, 1] and 1
    where a person chose.
    """

    status: AssessmentStatus
    rule_id: int | None
    count: int
    amount: Money | None
    working: tuple[str, ...]
    confidence: float = 1.0
    chosen_by_person: bool = False


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """A problem that inspectors found, as a preparer files it.

    `text` is what the inspectors wrote, verbatim.  `key` is minted by the caller before submission: filing
    the same key twice files once.  `office` is a registered unit's full name or None while it is unknown.
    `obligation` is the printed number of the task it violates in the policy of the rule.
    """

    key: str
    text: str
    found_on: date
    level: Level
    assessment: AssessmentDraft
    inspecting_body: str | None = None
    office: str | None = None
    subject: str | None = None
    place: str | None = None
    obligation: str | None = None
    source_ref: str | None = None


@dataclass(frozen=True, slots=True)
class ShareDraft:
    """What one unit bears."""

    unit: str
    amount: Money


@dataclass(frozen=True, slots=True)
class AllocationDraft:
    """Who bears a finding's amount. Shares add up to it to the fen; `reason` is the decision's ground."""

    shares: tuple[ShareDraft, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings a list shows; None leaves a field open.

    `rule` is a place in the printed schedule, `month` is "2025-08", both of the day of the finding;
    `from_day` and `to_day` are inclusive; every word of `text` must stand in the finding.
    """

    status: FindingStatus | None = None
    office: str | None = None
    rule: int | None = None
    month: str | None = None
    text: str | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class BillDraft:
    """A bill of the city to the district, for 生态补偿金: its document number, who sent it, how much."""

    number: str
    issuer: str
    document: str
    received_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A paper about to be issued; its number is allotted by the books."""

    kind: NoticeKind
    recipient: str
    findings: tuple[str, ...]
    issued_on: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class GradeDraft:
    """An enterprise's grade from a day on; `announced` when the provincial department has published it."""

    enterprise: str
    grade: str
    industry: str
    from_day: date
    announced: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SubsidyDraft:
    """Money due to an enterprise for a year by a subsidy rule."""

    enterprise: str
    year: int
    rule_id: int
    amount: Money
    working: tuple[str, ...]
