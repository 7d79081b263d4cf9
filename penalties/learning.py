"""What one office's confirmed findings teach: corrections on top of the shipped classifier.

Owns the corrections: weights on a text's features for each outcome, moved by every confirmed finding towards
what the person chose.  Values in, values out; where confirmed findings are kept is the ledger's matter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Outcome = int | None
"""A rule's place, UNPRICED for an air problem that no rule prices, None for what is no air problem."""

UNPRICED = 0

MOST = 1000
"""How many confirmed findings, the newest, are learned from."""

_RATE = 3.0
_ROUNDS = 2
_ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A finding that two people have confirmed: its text, the rule's place, and the task's number.

    `place` None says that it is no air problem.
    """

    text: str
    place: Outcome
    obligation: str | None = None


@dataclass(frozen=True)
class Corrections:
    """Feature -> outcome -> what to add to the outcome's log probability."""

    weights: Mapping[str, Mapping[Outcome, float]]

    def apply(self, found: Mapping[str, float], shares: Mapping[Outcome, float]) -> dict[Outcome, float]:
        """The probabilities of the outcomes after the corrections; they add up to 1."""
        if not self.weights:
            return dict(shares)
        return _corrected(found, shares, self.weights)


@dataclass(frozen=True)
class TaskMemory:
    """Which task people chose for like texts: feature -> (confirmed finding, value), and each one's task."""

    postings: Mapping[str, Sequence[tuple[int, float]]]
    tasks: Sequence[str]

    def boosts(self, found: Mapping[str, float]) -> dict[str, float]:
        """Task -> how much to raise it, up to 1 for the same words, by the likest text it was chosen for."""
        likeness: dict[int, float] = {}
        for name, value in found.items():
            for index, other in self.postings.get(name, ()):
                likeness[index] = likeness.get(index, 0.0) + value * other
        result: dict[str, float] = {}
        for index, alike in likeness.items():
            if alike > _ALIKE:
                task = self.tasks[index]
                result[task] = max(result.get(task, 0.0), (alike - _ALIKE) / (1 - _ALIKE))
        return result


@dataclass(frozen=True, slots=True)
class Lesson:
    """A confirmed finding with the shipped model's view of its text: features and outcome shares."""

    confirmed: Confirmed
    features: Mapping[str, float]
    shares: Mapping[Outcome, float]


def remember_tasks(lessons: Sequence[Lesson]) -> TaskMemory:
    """The tasks of the lessons that name one."""
    named = [lesson for lesson in lessons if lesson.confirmed.obligation is not None]
    postings: dict[str, list[tuple[int, float]]] = {}
    for index, lesson in enumerate(named):
        for name, value in lesson.features.items():
            postings.setdefault(name, []).append((index, value))
    return TaskMemory(postings, [lesson.confirmed.obligation or "" for lesson in named])


def learn(lessons: Sequence[Lesson]) -> Corrections:
    """Corrections from confirmed findings, the newest last."""
    weights: dict[str, dict[Outcome, float]] = {}
    for turn in range(_ROUNDS):
        rate = _RATE / (1 + turn)
        for lesson in lessons:
            place = lesson.confirmed.place
            if place not in lesson.shares:
                continue
            after = _corrected(lesson.features, lesson.shares, weights)
            for outcome, share in after.items():
                slope = rate * ((outcome == place) - share)
                if abs(slope) < 0.01:
                    continue
                for name, value in lesson.features.items():
                    row = weights.setdefault(name, {})
                    row[outcome] = row.get(outcome, 0.0) + slope * value
    return Corrections(weights)


def _corrected(
    found: Mapping[str, float],
    shares: Mapping[Outcome, float],
    weights: Mapping[str, Mapping[Outcome, float]],
) -> dict[Outcome, float]:
    logs = {outcome: math.log(max(share, 1e-4)) for outcome, share in shares.items()}
    for name, value in found.items():
        for outcome, weight in weights.get(name, {}).items():
            if outcome in logs:
                logs[outcome] += weight * value
    top = max(logs.values())
    raised = {outcome: math.exp(log - top) for outcome, log in logs.items()}
    total = sum(raised.values())
    return {outcome: value / total for outcome, value in raised.items()}
