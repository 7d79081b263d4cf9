"""A finding from its text to the books: what the schedule of its day makes of it, filed by a preparer.

Reads from the books what judging needs; what is judged is `penalties.in_force`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from importers.rosters import Registry
from importers.sentences import read_sentence
from ledger import findings, policies, units
from ledger.database import Tx
from ledger.errors import NotFound
from ledger.views import FindingRow, FindingView
from penalties.cases import Proposal
from penalties.experience import CONFIRMED, confirmed_from
from penalties.in_force import Kept, RulesInForce, propose_by_day
from penalties.learning import MOST

_PAGE = 500
_PAGES = 4


def agreed_findings(tx: Tx) -> tuple[FindingRow, ...]:
    """What use has taught: the newest findings whose rule two people have agreed on, newest first."""
    agreed: list[FindingRow] = []
    after: str | None = None
    for _ in range(_PAGES):
        page = findings.list_findings(tx, None, after, _PAGE)
        agreed.extend(row for row in page if row.status in CONFIRMED and row.rule_name is not None)
        if len(page) < _PAGE or len(agreed) >= MOST:
            break
        after = page[-1].number
    return tuple(agreed[:MOST])


def in_force(
    tx: Tx, day: date, kept: Kept, register: Registry, agreed: tuple[FindingRow, ...]
) -> RulesInForce:
    """What judges the findings of a day. Raises NoRuleInForce where no adopted schedule is in force."""
    rules = policies.rules_in_force(tx, day)
    schedule = [view.rule for view in rules if view.policy == rules[0].policy]
    confirmed = confirmed_from(agreed, schedule)
    return kept.force(rules, lambda number: policies.plan_of(tx, number), register, confirmed)


@dataclass(slots=True)
class Judge:
    """Proposes findings by the rules in force on their days, in one transaction.

    `kept` spares what was made in an earlier transaction; `agreed` are the findings that are learned from,
    read from the books where they are not given.
    """

    tx: Tx
    kept: Kept = field(default_factory=Kept)
    agreed: tuple[FindingRow, ...] | None = None
    _register: Registry | None = None

    @property
    def registry(self) -> Registry:
        """The units of the books, by all their names."""
        if self._register is None:
            self._register = Registry.of_views(units.list_units(self.tx))
        return self._register

    def office(self, name: str) -> str:
        """The full name of a registered unit; raises NotFound, naming what a mistyped name may mean."""
        unit = units.find(self.tx, name)
        if unit is not None:
            return unit.name
        likely = self.registry.likely(name)
        if likely is None:
            return units.get(self.tx, name).name
        raise NotFound(f"没有登记过“{name}”，是不是“{likely.name}”？请核对后重填。")

    def in_force(self, day: date) -> RulesInForce:
        """What judges the findings of a day. Raises NoRuleInForce."""
        if self.agreed is None:
            self.agreed = agreed_findings(self.tx)
        return in_force(self.tx, day, self.kept, self.registry, self.agreed)

    def propose(self, text: str, today: date, found_on: date | None = None) -> Proposal:
        """What a text is taken for. Without `found_on` its own day counts, and without that, today.

        Raises NoRuleInForce for a day on which no adopted schedule is in force.
        """
        return propose_by_day(text, today, self.in_force, found_on=found_on)

    def propose_all(self, text: str, today: date, found_on: date | None = None) -> tuple[Proposal, ...]:
        """A proposal for each finding that a text tells of, each by the rules of its own day.

        Two facts at one place (a boiler and an uncovered stockyard) are two findings.  Raises as `propose`.
        """
        day = found_on or read_sentence(text, today, self.registry).found_on or today
        return tuple(
            propose_by_day(piece, today, self.in_force, found_on=found_on, facts=facts)
            for piece, facts in self.in_force(day).separate(text, today)
        )

    def forget_registry(self) -> None:
        """After a unit was entered: read the register anew at the next text."""
        self._register = None


def decide(
    tx: Tx,
    number: str,
    place: int,
    reason: str,
    count: int | None = None,
    repeated: bool | None = None,
) -> FindingView:
    """A person puts a filed finding under the rule at a place of the schedule of its day.

    That is how a finding outside a rule's limits comes to its fallback, and one in doubt to its rule.
    Without `count` the number with which it was filed stays; `repeated` says whether the problem came up
    again, where the rule doubles for that.  Raises BadValue where no rule stands at that place, and as
    `ledger.findings.reassess`.
    """
    row = findings.get(tx, number).row
    proposal = Judge(tx).propose(row.text, tx.today, row.found_on)
    filed = row.count if row.count and row.count != proposal.chosen.count else None
    draft = proposal.draft(
        "",
        found_on=row.found_on,
        level=row.level,
        place=place,
        count=filed if count is None else count,
        repeated=repeated,
    )
    return findings.reassess(tx, number, draft.assessment, reason)
