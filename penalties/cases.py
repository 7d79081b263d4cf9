"""The use case of a finding: its text → facts → ranked rules, each with its amount → what is filed.

Pure: the caller fetches the rules in force on the finding's day from the books, and files the draft.
What the text does not say is asked, never filled in: office, day, level; and which rule, where two are
nearly as likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from importers.sentences import Facts
from ledger.drafts import FindingDraft
from ledger.errors import BadValue
from ledger.plan import Plan
from ledger.views import RuleView
from ledger.vocabulary import AssessmentStatus, Level
from penalties.answers import NOT_OF_THE_SCHEDULE, Answers, Corrected
from penalties.assess import Assessed, Question, assess, district_only, not_priced, why_outside
from penalties.counting import Count, count_for
from penalties.matching import Match, Matcher, RuleCandidate
from penalties.tasks import TaskCandidate


@dataclass(frozen=True, slots=True)
class Priced:
    """A rule that may price the finding, with what it would come to; `confidence` in [0, 1]."""

    rule: RuleView
    confidence: float
    candidate: RuleCandidate
    count: Count
    assessed: Assessed


@dataclass(frozen=True)
class Proposal:
    """What the program takes a text for. `ranked` are alternatives: never is more than one charged.

    `chosen` is what would be filed as it stands: UNDECIDED where a person has to choose the rule, be it that
    two are nearly as likely or that the finding lies outside the limits of its own.
    """

    text: str
    match: Match
    rules: tuple[RuleView, ...]
    ranked: tuple[Priced, ...]
    chosen: Assessed
    questions: tuple[Question, ...]

    @property
    def facts(self) -> Facts:
        """What was read from the text."""
        return self.match.facts

    @property
    def obligations(self) -> tuple[TaskCandidate, ...]:
        """The tasks that it may violate, likeliest first."""
        return self.match.obligations

    @cached_property
    def conflict(self) -> str | None:
        """Why a person has to choose between rules, each with its amount; None where one is clear."""
        if not self.match.abstain or len(self.ranked) < 2:
            return None
        sides = "；".join(_said(priced) for priced in self.ranked[:3])
        return f"同一事实只按一项扣缴，请选择：{sides}。"

    def draft(
        self,
        key: str,
        *,
        found_on: date | None = None,
        office: str | None = None,
        level: Level | None = None,
        place: int | None = None,
        count: int | None = None,
        subject: str | None = None,
        obligation: str | None = None,
        inspecting_body: str | None = None,
        source_ref: str | None = None,
        repeated: bool | None = None,
    ) -> FindingDraft:
        """The finding as filed, with what a person corrected or added; `place` chooses the rule.

        `repeated` says whether the problem came up again, where the rule doubles for that.  Raises BadValue
        where the day or the level is missing, or no rule stands at that place.
        """
        day = found_on or self.facts.found_on
        if day is None:
            raise BadValue("缺少发现日期，请填写发现日期。")
        at_level = level or self.facts.level
        if at_level is None:
            raise BadValue("缺少发现层级，请填写国家、省、市或区（自查）。")
        assessed, confidence = self._assessed(place, count, at_level, repeated)
        first = self.obligations[0].number if self.obligations else None
        return FindingDraft(
            key=key,
            text=self.text,
            found_on=day,
            level=at_level,
            assessment=assessed.draft(confidence, chosen_by_person=place is not None),
            inspecting_body=inspecting_body or self.facts.body,
            office=office or self.facts.office,
            subject=subject or self.facts.subject,
            place=self.facts.place,
            obligation=obligation or first,
            source_ref=source_ref,
        )

    def corrected(self, answers: Answers, today: date) -> Corrected:
        """The finding with a person's answers in the place of what was read. Raises BadValue as `draft`.

        Where neither a person nor the text names the day it is today, and the level UNSTATED_LEVEL.
        """
        draft = self.draft(
            "",
            found_on=answers.day_of(self.facts, today),
            level=answers.level_of(self.facts),
            office=answers.office,
            place=answers.rule,
            count=answers.count,
            subject=answers.subject,
            obligation=answers.obligation,
            inspecting_body=answers.inspecting_body,
            repeated=answers.repeated,
        )
        rule = self.chosen.rule if answers.rule is None else rule_at(self.rules, answers.rule)
        if answers.unpriced:
            rule = None
            unpriced = not_priced(NOT_OF_THE_SCHEDULE).draft(chosen_by_person=True)
            draft = replace(draft, assessment=unpriced)
        if answers.no_task:
            draft = replace(draft, obligation=None)
        draft = replace(draft, place=answers.place or draft.place)
        asked = self.questions
        if answers.rule is not None:
            chosen, _ = self._assessed(answers.rule, answers.count, draft.level, None)
            asked = (*asked, *(each for each in chosen.questions if each.about == "repeated"))
        standing = dict.fromkeys(each for each in asked if answers.leave_open(each, self.facts))
        return Corrected(draft, rule, tuple(standing))

    def _assessed(
        self, place: int | None, count: int | None, level: Level, repeated: bool | None
    ) -> tuple[Assessed, float]:
        given = None if count is None else Count(count, f"经办填写，按{count}计")
        if place is None:
            chosen = _choose(self.match, self.ranked, self.rules, level, given, repeated)
            return chosen, self.match.confidence
        rule = rule_at(self.rules, place)
        known = next((priced.count for priced in self.ranked if priced.rule is rule), None)
        counted = given or known or Count(1, "按1计", certain=False)
        assessed = assess(rule, self.facts, counted, level, self.rules, repeated=repeated, confirmed=True)
        if self.match.outside is not None and rule.rule.fallback:
            outside = rule_at(self.rules, self.match.outside)
            assessed = replace(assessed, working=(*why_outside(outside, self.facts), *assessed.working))
        return assessed, 1.0


def propose(
    text: str, today: date, rules: tuple[RuleView, ...], matcher: Matcher, facts: Facts | None = None
) -> Proposal:
    """What a text is taken for under the rules in force on its day.

    `rules` begin with the main schedule in printed order, as the books give them; `matcher` was made for that
    schedule.  `facts` saves reading the text twice where the caller has them.
    """
    match = matcher.match(text, today) if facts is None else matcher.judge(text, facts)
    ranked = tuple(_priced(candidate, match, rules) for candidate in match.rules)
    chosen = _choose(match, ranked, rules, _level(match))
    return Proposal(text, match, rules, ranked, chosen, tuple(_questions(match, ranked, chosen)))


def rule_at(rules: Sequence[RuleView], place: int) -> RuleView:
    """The rule at a place of the main schedule, which comes first; raises BadValue."""
    main = rules[0].policy if rules else None
    found = next((view for view in rules if view.rule.place == place and view.policy == main), None)
    if found is None:
        raise BadValue(f"扣缴标准里没有第{place}项，请核对序号。")
    return found


def views_of(plan: Plan) -> tuple[RuleView, ...]:
    """A plan's rules as if adopted, for judging without books; ids are places in the printed schedule."""
    head = plan.document
    return tuple(RuleView(rule.place, 0, head.doc_number, head.title, rule) for rule in plan.deductions)


