"""The probability of each concept for a text: a multinomial logistic regression over `features`.

Owns the weights file and inference.  `knowledge/weights.npz` holds sorted 32-bit feature keys, one row of
8-bit weights a key, a scale and a bias a concept, and the temperature that calibrates the probabilities.
It is made by `penalties.training.train`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

from penalties.features import key


@dataclass(frozen=True)
class Classifier:
    """Weights as trained; `scores` are comparable only within one text."""

    concepts: tuple[str, ...]
    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float

    def _rows(self, names: list[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        import numpy as np

        wanted = np.fromiter((key(name) for name in names), np.uint32, len(names))
        rows = np.searchsorted(self.keys, wanted)
        rows[rows == len(self.keys)] = 0
        return rows, self.keys[rows] == wanted

    def scores(self, found: Mapping[str, float]) -> NDArray[np.float64]:
        """The linear score of each concept, in the order of `concepts`."""
        import numpy as np

        total = self.bias.astype(np.float64)
        if found:
            rows, known = self._rows(list(found))
            values = np.fromiter(found.values(), np.float64, len(found)) * known
            total = total + values @ self.weights[rows].astype(np.float64) * self.scale
        return total

    def probabilities(self, scores: Mapping[str, float]) -> dict[str, float]:
        """Calibrated probabilities of concepts with these scores; they add up to 1."""
        top = max(scores.values())
        raised = {name: exp((score - top) / self.temperature) for name, score in scores.items()}
        total = sum(raised.values())
        return {name: value / total for name, value in raised.items()}

    def contributions(self, found: Mapping[str, float], concept: str) -> dict[str, float]:
        """How much each feature speaks for a concept, against the mean of all concepts."""
        column = self.concepts.index(concept)
        names = list(found)
        rows, known = self._rows(names)
        weights = self.weights[rows] * self.scale
        lead = (weights[:, column] - weights.mean(axis=1)) * known
        return {name: float(value) * found[name] for name, value in zip(names, lead, strict=True) if value}


@lru_cache(maxsize=1)
def load_classifier() -> Classifier:
    """The classifier that is shipped; read once."""
    import numpy as np

    with as_file(files("penalties") / "knowledge" / "weights.npz") as path, np.load(path) as data:
        return Classifier(
            concepts=tuple(str(name) for name in data["concepts"]),
            keys=data["keys"],
            weights=data["weights"],
            scale=data["scale"],
            bias=data["bias"],
            temperature=float(data["temperature"]),
        )
