"""Which intent an utterance has: a linear classifier over its characters, its signs, and what was said last.

The weights are learned from the invented utterances in `training/` (see `tui.assistant.training`); reading
needs neither the training data nor any library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from tui.assistant import knowledge
from tui.assistant.values import Intent

_PUNCTUATION = re.compile(r"[\s，。；：！、（）“”\"'()\[\]《》,.;:!]+")


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in knowledge.load("cues").items())


def features(masked: str, context: str) -> dict[str, float]:
    """Named features of a masked utterance; `context` is a kind of `contexts.Context`."""
    found: dict[str, float] = {
        "bias": 1.0,
        f"context={context.split(':')[0]}": 1.0,
        f"context={context}": 0.5,
    }
    plain = masked.lower()
    for name, pattern in _cues():
        if pattern.search(masked):
            found[f"#{name}"] = 1.0
            if context != "none":
                found[f"#{name}&{context.split(':')[0]}"] = 0.5
    runs = [run for run in _PUNCTUATION.split(plain) if run]
    grams: dict[str, float] = {}
    for index, run in enumerate(runs):
        framed = ("^" if index == 0 else "") + run + ("$" if index == len(runs) - 1 else "")
        for size in (1, 2, 3):
            for start in range(len(framed) - size + 1):
                grams[f"={framed[start : start + size]}"] = 1.0
    weight = 2.2 / max(len(grams), 1) ** 0.5
    found.update((name, weight) for name in grams)
    return found


@dataclass(frozen=True)
class Classifier:
    """Weights by feature, one column an intent."""

    index: dict[str, int]
    weights: list[list[float]]
    intents: tuple[Intent, ...]

    @classmethod
    @cache
    def shipped(cls) -> Classifier:
        """The classifier that comes with the program."""
        data = json.loads(files("tui.assistant").joinpath("knowledge", "intents.json").read_text("utf-8"))
        scale = data["scale"]
        weights = [[value / scale for value in row] for row in data["weights"]]
        names = {name: row for row, name in enumerate(data["features"])}
        return cls(names, weights, tuple(Intent.stored(value) for value in data["intents"]))

    def ranked(self, masked: str, context: str) -> list[tuple[Intent, float]]:
        """Every intent with its probability, likeliest first."""
        scores = [0.0] * len(self.intents)
        for name, value in features(masked, context).items():
            row = self.index.get(name)
            if row is not None:
                scores = [
                    score + weight * value for score, weight in zip(scores, self.weights[row], strict=True)
                ]
        most = max(scores)
        odds = [exp(score - most) for score in scores]
        whole = sum(odds)
        pairs = zip(self.intents, (share / whole for share in odds), strict=True)
        return sorted(pairs, key=lambda pair: -pair[1])


def vocabulary(rows: Iterable[dict[str, float]], least: int) -> dict[str, int]:
    """Feature → row, for features that occur in at least `least` rows."""
    seen: dict[str, int] = {}
    for row in rows:
        for name in row:
            seen[name] = seen.get(name, 0) + 1
    return {
        name: index for index, name in enumerate(sorted(n for n, times in seen.items() if times >= least))
    }