def _priced(candidate: RuleCandidate, match: Match, rules: tuple[RuleView, ...]) -> Priced:
    rule = rule_at(rules, candidate.place)
    concept = candidate.concept if candidate is not match.rules[0] else match.concept
    count = count_for(concept, match.facts, rule.rule.stackable, rule.rule.per, rule.rule.printed)
    return Priced(
        rule, candidate.confidence, candidate, count, assess(rule, match.facts, count, _level(match), rules)
    )


def _level(match: Match) -> Level | None:
    return Level.DISTRICT if match.facts.self_found else match.facts.level


def _choose(
    match: Match,
    ranked: tuple[Priced, ...],
    rules: tuple[RuleView, ...],
    level: Level | None,
    count: Count | None = None,
    repeated: bool | None = None,
) -> Assessed:
    """What would be filed at that level; `count` and `repeated` are what a person said."""
    outside = None if match.outside is None else rule_at(rules, match.outside)
    if not ranked and outside is None:
        return not_priced(match.reason or "没有条款可用")
    if level is Level.DISTRICT:
        return district_only(match.facts)
    if outside is not None:
        counted = count or (ranked[0].count if ranked else count_for(match.concept, match.facts))
        return assess(outside, match.facts, counted, level, rules)
    counted = count or ranked[0].count
    if match.abstain:
        working = ("适用条款不明确，请人工选择：", *(_said(priced) for priced in ranked))
        return Assessed(AssessmentStatus.UNDECIDED, None, counted.value, None, working)
    return assess(ranked[0].rule, match.facts, counted, level, rules, repeated=repeated)


def _questions(match: Match, ranked: tuple[Priced, ...], chosen: Assessed) -> list[Question]:
    if not ranked and match.outside is None:
        return []
    asked = []
    if match.facts.found_on is None:
        asked.append(Question("found_on", "是哪天发现的？"))
    if match.facts.office is None:
        asked.append(Question("office", "属地是哪个办事处？"))
    if match.abstain and len(ranked) > 1:
        asked.append(Question("rule", f"是{_said(ranked[0])}，还是{_said(ranked[1])}？"))
    asked.extend(chosen.questions)
    if match.facts.level is None and not any(question.about == "level" for question in asked):
        asked.append(Question("level", "是哪一级发现的（国家、省、市，还是区里自查）？"))
    return asked


def _said(priced: Priced) -> str:
    amount = priced.assessed.amount.as_wan() if priced.assessed.amount else priced.assessed.status.label
    return f"第{priced.rule.rule.place}项“{priced.rule.rule.name}”（{amount}）"
