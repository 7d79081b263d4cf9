"""A text as the classifier and the knowledge see it, before any schedule: how likely each concept is.

Owns the order of the steps: features, scores, the edges between concepts, calibrated shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from penalties.classifier import load_classifier
from penalties.concepts import load_concepts
from penalties.edges import settle
from penalties.features import features, normalise
from penalties.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class View:
    """`shares` are the probabilities of the concepts, `words` the known words that occur, by kind, `reasons`
    what decided between two concepts that meet."""

    text: str
    features: Mapping[str, float]
    words: Mapping[str, Sequence[str]]
    shares: Mapping[str, float]
    reasons: tuple[str, ...]

    @property
    def kinds(self) -> Set[str]:
        """The kinds of which a word occurs."""
        return self.words.keys()

    def best(self, *, air: bool) -> str:
        """The likeliest concept among those of the air, or among the others."""
        return max((name for name in self.shares if is_air(name) is air), key=self.shares.__getitem__)


def look(text: str) -> View:
    """The view of a text by the shipped classifier and knowledge."""
    model = load_classifier()
    lexicon = load_lexicon()
    words = lexicon.words(normalise(text))
    found = features(text, lexicon, words)
    moved, reasons = settle(model.scores(found), words.keys())
    return View(text, found, words, model.probabilities(moved, air_concepts()), reasons)


def is_air(concept: str) -> bool:
    """Whether a concept is a problem of the air."""
    return concept in air_concepts()


@lru_cache(maxsize=1)
def air_concepts() -> frozenset[str]:
    """The concepts that are problems of the air."""
    return frozenset(name for name, concept in load_concepts().items() if concept.air)
