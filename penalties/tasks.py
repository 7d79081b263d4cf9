"""Which task of a plan a finding breaks: the concept's words for the duty, then the finding's own words.

Owns the index over a plan's tasks.  Works for any plan: what duties are called is in
`knowledge/concepts.yaml`, what the plan says is in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

from ledger.plan import Obligation
from penalties.concepts import Concept, load_concepts
from penalties.postings import Postings, bigram_codes, index_texts

_HEADING, _BODY, _SECTION = 3.0, 1.0, 0.3
_OWN_WORDS = 0.12
_ASPECT = 1.6
_TAUGHT = 1.2


@dataclass(frozen=True, slots=True)
class TaskCandidate:
    """A task with its share of the score among all tasks, and the plan's words that led to it."""

    number: str
    heading: str
    confidence: float
    words: tuple[str, ...]


@dataclass
class TaskIndex:
    """Ranks the tasks of one plan. `plan_text` is the canonical text that the tasks' spans point into."""

    tasks: Sequence[Obligation]
    plan_text: str
    _phrases: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    @cached_property
    def _bodies(self) -> list[str]:
        return [_squeezed(task.span.of(self.plan_text)) for task in self.tasks]

    @cached_property
    def _headings(self) -> list[str]:
        return [_squeezed(task.heading) for task in self.tasks]

    @cached_property
    def _sections(self) -> list[str]:
        return [_squeezed(task.section) for task in self.tasks]

    @cached_property
    def _words(self) -> Postings:
        texts = (
            f"{task.heading}。{task.heading}。{task.section}。{body}"
            for task, body in zip(self.tasks, self._bodies, strict=True)
        )
        return index_texts(texts)

    def rank(
        self,
        text: str,
        concepts: Mapping[str, float],
        boosts: Mapping[str, float] | None = None,
        most: int = 5,
    ) -> tuple[TaskCandidate, ...]:
        """The best tasks for a text whose concepts have these probabilities, best first.

        `boosts` raise tasks by number, as confirmed findings teach: 1 puts a task first.
        """
        import numpy as np

        if not self.tasks:
            return ()
        weights = self._phrase_weights(text, concepts)
        total = _OWN_WORDS * self._words.sums({int(code): 1.0 for code in bigram_codes(text)})
        for phrase, weight in weights.items():
            total = total + weight * self._phrase(phrase)
        if boosts:
            raised = np.array([boosts.get(task.number, 0.0) for task in self.tasks])
            total = total + _TAUGHT * raised * max(float(total.max()), 1.0)
        best = np.argsort(-total, kind="stable")[:most]
        best = best[total[best] > 0]
        if not len(best):
            return ()
        shares = np.exp(total[best] - total[best[0]])
        shares = shares / shares.sum()
        return tuple(
            TaskCandidate(
                self.tasks[row].number,
                self.tasks[row].heading,
                float(share),
                tuple(phrase for phrase in weights if self._phrase(phrase)[row] > 0)[:4],
            )
            for row, share in zip(best, shares, strict=True)
        )

    def _phrase_weights(self, text: str, concepts: Mapping[str, float]) -> dict[str, float]:
        known = load_concepts()
        found: dict[str, float] = {}
        for name, probability in concepts.items():
            if probability >= 0.05 and known[name].air:
                for phrase, weight in _phrases_of(known[name], text):
                    found[phrase] = found.get(phrase, 0.0) + probability * weight
        return found

    def _phrase(self, phrase: str) -> NDArray[np.float64]:
        """The score of each task for a phrase of the plan's language; remembered."""
        import numpy as np

        if phrase not in self._phrases:
            wanted = _squeezed(phrase)
            scores = np.array(
                [
                    _HEADING * (wanted in heading)
                    + _BODY * min(body.count(wanted), 3) ** 0.5
                    + _SECTION * (wanted in section)
                    for heading, body, section in zip(
                        self._headings, self._bodies, self._sections, strict=True
                    )
                ]
            )
            spread = int((scores > 0).sum())
            rarity = float(np.log(1 + len(scores) / (spread + 0.5)))
            self._phrases[phrase] = scores * rarity * min(len(wanted), 6) ** 0.5 / 2
        return self._phrases[phrase]


def _phrases_of(concept: Concept, text: str) -> list[tuple[str, float]]:
    lowered = text.lower()
    found = [(phrase, 1 / (1 + 0.3 * rank)) for rank, phrase in enumerate(concept.tasks)]
    for aspect in concept.aspects:
        if any(word in lowered for word in aspect.when):
            found += [(phrase, _ASPECT / (1 + 0.3 * rank)) for rank, phrase in enumerate(aspect.tasks)]
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*]+", "", text)
