"""The probability of each concept for a text: two steps of logistic regression over `features`.

The first step tells findings about the air from everything else, the second tells the concepts on either
side apart, so that the topic of a question does not make it a finding.  `knowledge/weights.npz` holds sorted
32-bit feature keys, one row of 8-bit weights a key, a scale and a bias a column, and the temperatures that
calibrate both steps.  It is made by `penalties.training.train`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

from penalties.features import key

AIR = "*air"
"""The column that is above zero for findings about the air."""


@dataclass(frozen=True)
class Classifier:
    """Weights as trained: one column a concept, and a last one, `AIR`, that tells findings from the rest."""

    columns: tuple[str, ...]
    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float
    gate_temperature: float

    def _rows(self, names: list[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        import numpy as np

        wanted = np.fromiter((key(name) for name in names), np.uint32, len(names))
        rows = np.searchsorted(self.keys, wanted)
        rows[rows == len(self.keys)] = 0
        return rows, self.keys[rows] == wanted

    def scores(self, found: Mapping[str, float]) -> dict[str, float]:
        """The linear score of each column; comparable only within one text."""
        import numpy as np

        total = self.bias.astype(np.float64)
        if found:
            rows, known = self._rows(list(found))
            values = np.fromiter(found.values(), np.float64, len(found)) * known
            total = total + values @ self.weights[rows].astype(np.float64) * self.scale
        return dict(zip(self.columns, total.tolist(), strict=True))

    def probabilities(self, scores: Mapping[str, float], air: Set[str]) -> dict[str, float]:
        """Calibrated probabilities of the concepts with these scores; they add up to 1.

        `air` are the concepts that are about the air.
        """
        gate = 1 / (1 + exp(-scores[AIR] / self.gate_temperature))
        inside = {name: score for name, score in scores.items() if name in air}
        outside = {name: score for name, score in scores.items() if name not in air and name != AIR}
        return _shares(inside, self.temperature, gate) | _shares(outside, self.temperature, 1 - gate)

    def contributions(self, found: Mapping[str, float], concept: str) -> dict[str, float]:
        """How much each feature speaks for a concept, against the mean of all columns."""
        column = self.columns.index(concept)
        names = list(found)
        rows, known = self._rows(names)
        weights = self.weights[rows] * self.scale
        lead = (weights[:, column] - weights.mean(axis=1)) * known
        return {name: float(value) * found[name] for name, value in zip(names, lead, strict=True) if value}


def _shares(scores: Mapping[str, float], temperature: float, whole: float) -> dict[str, float]:
    top = max(scores.values(), default=0.0)
    raised = {name: exp((score - top) / temperature) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: whole * value / total for name, value in raised.items()}


@lru_cache(maxsize=1)
def load_classifier() -> Classifier:
    """The classifier that is shipped; read once."""
    import numpy as np

    with as_file(files("penalties") / "knowledge" / "weights.npz") as path, np.load(path) as data:
        return Classifier(
            columns=tuple(str(name) for name in data["columns"]),
            keys=data["keys"],
            weights=data["weights"],
            scale=data["scale"],
            bias=data["bias"],
            temperature=float(data["temperature"]),
            gate_temperature=float(data["gate_temperature"]),
        )
