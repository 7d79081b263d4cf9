"""A finding's text → the rules that may price it and the tasks that it breaks, ranked, with reasons.

Owns the judgement of one text against one schedule and one plan: concept, rule, task, confidence, and when
to ask a person instead.  Refuses to price: the amount is `penalties.assess`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from importers.rosters import Registry
from importers.sentences.facts import Facts
from ledger.plan import DeductionRule, Obligation
from ledger.vocabulary import Level
from penalties.classifier import load_classifier
from penalties.concepts import load_concepts
from penalties.edges import settle
from penalties.evidence import Evidence, gather
from penalties.features import features
from penalties.learning import Confirmed, Corrections, Outcome, learn
from penalties.lexicon import load_lexicon
from penalties.schedule import Schedule
from penalties.tasks import TaskCandidate, TaskIndex

ASK_BELOW = 0.6
"""Confidence under which a person chooses among the candidates."""


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
    number of 起 under the first.  `abstain` asks that a person choose among `rules`.
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

    @property
    def place(self) -> int | None:
        """The place of the likeliest rule."""
        return self.rules[0].place if self.rules else None


@dataclass(frozen=True, slots=True)
class View:
    """A text as the classifier and the knowledge see it."""

    text: str
    features: Mapping[str, float]
    kinds: frozenset[str]
    shares: Mapping[str, float]
    reasons: tuple[str, ...]

    def best(self, *, air: bool) -> str:
        """The likeliest concept among those of the air, or among the others."""
        known = load_concepts()
        return max((name for name in self.shares if known[name].air is air), key=self.shares.__getitem__)

    def best_of(self, concepts: Set[str]) -> str:
        """The likeliest of some concepts."""
        return max(concepts, key=lambda name: self.shares.get(name, 0.0))


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
        self._corrections = self._learn(confirmed) if confirmed else Corrections({})

    def match(self, text: str, today: date) -> Match:
        """What a text says and which rule and tasks it falls under."""
        from importers.sentences import read_sentence

        return self.judge(text, read_sentence(text, today, self._registry))

    def judge(self, text: str, facts: Facts) -> Match:
        """The judgement of a text whose facts have been read."""
        view = self._view(text)
        outcomes = self._corrections.apply(view.features, self._outcomes(view, facts))
        not_air = outcomes.pop(None, 0.0)
        ranked = sorted(
            ((p, share) for p, share in outcomes.items() if p is not None), key=lambda pair: -pair[1]
        )
        air = not_air < 0.5
        concept = view.best(air=air)
        confidence = max(not_air, ranked[0][1] if ranked else 1 - not_air)
        return Match(
            facts=facts,
            concept=concept,
            applies=air and not _district_only(facts),
            reason=self._reason(view, facts, concept, air=air),
            rules=tuple(self._candidate(place, share, view) for place, share in ranked[:3]) if air else (),
            count=self._count(concept, facts) if air else 0,
            obligations=self._tasks.rank(text, view.shares) if air else (),
            confidence=confidence,
            abstain=confidence < ASK_BELOW,
        )

    def _view(self, text: str) -> View:
        lexicon = load_lexicon()
        model = load_classifier()
        found = features(text, lexicon)
        scores = dict(zip(model.concepts, map(float, model.scores(found)), strict=True))
        kinds = frozenset(name[1:] for name in found if name[0] == "#")
        moved, reasons = settle(scores, kinds)
        shares = model.probabilities(moved)
        return View(text, found, kinds, shares, reasons)

    def _outcomes(self, view: View, facts: Facts | None) -> dict[Outcome, float]:
        """The probability of each rule, and under None of no air problem."""
        known = load_concepts()
        outcomes: dict[Outcome, float] = {rule.place: 0.0 for rule in self._schedule.rules}
        outcomes[None] = 0.0
        for name, share in view.shares.items():
            if not known[name].air:
                outcomes[None] += share
                continue
            for place, part in self._schedule.shares(name, view.text, view.kinds, facts).items():
                outcomes[place] += share * part
        return outcomes

    def _learn(self, confirmed: Sequence[Confirmed]) -> Corrections:
        return learn(
            confirmed,
            lambda text: self._view(text).features,
            lambda text: self._outcomes(self._view(text), None),
        )

    def _candidate(self, place: int, share: float, view: View) -> RuleCandidate:
        concept = view.best_of(self._schedule.concepts_of(place))
        evidence = gather(view.text, view.features, concept, load_classifier(), load_lexicon())
        return RuleCandidate(place, self._schedule.rule(place).name, share, concept, evidence)

    def _count(self, concept: str, facts: Facts) -> int:
        return 1

    def _reason(self, view: View, facts: Facts, concept: str, *, air: bool) -> str:
        if not air:
            return load_concepts()[concept].reason or ""
        if _district_only(facts):
            return "区级自查发现的问题，不适用上级扣缴，登记、整改、销号"
        return "；".join(view.reasons)


def _district_only(facts: Facts) -> bool:
    return facts.self_found or facts.level is Level.DISTRICT
