"""Policies: kept as imported, in force from the day of adoption until the next one with a schedule."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ledger import findings, invariants, policies
from ledger.drafts import AssessmentDraft
from ledger.errors import BadValue, NoRuleInForce, NotFound, WrongState
from ledger.money import Money
from ledger.plan import Plan
from ledger.vocabulary import AssessmentStatus, PolicyStatus

Desk = Any
NEXT = (
    "清河区2026年大气污染防治攻坚方案\n施工工地未落实的，扣缴12万元/起。\n露天焚烧，按照清政办〔2016〕37号。"
)
BURNING = "清河区露天焚烧处罚办法\n露天焚烧每起扣缴2万元。"


def next_plan(plans: SimpleNamespace) -> Plan:
    rules = (
        plans.rule(1, "施工工地", "施工工地未落实的，扣缴12万元/起", Money.wan(12), NEXT),
        plans.rule(
            2, "露天焚烧", "露天焚烧，按照清政办〔2016〕37号", None, NEXT, reference="清政办〔2016〕37号"
        ),
    )
    made: Plan = plans.of_text(NEXT, "清环攻坚办〔2026〕2号", rules)
    return made


def burning_plan(plans: SimpleNamespace) -> Plan:
    rules = (plans.rule(1, "露天焚烧", "露天焚烧每起扣缴2万元", Money.wan(2), BURNING),)
    made: Plan = plans.of_text(BURNING, "清政办〔2016〕37号", rules)
    return made


def adopt(desk: Desk, plan: Plan, day: date) -> int:
    with desk.book.write("张经办") as tx:
        policy = policies.import_plan(tx, plan, plan.text.encode())
        policies.adopt(tx, policy.number, day)
        return int(policy.number)


def test_an_imported_policy_is_a_draft_that_prices_nothing(
    desk: Desk, plans: SimpleNamespace, empty_book: Any
) -> None:
    plan = next_plan(plans)
    with desk.book.write("张经办") as tx:
        policy = policies.import_plan(tx, plan, plan.text.encode())
        assert (policy.number, policy.status, policy.rules) == (2, PolicyStatus.DRAFT, 2)
        assert policies.policy_in_force(tx, date(2026, 5, 1)).number == 1


def test_the_file_s_bytes_and_all_that_was_read_are_kept(desk: Desk, plans: SimpleNamespace) -> None:
    plan = plans.sample()
    with desk.book.read() as tx:
        assert policies.plan_of(tx, 1) == plan
        assert policies.content_of(tx, 1) == plan.text.encode()


def test_the_same_bytes_twice_are_one_policy(desk: Desk, plans: SimpleNamespace) -> None:
    plan = plans.sample()
    with desk.book.write("李复核") as tx:
        again = policies.import_plan(tx, plan, plan.text.encode())
        assert again == policies.get(tx, 1)
        assert len(policies.list_policies(tx)) == 1


def test_a_later_policy_takes_over_on_its_day_and_never_reprices(desk: Desk, plans: SimpleNamespace) -> None:
    desk.clock.set(2026, 6, 1)
    number = desk.posted()
    adopt(desk, next_plan(plans), date(2026, 3, 1))
    with desk.book.read() as tx:
        assert policies.get(tx, 1).until == date(2026, 2, 28)
        assert policies.rules_in_force(tx, date(2026, 2, 28))[0].rule.amount == Money.wan(10)
        assert policies.rules_in_force(tx, date(2026, 3, 1))[0].rule.amount == Money.wan(12)
    assert desk.finding(number).row.amount == Money.wan(20)


def test_a_document_that_is_referred_to_stands_beside_and_gives_the_amount(
    desk: Desk, plans: SimpleNamespace
) -> None:
    adopt(desk, burning_plan(plans), date(2025, 4, 1))
    with desk.book.read() as tx:
        rules = policies.rules_in_force(tx, date(2025, 8, 12))
        assert [(view.policy, view.rule.place) for view in rules] == [(1, 1), (1, 2), (1, 3), (2, 1)]
        assert policies.policy_in_force(tx, date(2025, 8, 12)).number == 1
        assert policies.amount_rule(rules, rules[1]) == rules[3]
        assert policies.get(tx, 1).until is None


def test_a_pending_finding_is_priced_once_the_other_document_is_adopted(
    desk: Desk, plans: SimpleNamespace
) -> None:
    place_two = desk.rules()[1]
    pending = AssessmentDraft(AssessmentStatus.PENDING, place_two.id, 3, None, ("按37号文，金额待定",))
    number = desk.file(assessment=pending, obligation="2")
    desk.approve(number)
    adopt(desk, burning_plan(plans), date(2025, 4, 1))
    priced = AssessmentDraft(AssessmentStatus.PRICED, place_two.id, 3, Money.wan(6), ("2万元 × 3 = 6万元",))
    with desk.book.write("张经办") as tx:
        findings.reassess(tx, number, priced, "已录入清政办〔2016〕37号")
    finding = desk.approve(number)
    assert finding.row.amount == Money.wan(6)
    [voucher] = finding.vouchers
    assert voucher.entries[0].debit == Money.wan(6)


def test_subsidy_and_reward_rules_come_from_the_newest_policy_that_has_any(
    desk: Desk, plans: SimpleNamespace
) -> None:
    adopt(desk, next_plan(plans), date(2026, 1, 1))
    with desk.book.read() as tx:
        subsidies = policies.subsidy_rules_in_force(tx, date(2026, 5, 1))
        rewards = policies.reward_rules_in_force(tx, date(2026, 5, 1))
    assert [view.rule.grade for view in subsidies] == ["A级", "B级"]
    assert [view.rule.amount for view in rewards] == [Money.wan(20)]


def test_without_any_adopted_schedule_nothing_can_be_filed(empty_book: Any) -> None:
    with pytest.raises(NoRuleInForce) as refusal, empty_book.read() as tx:
        policies.rules_in_force(tx, date(2025, 8, 12))
    assert str(refusal.value) == (
        "2025-08-12 没有已采用的扣缴标准：请先导入并采用方案（gongjian policy import、policy adopt）。"
    )


def test_a_mistaken_day_is_put_right_until_a_finding_is_filed_under_the_policy(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        assert policies.adopt(tx, 1, date(2025, 3, 1)).from_day == date(2025, 3, 1)
        assert policies.adopt(tx, 1, date(2025, 4, 1)).from_day == date(2025, 4, 1)
        assert policies.policy_in_force(tx, date(2025, 4, 1)).number == 1
    with pytest.raises(NoRuleInForce), desk.book.read() as tx:
        policies.rules_in_force(tx, date(2025, 3, 31))
    desk.file()
    with pytest.raises(WrongState) as refusal, desk.book.write("张经办") as tx:
        policies.adopt(tx, 1, date(2025, 5, 1))
    assert str(refusal.value) == "政策 1 已自 2025-04-01 起采用并登记过问题，采用日期不能更改。"
    assert invariants.verify(desk.book) == []


def test_bytes_that_are_not_the_plan_s_are_refused(desk: Desk, plans: SimpleNamespace) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        policies.import_plan(tx, next_plan(plans), b"other bytes")
    assert str(refusal.value) == "政策内容与原文件的哈希不一致，请重新导入原文件。"


def test_an_unknown_policy_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.read() as tx:
        policies.get(tx, 9)
    assert str(refusal.value) == "没有第 9 号政策，请用 gongjian policy list 查看。"


def test_a_rule_of_another_day_s_policy_is_refused(desk: Desk, plans: SimpleNamespace) -> None:
    desk.clock.set(2026, 6, 1)
    adopt(desk, next_plan(plans), date(2026, 3, 1))
    later = desk.priced(day=date(2026, 5, 1))
    with pytest.raises(NotFound) as refusal:
        desk.file(assessment=later)
    assert str(refusal.value) == "所选条款在 2025-08-12 不适用，请按当日有效的方案选择条款。"
