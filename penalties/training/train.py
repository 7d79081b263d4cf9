"""Trains the classifier: `python -m penalties.training.train` writes `knowledge/weights.npz`.

Owns the two steps' assembly, the calibration and the cross-validation.  Reads only the sentences and frames
in this folder; the same folder gives the same weights.  `--report` prints what held-out sentences were
taken for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from penalties.classifier import AIR, Classifier
from penalties.concepts import load_concepts
from penalties.training.fitting import Sparse, fit, scored, temperature_of, vectorise
from penalties.training.report import Example, print_report
from penalties.training.variants import compose, fill_frames, read_yaml

FOLDER = Path(__file__).parent
FILLINGS = 4
COMPOSED = 0.6
SEED = 1


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """Every sentence of `examples.jsonl` and of `sentences/CONCEPT.txt`; each text once."""
    found: dict[str, Example] = {}
    for line in (folder / "examples.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["text"], Example(row["text"], row["concept"]))
    for path in sorted((folder / "sentences").glob("*.txt")):
        for text in path.read_text(encoding="utf-8").splitlines():
            if text.strip():
                found.setdefault(text.strip(), Example(text.strip(), path.stem))
    return list(found.values())


@dataclass(frozen=True)
class Steps:
    """Both steps as fitted: `weights` has a column a concept and a last one for the gate."""

    keys: NDArray[np.uint32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]


def fit_steps(examples: Sequence[Example], names: Sequence[str]) -> Steps:
    """The concepts of the air among findings, the other kinds among the rest, and the gate between."""
    data = vectorise([example.text for example in examples])
    air = np.array([is_air(example.concept) for example in examples])
    labels = np.array([names.index(example.concept) for example in examples])
    weights = np.zeros((len(data.keys), len(names) + 1), np.float32)
    bias = np.zeros(len(names) + 1, np.float32)
    for side in (True, False):
        columns = np.array([place for place, name in enumerate(names) if is_air(name) is side])
        rows = np.flatnonzero(air == side)
        part = Sparse([data.rows[row] for row in rows], data.keys)
        place = {int(column): number for number, column in enumerate(columns)}
        local = np.array([place[int(labels[row])] for row in rows])
        weights[:, columns], bias[columns] = fit(part, local, len(columns))
    both, lean = fit(data, air.astype(np.int64), 2)
    weights[:, -1] = both[:, 1] - both[:, 0]
    bias[-1] = lean[1] - lean[0]
    return Steps(data.keys, weights, bias)


def is_air(concept: str) -> bool:
    """Whether a concept is about the air."""
    return load_concepts()[concept].air


def enlarged(examples: Sequence[Example]) -> list[Example]:
    """The examples, the filled frames and the compositions."""
    grammar = read_yaml(FOLDER / "grammar.yaml")
    problems = [(text, name) for text, name in compose(grammar, 0.2, SEED, bare=True) if is_air(name)]
    made = fill_frames(read_yaml(FOLDER / "frames.yaml"), problems, FILLINGS, SEED)
    made += compose(grammar, COMPOSED, SEED)
    return [*examples, *(Example(text, concept) for text, concept in made)]


def cross_validate(examples: Sequence[Example], names: Sequence[str], folds: int = 5) -> NDArray[np.float32]:
    """Held-out scores of every example: a column a concept, then the gate."""
    fold = np.random.default_rng(3).permutation(len(examples)) % folds
    held = np.zeros((len(examples), len(names) + 1), np.float32)
    for number in range(folds):
        inside = [example for example, part in zip(examples, fold, strict=True) if part != number]
        outside = np.flatnonzero(fold == number)
        steps = fit_steps(enlarged(inside), names)
        rows = vectorise([examples[int(row)].text for row in outside], steps.keys)
        held[outside] = scored(rows, steps.weights, steps.bias)
    return held


def calibrated(
    held: NDArray[np.float32], examples: Sequence[Example], names: Sequence[str]
) -> tuple[float, float]:
    """The temperatures of the concepts of the air, and of the gate."""
    air = np.array([is_air(example.concept) for example in examples])
    columns = [place for place, name in enumerate(names) if is_air(name)]
    rows = np.flatnonzero(air)
    labels = np.array([columns.index(names.index(examples[int(row)].concept)) for row in rows])
    gate = np.stack([np.zeros(len(held), np.float32), held[:, -1]], axis=1)
    return (
        temperature_of(held[rows][:, columns], labels),
        temperature_of(gate, air.astype(np.int64)),
    )


def quantised(steps: Steps, names: Sequence[str], temperature: float, gate: float) -> Classifier:
    """Weights as 8-bit figures with a scale for each column; rows that say nothing are left out."""
    spread = np.abs(steps.weights).max(axis=1)
    heavy = spread > 0.01 * float(spread.max())
    scale = np.abs(steps.weights).max(axis=0) / 127
    return Classifier(
        (*names, AIR),
        steps.keys[heavy],
        np.round(steps.weights[heavy] / scale).astype(np.int8),
        scale.astype(np.float32),
        steps.bias,
        temperature,
        gate,
    )


def write(model: Classifier, target: Path) -> None:
    """The weights file that `load_classifier` reads."""
    np.savez(
        target,
        columns=np.array(model.columns),
        keys=model.keys,
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        temperature=np.float64(model.temperature),
        gate_temperature=np.float64(model.gate_temperature),
    )


def train(target: Path, *, report: bool) -> None:
    """Cross-validates for the calibration, fits on everything, writes the weights."""
    examples = read_examples()
    names = sorted({example.concept for example in examples})
    held = cross_validate(examples, names)
    if report:
        print_report(examples, names, held)
    temperature, gate = calibrated(held, examples, names)
    write(quantised(fit_steps(enlarged(examples), names), names, temperature, gate), target)


if __name__ == "__main__":
    train(FOLDER.parent / "knowledge" / "weights.npz", report="--report" in sys.argv)
