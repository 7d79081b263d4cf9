"""Which passage of which plan answers a question: character bigrams weighted by rarity, with other words for
the same thing.

Answers with passages as they stand in the document, never with words of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from ledger.plan import Obligation, Plan
from tui.assistant import knowledge
from tui.assistant.passages import Passage, passages

_RUN = re.compile(r"(?<![a-z])[a-d]级|[a-z0-9.%]+|[一-鿿]+")
_UNKNOWN, _OTHER_WORDS, _HINT, _LEAST = 0.3, 0.7, 0.15, 0.15
_LATIN = re.compile(r"[a-d]级|[a-z0-9.%]+")


def grams(text: str) -> list[str]:
    """Bigrams of Chinese runs, whole words of Latin letters and figures."""
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        if _LATIN.fullmatch(run):
            found.append(run)
        else:
            found.extend(run[start : start + 2] for start in range(len(run) - 1))
            if len(run) == 1:
                found.append(run)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A task or clause that answers, its best sentences first.

    `rest` are its other sentences; `score` ranks; `coverage` is the share of the topic's characters that the
    text holds, in [0, 1].
    """

    plan: Plan
    key: str
    task: Obligation | None
    sentences: tuple[Passage, ...]
    score: float
    coverage: float = 1.0
    rest: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Index:
    """The passages of some plans, ready to be searched."""

    plans: tuple[Plan, ...]
    _others: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _rows(self) -> list[tuple[int, Passage, frozenset[str]]]:
        return [
            (number, passage, frozenset(grams(passage.text + " " + passage.heading)))
            for number, plan in enumerate(self.plans)
            for passage in passages(plan)
        ]

    @cached_property
    def _groups(self) -> dict[tuple[int, str], list[int]]:
        groups: dict[tuple[int, str], list[int]] = {}
        for row, (number, passage, _) in enumerate(self._rows):
            groups.setdefault((number, passage.key), []).append(row)
        return groups

    @cached_property
    def _held(self) -> dict[tuple[int, str], frozenset[str]]:
        return {
            group: frozenset().union(*(self._rows[row][2] for row in rows))
            for group, rows in self._groups.items()
        }

    @cached_property
    def _texts(self) -> list[str]:
        return [
            re.sub(r"[“”\"\s]", "", "".join(self._rows[row][1].text for row in rows)).lower()
            for rows in self._groups.values()
        ]

    def idf(self, part: str) -> float:
        """How rare a stretch of text is among the tasks and clauses."""
        times = sum(part.lower() in text for text in self._texts)
        return log(1 + len(self._texts) / (times + 1))

    def passages_of(self, place: int, key: str) -> list[Passage]:
        """The passages of a task or clause of the plan at `place`, in printed order."""
        return [self._rows[row][1] for row in self._groups.get((place, key), ())]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """Inverse frequency over tasks and clauses, not over sentences: a topic may fill a whole task."""
        seen: dict[str, int] = {}
        for held in self._held.values():
            for gram in held:
                seen[gram] = seen.get(gram, 0) + 1
        total = len(self._groups) or 1
        return {gram: log(1 + (total - times + 0.5) / (times + 0.5)) for gram, times in seen.items()}

    def search(
        self, topic: str, *, hints: str = "", plan: int | None = None, tasks_only: bool = False, best: int = 5
    ) -> list[Found]:
        """What covers a topic best; `hints` is the whole question, which counts little."""
        wanted = self._weighted(topic, hints)
        full = sum(wanted.values()) or 1.0
        found: list[Found] = []
        for (number, key), rows in self._groups.items():
            task = self._rows[rows[0]][1].task
            if (plan is not None and number != plan) or (tasks_only and task is None):
                continue
            whole = self._held[number, key]
            covered = sum(weight for gram, weight in wanted.items() if gram in whole)
            if covered == 0:
                continue
            scored = sorted(((self._sentence_score(row, wanted), -row) for row in rows), reverse=True)
            heading = frozenset(grams(self._rows[rows[0]][1].heading))
            headed = sum(weight for gram, weight in wanted.items() if gram in heading)
            score = (0.55 * scored[0][0] + 0.45 * covered + 0.5 * headed) / full
            least = _LEAST * scored[0][0]
            sentences = tuple(self._rows[-row][1] for value, row in scored if value > 0 and value >= least)
            rest = tuple(self._rows[-row][1] for _, row in scored if self._rows[-row][1] not in sentences)
            found.append(
                Found(self.plans[number], key, task, sentences, score, _coverage(topic, whole), rest)
            )
        found.sort(key=lambda hit: -hit.score)
        return found[:best]

    def _sentence_score(self, row: int, wanted: dict[str, float]) -> float:
        passage, held = self._rows[row][1], self._rows[row][2]
        score = sum(weight for gram, weight in wanted.items() if gram in held)
        return score * (1.0 if len(passage.text) < 120 else 0.97)

    def _weighted(self, topic: str, hints: str) -> dict[str, float]:
        """Grams with their weight; other words for the same and the words of the question count less."""
        unknown = max(self._rarity.values(), default=1.0)
        weights = {gram: self._rarity.get(gram, unknown * _UNKNOWN) for gram in grams(topic)}
        for word, others in synonyms().items():
            if word in topic:
                for gram in (gram for other in others for gram in grams(other)):
                    if gram in self._rarity:
                        weights.setdefault(gram, _OTHER_WORDS * self._rarity[gram])
                for gram in grams(word):
                    if gram not in self._rarity:
                        weights.pop(gram, None)
        for gram in grams(hints):
            if gram in self._rarity:
                weights.setdefault(gram, _HINT * self._rarity[gram])
        return weights


def _coverage(topic: str, held: frozenset[str]) -> float:
    """The share of the topic's characters that are held, or other words for them."""
    total = covered = 0
    for run in _RUN.findall(topic.lower()):
        marks = [False] * len(run)
        for start in range(len(run) - 1):
            if run[start : start + 2] in held:
                marks[start] = marks[start + 1] = True
        if run in held:
            marks = [True] * len(run)
        for word, others in synonyms().items():
            at = run.find(word)
            if at >= 0 and any(all(gram in held for gram in grams(other)) for other in others):
                marks[at : at + len(word)] = [True] * len(word)
        total += len(run)
        covered += sum(marks)
    return covered / total if total else 0.0


def synonyms() -> dict[str, tuple[str, ...]]:
    """What people say → what plans write."""
    table: dict[str, list[str]] = knowledge.load_cached("synonyms")
    return {word: tuple(others) for word, others in table.items()}
