"""Trains the classifier: `python -m penalties.training.train` writes `knowledge/weights.npz`.

Owns the fitting (stochastic gradient with adaptive steps, an L2 pull, features dropped at random), the
pruning, the temperature and the cross-validated report.  Reads only the sentences in this folder.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from penalties.classifier import Classifier
from penalties.features import features, key
from penalties.lexicon import load_lexicon

FOLDER = Path(__file__).parent
FEWEST = 2  # texts in which a feature must occur


@dataclass(frozen=True)
class Example:
    """A sentence and its concept."""

    text: str
    concept: str


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """Every sentence of the folder's .jsonl files, in the order of their names; each text once."""
    found: dict[str, Example] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["text"], Example(row["text"], row["concept"]))
    return list(found.values())


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


def cross_validate(examples: Sequence[Example], names: Sequence[str], folds: int = 5) -> NDArray[np.float32]:
    """Held-out scores of every example."""
    labels = np.array([names.index(example.concept) for example in examples])
    fold = np.random.default_rng(3).permutation(len(examples)) % folds
    held = np.zeros((len(examples), len(names)), np.float32)
    for number in range(folds):
        inside = [i for i in range(len(examples)) if fold[i] != number]
        outside = [i for i in range(len(examples)) if fold[i] == number]
        data = vectorise([examples[i].text for i in inside])
        weights, bias = fit(data, labels[inside], len(names))
        held[outside] = scored(vectorise([examples[i].text for i in outside], data.keys), weights, bias)
    return held


def quantised(
    keys: NDArray[np.uint32],
    weights: NDArray[np.float32],
    bias: NDArray[np.float32],
    names: Sequence[str],
    temperature: float,
) -> Classifier:
    """Weights as 8-bit figures with a scale for each concept; rows that say nothing are left out."""
    spread = weights.max(axis=1) - weights.min(axis=1)
    heavy = spread > 0.02 * float(spread.max())
    scale = np.abs(weights).max(axis=0) / 127
    return Classifier(
        tuple(names),
        keys[heavy],
        np.round(weights[heavy] / scale).astype(np.int8),
        scale.astype(np.float32),
        bias,
        temperature,
    )


def write(model: Classifier, target: Path) -> None:
    """The weights file that `load_classifier` reads."""
    np.savez(
        target,
        concepts=np.array(model.concepts),
        keys=model.keys,
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        temperature=np.float64(model.temperature),
    )


def train(target: Path, *, report: bool) -> None:
    """Cross-validates for the temperature, fits on everything, writes the weights."""
    examples = read_examples()
    names = sorted({example.concept for example in examples})
    labels = np.array([names.index(example.concept) for example in examples])
    held = cross_validate(examples, names)
    if report:
        from penalties.training.report import print_report

        print_report(examples, names, held)
    data = vectorise([example.text for example in examples])
    weights, bias = fit(data, labels, len(names))
    write(quantised(data.keys, weights, bias, names, temperature_of(held, labels)), target)


if __name__ == "__main__":
    train(FOLDER.parent / "knowledge" / "weights.npz", report="--report" in sys.argv)
