"""A finding told in words: what the program reads in it and what it would cost, one or several in a message.

Reading and judging are done in `importers.sentences` and `penalties.cases`; this puts them into slots, lets a
person change any of them, and hands over what is filed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from importers.sentences import Facts, split_findings
from ledger.drafts import AssessmentDraft, FindingDraft
from ledger.errors import BadValue
from ledger.views import RuleView
from ledger.vocabulary import AssessmentStatus, Level
from penalties import cases
from penalties.answers import UNSTATED_LEVEL
from penalties.cases import Proposal
from penalties.in_force import RulesInForce
from tui.assistant import quantities
from tui.assistant.rulebook import RuleBook
from tui.assistant.values import Slots

_COMMAND = re.compile(
    r"^(?:请|麻烦)?(?:帮我|帮忙|给我)?(?:再|又|补)?"
    r"(?:(?:登记?|录入?|记|加|添|报|建|存)[一两几]?[条个起]|(?:登记?|记|录)(?:一下|上|下)|登记|录入|新增登?记?|新登记|补录|补登|写进台账|入台账)"
    r"(?:[一个条]+)?[:：，,\s]*"
    r"|[，,。\s]*(?:帮我|帮忙|给我|给它|你)?(?:登记?上?一?下?|记上|记一下|录上|录一下|入台账|记台账|登上|记下来?|记录下来)[。！!]*$"
)


_NUMBERED = re.compile(
    r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]|[①-⑩]|还有|另外|以及|再就是)\s*"
)
_HAN = re.compile(r"[一-鿿]")
_BETWEEN = re.compile(r"[；;。\n]|(?<=[^\d])(?=[2-9][.．、][^\d])|，(?=还有|另外|再就是)")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a person said otherwise than the program read; None leaves the reading."""

    found_on: date | None = None
    office: str | None = None
    level: Level | None = None
    place: int | None = None
    count: int | None = None
    subject: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Reading:
    """One finding as it was read, judged and changed."""

    proposal: Proposal
    changes: Changes = field(default_factory=Changes)

    @property
    def text(self) -> str:
        """What was told."""
        return self.proposal.text

    @property
    def facts(self) -> Facts:
        """What was read from it."""
        return self.proposal.facts

    @property
    def found_on(self) -> date | None:
        """The day of the finding."""
        return self.changes.found_on or self.facts.found_on

    @property
    def office(self) -> str | None:
        """The office in full."""
        return self.changes.office or self.facts.office

    @property
    def level(self) -> Level | None:
        """Who found it; None where nobody said."""
        return self.changes.level or (Level.DISTRICT if self.facts.self_found else self.facts.level)

    @property
    def subject(self) -> str | None:
        """The enterprise, site or shop."""
        return self.changes.subject or self.facts.subject

    @property
    def unit(self) -> str | None:
        """The departments that are handed the case."""
        return self.changes.unit or "、".join(self.facts.units) or None

    @property
    def rule(self) -> RuleView | None:
        """The rule that prices it, the likeliest where a person has still to choose."""
        if self.changes.place is not None:
            return cases.rule_at(self.proposal.rules, self.changes.place)
        return self.proposal.ranked[0].rule if self.proposal.ranked else None

    @property
    def in_doubt(self) -> bool:
        """Whether a person should choose the kind."""
        return self.proposal.match.abstain and self.changes.place is None

    @property
    def says_nothing(self) -> bool:
        """Whether no finding was told: no kind, or one in doubt with no day, place or name."""
        told_where = self.found_on or self.office or self.subject
        foreign = len(_HAN.findall(self.text)) < 2 and not self.proposal.facts.quantities
        return self.rule is None or (self.in_doubt and not told_where) or foreign

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that it may violate, likeliest first."""
        return tuple(task.number for task in self.proposal.obligations)

    def assessment(self) -> AssessmentDraft:
        """Its price; a level that nobody stated counts as the city's."""
        return self._draft("", self.found_on or date.max, self.level or UNSTATED_LEVEL).assessment

    def draft(self, key: str) -> FindingDraft:
        """As it is filed. Raises BadValue where the day or the level is missing."""
        if self.found_on is None:
            raise BadValue("缺少发现日期，请说是哪天发现的。")
        if self.level is None:
            raise BadValue("缺少发现层级，请说是国家、省、市还是区里查到的。")
        return self._draft(key, self.found_on, self.level)

    def _draft(self, key: str, day: date, level: Level) -> FindingDraft:
        changes = self.changes
        return self.proposal.draft(
            key,
            found_on=day,
            office=changes.office,
            level=level,
            place=changes.place,
            count=changes.count,
            subject=changes.subject,
        )

    def slots(self) -> Slots:
        """The finding's slots; what was not said is left out."""
        price = self.assessment()
        slots: Slots = {"date": self.found_on.isoformat()} if self.found_on else {}
        if self.office:
            slots["office"] = self.office
        if self.rule:
            slots["rule"] = self.rule.rule.place
            slots["count"] = self.count(price)
        if self.subject:
            slots["subject"] = self.subject
        if self.unit:
            slots["unit"] = self.unit
        amount = self.amount_slot(price)
        return slots if amount is None else slots | {"amount": amount}

    def count(self, price: AssessmentDraft) -> int:
        """The number of 起, also where they cost nothing."""
        counted = self.proposal.ranked[0].count.value if self.proposal.ranked else 0
        return self.changes.count or price.count or counted

    def amount_slot(self, price: AssessmentDraft) -> int | str | None:
        """Yuan as the schedule gives them, under the likeliest rule where a person has still to choose."""
        if price.status is AssessmentStatus.FREE:
            return 0 if self.rule else None
        if price.status is AssessmentStatus.UNDECIDED and self.proposal.ranked:
            guess = self.proposal.ranked[0].assessed.amount
            return guess.as_json() if guess is not None else None
        return price.amount.as_json() if price.amount is not None else None

    def missing(self) -> tuple[str, ...]:
        """The slots that filing still needs, in the order in which they are asked for."""
        given = {"office": self.office, "date": self.found_on, "level": self.level}
        return tuple(slot for slot, value in given.items() if value is None)


