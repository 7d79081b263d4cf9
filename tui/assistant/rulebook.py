"""The lines of a deduction schedule, found by what people call them in a question.

Owns kind → line; what a line costs is in the line, and nothing here prices a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ledger.plan import DeductionRule
from penalties.concepts import load_concepts
from penalties.schedule import Schedule
from tui.assistant import knowledge


@dataclass(frozen=True)
class RuleBook:
    """One plan's schedule as questions name it."""

    rules: tuple[DeductionRule, ...]

    @cached_property
    def _words(self) -> list[tuple[str, DeductionRule]]:
        """Every word for a line, longest first: of questions, and of the concepts that the schedule names."""
        schedule = Schedule(self.rules)
        said = {kind.concept: kind.said for kind in knowledge.kinds()}
        words: dict[str, DeductionRule] = {}
        if schedule.fallback:
            words.update((word, schedule.fallback) for word in said["other_air"])
        for concept, claims in schedule.claims.items():
            line = schedule.rule(max(claims, key=lambda place: (claims[place], -place)))
            known = load_concepts()[concept]
            for word in (*said.get(concept, ()), *known.clause, known.label):
                words.setdefault(word.lower(), line)
        return sorted(words.items(), key=lambda pair: -len(pair[0]))

    def rule(self, place: int) -> DeductionRule | None:
        """The line at a place of the printed schedule, from 1."""
        return next((rule for rule in self.rules if rule.place == place), None)

    def named_in(self, text: str) -> tuple[DeductionRule, ...]:
        """The lines that `text` names, the most plainly named first."""
        scores: dict[int, tuple[int, int]] = {}
        rest = text.lower()
        for word, line in self._words:
            at = rest.find(word)
            if at >= 0:
                rest = rest.replace(word, "＿" * len(word))
                length, first = scores.get(line.place, (0, at))
                scores[line.place] = (length + len(word), min(first, at))
        order = sorted(scores, key=lambda place: (-scores[place][0], scores[place][1]))
        return tuple(found for place in order if (found := self.rule(place)) is not None)
