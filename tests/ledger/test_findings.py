"""The life of a finding before the journal: filed, approved by another person, sent back, voided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger import findings, invariants
from ledger.drafts import AssessmentDraft, FindingFilter
from ledger.errors import BadValue, NoRuleInForce, NotFound, SamePerson, WrongState
from ledger.money import Money
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level

Desk = Any


def test_a_filed_finding_waits_for_approval_with_its_price_and_task(desk: Desk) -> None:
    finding = desk.finding(desk.file())
    assert finding.row.number == "2025-0001"
    assert finding.row.status is FindingStatus.FILED
    assert finding.row.amount == Money.wan(20)
    assert finding.obligation_heading == "加强施工工地扬尘治理"
    assert finding.vouchers == ()
    [event] = finding.events
    assert (event.step, event.actor) == ("filed", "张经办")


def test_filing_the_same_key_twice_files_once(desk: Desk) -> None:
    draft = desk.draft()
    with desk.book.write("张经办") as tx:
        first = findings.file(tx, draft)
        second = findings.file(tx, draft)
        assert findings.count(tx) == 1
    assert first == second


def test_a_list_is_filed_as_one_and_is_what_filing_one_by_one_is(desk: Desk) -> None:
    desk.clock.set(2026, 1, 9)
    drafts = [desk.draft(), desk.draft(found_on=date(2026, 1, 3)), desk.draft(office="西城办")]
    desk.file()
    with desk.book.write("张经办") as tx:
        numbers = findings.file_many(tx, [*drafts, drafts[0]])
        assert findings.file_many(tx, drafts) == numbers[:3]
        assert [row.office for row in findings.list_findings(tx, FindingFilter(text="裸土"))][:1] == [
            "西城办事处"
        ]
    assert numbers == ["2025-0002", "2026-0001", "2025-0003", "2025-0002"]
    desk.approve(numbers[1])
    assert invariants.verify(desk.book) == []


def test_one_bad_row_files_nothing_of_a_list(desk: Desk) -> None:
    drafts = [desk.draft(), desk.draft(text=" ")]
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        findings.file_many(tx, drafts)
    assert str(refusal.value) == "问题描述不能为空，请填写督查发现的问题。"
    with desk.book.read() as tx:
        assert findings.count(tx) == 0


def test_numbers_follow_within_the_year_of_the_finding(desk: Desk) -> None:
    assert [desk.file(), desk.file(), desk.file()] == ["2025-0001", "2025-0002", "2025-0003"]


def test_approval_by_another_person_books_the_deduction(desk: Desk) -> None:
    finding = desk.approve(desk.file())
    assert finding.row.status is FindingStatus.APPROVED
    assert finding.approver == "李复核"
    [voucher] = finding.vouchers
    assert voucher.number == "2025-08-扣缴-0001"
    assert voucher.booked_on == date(2025, 8, 12)
    assert [(e.account, str(e.debit), str(e.credit)) for e in voucher.entries] == [
        ("待分担", "200,000.00", "0.00"),
        ("上级扣缴·市攻坚办", "0.00", "200,000.00"),
    ]


def test_a_problem_that_only_the_district_found_is_recorded_and_costs_nothing(desk: Desk) -> None:
    free = AssessmentDraft(AssessmentStatus.FREE, None, 1, None, ("区级自查发现，只登记不扣缴。",))
    finding = desk.approve(desk.file(level=Level.DISTRICT, assessment=free))
    assert finding.row.status is FindingStatus.RECORDED
    assert finding.vouchers == ()
    assert finding.assessment.working == ("区级自查发现，只登记不扣缴。",)


def test_a_returned_finding_is_priced_anew_and_waits_again(desk: Desk) -> None:
    number = desk.file()
    with desk.book.write("李复核") as tx:
        findings.send_back(tx, number, "数量不对")
    with desk.book.write("张经办") as tx:
        finding = findings.reassess(tx, number, desk.priced(count=1), "只有一项不到位")
    assert finding.row.status is FindingStatus.FILED
    assert finding.row.amount == Money.wan(10)
    assert [event.step for event in finding.events] == ["filed", "sent_back", "reassessed"]


def test_a_voided_finding_stays_visible_with_its_reason(desk: Desk) -> None:
    number = desk.file()
    with desk.book.write("张经办") as tx:
        findings.void(tx, number, "录入错误")
    finding = desk.finding(number)
    assert finding.row.status is FindingStatus.VOIDED
    assert finding.events[-1].reason == "录入错误"


def test_the_preparer_cannot_approve(desk: Desk) -> None:
    number = desk.file()
    with pytest.raises(SamePerson) as refusal:
        desk.approve(number, by="张经办")
    assert str(refusal.value) == "问题 2025-0001 是张经办经办的，不能由本人复核，请换一人复核。"
    assert desk.finding(number).row.status is FindingStatus.FILED


def test_who_priced_it_anew_cannot_approve_either(desk: Desk) -> None:
    number = desk.file()
    with desk.book.write("李复核") as tx:
        findings.reassess(tx, number, desk.priced(count=1), "只有一项不到位")
    with pytest.raises(SamePerson) as refusal:
        desk.approve(number, by="李复核")
    assert str(refusal.value) == "问题 2025-0001 是李复核经办的，不能由本人复核，请换一人复核。"


def test_a_finding_before_any_adopted_policy_is_refused(desk: Desk) -> None:
    with pytest.raises(NoRuleInForce) as refusal:
        desk.file(found_on=date(2025, 2, 28))
    assert str(refusal.value) == (
        "2025-02-28 没有已采用的扣缴标准：最早的《清河区2025年大气污染防治攻坚方案》自 2025-03-01 起执行，"
        "请核对发现日期，或先采用当日有效的方案。"
    )


def test_a_finding_from_the_future_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        desk.file(found_on=date(2025, 9, 4))
    assert str(refusal.value) == "发现日期 2025-09-04 晚于今天 2025-09-03，请核对日期。"


def test_an_amount_that_does_not_follow_from_the_rule_is_refused(desk: Desk) -> None:
    wrong = replace(desk.priced(), amount=Money.wan(15))
    with pytest.raises(BadValue) as refusal:
        desk.file(assessment=wrong)
    assert str(refusal.value) == (
        "金额与条款不符：100,000.00 元 × 2 = 200,000.00 元，填的是 150,000.00 元，请核对。"
    )


def test_a_rule_without_an_amount_of_its_own_prices_nothing(desk: Desk) -> None:
    rule = desk.rules()[1]
    guessed = AssessmentDraft(AssessmentStatus.PRICED, rule.id, 1, Money.wan(1), ("猜的",))
    with pytest.raises(BadValue) as refusal:
        desk.file(assessment=guessed)
    assert str(refusal.value) == (
        "第 2 项在本方案中没有金额（按清政办〔2016〕37号执行），请先录入该文件再计价。"
    )


def test_what_the_district_found_itself_is_never_priced(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        desk.file(level=Level.DISTRICT)
    assert str(refusal.value) == "区级自查发现的问题只登记、不扣缴，请核对发现层级。"


def test_an_office_that_is_not_registered_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal:
        desk.file(office="南关办事处")
    assert str(refusal.value) == "没有登记过“南关办事处”，请先在设置中登记该单位。"


def test_a_task_that_the_plan_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        desk.file(obligation="99")
    assert str(refusal.value) == "当日有效的方案中没有第 99 项任务，请核对任务编号。"


def test_half_a_character_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal:
        desk.file(text="裸土\ud83d未覆盖")
    assert str(refusal.value) == "内容里有无法保存的字符（残缺的编码），请删去后重试。"


def test_an_undecided_finding_cannot_be_approved(desk: Desk) -> None:
    undecided = AssessmentDraft(AssessmentStatus.UNDECIDED, None, 1, None, ())
    number = desk.file(assessment=undecided)
    with pytest.raises(WrongState) as refusal:
        desk.approve(number)
    assert str(refusal.value) == "问题 2025-0001 还没有判定适用条款，请先选定条款并计价再复核。"


def test_approving_twice_is_refused(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with pytest.raises(WrongState) as refusal:
        desk.approve(number)
    assert str(refusal.value) == "问题 2025-0001 现在是“待分担”，只有“待复核”的问题才能复核。"


def test_a_booked_finding_is_reversed_not_voided(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with pytest.raises(WrongState) as refusal, desk.book.write("张经办") as tx:
        findings.void(tx, number, "不要了")
    assert str(refusal.value) == "问题 2025-0001 已经记账，不能作废，请用红字冲销。"


def test_an_unknown_number_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal:
        desk.finding("2025-0099")
    assert str(refusal.value) == "没有编号为 2025-0099 的问题，请核对编号（例如 2025-0001）。"


def test_a_step_that_needs_a_reason_gets_one(desk: Desk) -> None:
    number = desk.file()
    with pytest.raises(BadValue) as refusal, desk.book.write("李复核") as tx:
        findings.send_back(tx, number, "  ")
    assert str(refusal.value) == "退回要写明理由，请补充。"


def test_a_list_is_newest_first_in_pages(desk: Desk) -> None:
    numbers = [desk.file() for _ in range(5)]
    with desk.book.read() as tx:
        first = findings.list_findings(tx, limit=2)
        second = findings.list_findings(tx, after=first[-1].number, limit=2)
    assert [row.number for row in first + second] == numbers[::-1][:4]


def test_the_number_at_every_place_of_a_list_is_found_from_both_ends(desk: Desk) -> None:
    for turn in range(7):
        desk.file(text="松涧办锦绣工地裸土未覆盖" if turn % 2 else "松涧办锦绣工地围挡不到位")
    with desk.book.read() as tx:
        for wanted in (
            None,
            FindingFilter(text="裸土"),
            FindingFilter(text="裸", status=FindingStatus.FILED),
        ):
            listed = [row.number for row in findings.list_findings(tx, wanted)]
            assert [
                findings.number_at(tx, wanted, place, len(listed)) for place in range(len(listed))
            ] == listed
            assert findings.number_at(tx, wanted, len(listed), len(listed)) is None
            assert findings.number_at(tx, wanted, -1, len(listed)) is None


def test_a_list_is_filtered_by_status_office_rule_month_and_days(desk: Desk) -> None:
    other = desk.file(
        office="西城办事处", assessment=desk.priced(3, 1), found_on=date(2025, 7, 30), obligation=None
    )
    usual = desk.file()
    desk.approve(usual)
    with desk.book.read() as tx:
        for wanted in (
            FindingFilter(status=FindingStatus.FILED),
            FindingFilter(office="西城办"),
            FindingFilter(rule=3),
            FindingFilter(month="2025-07"),
            FindingFilter(to_day=date(2025, 7, 31)),
        ):
            [row] = findings.list_findings(tx, wanted)
            assert row.number == other
            assert findings.count(tx, wanted) == 1


def test_the_voucher_says_who_found_it_once(desk: Desk) -> None:
    number = desk.file(inspecting_body=None, level=Level.PROVINCIAL)
    desk.approve(number)
    assert [voucher.summary for voucher in desk.finding(number).vouchers] == [
        f"省级督查发现问题 {number} 扣缴"
    ]
