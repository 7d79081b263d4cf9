"""A policy document as values: what it orders, and where in its text each order stands.

Spans count Unicode code points in `Plan.text`, the canonical text, and are half open.  The JSON form of a
plan is in `ledger.plan_json`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ledger.money import Money
from ledger.vocabulary import Comparison, DeadlineKind, Role


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points [start, end) of a canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}, {self.end}")

    def of(self, text: str) -> str:
        """The characters that stand there."""
        return text[self.start : self.end]


NOWHERE = Span(0, 0)
"""The span of a fact that a person typed in and that stands on no words of the document."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a plan was read from; `sha256` of its bytes in lower-case hexadecimal."""

    sha256: str
    format: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What the document says of itself."""

    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    year: int
    recipients: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit's part in a task: `printed` as in the text, `unit` with its level prefix restored."""

    unit: str
    printed: str
    role: Role
    persons: tuple[str, ...]
    inherited: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """A phrase that fixes a date for the work of a task."""

    date: date
    printed: str
    kind: DeadlineKind
    span: Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words kept as printed: a recurring duty, a reference to another document, a date without a calendar."""

    printed: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A numeric requirement inside a task."""

    printed: str
    metric: str
    comparison: Comparison
    value: Decimal
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Obligation:
    """One numbered task: who owes what by when. `span` covers the task's whole text."""

    number: str
    heading: str
    section: str
    chapter: str
    span: Span
    assignments: tuple[Assignment, ...] = ()
    persons_unaligned: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    undated: tuple[Phrase, ...] = ()
    recurring: tuple[Phrase, ...] = ()
    targets: tuple[Target, ...] = ()
    references: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """One line of the deduction schedule.

    `place` counts from 1 in printed order.  `amount` is None where the document leaves it to another one,
    named in `reference`.  `clause` is how the place in the document is cited: 五（二）.
    `condition` holds every condition, joined by ；; `per` is the counting unit (起, 处, 台, 辆, 家 …) or "".
    """

    place: int
    name: str
    printed: str
    amount: Money | None
    per: str
    stackable: bool
    condition: str | None
    reference: str | None
    fallback: bool
    clause: str
    span: Span


@dataclass(frozen=True, slots=True)
class SubsidyRule:
    """Money for an enterprise by its grade, or by the tier as printed."""

    name: str
    printed: str
    grade: str
    amount: Money
    condition: str | None
    clause: str
    span: Span


@dataclass(frozen=True, slots=True)
class RewardRule:
    """Money for a unit that reaches a goal."""

    name: str
    printed: str
    amount: Money
    condition: str | None
    clause: str
    span: Span


@dataclass(frozen=True, slots=True)
class IndicatorTarget:
    """An air-quality figure for the whole area or for one unit."""

    unit: str
    metric: str
    comparison: Comparison
    value: Decimal
    measure: str
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader could not understand, where, and what a person should look at."""

    message: str
    span: Span | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where the reader guessed: the fact by its key (`ledger.facts`), what was guessed, how sure (0 to 1)."""

    fact: str
    message: str
    confidence: float


Fact = (
    Obligation | Assignment | Deadline | Target | DeductionRule | SubsidyRule | RewardRule | IndicatorTarget
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One policy document, read. `pages` are the spans of the source's pages, where it has any."""

    document: DocumentHead
    text: str
    source: Source
    obligations: tuple[Obligation, ...] = ()
    deductions: tuple[DeductionRule, ...] = ()
    subsidies: tuple[SubsidyRule, ...] = ()
    rewards: tuple[RewardRule, ...] = ()
    indicator_targets: tuple[IndicatorTarget, ...] = ()
    problems: tuple[Problem, ...] = ()
    pages: tuple[Span, ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()

    def obligation(self, number: str) -> Obligation | None:
        """The task of that printed number."""
        return next((task for task in self.obligations if task.number == number), None)

    def facts(self) -> Iterator[Fact]:
        """Every fact that carries a span, in the order of the document's parts."""
        for task in self.obligations:
            yield task
            yield from task.assignments
            yield from task.deadlines
            yield from task.targets
        yield from self.deductions
        yield from self.subsidies
        yield from self.rewards
        yield from self.indicator_targets
