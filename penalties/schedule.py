"""Which rules of a schedule price which concept: read from the rules' own words, for any schedule.

Owns the mapping from clauses to concepts, and how a text's concepts fall on the rules.  A limit that a clause
sets (35吨及以下, 禁燃区) and the facts break moves the text to the fallback.  Refuses to price anything, and
knows no particular document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from importers.sentences import Facts
from ledger.plan import DeductionRule
from penalties.concepts import Concept, load_concepts
from penalties.conditions import check_conditions
from penalties.learning import Outcome
from penalties.lexicon import load_lexicon
from penalties.view import View, is_air

_WIDE = 0.2
_KIN = 0.3
_TELLING = 0.2


@dataclass(frozen=True)
class Spread:
    """How a text's probability falls on the rules: `parts` place -> concept -> share, `concepts` in all,
    `not_air` on no air problem; `reasons` say whose limits the facts break."""

    parts: Mapping[int, Mapping[str, float]]
    concepts: Mapping[str, float]
    not_air: float
    reasons: tuple[str, ...]

    @cached_property
    def outcomes(self) -> dict[Outcome, float]:
        """The probability of each rule's place, and under None of no air problem."""
        sums: dict[Outcome, float] = {place: sum(shares.values()) for place, shares in self.parts.items()}
        return sums | {None: self.not_air}

    def concept_of(self, place: int) -> str:
        """The concept that speaks most for a rule; the likeliest of all where none does."""
        shares = self.parts[place] or self.concepts
        return max(shares, key=shares.__getitem__)


@dataclass(frozen=True)
class Schedule:
    """The rules in printed order, each with the concepts that it prices and how plainly it names them."""

    rules: tuple[DeductionRule, ...]

    @cached_property
    def claims(self) -> Mapping[str, Mapping[int, float]]:
        """concept -> place of a rule -> how plainly the rule names it, in (0, 1]; concepts without a rule
        are missing."""
        concepts = [concept for concept in load_concepts().values() if concept.air]
        narrow = {concept.name: self._hits(concept.clause) for concept in concepts}
        specific = {place for hits in narrow.values() for place in hits}
        found = {name: _nearest(hits) for name, hits in narrow.items() if hits}
        for concept in concepts:
            if concept.name not in found:
                taken_in = self._taken_in(concept, narrow, specific)
                if taken_in:
                    found[concept.name] = taken_in
        return found

    def _taken_in(
        self, concept: Concept, narrow: Mapping[str, Mapping[int, int]], specific: set[int]
    ) -> dict[int, float]:
        """Rules that price a concept which no rule names: its kin's, or a rule of wider words."""
        for kin in concept.kin:
            if narrow[kin]:
                return dict.fromkeys(narrow[kin], _KIN)
        return {place: _WIDE for place in self._hits(concept.wide) if place not in specific}

    def _hits(self, words: Sequence[str]) -> dict[int, int]:
        """place -> length of the longest of the words that the rule has; its name counts before its text."""
        found = {}
        for rule in self.rules:
            if rule.fallback:
                continue
            name = _squeezed(rule.name)
            text = _squeezed(rule.printed)
            best = max(
                (2 * len(word) if word in name else len(word) for word in words if word in text + name),
                default=0,
            )
            if best:
                found[rule.place] = best
        return found

    @cached_property
    def fallback(self) -> DeductionRule | None:
        """The rule for air problems that no other rule covers."""
        return next((rule for rule in self.rules if rule.fallback), None)

    def rule(self, place: int) -> DeductionRule:
        """The rule that is printed at a place."""
        return next(rule for rule in self.rules if rule.place == place)

    def spread(self, view: View, facts: Facts | None) -> Spread:
        """The probability of each rule, and of no air problem, for a text; `facts` decide the limits."""
        parts: dict[int, dict[str, float]] = {rule.place: {} for rule in self.rules}
        concepts: dict[str, float] = {}
        not_air, reasons = 0.0, {}
        for name, share in view.shares.items():
            if not is_air(name):
                not_air += share
                continue
            inside, barred = self._open(name, facts)
            if barred and share > _TELLING:
                reasons.update(dict.fromkeys(barred))
            known_as = load_concepts()[name].beyond or name if barred and not inside else name
            concepts[known_as] = concepts.get(known_as, 0.0) + share
            for place, part in self._parted(inside, view.kinds).items():
                parts[place][known_as] = parts[place].get(known_as, 0.0) + share * part
        return Spread(parts, concepts, not_air, tuple(reasons))

    def _open(self, concept: str, facts: Facts | None) -> tuple[dict[int, float], list[str]]:
        """The rules that claim a concept and whose limits hold; the words of limits that do not."""
        inside, barred = dict(self.claims.get(concept, {})), []
        if facts is not None:
            for place in list(inside):
                broken = [v for v in check_conditions(self.rule(place), facts) if v.holds is False]
                if broken:
                    del inside[place]
                    barred += [verdict.words for verdict in broken]
        return inside, barred

    def _parted(self, inside: Mapping[int, float], kinds: Set[str]) -> dict[int, float]:
        """How a concept is shared among the rules that price it; the fallback takes what none does."""
        if not inside:
            return {self.fallback.place: 1.0} if self.fallback else {}
        weighed = {place: part * self._likeness(place, kinds) for place, part in inside.items()}
        total = sum(weighed.values())
        return {place: part / total for place, part in weighed.items()}

    def _likeness(self, place: int, kinds: Set[str]) -> float:
        """How many of the kinds of words of a rule's name a text has, on top of a floor."""
        mine = self._kinds[place]
        return 0.2 + sum(kind in kinds for kind in mine) / max(len(mine), 1)

    @cached_property
    def _kinds(self) -> dict[int, set[str]]:
        lexicon = load_lexicon()
        return {rule.place: lexicon.groups(rule.name) for rule in self.rules}

    def concept_of(self, place: int) -> str | None:
        """The concept that a rule names most plainly; None for the fallback and for unknown matters."""
        claimed = [(hits[place], name) for name, hits in self.claims.items() if place in hits]
        return max(claimed)[1] if claimed else None


def _nearest(hits: Mapping[int, int]) -> dict[int, float]:
    """Rules that name a concept at least half as plainly as the plainest; strengths relative to it."""
    most = max(hits.values())
    return {place: length / most for place, length in hits.items() if 2 * length >= most}


def _squeezed(text: str) -> str:
    return re.sub(r"[\s“”\"]+", "", text)
