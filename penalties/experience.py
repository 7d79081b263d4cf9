"""From the books' findings to what the matcher learns from.

Owns which findings count as confirmed, and how a rule of an earlier schedule is found again in the one in
force.  Reaches no database: rows in, values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.plan import DeductionRule
from ledger.views import FindingRow
from ledger.vocabulary import FindingStatus
from penalties.learning import MOST, Confirmed

CONFIRMED = frozenset(
    {
        FindingStatus.APPROVED,
        FindingStatus.ALLOCATED,
        FindingStatus.POSTED,
        FindingStatus.NOTIFIED,
        FindingStatus.SETTLED,
        FindingStatus.RECORDED,
    }
)
"""States of a finding whose rule two people have agreed on."""


def confirmed_from(rows: Iterable[FindingRow], rules: Sequence[DeductionRule]) -> tuple[Confirmed, ...]:
    """The confirmed findings among `rows`, which come newest first, as lessons, the newest last.

    `rules` are the schedule in force; a finding priced by another schedule counts where a rule of the same
    name stands in this one.  Nothing is learned from a choice of the fallback, nor about a rule that leaves
    its amount to another document: such a choice was a person's for one finding, and a price must not follow
    from it for the next.
    """
    places = {rule.name: rule.place for rule in rules if not rule.fallback and rule.amount is not None}
    found = []
    for row in rows:
        if row.status in CONFIRMED and row.rule_name in places:
            found.append(Confirmed(row.text, places[row.rule_name]))
            if len(found) == MOST:
                break
    return tuple(reversed(found))
