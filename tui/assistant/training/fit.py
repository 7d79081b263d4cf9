"""Learning: multinomial logistic regression by full-batch Adam, and cross-validation by line.

Deterministic: no shuffling, no random start.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tui.assistant.intents import Classifier, features, vocabulary
from tui.assistant.training.corpus import Example
from tui.assistant.values import Intent


def fit(examples: Sequence[Example], *, least: int = 2, rounds: int = 220, decay: float = 2e-3) -> Classifier:
    """The classifier of these examples."""
    intents = tuple(Intent)
    rows = [features(example.masked, example.context) for example in examples]
    index = vocabulary(rows, least)
    matrix = np.zeros((len(rows), len(index)), dtype=np.float32)
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                matrix[number, index[name]] = value
    target = np.zeros((len(rows), len(intents)), dtype=np.float32)
    for number, example in enumerate(examples):
        target[number, intents.index(example.intent)] = 1.0
    balance = (len(rows) / len(intents) / np.maximum(target.sum(axis=0), 1)) ** 0.5
    weight = (target @ balance)[:, None]
    return Classifier(index, _descend(matrix, target, weight, rounds, decay), intents)


def _descend(
    matrix: NDArray[np.float32],
    target: NDArray[np.float32],
    weight: NDArray[np.float32],
    rounds: int,
    decay: float,
) -> NDArray[np.float32]:
    weights = np.zeros((matrix.shape[1], target.shape[1]), dtype=np.float32)
    slope, power = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = matrix @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        gradient = matrix.T @ ((odds - target) * weight) / len(matrix) + decay * weights
        slope = 0.9 * slope + 0.1 * gradient
        power = 0.99 * power + 0.01 * gradient**2
        weights = weights - 0.08 * (slope / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    return weights


def cross_validated(examples: Sequence[Example], folds: int = 5) -> float:
    """The share of utterances that are read right when their line was left out of learning."""
    right = total = 0
    for fold in range(folds):
        learner = fit([example for example in examples if example.group % folds != fold])
        for example in (example for example in examples if example.group % folds == fold):
            right += learner.ranked(example.masked, example.context)[0][0] is example.intent
            total += 1
    return right / total
