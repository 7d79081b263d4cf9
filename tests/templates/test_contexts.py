"""What papers must not say is refused before they are written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime

import pytest

from ledger.errors import BadValue, Unbalanced, WrongState
from ledger.money import Money
from ledger.plan import Span, SubsidyRule
from ledger.views import FindingView, NoticeView, ShareView, SubsidyRuleView, Summary
from ledger.vocabulary import AssessmentStatus, Level
from templates.contexts import (
    Letterhead,
    Payment,
    allocation_context,
    circular_context,
    correction_context,
    deduction_context,
    interview_context,
    payment_context,
    receipt_context,
    rectification_context,
)
from templates.contexts.circulars import ranking
from templates.contexts.deductions import levels_of, period_of

RULE = SubsidyRuleView(
    1,
    1,
    "示环攻坚办〔2025〕3号",
    SubsidyRule("补助", "A级10万元", "A", Money.yuan(100_000), None, "三", Span(0, 6)),
)


@pytest.fixture
def open_notice(notice: NoticeView) -> NoticeView:
    """Without an amount in the books."""
    return dataclasses.replace(notice, amount=None)


def test_a_finding_whose_amount_is_pending_is_on_no_deduction_notice(
    letterhead: Letterhead, open_notice: NoticeView, finding: Callable[..., FindingView]
) -> None:
    made = finding(1)
    pending = dataclasses.replace(
        made, assessment=dataclasses.replace(made.assessment, status=AssessmentStatus.PENDING, amount=None)
    )
    with pytest.raises(WrongState) as caught:
        deduction_context(letterhead, open_notice, [pending])
    assert str(caught.value) == "问题 2025-0001 金额待定，没有可以通知的金额，请先完成计价。"


def test_shares_that_do_not_add_up_are_no_allocation(
    letterhead: Letterhead, open_notice: NoticeView, finding: Callable[..., FindingView]
) -> None:
    short = finding(1, shares=(ShareView("府城街道办事处", Money.yuan("199999.99")),))
    with pytest.raises(Unbalanced) as caught:
        allocation_context(letterhead, open_notice, [short])
    assert str(caught.value) == (
        "问题 2025-0001 金额 200,000.00 元，各单位分担相加为 199,999.99 元，请先核对分担。"
    )


def test_a_finding_without_shares_is_not_allocated(
    letterhead: Letterhead, open_notice: NoticeView, finding: Callable[..., FindingView]
) -> None:
    with pytest.raises(WrongState) as caught:
        allocation_context(letterhead, open_notice, [finding(1, shares=())])
    assert str(caught.value) == "问题 2025-0001 还没有分担，请先完成责任认定再出认定书。"


def test_an_allocation_adds_up_what_each_unit_bears(
    letterhead: Letterhead, open_notice: NoticeView, finding: Callable[..., FindingView]
) -> None:
    shares = (ShareView("府城街道办事处", Money.yuan(50_000)), ShareView("区住建局", Money.yuan(150_000)))
    context = allocation_context(letterhead, open_notice, [finding(1, shares=shares), finding(3)])
    assert [(line.unit, line.total) for line in context.units] == [
        ("府城街道办事处", "150,000.00"),
        ("区住建局", "150,000.00"),
    ]


def test_a_due_date_before_the_paper_is_refused(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...]
) -> None:
    with pytest.raises(BadValue) as caught:
        rectification_context(letterhead, notice, findings, due=date(2025, 8, 31))
    assert str(caught.value) == "整改期限 2025年8月31日 早于成文日期 2025年9月1日，请改为之后的日期。"


def test_an_interview_without_a_place_is_refused(letterhead: Letterhead, notice: NoticeView) -> None:
    with pytest.raises(BadValue) as caught:
        interview_context(
            letterhead,
            notice,
            (),
            cause="整改不力",
            basis="方案",
            moment=datetime(2025, 9, 5, 9, 30),  # noqa: DTZ001
            place=" ",
            interviewer="主任",
            attendants="负责人",
        )
    assert str(caught.value) == "约谈通知书缺少地点，请填写后再出件。"


def test_a_correction_without_a_reason_or_a_change_is_refused(
    letterhead: Letterhead, notice: NoticeView
) -> None:
    with pytest.raises(BadValue) as caught:
        correction_context(letterhead, notice, notice, reason=" ")
    assert str(caught.value) == "更正 示环攻坚办扣〔2025〕1号 要写明原因，请填写后再出件。"
    with pytest.raises(BadValue) as caught:
        correction_context(letterhead, notice, notice, reason="有误", amount=notice.amount)
    assert str(caught.value) == "更正后的金额与 示环攻坚办扣〔2025〕1号 的原金额相同，请核对。"


def test_a_receipt_for_another_unit_is_refused(letterhead: Letterhead, notice: NoticeView) -> None:
    other = dataclasses.replace(notice, recipient="许衡办事处")
    with pytest.raises(BadValue) as caught:
        receipt_context(letterhead, other, notice)
    assert str(caught.value) == (
        "示环攻坚办扣〔2025〕1号 的受送达单位是府城街道办事处，不是许衡办事处，请核对。"
    )


def test_payments_must_be_there_and_positive(letterhead: Letterhead, open_notice: NoticeView) -> None:
    with pytest.raises(BadValue) as caught:
        payment_context(letterhead, open_notice, [], year=2025)
    assert str(caught.value) == "拨付通知至少要列一笔资金，请先选择。"
    with pytest.raises(BadValue) as caught:
        payment_context(letterhead, open_notice, [Payment("示范水泥", "A级", Money(0), RULE)], year=2025)
    assert str(caught.value) == "“示范水泥”的金额为 0.00 元，应大于零，请核对。"


def test_a_circular_needs_summaries_by_office(
    letterhead: Letterhead, notice: NoticeView, summary: Summary
) -> None:
    with pytest.raises(BadValue) as caught:
        circular_context(letterhead, notice, summary, dataclasses.replace(summary, by="month"))
    assert str(caught.value) == "情况通报要用按单位汇总的数据，请以 --by office 汇总。"


def test_a_case_that_two_offices_bear_says_what_each_bears(
    letterhead: Letterhead, notice: NoticeView, summary: Summary, finding: Callable[..., FindingView]
) -> None:
    shares = (ShareView("府城街道办事处", Money.wan(12)), ShareView("龙翔街道办事处", Money.wan(8)))
    cases = [finding(1), finding(1, shares=shares)]
    whole, shared = circular_context(letterhead, notice, summary, summary, cases).cases
    assert whole.amount == "扣缴20万元"
    assert shared.amount == "扣缴20万元，其中府城街道办事处承担12万元、龙翔街道办事处承担8万元"


def test_equal_amounts_share_a_rank(summary: Summary) -> None:
    rows = [dataclasses.replace(row, deductions=Money(5), reversals=Money(0)) for row in summary.rows]
    last = dataclasses.replace(rows[0], label="云台办事处", deductions=Money(4))
    assert [rank for rank, _ in ranking([*rows, last])] == [1, 1, 1, 4]


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ((date(2025, 8, 3), date(2025, 8, 1)), "2025年8月"),
        ((date(2025, 7, 3), date(2025, 8, 1)), "2025年7月至8月"),
        ((date(2025, 12, 3), date(2026, 1, 1)), "2025年12月至2026年1月"),
    ],
)
def test_the_period_names_the_months(days: tuple[date, ...], period: str) -> None:
    assert period_of(days) == period


def test_levels_stand_highest_first() -> None:
    assert levels_of([Level.MUNICIPAL, Level.NATIONAL, Level.MUNICIPAL]) == "国家、市"
