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


@dataclass(frozen=True, slots=True)
class Edge:
    """Words that move a text from some concepts to another, with the reason in Chinese."""

    sources: tuple[str, ...]
    target: str
    every: frozenset[str]
    some: frozenset[str]
    none: frozenset[str]
    by: float
    because: str

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
        )
        for entry in read_yaml("edges.yaml")["edges"]
    )


def settle(scores: Mapping[str, float], kinds: Set[str]) -> tuple[dict[str, float], tuple[str, ...]]:
    """The scores moved over every edge that holds, and the reasons of the edges that changed the lead."""
    moved = dict(scores)
    reasons = []
    for edge in load_edges():
        if not edge.holds(kinds):
            continue
        before = _leader(moved)
        moved[edge.target] += edge.by
        for source in edge.sources:
            moved[source] -= edge.by
        if before in edge.sources and _leader(moved) == edge.target:
            reasons.append(edge.because)
    return moved, tuple(reasons)


def _leader(scores: Mapping[str, float]) -> str:
    return max((name for name in scores if name != AIR), key=scores.__getitem__)
