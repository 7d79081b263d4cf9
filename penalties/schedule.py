"""A schedule: how the concepts of a text fall on its rules.

A limit that a clause sets (35吨及以下, 禁燃区) and the facts break moves the text to the fallback.  Refuses
to price anything, and knows no particular document.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property

from importers.sentences import Facts
from ledger.plan import DeductionRule
from penalties.clauses import claims_of
from penalties.concepts import load_concepts
from penalties.conditions import beyond_capacity, check_conditions
from penalties.learning import UNPRICED, Outcome
from penalties.lexicon import load_lexicon
from penalties.view import View, is_air

_TELLING = 0.2
_NEGLIGIBLE = 0.0005


@dataclass(frozen=True)
class Spread:
    """How a text's probability falls on the rules: `parts` place -> concept -> share, `concepts` in all,
    `unpriced` on no rule, `not_air` on no air problem; `barred` place -> share that would fall on a rule
    but for a limit of it, whose words `reasons` hold."""

    parts: Mapping[int, Mapping[str, float]]
    concepts: Mapping[str, float]
    unpriced: float
    not_air: float
    barred: Mapping[int, float]
    reasons: tuple[str, ...]

    @cached_property
    def outcomes(self) -> dict[Outcome, float]:
        """The probability of each rule's place, of UNPRICED, and of None."""
        sums: dict[Outcome, float] = {place: sum(shares.values()) for place, shares in self.parts.items()}
        return sums | {UNPRICED: self.unpriced, None: self.not_air}

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
        """concept -> place of a rule -> how plainly the rule names it; see `penalties.clauses`."""
        return claims_of(self.rules)

    @cached_property
    def _unclaimed(self) -> tuple[DeductionRule, ...]:
        """Rules whose words name no known concept: only their own wording tells when they are meant."""
        claimed = {place for hits in self.claims.values() for place in hits}
        return tuple(rule for rule in self.rules if rule.place not in claimed and not rule.fallback)

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
        closed: dict[int, float] = {}
        worded = self._by_wording(view.text)
        not_air, unpriced, reasons = 0.0, 0.0, {}
        for seen, share in view.shares.items():
            if not is_air(seen):
                not_air += share
                continue
            if share < _NEGLIGIBLE:
                unpriced += share
                continue
            name = self._within(seen, facts)
            inside, barred = self._open(name, facts)
            if barred and share > _TELLING:
                reasons.update(dict.fromkeys(words for said in barred.values() for words in said))
            if not inside:
                for place in barred or self._open(_within(name), facts)[1]:
                    closed[place] = closed.get(place, 0.0) + share
            known_as = load_concepts()[name].beyond or name if barred and not inside else name
            concepts[known_as] = concepts.get(known_as, 0.0) + share
            among = self._parted(inside, view, worded)
            unpriced += share * (1 - sum(among.values()))
            for place, part in among.items():
                parts[place][known_as] = parts[place].get(known_as, 0.0) + share * part
        return Spread(parts, concepts, unpriced, not_air, closed, tuple(reasons))

    def outside(self, spread: Spread, first: int | None, facts: Facts) -> int | None:
        """The rule that a text would fall under but for a limit of it; `first` is the likeliest as it is.

        None where another rule than the fallback prices it.
        """
        if first is not None and not self.rule(first).fallback:
            return None
        place = max(spread.barred, key=spread.barred.__getitem__, default=None)
        if place is not None and spread.barred[place] > _TELLING:
            return place
        return next((rule.place for rule in self.rules if beyond_capacity(rule, facts)), None)

    def _within(self, concept: str, facts: Facts | None) -> str:
        """What a concept is called where the facts lie within the limit that it was thought to lie beyond."""
        base = _within(concept)
        return base if base != concept and facts is not None and self._meets(base, facts) else concept

    def _meets(self, concept: str, facts: Facts) -> bool:
        verdicts = (
            verdict
            for place in self.claims.get(concept, {})
            for verdict in check_conditions(self.rule(place), facts)
        )
        return any(verdict.holds for verdict in verdicts)

    def _open(self, concept: str, facts: Facts | None) -> tuple[dict[int, float], dict[int, list[str]]]:
        """The rules that claim a concept and whose limits hold; of the others, the words of the limits."""
        inside, barred = dict(self.claims.get(concept, {})), {}
        if facts is not None:
            for place in list(inside):
                broken = [v for v in check_conditions(self.rule(place), facts) if v.holds is False]
                if broken:
                    del inside[place]
                    barred[place] = [verdict.words for verdict in broken]
        return inside, barred

    def _parted(
        self, inside: Mapping[int, float], view: View, worded: Mapping[int, float]
    ) -> dict[int, float]:
        """How a concept is shared among the rules that price it.

        What none names goes to rules that are worded like the text, and to the fallback.
        """
        if inside:
            weighed = {place: part * self._likeness(place, view.kinds) for place, part in inside.items()}
        else:
            weighed = dict(worded)
            weighed[self.fallback.place if self.fallback else UNPRICED] = 1.0
        total = sum(weighed.values())
        weighed.pop(UNPRICED, None)
        return {place: part / total for place, part in weighed.items()}

    def _likeness(self, place: int, kinds: Set[str]) -> float:
        """How many of the kinds of words of a rule's name a text has, on top of a floor."""
        mine = self._kinds[place]
        return 0.2 + sum(kind in kinds for kind in mine) / max(len(mine), 1)

    def _by_wording(self, text: str) -> dict[int, float]:
        """Unclaimed rules whose name is much like a part of the text, by edit distance."""
        if not self._unclaimed:
            return {}
        from rapidfuzz.fuzz import partial_ratio

        likeness = {rule.place: partial_ratio(rule.name, text) / 100 for rule in self._unclaimed}
        return {place: (ratio - 0.4) * 5 for place, ratio in likeness.items() if ratio > 0.4}

    @cached_property
    def _kinds(self) -> dict[int, set[str]]:
        lexicon = load_lexicon()
        return {rule.place: lexicon.groups(rule.name) for rule in self.rules}

    def concept_of(self, place: int) -> str | None:
        """The concept that a rule names most plainly; None for the fallback and for unknown matters."""
        claimed = [(hits[place], name) for name, hits in self.claims.items() if place in hits]
        return max(claimed)[1] if claimed else None


@cache
def _within(concept: str) -> str:
    """What a concept is called inside the limit that it lies beyond; itself where it lies beyond none."""
    return next((name for name, entry in load_concepts().items() if entry.beyond == concept), concept)
