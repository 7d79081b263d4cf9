"""Money that documents take and give: the wordings of deductions, subsidies and rewards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.deductions import Deductions, read_deductions
from importers.grants import Grants, read_grants
from importers.outline import Outline
from ledger.plan import Span

WORDINGS = Path(__file__).parent / "wordings"
DEDUCTIONS: list[dict[str, Any]] = yaml.safe_load((WORDINGS / "deductions.yaml").read_text(encoding="utf-8"))
GRANTS: list[dict[str, Any]] = yaml.safe_load((WORDINGS / "grants.yaml").read_text(encoding="utf-8"))


def deductions_of(text: str) -> Deductions:
    return read_deductions(text, [Span(0, len(text))], Outline(()))


def grants_of(text: str) -> Grants:
    return read_grants(text, [Span(0, len(text))], Outline(()))


@pytest.mark.parametrize("case", DEDUCTIONS, ids=[case["name"] for case in DEDUCTIONS])
def test_the_wording_of_a_deduction(case: dict[str, Any]) -> None:
    rules = deductions_of(case["text"]).rules
    read = []
    for rule in rules:
        flags = (" S" if rule.stackable else "") + (" F" if rule.fallback else "")
        read.append(f"{rule.amount.as_json() if rule.amount else None} {rule.per}{flags}")
    assert read == case["rules"]
    assert [rule.reference for rule in rules] == case.get("references", [None] * len(rules))
    assert all(rule.span.of(case["text"]) == rule.printed for rule in rules)
    assert [rule.place for rule in rules] == list(range(1, len(rules) + 1))


@pytest.mark.parametrize("case", GRANTS, ids=[case["name"] for case in GRANTS])
def test_the_wording_of_a_grant(case: dict[str, Any]) -> None:
    grants = grants_of(case["text"])
    assert [f"{s.amount.as_json()} {s.grade}" for s in grants.subsidies] == case.get("subsidies", [])
    assert [r.amount.as_json() for r in grants.rewards] == case.get("rewards", [])
    assert all(g.span.of(case["text"]) == g.printed for g in (*grants.subsidies, *grants.rewards))


def test_a_range_of_amounts_is_left_to_a_person() -> None:
    [problem] = deductions_of("情节严重的，扣缴财力10万元至50万元。").problems
    assert problem.message == "扣缴金额是一个区间，请人工确定适用的金额。"


def test_what_a_paragraph_says_once_is_a_condition_of_each_rule() -> None:
    text = "对国家、省督察组发现的问题，将对我县财力实施扣缴。对散煤，每户扣缴1万元；对扬尘，每起扣缴2万元。"
    rules = deductions_of(text).rules
    assert [rule.condition for rule in rules] == ["国家、省督察组发现的问题"] * 2


def test_doubling_stays_with_the_rule_as_its_condition() -> None:
    [rule] = deductions_of("露天焚烧的，每处扣缴财力2万元，连续两次的加倍扣缴。").rules
    assert rule.condition == "连续两次的加倍扣缴"


def test_what_is_found_again_is_named_after_what_was_found() -> None:
    once, again = deductions_of("黄土未覆盖的，每处扣缴1.5万元，重复发现的3万元。").rules
    assert (once.name, once.condition) == ("黄土未覆盖", None)
    assert (again.name, again.condition) == ("黄土未覆盖（重复发现）", "重复发现")


def test_a_list_of_cases_is_no_condition_of_its_items() -> None:
    text = "有下列情形之一的，扣缴乡镇财力：散煤燃烧的，每户扣缴0.3万元；露天焚烧的，每处扣缴1万元。"
    assert [rule.condition for rule in deductions_of(text).rules] == [None, None]


def test_the_first_three_are_rewarded_by_name() -> None:
    rewards = grants_of("对年度评比前三名的街道，分别奖励60万元、40万元、20万元。").rewards
    assert [rule.name for rule in rewards] == ["第一名奖励", "第二名奖励", "第三名奖励"]


def test_a_cap_that_follows_is_a_condition() -> None:
    [rule] = grants_of("浓度每下降1微克/立方米，奖励3万元，最高不超过25万元。").rewards
    assert rule.condition == "浓度每下降1微克/立方米；最高不超过25万元"
    assert rule.name == "浓度每下降1微克/立方米奖励"


def test_when_money_is_to_be_given_back_is_a_condition_of_what_is_given() -> None:
    text = "新购货车的，每辆补贴3万元。弄虚作假的，追回已拨付资金。"
    [rule] = grants_of(text).subsidies
    assert rule.condition == "新购货车的；弄虚作假的，追回已拨付资金"


def test_what_one_grade_is_given_is_no_condition_of_the_next() -> None:
    text = "经公示的重点行业企业，对甲级给予资金补助8万元，对乙级给予资金补助3万元。"
    assert [rule.condition for rule in grants_of(text).subsidies] == ["经公示的重点行业企业"] * 2


def test_an_investment_stays_a_condition() -> None:
    [rule] = grants_of("总投资2000万元以上的，给予补助30万元。").subsidies
    assert rule.condition == "总投资2000万元以上的"
