"""The lines of a deduction schedule, found by what people call them in a question.

Owns kind → line; what a line costs is in the line, and nothing here prices a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ledger.plan import DeductionRule
from penalties.schedule import Schedule
from tui.assistant import knowledge


@dataclass(frozen=True)
class RuleBook:
    """One plan's schedule as questions name it."""

    rules: tuple[DeductionRule, ...]

    @cached_property
    def _by_kind(self) -> dict[str, DeductionRule]:
        schedule = Schedule(self.rules)
        found: dict[str, DeductionRule] = {}
        for kind in knowledge.kinds():
            claims = schedule.claims.get(kind.concept, {})
            if claims:
                found[kind.concept] = schedule.rule(max(claims, key=lambda place: (claims[place], -place)))
        if schedule.fallback:
            found["other_air"] = schedule.fallback
        return found

    def rule(self, place: int) -> DeductionRule | None:
        """The line at a place of the printed schedule, from 1."""
        return next((rule for rule in self.rules if rule.place == place), None)

    def named_in(self, text: str) -> tuple[DeductionRule, ...]:
        """The lines that `text` names, the most plainly named first."""
        scores: dict[str, tuple[int, int]] = {}
        rest = text.lower()
        words = sorted(
            ((word, kind.concept) for kind in knowledge.kinds() for word in kind.said),
            key=lambda pair: -len(pair[0]),
        )
        for word, name in words:
            at = rest.find(word)
            if at >= 0:
                rest = rest.replace(word, "＿" * len(word))
                length, first = scores.get(name, (0, at))
                scores[name] = (length + len(word), min(first, at))
        order = sorted(scores, key=lambda name: (-scores[name][0], scores[name][1]))
        found = (self._by_kind.get(name) for name in order)
        return tuple(dict.fromkeys(rule for rule in found if rule is not None))
