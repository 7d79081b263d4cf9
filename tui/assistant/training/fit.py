"""Learning: multinomial logistic regression by stochastic descent, and cross-validation by line.

Deterministic: the order is drawn with a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import exp, sqrt

from tui.assistant.intents import Classifier, features, vocabulary
from tui.assistant.training.corpus import Example
from tui.assistant.values import Intent

_STEP, _DECAY = 0.35, 2e-5


def fit(examples: Sequence[Example], *, least: int = 2, rounds: int = 14, seed: int = 3) -> Classifier:
    """The classifier of these examples; features that occur less than `least` times are left out."""
    intents = tuple(Intent)
    rows = [features(example.masked, example.context) for example in examples]
    index = vocabulary(rows, least)
    known = [[(index[name], value) for name, value in row.items() if name in index] for row in rows]
    wanted = [intents.index(example.intent) for example in examples]
    weight = _balance(wanted, len(intents))
    weights = [[0.0] * len(intents) for _ in index]
    slopes = [[1e-8] * len(intents) for _ in index]
    order = list(range(len(rows)))
    chance = random.Random(seed)
    for _ in range(rounds):
        chance.shuffle(order)
        for at in order:
            _learn(known[at], wanted[at], weight[wanted[at]], weights, slopes)
    return Classifier(index, weights, intents)


def _balance(wanted: Sequence[int], kinds: int) -> list[float]:
    """Rare intents weigh more, by the square root of how rare they are."""
    return [sqrt(len(wanted) / kinds / max(wanted.count(kind), 1)) for kind in range(kinds)]


def _learn(
    row: Sequence[tuple[int, float]],
    wanted: int,
    weight: float,
    weights: list[list[float]],
    slopes: list[list[float]],
) -> None:
    kinds = range(len(weights[0]))
    scores = [0.0 for _ in kinds]
    for feature, value in row:
        column = weights[feature]
        for kind in kinds:
            scores[kind] += column[kind] * value
    most = max(scores)
    odds = [exp(score - most) for score in scores]
    whole = sum(odds)
    wrong = [(odds[kind] / whole - (kind == wanted)) * weight for kind in kinds]
    for feature, value in row:
        column, steep = weights[feature], slopes[feature]
        for kind in kinds:
            slope = wrong[kind] * value + _DECAY * column[kind]
            steep[kind] += slope * slope
            column[kind] -= _STEP * slope / sqrt(steep[kind])


def cross_validated(examples: Sequence[Example], folds: int = 5, rounds: int = 14) -> float:
    """The share of utterances that are read right when their line was left out of learning."""
    right = total = 0
    for fold in range(folds):
        learner = fit([each for each in examples if each.group % folds != fold], rounds=rounds)
        for example in (each for each in examples if each.group % folds == fold):
            right += learner.ranked(example.masked, example.context)[0][0] is example.intent
            total += 1
    return right / total
