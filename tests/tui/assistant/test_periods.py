"""Periods in questions, against Tuesday 12 July 2022."""

from __future__ import annotations

from datetime import date

import pytest

from tui.assistant.periods import read_period, shifted

TODAY = date(2022, 7, 12)


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("这个月的问题", "2022-07"),
        ("上个月扣了多少", "2022-06"),
        ("7月份餐饮类记录", "2022-07"),
        ("六月扣几万", "2022-06"),
        ("12月的月报", "2021-12"),
        ("2021年8月", "2021-08"),
        ("2022-05的汇总", "2022-05"),
        ("打印5月柳渡办的通知书", "2022-05"),
    ],
)
def test_a_calendar_month_stays_a_month(words: str, month: str) -> None:
    period = read_period(words, TODAY)
    assert period is not None
    assert period.slots() == {"month": month}


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("从7月1号到10号", "2022-07-01", "2022-07-10"),
        ("6月28日至7月3日", "2022-06-28", "2022-07-03"),
        ("3号到8号", "2022-07-03", "2022-07-08"),
        ("5.1-5.7", "2022-05-01", "2022-05-07"),
        ("7月上旬", "2022-07-01", "2022-07-10"),
        ("上个月中旬的问题", "2022-06-11", "2022-06-20"),
        ("6月下旬", "2022-06-21", "2022-06-30"),
        ("今年半年报", "2022-01-01", "2022-06-30"),
        ("前半年", "2022-01-01", "2022-06-30"),
        ("上半年", "2022-01-01", "2022-06-30"),
        ("去年下半年", "2021-07-01", "2021-12-31"),
        ("二季度", "2022-04-01", "2022-06-30"),
        ("上季度", "2022-04-01", "2022-06-30"),
        ("前三季度", "2022-01-01", "2022-09-30"),
        ("上周", "2022-07-04", "2022-07-10"),
        ("本周", "2022-07-11", "2022-07-17"),
        ("今年", "2022-01-01", "2022-07-12"),
        ("去年", "2021-01-01", "2021-12-31"),
        ("近三个月", "2022-04-12", "2022-07-12"),
        ("近一周", "2022-07-06", "2022-07-12"),
        ("从3月到现在", "2022-03-01", "2022-07-12"),
        ("6月5号到现在", "2022-06-05", "2022-07-12"),
        ("4到6月", "2022-04-01", "2022-06-30"),
        ("11月到2月", "2021-11-01", "2022-02-28"),
    ],
)
def test_any_other_span_is_a_first_and_a_last_day(words: str, first: str, last: str) -> None:
    period = read_period(words, TODAY)
    assert period is not None
    assert period.slots() == {"date_from": first, "date_to": last}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("昨天那几条", "2022-07-11"),
        ("前天晚上", "2022-07-10"),
        ("上周三", "2022-07-06"),
        ("周五", "2022-07-08"),
        ("7月8号", "2022-07-08"),
        ("9月1日", "2021-09-01"),
        ("2022.6.30", "2022-06-30"),
        ("5号", "2022-07-05"),
    ],
)
def test_a_day_is_a_day(words: str, day: str) -> None:
    period = read_period(words, TODAY)
    assert period is not None
    assert period.slots() == {"date": day}


@pytest.mark.parametrize(
    "words", ["三辆黑渣土车", "2月30日", "13月", "PM2.5", "37.2%", "1.5万元", "没有日期"]
)
def test_what_is_no_date_gives_none(words: str) -> None:
    assert read_period(words, TODAY) is None


def test_a_record_number_is_left_alone_where_it_is_likelier() -> None:
    assert read_period("23号撤销", TODAY, bare_days=False) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("时间往前挪一天", date(2022, 7, 11)),
        ("日期再往后推两天", date(2022, 7, 14)),
        ("提前一周", date(2022, 7, 5)),
        ("推迟3天", date(2022, 7, 15)),
    ],
)
def test_a_day_is_moved_as_said(words: str, day: date) -> None:
    assert shifted(TODAY, words) == day


def test_nothing_is_moved_without_a_direction() -> None:
    assert shifted(TODAY, "三天") is None
