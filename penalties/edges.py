"""Where two concepts meet, and the words that decide between them.

Owns the reading of `knowledge/edges.yaml` and its reasons.  Refuses to look at anything but the kinds of
words that a text has.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from penalties.classifier import AIR
from penalties.concepts import read_yaml

_NEAR = 6.0


@dataclass(frozen=True, slots=True)
class Edge:
    """Words that move a text from some concepts to another, with the reason in Chinese.

    `near` is how far behind a source may have been for the reason to be worth telling.
    """

    sources: tuple[str, ...]
    target: str
    every: frozenset[str]
    some: frozenset[str]
    none: frozenset[str]
    by: float
    because: str
    near: float

    def holds(self, kinds: Set[str]) -> bool:
        """Whether a text with these kinds of words lies beyond the edge."""
        return self.every <= kinds and (not self.some or bool(self.some & kinds)) and not self.none & kinds


@lru_cache(maxsize=1)
def load_edges() -> tuple[Edge, ...]:
    """Every edge, in the order of the file; read once."""
    return tuple(
        Edge(
            tuple(entry["from"]),
            entry["to"],
            frozenset(entry.get("all", ())),
            frozenset(entry.get("any", ())),
            frozenset(entry.get("none", ())),
            float(entry["by"]),
            entry["because"],
            float(entry.get("near", _NEAR)),
        )
        for entry in read_yaml("edges.yaml")["edges"]
    )


def settle(scores: Mapping[str, float], kinds: Set[str]) -> tuple[dict[str, float], tuple[str, ...]]:
    """The scores moved over every edge that holds, and why the leading concept is not one of the next."""
    holding = [edge for edge in load_edges() if edge.holds(kinds)]
    moved = dict(scores)
    for edge in holding:
        moved[edge.target] += edge.by
        for source in edge.sources:
            moved[source] -= edge.by
    first = max((name for name in moved if name != AIR), key=moved.__getitem__)
    told = [
        edge.because
        for edge in holding
        if edge.target == first and any(scores[source] > scores[first] - edge.near for source in edge.sources)
    ]
    return moved, tuple(told[:1])
