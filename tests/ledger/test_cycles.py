"""Periods of the calendar, and the words by which documents name them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.cycles import Cycle, before, bounds, label, period_of, periods
from ledger.errors import BadValue
from ledger.recurrence import cycle_of, rate_cycle

DAYS = st.dates(date(2000, 1, 8), date(2099, 12, 20))


@given(DAYS, st.sampled_from(list(Cycle)))
def test_a_day_lies_in_its_period_and_periods_follow_each_other(day: date, cycle: Cycle) -> None:
    period = period_of(cycle, day)
    first, last = bounds(cycle, period)
    assert first <= day <= last
    assert period_of(cycle, first) == period_of(cycle, last) == period
    assert bounds(cycle, before(cycle, period))[1] == first - timedelta(days=1)


def test_periods_have_the_names_that_the_office_uses() -> None:
    day = date(2026, 8, 31)
    assert [period_of(cycle, day) for cycle in Cycle] == [
        "2026-08-31",
        "2026-W36",
        "2026-08",
        "2026-Q3",
        "2026-H2",
        "2026",
    ]
    assert [label(cycle, period_of(cycle, day)) for cycle in Cycle] == [
        "2026年8月31日",
        "2026年第36周",
        "2026年8月",
        "2026年第三季度",
        "2026年下半年",
        "2026年",
    ]


def test_the_first_days_of_january_may_belong_to_the_last_years_week() -> None:
    assert period_of(Cycle.WEEK, date(2027, 1, 3)) == "2026-W53"
    assert list(periods(Cycle.WEEK, date(2026, 12, 24), date(2027, 1, 4))) == [
        "2026-W52",
        "2026-W53",
        "2027-W01",
    ]


@pytest.mark.parametrize(
    ("cycle", "period", "example"),
    [
        (Cycle.MONTH, "2026-13", "2026-08"),
        (Cycle.WEEK, "2026-W54", "2026-W36"),
        (Cycle.QUARTER, "2026-Q5", "2026-Q3"),
        (Cycle.DAY, "2026-02-30", "2026-08-31"),
    ],
)
def test_what_is_no_period_is_refused_with_an_example(cycle: Cycle, period: str, example: str) -> None:
    with pytest.raises(BadValue) as refusal:
        bounds(cycle, period)
    assert str(refusal.value) == f"“{period}”不是{cycle.label}的期间，例如 {example}。"


@pytest.mark.parametrize(
    ("words", "cycle"),
    [
        ("每月", Cycle.MONTH),
        ("逐月", Cycle.MONTH),
        ("每月5日前报送", Cycle.MONTH),
        ("月抽查率不低于20%", Cycle.MONTH),
        ("每季度", Cycle.QUARTER),
        ("每周至少开展一次", Cycle.WEEK),
        ("每天抽查不少于6条道路", Cycle.DAY),
        ("日清日运", Cycle.DAY),
        ("每半年", Cycle.HALF_YEAR),
        ("年度计量校准", Cycle.YEAR),
        ("每半月", None),
        ("每两个月", None),
        ("定期", None),
    ],
)
def test_words_of_recurrence_name_a_cycle_or_none(words: str, cycle: Cycle | None) -> None:
    assert cycle_of(words) is cycle


@pytest.mark.parametrize(
    ("metric", "cycle"),
    [
        ("餐饮企业现场监管月抽查率", Cycle.MONTH),
        ("油烟排放月巡查率", Cycle.MONTH),
        ("油烟达标排放每季度检测率", Cycle.QUARTER),
        ("空气自动监测站联网率", None),
        ("秸秆综合利用率", None),
    ],
)
def test_only_rates_of_inspection_have_a_cycle(metric: str, cycle: Cycle | None) -> None:
    assert rate_cycle(metric) is cycle
