"""Tasks by their days: occurrences, extensions, reminders, inspections, runs and deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ledger.cycles import Cycle
from ledger.vocabulary import ExtensionStatus


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day by which a task of a policy is owed.

    `key` names it within the task: 2022-06-30 for a printed date (2022-06-30#2 for the second of that day),
    2022-06 for the month of a recurring duty.  `due` is after approved extensions, `printed_due` before.
    """

    policy: int
    task: str
    key: str
    heading: str
    printed: str
    due: date
    printed_due: date
    cycle: Cycle | None
    leads: tuple[str, ...]
    percent: int = 0
    evidence: str = ""
    reported_on: date | None = None

    @property
    def done(self) -> bool:
        return self.percent == 100

    def days_over(self, day: date) -> int:
        """How many days it is overdue on a day; negative before it is due."""
        return (day - self.due).days


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A request to put an occurrence's day off; `number` names it."""

    number: int
    policy: int
    task: str
    key: str
    due_on: date
    until: date
    reason: str
    status: ExtensionStatus
    asked_by: str
    decided_by: str | None
    decided_on: date | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class InspectionView:
    """One object inspected on a day under a task."""

    policy: int
    task: str
    unit: str
    object: str
    inspected_on: date
    inspector: str
    finding: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class RateView:
    """What share of its objects a unit inspected in a period, beside what the plan demands; in percent.

    `rate` is None where nobody has said how many objects there are.
    """

    policy: int
    task: str
    metric: str
    printed: str
    unit: str
    period: str
    objects: int | None
    inspected: int
    visits: int
    findings: int
    demanded: Decimal
    rate: Decimal | None

    @property
    def met(self) -> bool | None:
        return None if self.rate is None else self.rate >= self.demanded


@dataclass(frozen=True, slots=True)
class RunView:
    """One attempt at a paper of the timetable; without an end it was broken off or still goes on."""

    kind: str
    office: str | None
    period: str
    attempt: int
    designated: datetime
    started_at: datetime
    ended_at: datetime | None
    person: str
    program: str
    head: str
    files: tuple[str, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A paper on its way to one recipient. Neither delivered nor failed: broken off, its fate unknown."""

    number: int
    kind: str
    office: str | None
    period: str
    channel: str
    recipient: str
    attempts: int
    started_at: datetime
    delivered_at: datetime | None
    person: str
    files: tuple[str, ...]
    sha256: str
    error: str | None
