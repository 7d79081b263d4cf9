"""A person's answers about a finding stand above what was read from its text."""

from __future__ import annotations

from datetime import date

from importers.rosters import Registry, RosterUnit
from ledger.money import Money
from ledger.plan import DeductionRule, DocumentHead, Plan, Source, Span
from ledger.vocabulary import AssessmentStatus, Level, UnitKind
from penalties.answers import UNSTATED_LEVEL, Answers, unruled
from penalties.cases import Proposal
from penalties.in_force import RulesInForce

TODAY = date(2025, 8, 15)
SENTENCE = "8月12日市督导组在孟村查到工地裸土没盖"
REGISTRY = Registry((RosterUnit("孟村办事处", UnitKind.OFFICE, ("孟村",)),))


def rule(place: int, name: str, printed: str) -> DeductionRule:
    return DeductionRule(
        place, name, printed, Money.wan(10), "起", False, None, None, False, "五", Span(0, 0)
    )


PLAN = Plan(
    DocumentHead("示范区实施方案", "示环攻坚办〔2025〕3号", None, None, 2025, None),
    "",
    Source("", "txt", ""),
    deductions=(
        rule(1, "施工工地扬尘", "施工工地扬尘，每起扣缴10万元，重复出现的加倍扣缴"),
        rule(2, "餐饮油烟", "餐饮油烟，每起扣缴10万元，重复出现的加倍扣缴"),
    ),
)


def proposed(text: str = SENTENCE) -> Proposal:
    return RulesInForce.of_plan(PLAN, REGISTRY).propose(text, TODAY)


def test_a_problem_that_came_up_again_is_doubled_where_the_rule_says_so() -> None:
    assert [each.about for each in proposed().questions] == ["repeated"]
    again = proposed().corrected(Answers(repeated=True), TODAY)
    assert (again.draft.assessment.amount, again.questions) == (Money.wan(20), ())


def test_a_problem_that_came_up_for_the_first_time_is_not() -> None:
    once = proposed().corrected(Answers(repeated=False), TODAY)
    assert (once.draft.assessment.amount, once.questions) == (Money.wan(10), ())


def test_the_rule_that_a_person_chose_asks_for_repeats_as_well() -> None:
    chosen = proposed("8月12日市督导组在孟村查到有人往路上泼水").corrected(Answers(rule=2), TODAY)
    assert [each.about for each in chosen.questions] == ["repeated"]
    assert chosen.rule is not None
    assert chosen.rule.rule.place == 2


def test_nobody_named_a_day_or_a_level() -> None:
    draft = proposed("孟村工地裸土没盖").corrected(Answers(), TODAY).draft
    assert (draft.found_on, draft.level) == (TODAY, UNSTATED_LEVEL)


def test_what_only_the_district_found_stays_so_until_a_person_says_otherwise() -> None:
    own = proposed("孟村办自查，工地裸土没盖，昨天")
    assert own.corrected(Answers(), TODAY).draft.level is Level.DISTRICT
    assert own.corrected(Answers(level=Level.PROVINCIAL), TODAY).draft.level is Level.PROVINCIAL


def test_a_finding_that_no_rule_prices_is_free_because_a_person_said_so() -> None:
    corrected = proposed().corrected(Answers(unpriced=True), TODAY)
    assert corrected.rule is None
    assert corrected.draft.assessment.status is AssessmentStatus.FREE
    assert corrected.draft.assessment.working == ("不计价：经人工判定，不属于扣缴标准所列问题。",)


def test_without_rules_in_force_it_is_filed_as_it_reads() -> None:
    draft = unruled(SENTENCE, proposed().facts, Answers(subject="甲工地"), TODAY)
    assert (draft.office, draft.subject, draft.assessment.amount) == ("孟村办事处", "甲工地", None)
    assert draft.assessment.working == ("不计价：当日没有已采用的扣缴标准。",)
