"""People, units, policies and their rules, as the books hand them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.doc_numbers import names
from ledger.plan import DeductionRule, RewardRule, SubsidyRule
from ledger.vocabulary import PolicyStatus, UnitKind


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone who works with the books."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """A registered unit."""

    id: int
    name: str
    kind: UnitKind
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """An imported policy; `number` is what the command line calls N. In force from `from_day` to `until`."""

    number: int
    title: str
    doc_number: str | None
    year: int
    status: PolicyStatus
    sha256: str
    file_name: str
    from_day: date | None
    until: date | None
    imported_by: str
    imported_at: datetime
    adopted_by: str | None
    obligations: int
    rules: int


@dataclass(frozen=True, slots=True)
class RuleView:
    """A deduction rule as stored, with the policy that it belongs to."""

    id: int
    policy: int
    doc_number: str | None
    policy_title: str
    rule: DeductionRule


def amount_rule(rules: tuple[RuleView, ...], rule: RuleView) -> RuleView | None:
    """The rule that gives the amount: the rule itself, or the one rule of the document that it refers to."""
    if rule.rule.amount is not None:
        return rule
    pricing = [
        view for view in rules if view.rule.amount is not None and names(rule.rule.reference, view.doc_number)
    ]
    return pricing[0] if len(pricing) == 1 else None


@dataclass(frozen=True, slots=True)
class SubsidyRuleView:
    """A subsidy rule as stored."""

    id: int
    policy: int
    doc_number: str | None
    rule: SubsidyRule


@dataclass(frozen=True, slots=True)
class RewardRuleView:
    """A reward rule as stored."""

    id: int
    policy: int
    doc_number: str | None
    rule: RewardRule


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person typed: 人工录入, by whom, when, why; `words` say what was put for what."""

    by: str
    at: datetime
    reason: str
    words: str

    def __str__(self) -> str:
        return f"人工录入：{self.by}，{self.at:%Y-%m-%d %H:%M}，{self.reason}（{self.words}）"
