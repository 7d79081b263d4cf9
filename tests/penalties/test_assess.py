"""What a finding costs, case by case, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.rosters import Registry
from importers.sentences import Facts, read_sentence
from ledger.errors import BadValue
from ledger.money import Money
from ledger.plan import DeductionRule, Span
from ledger.views import RuleView
from ledger.vocabulary import AssessmentStatus, Level
from penalties.assess import Assessed, Question, assess, not_priced
from penalties.conditions import levels_priced
from penalties.counting import Count, count_for

TABLE = yaml.safe_load((Path(__file__).parent / "cases" / "assessments.yaml").read_text(encoding="utf-8"))


def rule_view(entry: dict[str, Any], document: str, key: int, policy: int) -> RuleView:
    rule = DeductionRule(
        place=entry.get("place", 1),
        name=entry["name"],
        printed=entry["printed"],
        amount=None if entry["yuan"] is None else Money.yuan(entry["yuan"]),
        per=entry["per"],
        stackable=entry.get("stackable", False),
        condition=None,
        reference=entry.get("reference"),
        fallback=entry.get("fallback", False),
        clause="五（二）",
        span=Span(0, 0),
    )
    return RuleView(key, policy, document, "实施方案", rule)


RULES = tuple(rule_view(e, TABLE["document"], e["place"], 1) for e in TABLE["schedule"])
REFERENCED = rule_view(TABLE["referenced"], TABLE["referenced"]["document"], 99, 2)


def judged(case: dict[str, Any]) -> Assessed:
    facts = read_sentence(case["text"], date(2025, 8, 15), Registry())
    rule = RULES[case["rule"] - 1]
    concept = TABLE["schedule"][case["rule"] - 1]["concept"]
    count = count_for(concept, facts, rule.rule.stackable)
    rules = (*RULES, REFERENCED) if case.get("referenced") else RULES
    return assess(
        rule,
        facts,
        count,
        facts.level,
        rules,
        repeated=case.get("repeated"),
        confirmed=case.get("confirmed", False),
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in TABLE["cases"].items()])
def test_every_rule_and_condition(case: dict[str, Any]) -> None:
    assessed = judged(case)
    assert assessed.status.value == case["status"]
    assert (assessed.amount.as_json() if assessed.amount else None) == case["yuan"]
    assert case.get("says", "") in "\n".join(assessed.working)
    assert case.get("asks", "") in "\n".join(question.words for question in assessed.questions)


@pytest.mark.parametrize("case", TABLE["cases"].values(), ids=list(TABLE["cases"]))
def test_the_clause_is_quoted_wherever_a_rule_speaks(case: dict[str, Any]) -> None:
    assessed = judged(case)
    assert assessed.working[0].startswith("依据：示环攻坚办〔2025〕3号 五（二）第")


def test_what_is_free_has_a_reason_and_no_amount() -> None:
    assessed = not_priced("不是大气环境问题")
    assert (assessed.status, assessed.amount, assessed.rule) == (AssessmentStatus.FREE, None, None)
    assert assessed.working == ("不计价：不是大气环境问题。",)


def test_the_draft_carries_rule_count_amount_and_reasons() -> None:
    draft = judged({"rule": 4, "text": "市里查到黑渣土车2辆"}).draft(0.9)
    assert (draft.rule_id, draft.count, draft.amount, draft.confidence) == (4, 2, Money.wan(20), 0.9)


def test_a_persons_choice_is_certain() -> None:
    draft = judged({"rule": 4, "text": "市里查到黑渣土车2辆"}).draft(0.4, chosen_by_person=True)
    assert (draft.confidence, draft.chosen_by_person) == (1.0, True)


@pytest.mark.parametrize("count", [0, -1, 100_001])
def test_a_count_out_of_bounds_is_refused(count: int) -> None:
    with pytest.raises(BadValue, match=rf"^数量应在 1 到 100000 之间，填的是 {count}，请核对。$"):
        assess(RULES[0], Facts("x"), count, Level.MUNICIPAL, RULES)


def test_a_vague_count_is_asked() -> None:
    assessed = assess(RULES[3], Facts("x"), Count(10, "文中写明10辆", certain=False), Level.MUNICIPAL, RULES)
    assert assessed.questions == (Question("count", "数量没有写准，文中写明10辆，对吗？"),)


def test_two_rules_of_the_referenced_document_are_left_to_a_person() -> None:
    other = rule_view({**TABLE["referenced"], "place": 2, "name": "复燃"}, "示办〔2016〕37号", 98, 2)
    facts = read_sentence("市里查到烧垃圾", date(2025, 8, 15), Registry())
    assessed = assess(RULES[4], facts, 1, Level.MUNICIPAL, (*RULES, REFERENCED, other))
    assert assessed.status is AssessmentStatus.PENDING
    assert assessed.questions == (
        Question("rule", "示办〔2016〕37号 有几条可用：第1项“焚烧行为”、第2项“复燃”，请选一条。"),
    )


def test_without_a_fallback_a_person_decides_by_which_rule() -> None:
    facts = read_sentence("市里查到75吨燃煤锅炉", date(2025, 8, 15), Registry())
    assessed = assess(RULES[0], facts, 1, Level.MUNICIPAL, RULES[:1])
    assert assessed.questions == (
        Question("condition", "条件“35吨及以下”：文中写明75吨，不符合。第1项不适用，请人工判定按哪一项计。"),
    )


def test_the_levels_that_a_rule_prices_are_read_from_its_words() -> None:
    assert levels_priced(RULES[12].rule) == {Level.NATIONAL, Level.PROVINCIAL}
    assert levels_priced(RULES[0].rule) == {Level.NATIONAL, Level.PROVINCIAL, Level.MUNICIPAL}
