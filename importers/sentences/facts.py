"""What one sentence says: values only, every part with the place where it stands in the sentence.

Spans count code points of the sentence as it was given.  Nothing here decides which rule is broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.plan import Span
from ledger.vocabulary import Level


class Bearing(StrEnum):
    """What a clause says about the things that it counts."""

    FAILING = "failing"
    PASSING = "passing"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted thing: `value` of `measure` (台, 家, …; empty where none is written).

    `noun` is the run of text right after the measure word, `before` the run right before the number.
    `total` where 共/合计 precedes; `inspected` where the number is of what was looked at or should have been
    done; `each` where 各 precedes; `part` where 其中 precedes; `remainder` where 还剩/还差 precedes;
    `approximate` for 十几, 近10.  The measure × stands for a number after a times sign.
    """

    value: int
    measure: str
    noun: str
    before: str
    span: Span
    bearing: Bearing = Bearing.NEUTRAL
    total: bool = False
    inspected: bool = False
    each: bool = False
    part: bool = False
    remainder: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class MeasureFailure:
    """A dust measure of a building site that is not carried out, and the words that say so."""

    key: str
    label: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone that the sentence names, and whether the finding lies inside it."""

    name: str
    inside: bool
    span: Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day that the sentence names. `weight` tells the day of finding from deadlines and past events."""

    day: date
    printed: str
    span: Span
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything read from one sentence.

    `found_on` is the day of the finding; `office` and `units` are full registered names; `subject` is
    verbatim, several joined by 、; `level` is None where no level is stated.  `tonnages` are boiler
    capacities in steam tonnes an hour, `tonnage_words` the same as written.  `sites` is how many building
    sites the sentence is about.  `impossible` are words that stand as counts and can be none (0辆, 3.5辆).
    """

    text: str
    found_on: date | None = None
    office: str | None = None
    units: tuple[str, ...] = ()
    subject: str | None = None
    place: str | None = None
    level: Level | None = None
    body: str | None = None
    self_found: bool = False
    quantities: tuple[Quantity, ...] = ()
    impossible: tuple[str, ...] = ()
    measures: tuple[MeasureFailure, ...] = ()
    sites: int = 1
    items: int = 0
    tonnages: tuple[Decimal, ...] = ()
    tonnage_words: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    plates: tuple[str, ...] = ()
    dates: tuple[DateMention, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """The named enterprises, sites or shops, one by one."""
        return tuple(self.subject.split("、")) if self.subject else ()
