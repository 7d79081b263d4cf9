"""Which rules of a schedule name which concepts, read from the rules' own words, for any schedule.

Owns the mapping from clauses to concepts.  A word that stands inside a longer word of another concept names
nothing (焚烧 in 秸秆焚烧).  Refuses to know a particular document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledger.plan import DeductionRule
from penalties.concepts import Concept, load_concepts

_WIDE, _KIN = 0.2, 0.3


@dataclass(frozen=True, slots=True)
class _Hit:
    """A concept's word in a rule's name, or in its text where the name has none: code points [start, end)."""

    concept: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def inside(self, other: _Hit) -> bool:
        return (
            self.concept != other.concept
            and other.start <= self.start
            and self.end <= other.end
            and self.length < other.length
        )


def claims_of(rules: Sequence[DeductionRule]) -> dict[str, dict[int, float]]:
    """concept -> place of a rule -> how plainly it names it, in (0, 1]; unnamed concepts are missing."""
    concepts = [concept for concept in load_concepts().values() if concept.air]
    plain: dict[str, dict[int, float]] = {}
    specific = set()
    for rule in rules:
        for name, length in _named(rule, concepts).items():
            plain.setdefault(name, {})[rule.place] = length
            specific.add(rule.place)
    found = {name: _nearest(hits) for name, hits in plain.items()}
    for concept in concepts:
        if concept.name not in plain:
            taken_in = _taken_in(concept, plain, [rule for rule in rules if rule.place not in specific])
            if taken_in:
                found[concept.name] = taken_in
    return found


def _named(rule: DeductionRule, concepts: Sequence[Concept]) -> dict[str, int]:
    """concept -> length of its longest word in the rule; the fallback names none."""
    if rule.fallback:
        return {}
    for text in (_squeezed(rule.name), _squeezed(rule.printed)):
        hits = [hit for concept in concepts for hit in _hits(concept, text)]
        own = [hit for hit in hits if not any(hit.inside(other) for other in hits)]
        if own:
            longest: dict[str, int] = {}
            for hit in own:
                longest[hit.concept] = max(longest.get(hit.concept, 0), hit.length)
            return longest
    return {}


def _hits(concept: Concept, text: str) -> Iterator[_Hit]:
    if any(word in text for word in concept.unless):
        return
    for word in concept.clause:
        for found in re.finditer(re.escape(word), text):
            yield _Hit(concept.name, *found.span())


def _taken_in(
    concept: Concept, plain: Mapping[str, Mapping[int, float]], unspecific: Sequence[DeductionRule]
) -> dict[int, float]:
    """Rules that price a concept which no rule names: its kin's, or a rule of wider words."""
    for kin in concept.kin:
        if kin in plain:
            return dict.fromkeys(plain[kin], _KIN)
    return {
        rule.place: _WIDE
        for rule in unspecific
        if not rule.fallback and any(word in _squeezed(rule.name + rule.printed) for word in concept.wide)
    }


def _nearest(hits: Mapping[int, float]) -> dict[int, float]:
    """Rules that name a concept at least half as plainly as the plainest; strengths relative to it."""
    most = max(hits.values())
    return {place: length / most for place, length in hits.items() if 2 * length >= most}


def _squeezed(text: str) -> str:
    return re.sub(r"[\s“”\"]+", "", text)
