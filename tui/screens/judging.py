"""The bench at which the entry form judges: the schedules in force, the register, and a matcher for each.

Made in a worker, since matching loads its model; it is asked with every keystroke.  It decides nothing that
`penalties` does not decide: it puts a person's corrections in the place of what was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from importers.rosters import Registry
from importers.sentences import Facts, read_sentence
from ledger.drafts import FindingDraft
from ledger.errors import BadValue, GongjianError
from ledger.plan import Obligation, Plan
from ledger.views import PolicyView, RuleView, UnitView
from ledger.vocabulary import Level, PolicyStatus
from penalties.assess import not_priced
from penalties.cases import Priced, Proposal, propose, rule_at
from penalties.filing import UNSTATED_LEVEL
from penalties.matching import Matcher
from tui.screens.judged import Corrections, Judged, RuleChoice, RuleLine, TaskChoice
from tui.screens.typed import read_count, read_day, read_level, unit_of

if TYPE_CHECKING:
    from ledger.database import Tx

NOT_PRICED = "0"
"""What a person types for the rule when no rule prices the finding."""


@dataclass(frozen=True)
class Force:
    """What is in force from a day on; the main schedule's rules come first."""

    from_day: date
    rules: tuple[RuleView, ...]
    plan: Plan

    @property
    def schedule(self) -> tuple[RuleView, ...]:
        """The rules of the main schedule, in printed order."""
        return tuple(view for view in self.rules if view.policy == self.rules[0].policy)


@dataclass
class Bench:
    """What judging needs, read in one snapshot. `last_day`, `last_level`: of the finding before."""

    today: date
    policies: tuple[PolicyView, ...]
    units: tuple[UnitView, ...]
    forces: tuple[Force, ...]
    last_day: date | None = None
    last_level: Level | None = None
    _matchers: dict[date, Matcher] = field(default_factory=dict)

    def force_on(self, day: date) -> Force:
        """What is in force on a day. Raises BadValue where nothing is."""
        for force in reversed(self.forces):
            if force.from_day <= day:
                return force
        if not self.forces:
            raise BadValue("还没有采用的扣缴标准，请先到“政策”导入并采用方案。")
        first = self.forces[0]
        raise BadValue(f"{day} 没有已采用的扣缴标准，最早的自 {first.from_day} 起执行，请核对日期。")

    def rules_on(self, day: date) -> list[RuleLine]:
        """Every rule of the main schedule of a day."""
        try:
            schedule = self.force_on(day).schedule
        except BadValue:
            return []
        return [RuleLine(view.rule.place, view.rule.name, _price(view)) for view in schedule]

    def tasks_on(self, day: date) -> tuple[Obligation, ...]:
        """Every task of the plan of a day."""
        try:
            return self.force_on(day).plan.obligations
        except BadValue:
            return ()

    def matcher(self, force: Force) -> Matcher:
        """The matcher of a schedule, made once."""
        if force.from_day not in self._matchers:
            rules = [view.rule for view in force.schedule]
            self._matchers[force.from_day] = Matcher(
                rules, force.plan.obligations, force.plan.text, registry=Registry.of_views(self.units)
            )
        return self._matchers[force.from_day]

    def judge(self, text: str, corrections: Corrections) -> Judged:
        """What a text comes to, with the corrections put in. Never raises for what a person typed."""
        facts = read_sentence(text, self.today, Registry.of_views(self.units))
        corrected = _Corrected(self, facts, corrections)
        try:
            force = self.force_on(corrected.found_on)
        except BadValue as refusal:
            corrected.objections.append(("day", str(refusal)))
            return corrected.without_rules(text)
        matcher = self.matcher(force)
        return corrected.with_rules(force, propose(text, self.today, force.rules, matcher, facts))


