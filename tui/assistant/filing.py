"""A finding told in words: what the program reads in it and what it would cost, one or several in a message.

Reading and judging are done in `importers.sentences` and `penalties.matching`; this puts them into slots and
into the words of a card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from importers.rosters import Registry
from importers.sentences import Facts, split_findings
from ledger.money import Money
from ledger.plan import DeductionRule, Plan
from ledger.vocabulary import AssessmentStatus, Level
from penalties.matching import Match, Matcher
from tui.assistant.values import Slots

_COMMAND = re.compile(
    r"^(?:请|麻烦)?(?:帮我|帮忙|给我)?(?:再|又|补)?(?:登记?|录入?|记|新增|新登记|补录|补登|加|添|报|建|存|写进台账|入台账)(?:一?[条个起]|一下|上|下)?[:：，,\s]*"
    r"|[，,。\s]*(?:帮我|帮忙|给我|给它|你)?(?:登记?上?一?下?|记上|记一下|录上|录一下|入台账|记台账|登上|记下来?|记录下来)[。！!]*$"
)
_RANKED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One finding as it was read and judged. `rule` is None where no rule prices it or a person must choose."""

    text: str
    facts: Facts
    match: Match
    rule: DeductionRule | None
    count: int
    status: AssessmentStatus
    amount: Money | None
    tasks: tuple[str, ...]

    def slots(self) -> Slots:
        """The finding's slots; what was not said is left out."""
        slots: Slots = {}
        if self.facts.found_on:
            slots["date"] = self.facts.found_on.isoformat()
        if self.facts.office:
            slots["office"] = self.facts.office
        if self.rule:
            slots["rule"] = self.rule.place
            slots["count"] = self.count
        if self.facts.subject:
            slots["subject"] = self.facts.subject
        if self.facts.units:
            slots["unit"] = "、".join(self.facts.units)
        if self.rule and self.amount is not None:
            slots["amount"] = self.amount.as_json()
        return slots


@dataclass(frozen=True)
class FindingReader:
    """Reads findings against one plan's schedule."""

    plan: Plan
    matcher: Matcher

    @classmethod
    def of(cls, plan: Plan, registry: Registry) -> FindingReader:
        """A reader for a plan and a roster."""
        return cls(plan, Matcher(plan.deductions, plan.obligations, plan.text, registry=registry))

    def read_all(self, text: str, today: date) -> list[Reading]:
        """Every finding of a message; one where it tells of one."""
        parts = [part for part in split_findings(text) if part.strip()]
        readings = [self.read(part, today) for part in parts] or [self.read(text, today)]
        if len(readings) > 1 and not all(reading.rule for reading in readings):
            return [self.read(text, today)]
        return readings

    def read(self, text: str, today: date) -> Reading:
        """One finding, its words of command taken away first."""
        plain = told(text)
        match = self.matcher.match(plain, today)
        rule = next((rule for rule in self.plan.deductions if rule.place == match.place), None)
        return priced(plain, match.facts, match, rule, match.count)


def told(text: str) -> str:
    """What is told, without the words that ask to write it down."""
    plain = text.strip()
    for _ in range(3):
        shorter = _COMMAND.sub("", plain).strip()
        if shorter == plain or len(shorter) < 2:
            break
        plain = shorter
    return plain


def priced(text: str, facts: Facts, match: Match, rule: DeductionRule | None, count: int) -> Reading:
    """A reading with its price: free where only the district found it, pending where the rule names no sum."""
    district = facts.self_found or facts.level is Level.DISTRICT
    if rule is None:
        status, amount = AssessmentStatus.UNDECIDED, None
    elif district:
        status, amount = AssessmentStatus.FREE, Money(0)
    elif rule.amount is None:
        status, amount = AssessmentStatus.PENDING, None
    else:
        status, amount = AssessmentStatus.PRICED, rule.amount * count
    tasks = tuple(task.number for task in match.obligations[:_RANKED])
    return Reading(text, facts, match, rule, count, status, amount, tasks)
