"""A finding's text → the rules that may price it and the tasks that it breaks, ranked, with reasons.

Owns the judgement of one text against one schedule and one plan: concept, rule, task, confidence, and when
to ask a person instead.  Refuses to price: the amount is `penalties.assess`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from importers.rosters import Registry
from importers.sentences import Facts, read_sentence
from ledger.plan import DeductionRule, Obligation
from ledger.vocabulary import Level
from penalties.classifier import load_classifier
from penalties.concepts import load_concepts
from penalties.counting import count_for
from penalties.evidence import Evidence, gather
from penalties.learning import MOST, UNPRICED, Confirmed, Lesson, learn, remember_tasks
from penalties.lexicon import load_lexicon
from penalties.schedule import Schedule, Spread
from penalties.tasks import TaskCandidate, TaskIndex
from penalties.view import View, look

ASK_BELOW = 0.7
"""Confidence under which a person chooses among the candidates."""

OUTSIDE = 0.5
"""The most confidence where a text lies outside the limits of the rule that it speaks of."""

NOT_AIR_FROM = 0.65
"""Probability from which a text is taken for no air problem: to lose a finding is worse than to ask."""

DOUBTED_BELOW = 0.25
"""Where no air problem is likelier than not, the least that a rule must have to be proposed all the same."""


@dataclass(frozen=True, slots=True)
class RuleCandidate:
    """A rule that may price the finding. `place` is its place in the printed schedule, from 1."""

    place: int
    name: str
    confidence: float
    concept: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was taken for.

    `applies` is False for what is no air problem and for what only the district found; `reason` says why, or
    what else a person should know.  `rules` are ranked and empty where no rule prices it; `count` is the
    number of 起 under the first.  `abstain` asks that a person choose among `rules`.  `outside` is the place
    of the rule that it would fall under but for a limit of it: the first of `rules`, the fallback, is then a
    proposal for a person to decide.
    """

    facts: Facts
    concept: str
    applies: bool
    reason: str
    rules: tuple[RuleCandidate, ...]
    count: int
    obligations: tuple[TaskCandidate, ...]
    confidence: float
    abstain: bool
    outside: int | None = None

    @property
    def place(self) -> int | None:
        """The place of the likeliest rule."""
        return self.rules[0].place if self.rules else None


class Matcher:
    """Matches texts against one schedule and one plan; made once, used for many texts."""

    def __init__(
        self,
        rules: Sequence[DeductionRule],
        obligations: Sequence[Obligation],
        plan_text: str,
        *,
        registry: Registry | None = None,
        confirmed: Sequence[Confirmed] = (),
    ) -> None:
        self._schedule = Schedule(tuple(rules))
        self._tasks = TaskIndex(obligations, plan_text)
        self._registry = registry if registry is not None else Registry(())
        lessons = [self._lesson(item) for item in confirmed[-MOST:]]
        self._corrections = learn(lessons)
        self._chosen_tasks = remember_tasks(lessons)

    def match(self, text: str, today: date) -> Match:
        """What a text says and which rule and tasks it falls under."""
        return self.judge(text, read_sentence(text, today, self._registry))

    def judge(self, text: str, facts: Facts) -> Match:
        """The judgement of a text whose facts have been read."""
        view = look(text)
        spread = self._schedule.spread(view, facts)
        outcomes = self._corrections.apply(view.features, spread.outcomes)
        not_air = outcomes.pop(None, 0.0)
        doubted = not_air > 0.5 and max(outcomes.values(), default=0.0) < DOUBTED_BELOW
        if not_air >= NOT_AIR_FROM or doubted:
            return _no_problem(facts, view.best(air=False), not_air)
        unpriced = outcomes.pop(UNPRICED, 0.0)
        ranked = sorted(outcomes, key=outcomes.__getitem__, reverse=True)[:3]
        if not ranked or unpriced > outcomes[ranked[0]]:
            ranked = []
        rules = tuple(
            self._candidate(place, outcomes[place], spread, view) for place in ranked if place is not None
        )
        concept = rules[0].concept if rules else view.best(air=True)
        confidence = rules[0].confidence if rules else unpriced
        outside = self._schedule.outside(spread, rules[0].place if rules else None, facts)
        return Match(
            facts=facts,
            concept=concept,
            applies=not _district_only(facts),
            reason="；".join(self._reasons(view, spread, facts, rules)),
            rules=rules,
            count=count_for(concept, facts).value,
            obligations=self._tasks.rank(text, spread.concepts, self._chosen_tasks.boosts(view.features)),
            confidence=confidence if outside is None else min(confidence, OUTSIDE),
            abstain=outside is None and confidence < ASK_BELOW,
            outside=outside,
        )

    def _lesson(self, confirmed: Confirmed) -> Lesson:
        view = look(confirmed.text)
        return Lesson(confirmed, view.features, self._schedule.spread(view, None).outcomes)

    def _candidate(self, place: int, share: float, spread: Spread, view: View) -> RuleCandidate:
        concept = spread.concept_of(place)
        evidence = gather(view, concept, load_classifier(), load_lexicon())
        return RuleCandidate(place, self._schedule.rule(place).name, share, concept, evidence)

    def _reasons(
        self, view: View, spread: Spread, facts: Facts, rules: Sequence[RuleCandidate]
    ) -> Iterator[str]:
        if _district_only(facts):
            yield "区级自查发现的问题，不适用上级扣缴：登记、整改、销号"
        if not rules:
            yield "扣缴标准中没有对应的条款"
        yield from view.reasons
        yield from spread.reasons


def _no_problem(facts: Facts, concept: str, confidence: float) -> Match:
    reason = load_concepts()[concept].reason or ""
    return Match(facts, concept, False, reason, (), 0, (), confidence, confidence < ASK_BELOW)


def _district_only(facts: Facts) -> bool:
    return facts.self_found or facts.level is Level.DISTRICT
