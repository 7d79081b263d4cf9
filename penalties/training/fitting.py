"""Texts as sparse rows, and a logistic regression over them by stochastic gradient.

Owns the arithmetic of training: adaptive steps, an L2 pull, features dropped at random, the mean of the last
rounds.  Refuses to know what the labels mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from penalties.features import features, key
from penalties.lexicon import load_lexicon

FEWEST = 2
"""Texts in which a feature must occur."""


@dataclass(frozen=True)
class Sparse:
    """Texts as rows of known feature numbers and values."""

    rows: list[tuple[NDArray[np.int64], NDArray[np.float32]]]
    keys: NDArray[np.uint32]


def vectorise(texts: Sequence[str], keys: NDArray[np.uint32] | None = None) -> Sparse:
    """Feature rows over `keys`, or over every feature that occurs in at least FEWEST of the texts."""
    lexicon = load_lexicon()
    named = [{key(name): value for name, value in features(text, lexicon).items()} for text in texts]
    if keys is None:
        often = Counter(number for row in named for number in row)
        keys = np.array(sorted(n for n, times in often.items() if times >= FEWEST), np.uint32)
    place = {int(number): index for index, number in enumerate(keys)}
    rows = []
    for row in named:
        known = [(place[n], value) for n, value in row.items() if n in place]
        rows.append((np.array([n for n, _ in known], np.int64), np.array([v for _, v in known], np.float32)))
    return Sparse(rows, keys)


def fit(
    data: Sparse,
    labels: NDArray[np.int64],
    concepts: int,
    *,
    epochs: int = 25,
    rate: float = 2.0,
    pull: float = 2e-4,
    drop: float = 0.25,
    seed: int = 7,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights (features x concepts) and bias."""
    draw = np.random.default_rng(seed)
    weights = np.zeros((len(data.keys), concepts), np.float32)
    squares = np.full((len(data.keys), 1), 1e-2, np.float32)
    bias = np.zeros(concepts, np.float32)
    total = np.zeros_like(weights)
    kept = 0
    for epoch in range(epochs):
        step = rate * (1 - epoch / epochs) + 0.02
        for index in draw.permutation(len(labels)):
            where, values = data.rows[index]
            keep = draw.random(len(where)) >= drop
            where, values = where[keep], values[keep] / (1 - drop)
            if not len(where):
                continue
            picked = weights[where]
            score = bias + values @ picked
            score = np.exp(score - score.max())
            slope = score / score.sum()
            slope[labels[index]] -= 1
            bias -= 0.01 * step * slope
            gradient = values[:, None] * slope + pull * picked
            squares[where] += (gradient**2).mean(axis=1, keepdims=True)
            weights[where] = picked - step * gradient / np.sqrt(squares[where]) * 0.3
        if epoch >= epochs - 5:
            total += weights
            kept += 1
    return (total / kept).astype(np.float32), bias


def scored(data: Sparse, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    """The linear score of each concept for each row."""
    return np.array([bias + values @ weights[where] for where, values in data.rows])


def temperature_of(scores: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """The divisor of scores that makes held-out probabilities most likely."""
    best, found = np.inf, 1.0
    for candidate in np.geomspace(0.3, 5, 40):
        part = scores / candidate
        part = part - part.max(axis=1, keepdims=True)
        loss = (np.log(np.exp(part).sum(axis=1)) - part[np.arange(len(labels)), labels]).mean()
        if loss < best:
            best, found = float(loss), float(candidate)
    return found
