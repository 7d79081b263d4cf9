"""Papers: numbered without gaps in kind and year, exact in their amount, voided but never forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger import invariants, notices
from ledger.drafts import NoticeDraft
from ledger.errors import NotFound, Unbalanced, WrongState
from ledger.money import Money
from ledger.vocabulary import FindingStatus, NoticeKind

Desk = Any


def deduction(*numbers: str, amount: Money | None = None, day: date = date(2025, 9, 3)) -> NoticeDraft:
    return NoticeDraft(NoticeKind.DEDUCTION, "东城办事处", numbers, day, amount)


def test_a_notice_takes_its_code_from_the_policy_in_force_and_its_findings_are_notified(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        notice = notices.issue(tx, deduction(number, amount=Money.wan(20)))
    assert (notice.number, notice.findings, notice.amount) == (
        "清环攻坚办扣〔2025〕1号",
        (number,),
        Money.wan(20),
    )
    finding = desk.finding(number)
    assert (finding.row.status, finding.notices) == (FindingStatus.NOTIFIED, (notice.number,))


def test_numbers_follow_in_kind_and_year(desk: Desk) -> None:
    number = desk.posted()
    with desk.book.write("王会计") as tx:
        issued = [
            notices.issue(tx, deduction(number)),
            notices.issue(tx, deduction(number)),
            notices.issue(tx, NoticeDraft(NoticeKind.CIRCULAR, "各办事处", (), date(2025, 9, 3))),
            notices.issue(tx, deduction(number, day=date(2026, 1, 5))),
        ]
        assert notices.list_notices(tx, NoticeKind.CIRCULAR, 2025) == [issued[2]]
    assert [notice.number for notice in issued] == [
        "清环攻坚办扣〔2025〕1号",
        "清环攻坚办扣〔2025〕2号",
        "清环攻坚办通〔2025〕1号",
        "清环攻坚办扣〔2026〕1号",
    ]
    assert invariants.verify(desk.book) == []


def test_the_office_s_own_code_goes_first(desk: Desk) -> None:
    with desk.book.write("王会计") as tx:
        notices.set_prefix(tx, "清气办")
        notice = notices.issue(tx, NoticeDraft(NoticeKind.CIRCULAR, "各办事处", (), date(2025, 9, 3)))
    assert notice.number == "清气办通〔2025〕1号"
    assert invariants.verify(desk.book) == []


def test_the_file_s_hash_is_kept_once_and_a_void_paper_keeps_its_number(desk: Desk) -> None:
    with desk.book.write("王会计") as tx:
        notice = notices.issue(tx, deduction(desk_number(tx, desk)))
        notices.attach_content(tx, notice.number, "ab" * 32)
        notices.attach_content(tx, notice.number, "ab" * 32)
        assert notices.void(tx, notice.number, "收件单位有误").voided
        again = notices.issue(tx, deduction(*notice.findings))
    assert again.number == "清环攻坚办扣〔2025〕2号"
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        notices.attach_content(tx, notice.number, "cd" * 32)
    assert str(refusal.value) == "清环攻坚办扣〔2025〕1号已经登记过文件，内容不能更换，请作废后重新发文。"
    assert invariants.verify(desk.book) == []


def desk_number(tx: Any, desk: Desk) -> str:
    """A posted finding, made in the transaction at hand."""
    from ledger import deductions, findings, people
    from ledger.drafts import AllocationDraft, ShareDraft

    writer = tx.person
    tx.person = people.enter(tx, "张经办")
    number = findings.file(tx, desk.draft()).row.number
    tx.person = people.enter(tx, "李复核")
    findings.approve(tx, number)
    tx.person = writer
    deductions.allocate(tx, number, AllocationDraft((ShareDraft("东城办事处", Money.wan(20)),), "属地管理"))
    deductions.post(tx, number)
    return number


def test_an_amount_that_the_recipient_does_not_bear_is_refused(desk: Desk) -> None:
    number = desk.posted()
    with pytest.raises(Unbalanced) as refusal, desk.book.write("王会计") as tx:
        notices.issue(tx, deduction(number, amount=Money.wan(10)))
    assert str(refusal.value) == (
        "通知书金额 100,000.00 元与东城办事处应承担的 200,000.00 元不一致，请核对。"
    )


def test_a_finding_that_is_not_posted_gets_no_notice(desk: Desk) -> None:
    number = desk.file()
    with pytest.raises(WrongState) as refusal, desk.book.write("王会计") as tx:
        notices.issue(tx, deduction(number))
    assert str(refusal.value) == (
        "问题 2025-0001 现在是“待复核”，只有“已记账、已通知、已扣缴”的问题才能发通知书。"
    )


def test_an_unknown_paper_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.read() as tx:
        notices.get(tx, "清环攻坚办扣〔2025〕9号")
    assert str(refusal.value) == "没有文号为“清环攻坚办扣〔2025〕9号”的通知书，请核对文号。"
