"""A finding from its text to the books: what the schedule of its day makes of it, filed by a preparer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ledger.vocabulary import Level

if TYPE_CHECKING:
    from importers.rosters import Registry
    from importers.sentences import Facts
    from ledger.database import Tx
    from ledger.views import FindingView, RuleView
    from penalties.cases import Proposal
    from penalties.matching import Matcher

UNSTATED_LEVEL = Level.MUNICIPAL
"""Who writes no level writes for the inspectors, of whom the city's are the nearest."""


@dataclass(slots=True)
class Judge:
    """Proposes findings by the rules in force on their days, in one transaction.

    Matchers are kept while it lives: one for each policy, however many texts.
    """

    tx: Tx
    _registry: Registry | None = None
    _matchers: dict[int, Matcher] = field(default_factory=dict)

    @property
    def registry(self) -> Registry:
        """The units of the books, by all their names."""
        from importers.rosters import Registry
        from ledger import units

        if self._registry is None:
            self._registry = Registry.of_views(units.list_units(self.tx))
        return self._registry

    def office(self, name: str) -> str:
        """The full name of a registered unit; raises NotFound, naming what a mistyped name may mean."""
        from ledger import units
        from ledger.errors import NotFound

        unit = units.find(self.tx, name)
        if unit is not None:
            return unit.name
        likely = self.registry.likely(name)
        if likely is None:
            return units.get(self.tx, name).name
        raise NotFound(f"没有登记过“{name}”，是不是“{likely.name}”？请核对后重填。")

    def propose(self, text: str, today: date, found_on: date | None = None) -> Proposal:
        """What a text is taken for. Without `found_on` its own day counts, and without that, today.

        Raises NoRuleInForce for a day on which no adopted schedule is in force.
        """
        from importers.sentences import read_sentence

        return self._judged(text, read_sentence(text, today, self.registry), today, found_on)

    def propose_all(self, text: str, today: date, found_on: date | None = None) -> tuple[Proposal, ...]:
        """A proposal for each finding that a text tells of, each by the rules of its own day.

        Two facts at one place (a boiler and an uncovered stockyard) are two findings.  Raises as `propose`.
        """
        from importers.sentences import read_sentence
        from ledger import policies
        from penalties.separating import separate

        day = found_on or read_sentence(text, today, self.registry).found_on or today
        matcher = self._matcher(policies.rules_in_force(self.tx, day))
        pieces = separate(text, today, matcher, self.registry)
        return tuple(self._judged(piece, facts, today, found_on) for piece, facts in pieces)

    def _judged(self, text: str, facts: Facts, today: date, found_on: date | None) -> Proposal:
        from ledger import policies
        from penalties.cases import propose

        rules = policies.rules_in_force(self.tx, found_on or facts.found_on or today)
        return propose(text, today, rules, self._matcher(rules), facts)

    def _matcher(self, rules: tuple[RuleView, ...]) -> Matcher:
        from ledger import policies
        from penalties.matching import Matcher

        number = rules[0].policy
        if number not in self._matchers:
            plan = policies.plan_of(self.tx, number)
            self._matchers[number] = Matcher(
                plan.deductions, plan.obligations, plan.text, registry=self.registry.with_plan(plan)
            )
        return self._matchers[number]

    def forget_registry(self) -> None:
        """After a unit was entered: read the register anew at the next text."""
        self._registry = None
        self._matchers.clear()


def decide(tx: Tx, number: str, place: int, reason: str, count: int | None = None) -> FindingView:
    """A person puts a filed finding under the rule at a place of the schedule of its day.

    That is how a finding outside a rule's limits comes to its fallback, and one in doubt to its rule.
    Without `count` the number with which it was filed stays.  Raises BadValue where no rule stands at that
    place, and as `ledger.findings.reassess`.
    """
    from ledger import findings

    row = findings.get(tx, number).row
    proposal = Judge(tx).propose(row.text, tx.today, row.found_on)
    filed = row.count if row.count and row.count != proposal.chosen.count else None
    draft = proposal.draft(
        "", found_on=row.found_on, level=row.level, place=place, count=filed if count is None else count
    )
    return findings.reassess(tx, number, draft.assessment, reason)
