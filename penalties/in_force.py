"""What judges a finding: the rules of a day, their plan, whom a text may name, and what use has taught.

The one place where a matcher is made, so that every way to a finding judges it alike.  Pure: the caller reads
rules, plan, register and confirmed findings from the books, or has a plan alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from importers.rosters import Registry
from importers.sentences import Facts, read_sentence
from ledger.plan import Plan
from ledger.views import RuleView
from penalties.cases import Proposal, propose, views_of
from penalties.learning import Confirmed
from penalties.matching import Matcher
from penalties.separating import separate


@dataclass(frozen=True)
class RulesInForce:
    """The rules in force on a day, the main schedule's first, with the plan of that schedule.

    `register` holds the units that are known without the plan; `confirmed` is what use has taught, the newest
    last.
    """

    rules: tuple[RuleView, ...]
    plan: Plan
    register: Registry = field(default_factory=Registry)
    confirmed: tuple[Confirmed, ...] = ()
    _matcher: Matcher | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of_plan(cls, plan: Plan, register: Registry | None = None) -> RulesInForce:
        """A plan's own rules as if adopted, for judging without books."""
        return cls(views_of(plan), plan, register or Registry())

    @property
    def schedule(self) -> tuple[RuleView, ...]:
        """The rules of the main schedule, in printed order."""
        return tuple(view for view in self.rules if view.policy == self.rules[0].policy)

    @cached_property
    def registry(self) -> Registry:
        """Whom a text may name: the register, and the units to which the plan assigns tasks."""
        return self.register.with_plan(self.plan)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher of the main schedule, made once."""
        return self._matcher or Matcher(
            [view.rule for view in self.schedule],
            self.plan.obligations,
            self.plan.text,
            registry=self.registry,
            confirmed=self.confirmed,
        )

    def with_register(self, register: Registry) -> RulesInForce:
        """The same rules and lessons for another register; itself where that is the same."""
        if register == self.register:
            return self
        return replace(self, register=register, _matcher=self.matcher)

    def read(self, text: str, today: date) -> Facts:
        """What a text says."""
        return read_sentence(text, today, self.registry)

    def propose(self, text: str, today: date, facts: Facts | None = None) -> Proposal:
        """What a text is taken for under these rules; `facts` where it has been read already."""
        return propose(text, today, self.rules, self.matcher, facts or self.read(text, today))

    def separate(self, text: str, today: date) -> tuple[tuple[str, Facts], ...]:
        """The findings in a text, each with its facts; a text that tells of one comes back as it is."""
        return separate(text, today, self.matcher, self.registry)


def propose_by_day(
    text: str,
    today: date,
    force_on: Callable[[date], RulesInForce],
    *,
    found_on: date | None = None,
    facts: Facts | None = None,
) -> Proposal:
    """What a text is taken for under the rules of its own day: `found_on`, else the day it names, else today.

    `facts` where it has been read already.  Raises what `force_on` raises for a day without rules.
    """
    said = facts or read_sentence(text, today, Registry())
    return force_on(found_on or said.found_on or today).propose(text, today, facts)


@dataclass
class Kept:
    """What was made of a book's rules, kept so that a matcher is made once for each set of rules."""

    _plans: dict[int, Plan] = field(default_factory=dict)
    _forces: dict[tuple[int, ...], RulesInForce] = field(default_factory=dict)

    def force(
        self,
        rules: tuple[RuleView, ...],
        plan_of: Callable[[int], Plan],
        register: Registry,
        confirmed: tuple[Confirmed, ...] = (),
    ) -> RulesInForce:
        """The rules with all that judging needs; the same object while nothing of it has changed.

        `plan_of` gives the plan of a policy by its number, and is asked once for each.
        """
        number, key = rules[0].policy, tuple(view.id for view in rules)
        known = self._forces.get(key)
        if known is None or (known.rules, known.confirmed) != (rules, confirmed):
            if number not in self._plans:
                self._plans[number] = plan_of(number)
            known = RulesInForce(rules, self._plans[number], register, confirmed)
        self._forces[key] = known.with_register(register)
        return self._forces[key]
