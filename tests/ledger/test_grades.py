"""Enterprises' grades keep their history; subsidies and rewards are paid once, by two people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import grades, invariants, journal, policies, subsidies, summaries
from ledger.drafts import GradeDraft, SubsidyDraft
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.money import Money
from ledger.vocabulary import PaymentStatus

Desk = Any


def grade(name: str, day: date, reason: str = "省厅公示") -> GradeDraft:
    return GradeDraft("清河焦化有限公司", name, "焦化", day, True, reason)


def subsidy(desk: Desk, place: int = 0, amount: Money | None = None) -> SubsidyDraft:
    with desk.book.read() as tx:
        view = policies.subsidy_rules_in_force(tx, date(2025, 8, 1))[place]
    return SubsidyDraft("清河焦化有限公司", 2025, view.id, amount or view.rule.amount, ("A级，补助10万元",))


def graded(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        grades.set_grade(tx, grade("A级", date(2025, 1, 1)))


def test_the_grade_of_a_day_is_the_last_one_set_from_before_it(desk: Desk) -> None:
    graded(desk)
    with desk.book.write("李复核") as tx:
        grades.set_grade(tx, grade("C级", date(2025, 7, 1), "抽查降级"))
        assert [view.grade for view in grades.current(tx, date(2025, 6, 30))] == ["A级"]
        assert [view.grade for view in grades.current(tx, date(2025, 7, 1))] == ["C级"]
        assert [view.reason for view in grades.history(tx, "清河焦化有限公司")] == ["省厅公示", "抽查降级"]
        assert grades.current(tx, date(2024, 12, 31)) == []


def test_a_subsidy_is_proposed_and_paid_by_two_people_and_stands_in_the_summary(desk: Desk) -> None:
    graded(desk)
    draft = subsidy(desk)
    with desk.book.write("张经办") as tx:
        assert subsidies.propose(tx, draft).status is PaymentStatus.PROPOSED
    with desk.book.write("李复核") as tx:
        payment = subsidies.pay(tx, draft)
        balances = {row.account: row.balance for row in journal.trial_balance(tx)}
        for by in summaries.GROUPINGS:
            [row] = summaries.summarize(tx, date(2025, 9, 1), date(2025, 9, 30), by).rows
            assert (row.subsidies, row.net) == (Money.wan(10), Money(0))
    assert (payment.status, payment.vouchers) == (PaymentStatus.PAID, ("2025-09-补助-0001",))
    assert balances == {"绩效补助·清河焦化有限公司": Money.wan(10), "财政结算": Money.wan(-10)}
    assert invariants.verify(desk.book) == []


def test_a_reversed_subsidy_may_be_proposed_anew(desk: Desk) -> None:
    graded(desk)
    draft = subsidy(desk)
    with desk.book.write("张经办") as tx:
        subsidies.propose(tx, draft)
    with desk.book.write("李复核") as tx:
        subsidies.pay(tx, draft)
        subsidies.reverse(tx, "清河焦化有限公司", 2025, "等级被撤销")
    with desk.book.write("张经办") as tx:
        subsidies.propose(tx, draft)
        assert [p.status for p in subsidies.list_payments(tx, 2025)] == [
            PaymentStatus.REVERSED,
            PaymentStatus.PROPOSED,
        ]
    assert invariants.verify(desk.book) == []


def test_nobody_is_paid_twice_for_a_year(desk: Desk) -> None:
    graded(desk)
    draft = subsidy(desk)
    with desk.book.write("张经办") as tx:
        subsidies.propose(tx, draft)
    with pytest.raises(WrongState) as refusal, desk.book.write("张经办") as tx:
        subsidies.propose(tx, draft)
    assert str(refusal.value) == "清河焦化有限公司 2025 年已登记过，不能重复发放。"


def test_who_proposes_does_not_pay(desk: Desk) -> None:
    graded(desk)
    draft = subsidy(desk)
    with desk.book.write("张经办") as tx:
        subsidies.propose(tx, draft)
    with pytest.raises(SamePerson) as refusal, desk.book.write("张经办") as tx:
        subsidies.pay(tx, draft)
    assert str(refusal.value) == "补助由张经办经办，不能由本人复核，请换一人复核。"


def test_an_amount_that_is_not_the_rule_s_is_refused(desk: Desk) -> None:
    graded(desk)
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        subsidies.propose(tx, subsidy(desk, amount=Money.wan(9)))
    assert str(refusal.value) == "金额与条款不符：“A级企业补助”为 100,000.00 元，填的是 90,000.00 元。"


def test_nothing_is_paid_that_was_not_proposed(desk: Desk) -> None:
    graded(desk)
    with pytest.raises(NotFound) as refusal, desk.book.write("李复核") as tx:
        subsidies.pay(tx, subsidy(desk))
    assert str(refusal.value) == "清河焦化有限公司 2025 年没有“待复核”的补助，请先登记。"


def test_an_office_has_no_grade(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        grades.set_grade(tx, GradeDraft("东城办事处", "A级", "焦化", date(2025, 1, 1), True, "误填"))
    assert str(refusal.value) == "“东城办事处”登记为办事处，不是企业，不能评定绩效等级。"
