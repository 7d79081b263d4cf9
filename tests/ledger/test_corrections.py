"""Corrections in the three forms of Chinese bookkeeping, with their prescribed summaries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import corrections, deductions, invariants, journal, periods, summaries
from ledger.drafts import AllocationDraft, ShareDraft
from ledger.errors import Unbalanced, WrongState
from ledger.money import ZERO, Money

Desk = Any
WEST = AllocationDraft((ShareDraft("西城办事处", Money.wan(20)),), "地块属西城")


def east(yuan: int, reason: str = "属地管理") -> AllocationDraft:
    return AllocationDraft((ShareDraft("东城办事处", Money.yuan(yuan)),), reason)


def balances(desk: Desk) -> dict[str, Money]:
    with desk.book.read() as tx:
        return {row.account: row.balance for row in journal.trial_balance(tx)}


def by_office(desk: Desk, month: int = 8) -> dict[str, tuple[int, str, str]]:
    with desk.book.read() as tx:
        summary = summaries.summarize(tx, date(2025, month, 1), date(2025, month, 28), "office")
        whole = summaries.summarize(tx, date(2025, 1, 1), date(2026, 12, 31), "office")
        live = summaries.summarize(tx, date(2025, 1, 1), date(2027, 1, 1), "office")
    assert whole.rows == live.rows
    assert summary is not None
    return {row.key: (row.findings, str(row.deductions), str(row.reversals)) for row in whole.rows}


def test_within_the_year_another_office_bears_it_by_a_red_and_a_blue_voucher(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        finding = corrections.reallocate(tx, number, WEST, "地块实属西城办事处")
    *_, red, blue = finding.vouchers
    assert red.summary == "注销8月12日2025-08-分担-0001号凭证"
    assert blue.summary == "订正8月12日2025-08-分担-0001号凭证"
    assert (red.number, blue.number) == ("2025-08-红字冲销-0001", "2025-08-订正-0001")
    assert balances(desk)["应由责任单位承担·东城办事处"] == ZERO
    assert balances(desk)["应由责任单位承担·西城办事处"] == Money.wan(20)
    assert by_office(desk) == {
        "东城办事处": (1, "200,000.00", "200,000.00"),
        "西城办事处": (1, "200,000.00", "0.00"),
    }
    assert invariants.verify(desk.book) == []


def test_where_only_the_amount_was_wrong_the_difference_is_booked_in_red(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        finding = corrections.correct(tx, number, desk.priced(count=1), east(100_000), "复查只有一项不到位")
    *_, owed, borne = finding.vouchers
    assert owed.summary == "调整8月12日2025-08-扣缴-0001号凭证"
    assert borne.summary == "调整8月12日2025-08-分担-0001号凭证"
    assert [(e.debit, e.credit) for e in borne.entries] == [(Money.wan(-10), ZERO), (ZERO, Money.wan(-10))]
    assert finding.row.amount == Money.wan(10)
    assert balances(desk)["上级扣缴·市攻坚办"] == Money.wan(-10)
    assert by_office(desk) == {"东城办事处": (1, "100,000.00", "0.00")}
    assert invariants.verify(desk.book) == []


def test_an_increase_is_booked_in_blue(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        finding = corrections.correct(tx, number, desk.priced(count=3), east(300_000), "另有一项不到位")
    borne = finding.vouchers[-1]
    assert [(e.debit, e.credit) for e in borne.entries] == [(Money.wan(10), ZERO), (ZERO, Money.wan(10))]
    assert invariants.verify(desk.book) == []


def test_another_rule_is_cancelled_in_red_and_written_anew_in_blue(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        finding = corrections.correct(tx, number, desk.priced(3, 2), east(20_000), "应适用堆场条款")
    assert [voucher.summary for voucher in finding.vouchers[2:]] == [
        "注销8月12日2025-08-分担-0001号凭证",
        "注销8月12日2025-08-扣缴-0001号凭证",
        "订正8月12日2025-08-扣缴-0001号凭证",
        "订正8月12日2025-08-分担-0001号凭证",
    ]
    assert balances(desk)["应由责任单位承担·东城办事处"] == Money.wan(2)
    assert invariants.verify(desk.book) == []


def test_an_error_of_an_earlier_year_is_put_right_by_one_blue_voucher(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        periods.close_month(tx, "2025-08")
    desk.clock.set(2026, 2, 3)
    with desk.book.write("王会计") as tx:
        finding = corrections.reallocate(tx, number, WEST, "地块实属西城办事处")
    blue = finding.vouchers[-1]
    assert blue.summary == "更正2025年8月12日2025-08-分担-0001号凭证"
    assert blue.booked_on == date(2026, 2, 3)
    assert [(e.account, e.debit, e.credit) for e in blue.entries] == [
        ("应由责任单位承担·东城办事处", ZERO, Money.wan(20)),
        ("应由责任单位承担·西城办事处", Money.wan(20), ZERO),
    ]
    assert len(finding.vouchers) == 3
    assert invariants.verify(desk.book) == []


def test_a_smaller_amount_of_an_earlier_year_is_blue_on_the_other_side(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        periods.close_month(tx, "2025-08")
    desk.clock.set(2026, 2, 3)
    with desk.book.write("王会计") as tx:
        finding = corrections.correct(tx, number, desk.priced(count=1), east(100_000), "复查只有一项")
    owed, borne = finding.vouchers[-2:]
    assert all(e.debit >= ZERO and e.credit >= ZERO for e in owed.entries + borne.entries)
    assert balances(desk)["应由责任单位承担·东城办事处"] == Money.wan(10)
    assert balances(desk)["上级扣缴·市攻坚办"] == Money.wan(-10)
    assert invariants.verify(desk.book) == []


def test_what_was_corrected_is_reversed_whole(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        corrections.correct(tx, number, desk.priced(count=1), east(100_000), "只有一项")
        corrections.reallocate(
            tx, number, AllocationDraft((ShareDraft("西城办事处", Money.wan(10)),), "属西城"), "属西城"
        )
    desk.reverse(number)
    assert set(balances(desk).values()) == {ZERO}
    assert invariants.verify(desk.book) == []


def test_what_was_corrected_is_corrected_again(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        corrections.correct(tx, number, desk.priced(3, 2), east(20_000), "应适用堆场条款")
        corrections.correct(tx, number, desk.priced(3, 5), east(50_000), "五处堆场")
        finding = corrections.correct(tx, number, desk.priced(1, 1), east(100_000), "仍属工地")
    assert finding.row.amount == Money.wan(10)
    assert balances(desk)["应由责任单位承担·东城办事处"] == Money.wan(10)
    assert invariants.verify(desk.book) == []


def test_shares_of_a_new_allocation_add_up_too(desk: Desk) -> None:
    number = desk.posted()
    with pytest.raises(Unbalanced) as refusal, desk.book.write("王会计") as tx:
        corrections.reallocate(tx, number, east(199_999), "错")
    assert (
        str(refusal.value) == "各单位分担合计 199,999.00 元，与应分担金额 200,000.00 元相差 1.00 元，请核对。"
    )


def test_a_settled_finding_is_not_corrected(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        deductions.settle(tx, number, "财预1号")
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        corrections.reallocate(tx, number, WEST, "属西城")
    assert str(refusal.value) == "问题 2025-0001 财政已扣缴，不能重新分担，请冲销后重新登记。"


def test_a_correction_that_changes_nothing_is_refused(desk: Desk) -> None:
    number = desk.posted()
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        corrections.correct(tx, number, desk.priced(), east(200_000), "没错")
    assert str(refusal.value) == "问题 2025-0001 的条款和金额没有变化，不用更正。"