@dataclass(frozen=True)
class InForce:
    """What judges the findings of one day, and the lines of its schedule as people name them."""

    judging: RulesInForce

    @cached_property
    def named(self) -> RuleBook:
        """The lines of the schedule as people name them."""
        return RuleBook(tuple(view.rule for view in self.judging.schedule))


@dataclass(frozen=True)
class FindingReader:
    """Reads findings; `in_force` gives the rules of a day and raises NoRuleInForce where there are none."""

    in_force: Callable[[date], InForce]

    def read_all(self, text: str, today: date) -> list[Reading]:
        """Every finding of a message; one where it tells of one."""
        plain = told(text)
        for parts in (split_findings(plain), _listed(plain)):
            readings = [self.read(part, today) for part in parts] if len(parts) > 1 else []
            if readings and _stand_alone(readings):
                return readings
        return [self.read(text, today)]

    def read(self, text: str, today: date) -> Reading:
        """One finding, its words of command taken away first, under the rules of its own day."""
        plain = told(text)
        force = self.in_force(today)
        proposal = force.judging.propose(plain, today)
        day = proposal.facts.found_on
        if day is not None and day != today and self.in_force(day) is not force:
            force = self.in_force(day)
            proposal = force.judging.propose(plain, today)
        return Reading(proposal, self._plainly_named(proposal, plain, force))

    def _plainly_named(self, proposal: Proposal, text: str, force: InForce) -> Changes:
        """The kind that the words name, where the judgement alone is in doubt between kinds."""
        if proposal.ranked and not proposal.match.abstain:
            return Changes()
        lines = force.named.named_in(text)
        if len(lines) != 1 or lines[0].fallback:
            return Changes()
        count = quantities.asked_count(text, stackable=lines[0].stackable)
        return Changes(place=lines[0].place, count=count)


def _listed(text: str) -> list[str]:
    """The parts of a list, each with what stands before the list: 昨天市里查的：1.…；2.…"""
    head, colon, rest = text.partition("：") if "：" in text[:20] else ("", "", text)
    parts = [_NUMBERED.sub("", part).strip(" ，,、") for part in _BETWEEN.split(rest)]
    parts = [part for part in parts if len(part) > 2]
    return [f"{head}，{part}" if colon else part for part in parts]


def _stand_alone(readings: Sequence[Reading]) -> bool:
    """Whether every part tells of a finding of its own rather than of one more failing at the same place."""
    told = [(reading.office, reading.subject, reading.rule) for reading in readings]
    whole = all(rule and (office or subject) for office, subject, rule in told)
    places = {(office, subject, rule.rule.place) for office, subject, rule in told if rule}
    return whole and len(places) == len(told) and not any(one.in_doubt for one in readings)


def told(text: str) -> str:
    """What is told, without the words that ask to write it down."""
    plain = text.strip()
    for _ in range(3):
        shorter = _COMMAND.sub("", plain).strip()
        if shorter == plain or len(shorter) < 2:
            break
        plain = shorter
    return plain
