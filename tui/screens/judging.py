"""The bench at which the entry form judges: the rules in force by their days, and the register.

Made in a worker, since matching loads its model; it is asked with every keystroke.  It reads what a person
typed as values; what those come to is `penalties.cases`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from importers.rosters import Registry
from importers.sentences import Facts, read_sentence
from ledger.errors import BadValue, GongjianError
from ledger.plan import Obligation
from ledger.views import PolicyView, RuleView, UnitView
from ledger.vocabulary import Level, PolicyStatus
from penalties.answers import Answers, unruled
from penalties.cases import Priced, Proposal, rule_at
from penalties.in_force import Kept, RulesInForce
from penalties.separating import may_be_several
from tui.screens.judged import Corrections, Judged, Part, RuleChoice, RuleLine, TaskChoice
from tui.screens.typed import read_count, read_day, read_level, read_yes, unit_of

if TYPE_CHECKING:
    from ledger.database import Tx

NOT_PRICED = "0"
"""What a person types for the rule when no rule prices the finding, for the task when it breaks none."""


@dataclass(frozen=True)
class Force:
    """What is in force from a day on."""

    from_day: date
    judging: RulesInForce


@dataclass
class Bench:
    """What judging needs, read in one snapshot. `last_day`: of the finding before."""

    today: date
    policies: tuple[PolicyView, ...]
    units: tuple[UnitView, ...]
    forces: tuple[Force, ...]
    kept: Kept = field(default_factory=Kept)
    last_day: date | None = None

    def force_on(self, day: date) -> RulesInForce:
        """What is in force on a day. Raises BadValue where nothing is."""
        for force in reversed(self.forces):
            if force.from_day <= day:
                return force.judging
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

    def judge(self, text: str, corrections: Corrections) -> Judged:
        """What a text comes to, with the corrections put in. Never raises for what a person typed."""
        latest = self.forces[-1].judging if self.forces else None
        register = latest.registry if latest is not None else Registry.of_views(self.units)
        facts = read_sentence(text, self.today, register)
        typed = _Typed(self, facts, corrections)
        answers = typed.answers()
        try:
            force = self.force_on(answers.day_of(facts, self.today))
        except BadValue as refusal:
            typed.objections.append(("day", str(refusal)))
            draft = unruled(text, facts, answers, self.today)
            return Judged(draft=draft, objections=tuple(typed.objections))
        proposal = force.propose(text, self.today, facts if force is latest else None)
        return replace(typed.judged(force, proposal, answers), parts=self._parts(force, text, corrections))

    def _parts(self, force: RulesInForce, text: str, given: Corrections) -> tuple[Part, ...]:
        """The findings of a text that tells of several, unless a person said what it comes to as one."""
        if given.rule or given.count or given.task or not may_be_several(text):
            return ()
        pieces = force.separate(text, self.today)
        if len(pieces) < 2:
            return ()
        found = []
        for piece, facts in pieces:
            known = _known_around(facts, force.read(piece, self.today), given)
            found.append(Part(piece, known, replace(self.judge(piece, known), parts=())))
        return tuple(found)


class _Typed:
    """What a person typed beside a text, as answers, and what cannot be read of it."""

    def __init__(self, bench: Bench, facts: Facts, given: Corrections) -> None:
        self.bench = bench
        self.facts = facts
        self.given = given
        self.objections: list[tuple[str, str]] = []

    def answers(self) -> Answers:
        """The answers that need no rules to be read; the day of the finding before fills a gap."""
        given = self.given
        return Answers(
            found_on=self._day(),
            level=self._level(),
            inspecting_body=given.body or None,
            office=self._office(),
            subject=given.subject or None,
            place=given.place or None,
            count=self._count(),
            repeated=self._repeated(),
            unpriced=given.rule == NOT_PRICED,
            no_task=given.task == NOT_PRICED,
        )

    @property
    def day_carried(self) -> bool:
        """Whether the day is that of the finding before."""
        return not self.given.day and self.facts.found_on is None and self.bench.last_day is not None

    def _day(self) -> date | None:
        said = self.facts.found_on
        try:
            day = read_day(self.given.day, self.bench.today) if self.given.day else None
            known = day or said or self.bench.last_day
            if known is not None and known > self.bench.today:
                raise BadValue(f"{known} 还没有到，请核对发现日期。")
        except BadValue as refusal:
            self.objections.append(("day", str(refusal)))
            return said or self.bench.last_day
        return known if day or not said else None

    def _level(self) -> Level | None:
        if self.given.level:
            try:
                return read_level(self.given.level)
            except BadValue as refusal:
                self.objections.append(("level", str(refusal)))
        return None

    def _office(self) -> str | None:
        wanted = self.given.office or self.facts.office
        if wanted is None:
            return None
        try:
            return unit_of(wanted, self.bench.units)
        except BadValue as refusal:
            self.objections.append(("office", str(refusal)))
            return None

    def _count(self) -> int | None:
        if not self.given.count:
            return None
        try:
            return read_count(self.given.count)
        except BadValue as refusal:
            self.objections.append(("count", str(refusal)))
        return None

    def _repeated(self) -> bool | None:
        if not self.given.repeated:
            return None
        try:
            return read_yes(self.given.repeated)
        except BadValue as refusal:
            self.objections.append(("repeated", str(refusal)))
        return None

    def _rule(self, force: RulesInForce) -> int | None:
        typed = self.given.rule
        if not typed or typed == NOT_PRICED:
            return None
        try:
            return rule_at(force.rules, read_count(typed)).rule.place
        except BadValue as refusal:
            self.objections.append(("rule", str(refusal)))
        return None

    def _task(self, force: RulesInForce) -> str | None:
        typed = self.given.task
        if not typed or typed == NOT_PRICED:
            return None
        if force.plan.obligation(typed) is None:
            self.objections.append(("task", f"方案里没有第 {typed} 项任务。"))
        return typed

    def judged(self, force: RulesInForce, proposal: Proposal, answers: Answers) -> Judged:
        """As it would be filed under the rules in force."""
        said = replace(answers, rule=self._rule(force), obligation=self._task(force))
        corrected = proposal.corrected(said, self.bench.today)
        heading = force.plan.obligation(corrected.draft.obligation) if corrected.draft.obligation else None
        return Judged(
            draft=corrected.draft,
            rules=tuple(_choice(priced) for priced in proposal.ranked),
            rule=corrected.rule.rule.place if corrected.rule else None,
            rule_name=corrected.rule.rule.name if corrected.rule else "",
            tasks=tuple(
                TaskChoice(each.number, each.heading, each.confidence) for each in proposal.obligations[:5]
            ),
            task_heading=heading.heading if heading else "",
            objections=tuple(self.objections),
            day_carried=self.day_carried,
            doubts=tuple(question.words for question in corrected.questions),
        )


def _known_around(facts: Facts, own: Facts, given: Corrections) -> Corrections:
    """What a piece has from the text around it or from a person, as corrections of the piece alone."""
    level = Level.DISTRICT if facts.self_found else facts.level
    inherits_level = level is not None and own.level is None and not own.self_found
    return Corrections(
        day=given.day or (f"{facts.found_on}" if facts.found_on and not own.found_on else ""),
        level=given.level or (level.label if level is not None and inherits_level else ""),
        body=given.body or (facts.body or "" if not own.body else ""),
        office=given.office or (facts.office or "" if not own.office else ""),
        subject=given.subject or (facts.subject or "" if not own.subject else ""),
        place=given.place,
    )


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
    from penalties.filing import agreed_findings, in_force

    adopted = tuple(each for each in policies.list_policies(tx) if each.status is PolicyStatus.ADOPTED)
    known = tuple(units.list_units(tx))
    kept = before.kept if before is not None else Kept()
    register, agreed = Registry.of_views(known), agreed_findings(tx)
    forces: list[Force] = []
    for day in sorted({each.from_day for each in adopted if each.from_day is not None}):
        try:
            policies.policy_in_force(tx, day)
        except GongjianError:
            continue
        forces.append(Force(day, in_force(tx, day, kept, register, agreed)))
    standing = (today, adopted, known)
    if (
        before is not None
        and (before.today, before.policies, before.units) == standing
        and _same(before.forces, forces)
    ):
        return before
    bench = Bench(today, adopted, known, tuple(forces), kept)
    if before is not None:
        bench.last_day = before.last_day
    if forces:
        bench.judge("工地裸土未覆盖", Corrections())  # loads the model before the first keystroke
    return bench


def _same(before: Sequence[Force], now: Sequence[Force]) -> bool:
    return len(before) == len(now) and all(
        one.from_day == other.from_day and one.judging is other.judging
        for one, other in zip(before, now, strict=True)
    )
