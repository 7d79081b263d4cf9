"""Working days by the State Council's notices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.errors import BadValue
from ledger.workdays import Workdays, enter_year, shipped, workdays

Desk = Any
CALENDAR = Workdays(shipped())
NEXT_YEAR = {
    "notice": "国办发明电〔2026〕1号",
    "off": [["2027-01-01", "2027-01-03"]],
    "worked": ["2027-01-09"],
}


def test_the_spring_festival_of_2026_is_nine_days_off_with_two_weekend_days_worked() -> None:
    off = [date(2026, 2, 15) + timedelta(days=n) for n in range(9)]
    assert not any(CALENDAR.is_workday(day) for day in off)
    assert CALENDAR.is_workday(date(2026, 2, 14))
    assert CALENDAR.is_workday(date(2026, 2, 28))


def test_the_spring_festival_of_2020_was_prolonged() -> None:
    assert not CALENDAR.is_workday(date(2020, 1, 31))
    assert not CALENDAR.is_workday(date(2020, 2, 1))
    assert CALENDAR.is_workday(date(2020, 2, 3))


@pytest.mark.parametrize(
    ("year", "days"), [(2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_a_year_has_as_many_working_days_as_its_notice_leaves(year: int, days: int) -> None:
    """365 or 366, less the weekends, less the days off that are none, more the weekend days worked."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert CALENDAR.between(first, last) + CALENDAR.is_workday(first) == days


def test_five_working_days_after_the_eve_of_the_national_day() -> None:
    assert CALENDAR.after(date(2026, 9, 30), 5) == date(2026, 10, 13)
    assert CALENDAR.after(date(2026, 9, 30), 0) == date(2026, 9, 30)
    assert CALENDAR.after(date(2026, 10, 1), 0) == date(2026, 10, 8)


def test_counting_and_adding_agree() -> None:
    start = date(2022, 4, 1)
    for count in range(1, 60):
        assert CALENDAR.between(start, CALENDAR.after(start, count)) == count


def test_a_year_without_its_notice_is_refused() -> None:
    with pytest.raises(BadValue) as refusal:
        CALENDAR.after(date(2026, 12, 30), 3)
    assert str(refusal.value) == (
        "没有 2027 年的放假安排，不能推算工作日（已有：2020—2026）；请录入国务院办公厅该年的通知。"
    )


def test_the_notice_of_a_later_year_is_entered_and_cited(desk: Desk) -> None:
    with desk.book.write("张经办") as tx:
        enter_year(tx, 2027, NEXT_YEAR)
    with desk.book.read() as tx:
        calendar = workdays(tx)
    assert calendar.after(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert calendar.notice(2027) == "国办发明电〔2026〕1号"


@pytest.mark.parametrize(
    "wrong",
    [
        {"notice": "", "off": [["2027-01-01", "2027-01-01"]], "worked": []},
        {"notice": "某号", "off": [["2026-12-31", "2027-01-01"]], "worked": []},
        {"notice": "某号", "off": [["2027-01-01", "2027-01-03"]], "worked": ["2027-01-03"]},
    ],
)
def test_a_table_that_cannot_be_right_is_refused(desk: Desk, wrong: Any) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        enter_year(tx, 2027, wrong)
    assert str(refusal.value) == ("2027 年放假安排有误：缺文号或假期，或日期不在该年，或同一天又放假又上班。")


def test_a_weekday_cannot_be_a_weekend_day_that_is_worked(desk: Desk) -> None:
    with pytest.raises(BadValue) as refusal, desk.book.write("张经办") as tx:
        enter_year(tx, 2027, NEXT_YEAR | {"worked": ["2027-01-08"]})
    assert str(refusal.value) == "2027 年放假安排有误：调休上班日应是周六或周日。"
