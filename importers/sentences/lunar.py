"""The lunisolar calendar as people use it for days of a finding: 正月十五, 腊月廿三, 除夕, 初五.

One entry a year: the day of 正月初一, the leap month (0 for none), and the length of every month in order,
1 for 30 days and 0 for 29.  Years outside the table give no date.
"""

from __future__ import annotations

from datetime import date, timedelta

_YEARS: dict[int, tuple[date, int, str]] = {
    2014: (date(2014, 1, 31), 9, "0101010110101"),
    2015: (date(2015, 2, 19), 0, "010010111010"),
    2016: (date(2016, 2, 8), 0, "101001011011"),
    2017: (date(2017, 1, 28), 6, "0101001010111"),
    2018: (date(2018, 2, 16), 0, "010100101011"),
    2019: (date(2019, 2, 5), 0, "101010010011"),
    2020: (date(2020, 1, 25), 4, "0111010010101"),
    2021: (date(2021, 2, 12), 0, "011010101010"),
    2022: (date(2022, 2, 1), 0, "101011010101"),
    2023: (date(2023, 1, 22), 2, "0100110110101"),
    2024: (date(2024, 2, 10), 0, "010010110110"),
    2025: (date(2025, 1, 29), 6, "1010010101110"),
    2026: (date(2026, 2, 17), 0, "101001001110"),
    2027: (date(2027, 2, 6), 0, "110100100110"),
    2028: (date(2028, 1, 26), 5, "1110100100110"),
    2029: (date(2029, 2, 13), 0, "110101010011"),
    2030: (date(2030, 2, 3), 0, "010110101010"),
    2031: (date(2031, 1, 23), 3, "0110101101010"),
    2032: (date(2032, 2, 11), 0, "100101101101"),
    2033: (date(2033, 1, 31), 11, "0100101011101"),
    2034: (date(2034, 2, 19), 0, "010010101101"),
    2035: (date(2035, 2, 8), 0, "101001001101"),
    2036: (date(2036, 1, 28), 6, "1101001001011"),
    2037: (date(2037, 2, 15), 0, "110100100101"),
    2038: (date(2038, 2, 4), 0, "110101010010"),
    2039: (date(2039, 1, 24), 5, "1101101010100"),
    2040: (date(2040, 2, 12), 0, "101101011010"),
    2041: (date(2041, 2, 1), 0, "010101101101"),
    2042: (date(2042, 1, 22), 2, "0100101011011"),
    2043: (date(2043, 2, 10), 0, "010010011011"),
    2044: (date(2044, 1, 30), 7, "1010010010111"),
    2045: (date(2045, 2, 17), 0, "101001001011"),
}


def solar(year: int, month: int, day: int) -> date | None:
    """The civil date of the lunar day, leap months left aside; None where there is no such day."""
    if year not in _YEARS:
        return None
    first, leap, lengths = _YEARS[year]
    position = month - 1 + (1 if leap and month > leap else 0)
    if not 0 <= position < len(lengths):
        return None
    days = [30 if mark == "1" else 29 for mark in lengths]
    if not 1 <= day <= days[position]:
        return None
    return first + timedelta(days=sum(days[:position]) + day - 1)


def last_day(year: int) -> date | None:
    """New Year's Eve (除夕) of the lunar year."""
    following = solar(year + 1, 1, 1)
    return following - timedelta(days=1) if following else None


def latest(today: date, month: int, day: int) -> date | None:
    """The latest such lunar day that is not after `today`."""
    candidates = (solar(year, month, day) for year in range(today.year - 1, today.year + 1))
    return max((found for found in candidates if found and found <= today), default=None)


def latest_day(today: date, day: int) -> date | None:
    """The latest day of any lunar month with that number, not after `today`: a bare 初五."""
    found: list[date] = []
    for year in (today.year - 1, today.year):
        first, _, lengths = _YEARS.get(year, (today, 0, ""))
        for mark in lengths:
            length = 30 if mark == "1" else 29
            if day <= length:
                found.append(first + timedelta(days=day - 1))
            first += timedelta(days=length)
    return max((candidate for candidate in found if candidate <= today), default=None)