class _Corrected:
    """The facts of a text with a person's corrections in their place, and what is wrong with those."""

    def __init__(self, bench: Bench, facts: Facts, given: Corrections) -> None:
        self.bench = bench
        self.facts = facts
        self.given = given
        self.objections: list[tuple[str, str]] = []
        self.found_on = self._day()
        self.level = self._level()
        self.office = self._office()

    def _day(self) -> date:
        day = self.facts.found_on or self.bench.last_day or self.bench.today
        try:
            if self.given.day:
                day = read_day(self.given.day, self.bench.today)
            if day > self.bench.today:
                raise BadValue(f"{day} 还没有到，请核对发现日期。")
        except BadValue as refusal:
            self.objections.append(("day", str(refusal)))
        return day

    def _level(self) -> Level:
        if self.given.level:
            try:
                return read_level(self.given.level)
            except BadValue as refusal:
                self.objections.append(("level", str(refusal)))
        if self.facts.self_found:
            return Level.DISTRICT
        return self.facts.level or self.bench.last_level or UNSTATED_LEVEL

    def _office(self) -> str | None:
        if self.given.office:
            try:
                return unit_of(self.given.office, self.bench.units)
            except BadValue as refusal:
                self.objections.append(("office", str(refusal)))
        return self.facts.office

    def _rule(self, proposal: Proposal) -> RuleView | None:
        typed = self.given.rule
        if not typed or typed == NOT_PRICED:
            return proposal.chosen.rule if not typed else None
        try:
            return rule_at(proposal.rules, read_count(typed))
        except BadValue as refusal:
            self.objections.append(("rule", str(refusal)))
        return None

    def _count(self) -> int | None:
        if not self.given.count:
            return None
        try:
            return read_count(self.given.count)
        except BadValue as refusal:
            self.objections.append(("count", str(refusal)))
        return None

    def _task(self, force: Force, proposal: Proposal) -> str | None:
        typed = self.given.task
        if not typed:
            return proposal.obligations[0].number if proposal.obligations else None
        if typed != NOT_PRICED and force.plan.obligation(typed) is None:
            self.objections.append(("task", f"方案里没有第 {typed} 项任务。"))
        return None if typed == NOT_PRICED else typed

    def with_rules(self, force: Force, proposal: Proposal) -> Judged:
        """As it would be filed under the rules in force."""
        rule = self._rule(proposal)
        chosen = rule.rule.place if rule is not None and self.given.rule else None
        task = self._task(force, proposal)
        draft = proposal.draft(
            "",
            found_on=self.found_on,
            level=self.level,
            office=self.office,
            place=chosen,
            count=self._count(),
            subject=self.given.subject or None,
            inspecting_body=self.given.body or None,
        )
        if self.given.rule == NOT_PRICED:
            reason = not_priced("经人工判定，不属于扣缴标准所列问题")
            draft = replace(draft, assessment=reason.draft(chosen_by_person=True))
        draft = replace(draft, obligation=task, place=self.given.place or draft.place)
        heading = force.plan.obligation(task) if task else None
        return Judged(
            draft=draft,
            rules=tuple(_choice(priced) for priced in proposal.ranked),
            rule=rule.rule.place if rule else None,
            rule_name=rule.rule.name if rule else "",
            tasks=tuple(
                TaskChoice(each.number, each.heading, each.confidence) for each in proposal.obligations[:5]
            ),
            task_heading=heading.heading if heading else "",
            objections=tuple(self.objections),
            doubts=tuple(self._doubts(proposal)),
        )

    def without_rules(self, text: str) -> Judged:
        """As it reads, where no schedule is in force."""
        draft = FindingDraft(
            "",
            text,
            self.found_on,
            self.level,
            not_priced("当日没有已采用的扣缴标准").draft(),
            inspecting_body=self.given.body or self.facts.body,
            office=self.office,
            subject=self.given.subject or self.facts.subject,
            place=self.given.place or self.facts.place,
        )
        return Judged(draft=draft, objections=tuple(self.objections))

    def _doubts(self, proposal: Proposal) -> list[str]:
        """The questions that neither a correction nor the finding before has answered."""
        answered = {
            "found_on": bool(self.given.day or self.bench.last_day),
            "level": bool(self.given.level or self.bench.last_level),
            "office": self.office is not None,
            "rule": bool(self.given.rule),
            "count": bool(self.given.count),
            "condition": bool(self.given.rule),
        }
        return [each.words for each in proposal.questions if not answered.get(each.about, False)]


def _choice(priced: Priced) -> RuleChoice:
    amount = priced.assessed.amount
    return RuleChoice(
        priced.rule.rule.place,
        priced.rule.rule.name,
        priced.confidence,
        amount.as_wan() if amount is not None else priced.assessed.status.label,
        "、".join(f"{item.words}（{item.known_as}）" for item in priced.candidate.evidence),
    )


def _price(view: RuleView) -> str:
    rule = view.rule
    if rule.amount is None:
        return f"见{rule.reference}" if rule.reference else "金额待定"
    return f"{rule.amount.as_wan()}/{rule.per or '起'}"


def bench_of(tx: Tx, today: date, before: Bench | None) -> Bench:
    """The bench for the books as they are; the one from before where nothing on it has changed."""
    from ledger import policies, units

    adopted = tuple(each for each in policies.list_policies(tx) if each.status is PolicyStatus.ADOPTED)
    known = tuple(units.list_units(tx))
    if before is not None and (before.policies, before.units, before.today) == (adopted, known, today):
        return before
    forces: list[Force] = []
    for day in sorted({each.from_day for each in adopted if each.from_day is not None}):
        try:
            main = policies.policy_in_force(tx, day)
        except GongjianError:
            continue
        rules = policies.rules_in_force(tx, day)
        forces.append(Force(day, rules, policies.plan_of(tx, main.number)))
    bench = Bench(today, adopted, known, tuple(forces))
    if before is not None:
        bench.last_day, bench.last_level = before.last_day, before.last_level
    if forces:
        bench.judge("工地裸土未覆盖", Corrections())  # loads the model before the first keystroke
    return bench
