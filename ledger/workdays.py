"""Working days in China, by the State Council's yearly notices. A year without its notice is refused.

The notices are data (`wording/holidays.json`); an office enters the notice of a later year as the setting
`holidays/YEAR` in the same form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from ledger import settings
from ledger.errors import BadValue
from ledger.transactions import Tx

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearTable:
    """A year's notice: its number, the days off it names, and the weekend days that are worked."""

    notice: str
    off: frozenset[date]
    worked: frozenset[date]


class Workdays:
    """Arithmetic over the years that have a table."""

    def __init__(self, tables: Mapping[int, YearTable]) -> None:
        self._tables = dict(tables)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self._tables))

    def notice(self, year: int) -> str:
        """The notice that a year's days follow from. Raises BadValue for a year without one."""
        return self._table(year).notice

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked. Raises BadValue for a year without a table."""
        table = self._table(day.year)
        if day in table.off:
            return False
        return day.weekday() < 5 or day in table.worked

    def after(self, day: date, count: int) -> date:
        """The working day that is `count` working days after a day, which itself is not counted.

        With 0 the day itself, or the next working day where it is none.
        """
        if count < 0:
            raise BadValue(f"工作日数“{count}”不对，请填 0 以上的整数。")
        while count or not self.is_workday(day):
            day += _ONE
            count -= self.is_workday(day) if count else 0
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and with `last`; 0 where `last` is not later."""
        days = (first + timedelta(days=place) for place in range(1, (last - first).days + 1))
        return sum(self.is_workday(day) for day in days)

    def _table(self, year: int) -> YearTable:
        table = self._tables.get(year)
        if table is None:
            known = f"{self.years[0]}—{self.years[-1]}" if self.years else "无"
            raise BadValue(
                f"没有 {year} 年的放假安排，不能推算工作日（已有：{known}）；请录入国务院办公厅该年的通知。"
            )
        return table


def workdays(tx: Tx) -> Workdays:
    """The calendar: the notices shipped, and those that the office has entered."""
    own = {int(year): table_from(int(year), value) for year, value in settings.under(tx, "holidays/").items()}
    return Workdays({**shipped(), **own})


@cache
def shipped() -> Mapping[int, YearTable]:
    """The notices that come with the program."""
    content = json.loads(files("ledger").joinpath("wording", "holidays.json").read_text(encoding="utf-8"))
    return {int(year): table_from(int(year), value) for year, value in content["years"].items()}


def enter_year(tx: Tx, year: int, value: Any) -> YearTable:
    """Enter a year's notice. Raises BadValue where the form or a day is wrong."""
    table = table_from(year, value)
    settings.put(tx, f"holidays/{year}", value, reason=table.notice)
    return table


def table_from(year: int, value: Any) -> YearTable:
    """A year's table from {"notice", "off": [[first, last] …], "worked": [day …]}. Raises BadValue."""
    try:
        notice = str(value["notice"]).strip()
        spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in value["off"]]
        worked = frozenset(date.fromisoformat(day) for day in value["worked"])
    except (KeyError, TypeError, ValueError):
        raise BadValue(
            f"{year} 年放假安排的格式不对，应有 notice（文号）、off（起止日期）、worked（调休上班日）。"
        ) from None
    off = frozenset(
        first + timedelta(days=place) for first, last in spans for place in range((last - first).days + 1)
    )
    if not notice or not off or any(day.year != year for day in off | worked) or off & worked:
        raise BadValue(f"{year} 年放假安排有误：缺文号或假期，或日期不在该年，或同一天又放假又上班。")
    if any(day.weekday() < 5 for day in worked):
        raise BadValue(f"{year} 年放假安排有误：调休上班日应是周六或周日。")
    return YearTable(notice, off, worked)
