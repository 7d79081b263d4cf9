"""Who bears a deduction: allocation exact to the fen, posting, settling, and the red letter, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import deductions, invariants, journal
from ledger.drafts import AllocationDraft, AssessmentDraft, ShareDraft
from ledger.errors import BadValue, Unbalanced, WrongState
from ledger.money import ZERO, Money
from ledger.vocabulary import AssessmentStatus, FindingStatus, VoucherKind

Desk = Any


def test_one_office_bears_all_unless_decided_otherwise(desk: Desk) -> None:
    number = desk.posted()
    finding = desk.finding(number)
    assert finding.row.status is FindingStatus.POSTED
    deduction, allocation = finding.vouchers
    assert deduction.kind is VoucherKind.DEDUCTION
    assert allocation.number == "2025-08-分担-0001"
    assert [(e.account, str(e.debit), str(e.credit)) for e in allocation.entries] == [
        ("应由责任单位承担·东城办事处", "200,000.00", "0.00"),
        ("待分担", "0.00", "200,000.00"),
    ]
    assert (allocation.preparer, allocation.approver, allocation.booked_by) == ("张经办", "李复核", "王会计")


def test_several_offices_bear_their_shares_to_the_fen(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with desk.book.write("王会计") as tx:
        shares = (
            ShareDraft("东城办事处", Money.yuan("66666.67")),
            ShareDraft("西城办", Money.yuan("66666.67")),
            ShareDraft("北山镇政府", Money.yuan("66666.66")),
        )
        finding = deductions.allocate(tx, number, AllocationDraft(shares, "三家共管"))
        deductions.post(tx, number)
    assert [share.unit for share in finding.shares] == ["东城办事处", "西城办事处", "北山镇政府"]
    assert finding.allocation_reason == "三家共管"
    assert invariants.verify(desk.book) == []


def test_after_posting_nothing_is_left_to_allocate(desk: Desk) -> None:
    desk.posted()
    with desk.book.read() as tx:
        balances = {row.account: row.balance for row in journal.trial_balance(tx)}
    assert balances == {
        "上级扣缴·市攻坚办": Money.wan(-20),
        "待分担": ZERO,
        "应由责任单位承担·东城办事处": Money.wan(20),
    }


def test_an_allocation_is_decided_anew_until_it_is_posted(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    desk.allocate(number)
    finding = desk.allocate(number, ("西城办事处", 200_000))
    assert [share.unit for share in finding.shares] == ["西城办事处"]


def test_settling_clears_what_the_unit_owes_under_the_treasury_s_voucher(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        finding = deductions.settle(tx, number, "财预〔2025〕88号")
    assert finding.row.status is FindingStatus.SETTLED
    assert finding.treasury_voucher == "财预〔2025〕88号"
    with desk.book.read() as tx:
        balances = {row.account: row.balance for row in journal.trial_balance(tx)}
    assert balances["应由责任单位承担·东城办事处"] == ZERO
    assert balances["财政结算"] == Money.wan(20)


def test_a_reversal_is_a_red_letter_that_names_what_it_reverses_and_both_stay(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        red = deductions.reverse(tx, number, "经核实属重复交办")
    assert red.number == "2025-08-红字冲销-0001"
    assert red.reverses == "2025-08-分担-0001"
    assert red.summary == "注销8月12日2025-08-分担-0001号凭证"
    [borne, _] = red.entries
    assert (borne.account, borne.debit, borne.credit) == (
        "应由责任单位承担·东城办事处",
        Money.wan(-20),
        ZERO,
    )
    finding = desk.finding(number)
    assert finding.row.status is FindingStatus.REVERSED
    assert len(finding.vouchers) == 4
    assert finding.events[-1].reason == "经核实属重复交办"


def test_reversing_nets_every_account_to_zero(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        deductions.settle(tx, number, "财预1号")
    desk.reverse(number)
    with desk.book.read() as tx:
        assert {row.balance for row in journal.trial_balance(tx)} == {ZERO}
    assert invariants.verify(desk.book) == []


def test_a_late_reversal_is_booked_within_the_month_while_that_is_open(desk: Desk) -> None:
    number = desk.posted()
    desk.reverse(number)
    assert desk.finding(number).vouchers[-1].booked_on == date(2025, 8, 31)


def test_an_approved_deduction_is_reversed_before_it_is_allocated(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with desk.book.write("王会计") as tx:
        red = deductions.reverse(tx, number, "误报")
    assert red.reverses == "2025-08-扣缴-0001"


def test_a_second_reversal_is_refused(desk: Desk) -> None:
    number = desk.posted()
    desk.reverse(number)
    with pytest.raises(WrongState) as refusal:
        desk.reverse(number)
    assert str(refusal.value) == "问题 2025-0001 已经冲销过，不能再次冲销。"


def test_shares_that_do_not_add_up_are_refused(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with pytest.raises(Unbalanced) as refusal:
        desk.allocate(number, ("东城办事处", 150_000), ("西城办事处", 49_999))
    assert str(refusal.value) == (
        "各单位分担合计 199,999.00 元，与应分担金额 200,000.00 元相差 1.00 元，请核对。"
    )


def test_a_unit_named_twice_is_refused(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with pytest.raises(BadValue) as refusal:
        desk.allocate(number, ("东城办事处", 100_000), ("东城办事处", 100_000))
    assert str(refusal.value) == "“东城办事处”在分担中出现了两次，请合并为一条。"


def test_a_share_of_nothing_is_refused(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with pytest.raises(BadValue) as refusal:
        desk.allocate(number, ("东城办事处", 200_000), ("西城办事处", 0))
    assert str(refusal.value) == "“西城办事处”的分担金额必须大于零，不分担的单位请不要列入。"


def test_a_finding_is_allocated_only_after_approval(desk: Desk) -> None:
    number = desk.file()
    with pytest.raises(WrongState) as refusal:
        desk.allocate(number)
    assert str(refusal.value) == "问题 2025-0001 现在是“待复核”，只有“待分担、待记账”的问题才能分担。"


def test_a_pending_amount_is_neither_allocated_nor_posted(desk: Desk) -> None:
    pending = AssessmentDraft(AssessmentStatus.PENDING, desk.rules()[1].id, 1, None, ("按37号文，金额待定",))
    number = desk.file(assessment=pending, obligation="2")
    assert desk.approve(number).vouchers == ()
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        deductions.post(tx, number)
    assert str(refusal.value) == "问题 2025-0001 的金额待定，请先重新计价并复核，再记账。"
    with pytest.raises(WrongState) as refusal:
        desk.allocate(number, ("东城办事处", 1))
    assert str(refusal.value) == "问题 2025-0001 的金额待定，请先重新计价并复核，再分担。"


def test_posting_twice_is_refused_and_changes_nothing(desk: Desk) -> None:
    number = desk.posted()
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        deductions.post(tx, number)
    assert str(refusal.value) == "问题 2025-0001 现在是“已记账”，只有“待记账”的问题才能记账。"
    assert len(desk.finding(number).vouchers) == 2


def test_where_no_body_is_named_the_account_names_the_inspection_of_its_level(desk: Desk) -> None:
    number = desk.posted(inspecting_body=None)
    [deduction, *_] = desk.finding(number).vouchers
    assert {entry.party for entry in deduction.entries} >= {"市级督查"}
