"""Which rules of a schedule price which concept: read from the rules' own words, for any schedule.

Owns the mapping from clauses to concepts and the limits that a clause sets (35吨及以下, 禁燃区).  Refuses to
price anything, and knows no particular document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from importers.sentences.facts import Facts
from ledger.plan import DeductionRule
from penalties.concepts import Concept, load_concepts
from penalties.lexicon import load_lexicon

_AT_MOST = re.compile(r"(\d+(?:\.\d+)?)\s*蒸?吨(?:/(?:小?时|h))?\s*(?:（含）|\(含\))?\s*及?以下")
_WIDE = 0.2
_KIN = 0.3


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

    def shares(self, concept: str, text: str, kinds: Set[str], facts: Facts | None) -> dict[int, float]:
        """How a concept's probability is shared among the rules that may price it; the fallback takes what
        no rule claims and what lies outside a clause's limit."""
        claimed = self.claims.get(concept, {})
        inside = {place: part for place, part in claimed.items() if not self._outside(place, facts)}
        if not inside:
            return {self.fallback.place: 1.0} if self.fallback else {}
        weighed = {place: part * self._likeness(place, kinds) for place, part in inside.items()}
        total = sum(weighed.values())
        return {place: part / total for place, part in weighed.items()}

    def _outside(self, place: int, facts: Facts | None) -> bool:
        """Whether the facts lie beyond the limit that a rule's clause sets."""
        limit = largest_boiler(self.rule(place))
        return bool(limit and facts and facts.tonnage and facts.tonnage > limit)

    def _likeness(self, place: int, kinds: Set[str]) -> float:
        """How many of the kinds of words of a rule's name a text has, on top of a floor."""
        mine = self._kinds[place]
        return 0.2 + sum(kind in kinds for kind in mine) / max(len(mine), 1)

    @cached_property
    def _kinds(self) -> dict[int, set[str]]:
        lexicon = load_lexicon()
        return {rule.place: lexicon.groups(rule.name) for rule in self.rules}

    def concepts_of(self, place: int) -> set[str]:
        """The concepts that a rule prices; for the fallback, those that no other rule does."""
        if self.fallback and place == self.fallback.place:
            return {name for name, concept in load_concepts().items() if concept.air} - set(self.claims)
        return {name for name, hits in self.claims.items() if place in hits}

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


def largest_boiler(rule: DeductionRule) -> Decimal | None:
    """The capacity in steam tonnes an hour up to which a boiler rule applies; None where it sets no limit."""
    hit = _AT_MOST.search(rule.name) or _AT_MOST.search(rule.printed)
    return Decimal(hit.group(1)) if hit else None
