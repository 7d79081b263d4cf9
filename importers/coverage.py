"""How much of a document became facts, and which sentences say something that became none.

The report is for the person who reviews an import: a sentence with an amount, a date or a named unit that
no fact quotes is where to look first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from importers.amounts import read_amounts
from importers.assignments import find_groups
from importers.clauses import split
from importers.date_words import FORMS
from ledger.plan import Obligation, Plan, Span
from ledger.vocabulary import Labelled

_LIMIT = re.compile(r"[及]?以[上下内]")


class Missed(Labelled):
    """What a sentence holds that became no fact."""

    AMOUNT = "amount", "金额"
    DATE = "date", "日期"
    UNIT = "unit", "责任单位"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A sentence to look at."""

    kind: Missed
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters of the text, those inside tasks, rules and targets, and those that a fact quotes."""

    characters: int
    in_parts: int
    quoted: int
    leftovers: tuple[Leftover, ...]

    @property
    def share_in_parts(self) -> float:
        """Between 0 and 1: text that belongs to a task, a money rule or an indicator."""
        return self.in_parts / self.characters if self.characters else 0.0

    @property
    def share_quoted(self) -> float:
        """Between 0 and 1: text that stands in a fact, word for word."""
        return self.quoted / self.characters if self.characters else 0.0


def coverage_of(plan: Plan) -> Coverage:
    """The coverage of a plan over its own text."""
    fine = _merged(_quoted(plan))
    parts = _merged([*fine, *(fact.span for fact in plan.facts())])
    return Coverage(
        characters=len(plan.text),
        in_parts=sum(span.end - span.start for span in parts),
        quoted=sum(span.end - span.start for span in fine),
        leftovers=tuple(_leftovers(plan, fine)),
    )


def _quoted(plan: Plan) -> Iterator[Span]:
    for task in plan.obligations:
        yield Span(task.span.start, min(task.span.end, task.span.start + len(task.heading) + 8))
        for phrases in (task.undated, task.recurring, task.references):
            yield from (phrase.span for phrase in phrases)
    for fact in plan.facts():
        if not isinstance(fact, Obligation):
            yield fact.span


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _leftovers(plan: Plan, covered: list[Span]) -> Iterator[Leftover]:
    tasks = [task.span for task in plan.obligations]
    starts = [span.start for span in covered]

    def is_covered(span: Span) -> bool:
        at = bisect_right(starts, span.end - 1) - 1
        return at >= 0 and covered[at].end > span.start

    for sentence in split(plan.text, 0, len(plan.text), "。；;"):
        inside = any(task.start <= sentence.start < task.end for task in tasks)
        kind = _missed(plan.text, sentence, is_covered, inside)
        if kind is not None:
            yield Leftover(kind, sentence.of(plan.text), sentence)


def _missed(text: str, sentence: Span, is_covered: Callable[[Span], bool], in_task: bool) -> Missed | None:
    for amount in read_amounts(text, sentence.start, sentence.end):
        if not is_covered(amount.span) and not _LIMIT.match(text, amount.span.end):
            return Missed.AMOUNT
    for _, pattern in FORMS:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if not is_covered(Span(*match.span())):
                return Missed.DATE
    if not in_task and any(group.entries for group in find_groups(text, sentence.start, sentence.end)):
        return Missed.UNIT
    return None
