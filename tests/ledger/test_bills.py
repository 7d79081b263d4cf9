"""Bills of the city (生态补偿金): entered, approved by another, allocated like a deduction, reversed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger import bills, invariants, journal, summaries
from ledger.drafts import AllocationDraft, BillDraft, ShareDraft
from ledger.errors import BadValue, NotFound, SamePerson, Unbalanced, WrongState
from ledger.money import ZERO, Money
from ledger.vocabulary import BillStatus

Desk = Any
DRAFT = BillDraft(
    "焦环补〔2025〕7号", "市财政局", "2025年7月生态补偿金结算通知", date(2025, 8, 15), Money.yuan("617000")
)


def booked(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        bills.enter(tx, DRAFT)
    with desk.book.write("李复核") as tx:
        bills.approve(tx, DRAFT.number)


def shares(*wan: str) -> AllocationDraft:
    names = ("东城办事处", "西城办事处", "北山镇政府")
    return AllocationDraft(
        tuple(ShareDraft(n, Money.wan(w)) for n, w in zip(names, wan, strict=False)), "按站点数据"
    )


def test_a_bill_is_booked_and_borne_like_a_deduction(desk: Desk) -> None:
    booked(desk)
    with desk.book.write("王会计") as tx:
        bill = bills.allocate(tx, DRAFT.number, shares("27.2", "15.4", "19.1"))
        balances = {row.account: row.balance for row in journal.trial_balance(tx)}
    assert bill.status is BillStatus.ALLOCATED
    assert bill.vouchers == ("2025-08-补偿金-0001", "2025-08-补偿金-0002")
    assert balances["生态补偿金·市财政局"] == -DRAFT.amount
    assert balances["待分担"] == ZERO
    assert balances["应由责任单位承担·东城办事处"] == Money.wan("27.2")
    assert invariants.verify(desk.book) == []


def test_a_bill_is_no_deduction_of_a_finding(desk: Desk) -> None:
    booked(desk)
    with desk.book.write("王会计") as tx:
        bills.allocate(tx, DRAFT.number, shares("27.2", "15.4", "19.1"))
        summary = summaries.summarize(tx, date(2025, 8, 1), date(2025, 8, 31), "office")
    assert summary.rows == ()


def test_a_reversed_bill_nets_to_zero(desk: Desk) -> None:
    booked(desk)
    with desk.book.write("王会计") as tx:
        bills.allocate(tx, DRAFT.number, shares("61.7"))
        bill = bills.reverse(tx, DRAFT.number, "市里重新核算")
        assert {row.balance for row in journal.trial_balance(tx)} == {ZERO}
    assert bill.status is BillStatus.REVERSED
    assert invariants.verify(desk.book) == []


def test_the_same_bill_twice_is_one_bill(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        assert bills.enter(tx, DRAFT) == bills.enter(tx, DRAFT)
        assert len(bills.list_bills(tx)) == 1


def test_a_known_number_with_another_amount_is_refused(desk: Desk) -> None:
    booked(desk)
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        bills.enter(tx, replace(DRAFT, amount=Money.wan(1)))
    assert str(refusal.value) == "焦环补〔2025〕7号 已登记为 617,000.00 元，与本次不符，请核对。"


def test_who_entered_a_bill_does_not_approve_it(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        bills.enter(tx, DRAFT)
    with pytest.raises(SamePerson) as refusal, desk.book.write("张经办") as tx:
        bills.approve(tx, DRAFT.number)
    assert str(refusal.value) == "焦环补〔2025〕7号 由张经办经办，不能由本人复核，请换一人复核。"


def test_shares_of_a_bill_add_up(desk: Desk) -> None:
    booked(desk)
    with pytest.raises(Unbalanced) as refusal, desk.book.write("王会计") as tx:
        bills.allocate(tx, DRAFT.number, shares("61.6"))
    assert str(refusal.value) == (
        "各单位分担合计 616,000.00 元，与应分担金额 617,000.00 元相差 1,000.00 元，请核对。"
    )


def test_a_bill_is_not_allocated_before_it_is_approved(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        bills.enter(tx, DRAFT)
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        bills.allocate(tx, DRAFT.number, shares("61.7"))
    assert str(refusal.value) == ("焦环补〔2025〕7号 现在是“待复核”，只有“待分担”的补偿金通知才能分担。")


def test_an_unknown_bill_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.read() as tx:
        bills.get(tx, "没有")
    assert str(refusal.value) == "没有编号为“没有”的补偿金通知，请核对编号。"
