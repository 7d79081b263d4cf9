"""Days, months and spans that a question names, against a given day: 上半年, 7月份, 上周, 8月1号到10号.

A calendar month stays a month, any other span is a first and a last day, both inclusive.  The day on which a
finding was made is read elsewhere (`importers.sentences`); record numbers are no dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from importers.sentences.numerals import CHINESE, INTEGER, integer
from tui.assistant.values import Slots


@dataclass(frozen=True, slots=True)
class Period:
    """A period with the words that name it; `kind` is day, month or span."""

    kind: str
    first: date
    last: date
    start: int
    end: int

    def slots(self) -> Slots:
        """The period as slots."""
        if self.kind == "day":
            return {"date": self.first.isoformat()}
        if self.kind == "month":
            return {"month": self.first.strftime("%Y-%m")}
        return {"date_from": self.first.isoformat(), "date_to": self.last.isoformat()}


_Y = r"(?:(?P<y>\d{4}|\d{2}|二[〇○零]..)年|(?P<yw>今年|去年|本年|前年))?"
_M = rf"(?P<m>{INTEGER})月(?!前|后)"
_D = rf"(?P<d>{INTEGER})[号日]?"
_TO = r"(?:到|至|[-—~～]+|号到)"
_WEEKDAYS = {char: number for number, char in enumerate("一二三四五六")} | {"日": 6, "天": 6, "末": 5}
_DAYS_AGO = {"大前": 3, "前": 2, "昨": 1, "今": 0, "当": 0, "明": -1}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FOLLOWED_BY_DAY = rf"(?!\s*(?:{INTEGER})[号日])"


def _month_end(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)


def _shift_month(day: date, months: int) -> date:
    position = day.year * 12 + day.month - 1 + months
    return date(position // 12, position % 12 + 1, 1)


def _year(hit: re.Match[str], today: date, month: int = 1) -> int:
    written, word = hit.groupdict().get("y"), hit.groupdict().get("yw")
    if word:
        return today.year - {"今年": 0, "本年": 0, "去年": 1, "前年": 2}[word]
    if written:
        number = integer(written)
        return today.year if number is None else number + 2000 if number < 100 else number
    return today.year if month <= today.month else today.year - 1


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _span_of_days(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    month = integer(hit["m"]) if hit["m"] else today.month
    later = hit.groupdict().get("m2")
    month2 = integer(later) if later else month
    day, day2 = integer(hit["d"]), integer(hit["d2"])
    if not (month and month2 and day and day2):
        return None
    year = _year(hit, today, month2)
    first, last = _make(year, month, day), _make(year, month2, day2)
    if first and last and first > last:
        first = _make(year - 1, month, day)
    return ("span", first, last) if first and last else None


def _span_of_months(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    month, month2 = integer(hit["m"]), integer(hit["m2"])
    if not (month and month2 and 1 <= month <= 12 and 1 <= month2 <= 12):
        return None
    year = _year(hit, today, month2)
    first = _make(year if month <= month2 else year - 1, month, 1)
    last = _make(year, month2, 1)
    return ("span", first, _month_end(last)) if first and last else None


def _half(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    year = _year(hit, today)
    months = (7, 12) if hit["half"] == "下" else (1, 6)
    return "span", date(year, months[0], 1), _month_end(date(year, months[1], 1))


def _tenth(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    """The first, second or last third of a month: 上旬, 中旬, 下旬."""
    month = integer(hit["m"]) if hit["m"] else _shift_month(today, -1 if hit["r"] == "上" else 0).month
    first = _make(_year(hit, today, month or 1), month or 0, {"上": 1, "中": 11, "下": 21}[hit["t"]])
    if first is None:
        return None
    return "span", first, _month_end(first.replace(day=1)) if hit["t"] == "下" else first + timedelta(days=9)


def _first_quarters(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    year = _year(hit, today)
    number = integer(hit["n"]) or 1
    return "span", date(year, 1, 1), _month_end(date(year, 3 * number, 1))


def _quarter(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    word = hit["q"]
    year = _year(hit, today)
    if word in _QUARTERS:
        number = _QUARTERS[word]
    else:
        number = (today.month - 1) // 3 + 1 - (word == "上")
        year, number = (year - 1, 4) if number == 0 else (year, number)
    return "span", date(year, number * 3 - 2, 1), _month_end(date(year, number * 3, 1))


def _week(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    back = {"上": 1, "上上": 2}.get(hit["w"], -1 if hit["w"] == "下" else 0)
    monday = today - timedelta(days=today.weekday() + 7 * back)
    weekday = hit.groupdict().get("wd")
    if weekday:
        day = monday + timedelta(days=_WEEKDAYS[weekday])
        return "day", day, day
    return "span", monday, monday + timedelta(days=6)


def _bare_weekday(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    day = today - timedelta(days=(today.weekday() - _WEEKDAYS[hit["wd"]]) % 7)
    return "day", day, day


def _relative_month(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    back = {"上": -1, "上上": -2, "下": 1}.get(hit["r"], 0)
    first = _shift_month(today, back)
    return "month", first, _month_end(first)


def _calendar_month(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    month = integer(hit["m"])
    if not month or not 1 <= month <= 12:
        return None
    first = _make(_year(hit, today, month), month, 1)
    return ("month", first, _month_end(first)) if first else None


def _recent(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    number = integer(hit["n"]) if hit["n"] else 1
    if not number or number > 1000:
        return None
    if hit["unit"] == "月":
        first = _shift_month(today, -number)
        return "span", first.replace(day=min(today.day, _month_end(first).day)), today
    days = number * {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}[hit["unit"]]
    return "span", today - timedelta(days=days - 1), today


def _year_so_far(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    year = _year(hit, today)
    return (
        "span",
        date(year, 1, 1),
        min(date(year, 12, 31), today) if year == today.year else date(year, 12, 31),
    )


def _since(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    month = integer(hit["m"])
    day = integer(hit["d"]) if hit["d"] else 1
    first = _make(_year(hit, today, month or 1), month or 0, day or 0)
    return ("span", first, today) if first else None


def _day_word(hit: re.Match[str], today: date) -> tuple[str, date, date]:
    day = today - timedelta(days=_DAYS_AGO[hit["w"]])
    return "day", day, day


def _full_day(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    month = integer(hit["m"])
    number = integer(hit["d"] or hit.groupdict().get("dc") or "")
    if not month or not number:
        return None
    year = _year(hit, today, month)
    day = _make(year, month, number)
    if day and day > today and not hit["y"] and not hit.groupdict().get("yw"):
        day = _make(year - 1, month, number)
    return ("day", day, day) if day else None


def _bare_day(hit: re.Match[str], today: date) -> tuple[str, date, date] | None:
    number = integer(hit["d"])
    day = _make(today.year, today.month, number) if number else None
    return ("day", day, day) if day else None


_Reader = Callable[[re.Match[str], date], "tuple[str, date, date] | None"]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_Y}{_M}{_D}\s*{_TO}\s*(?:(?P<m2>{INTEGER})月)?(?P<d2>{INTEGER})[号日]?", _span_of_days),
        (
            rf"(?:从)?(?:这个月|本月)?(?P<m>)(?P<d>{INTEGER})[号日]\s*{_TO}\s*(?P<d2>{INTEGER})[号日]",
            _span_of_days,
        ),
        (
            rf"{_Y}(?P<m>\d{{1,2}})[./](?P<d>\d{{1,2}})\s*{_TO}\s*(?P<m2>\d{{1,2}})[./](?P<d2>\d{{1,2}})",
            _span_of_days,
        ),
        (rf"{_Y}(?P<m>{INTEGER})月?份?\s*{_TO}\s*(?P<m2>{INTEGER})月份?{_FOLLOWED_BY_DAY}", _span_of_months),
        (
            rf"(?:从|自){_Y}{_M}(?:份|初)?(?:(?P<d>{INTEGER})[号日])?(?:以来|开始|起|到现在|至今|到今天)",
            _since,
        ),
        (rf"{_Y}(?:(?P<m>{INTEGER})月份?|(?P<r>[这本上])个?月)?的?(?P<t>[上中下])旬", _tenth),
        (rf"{_Y}前(?P<n>[二两三23])个?季度", _first_quarters),
        (rf"{_Y}的?(?P<half>[上下])半年", _half),
        (rf"{_Y}的?(?P<half>)(?:前半年|半年(?=报|度|小结|总结|情况|汇总))", _half),
        (rf"{_Y}{_M}(?:份|初)?(?:(?P<d>{INTEGER})[号日])?(?:以来|到现在|至今|到今天|到目前)", _since),
        (rf"{_Y}第?(?P<q>[一二三四1234上本这])个?季度", _quarter),
        (r"(?P<w>上上|上|这|本|下)个?(?:周|星期|礼拜)(?:(?P<wd>[一二三四五六日天末]))?", _week),
        (r"(?<![上这本下个])(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])", _bare_weekday),
        (rf"(?:最近|近|过去)(?P<n>{INTEGER})?个?(?P<unit>天|日|周|星期|礼拜|月)(?!份)", _recent),
        (rf"这(?P<n>{INTEGER})个?(?P<unit>天|日|周|星期|礼拜|月)(?!份)", _recent),
        (rf"(?P<r>上上|上|这|本|当|下)个?月份?{_FOLLOWED_BY_DAY}", _relative_month),
        (r"(?<!\d)(?P<y>\d{4})[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[号日]?(?!\d)", _full_day),
        (
            rf"{_Y}{_M}(?:(?P<d>\d{{1,2}})[号日]?(?![起辆台处家个项%吨])|(?P<dc>{CHINESE}{{1,3}})[号日])",
            _full_day,
        ),
        (r"(?<![A-Za-z\d.])(?P<y>)(?P<m>\d{1,2})[./](?P<d>\d{1,2})(?![\d.%]|[万元吨米克])", _full_day),
        (r"(?<!\d)(?P<y>\d{4})[-./年](?P<m>\d{1,2})(?:月份?)?(?![\d号])", _calendar_month),
        (rf"{_Y}(?P<m>{INTEGER})月份?{_FOLLOWED_BY_DAY}", _calendar_month),
        (r"(?P<w>大前|前|昨|今|当|明)[天儿日晚早夜](?![年])", _day_word),
        (r"(?P<yw>今年|去年|本年|前年|本年度)(?:度|以来|至今|到现在|到目前)*", _year_so_far),
        (r"(?<!\d)(?P<y>\d{4})年?(?:全年|度)?(?![\d\-号])", _year_so_far),
        (r"(?P<y>)(?:全年|年初以来|年初到现在|年初至今|从年初|开年以来)(?:到现在|至今)?", _year_so_far),
        (rf"(?<![第\d、月])(?P<d>{INTEGER})[号日](?![楼院线问楼机])", _bare_day),
    )
)


def read_period(text: str, today: date, *, bare_days: bool = True) -> Period | None:
    """The first period that `text` names, the most specific reading winning; None where it names none.

    `bare_days` False leaves 12号 alone, where it is more likely a record number.
    """
    readers = _READERS if bare_days else _READERS[:-1]
    for pattern, reader in readers:
        for hit in pattern.finditer(text):
            found = reader(hit, today)
            if found:
                kind, first, last = found
                return Period(kind, first, last, hit.start(), hit.end())
    return None


def shifted(day: date, text: str) -> date | None:
    """A day moved as `text` says: 往前挪一天, 推迟两天, 提前一周; None where it says nothing of the kind."""
    hit = re.search(rf"(?P<n>{INTEGER})?个?(?P<unit>天|日(?!期|子)|周|星期)", text)
    back = re.search(r"往前|向前|提前|早|前移|前挪|之前", text)
    forth = re.search(r"往后|向后|推后|推迟|晚|后移|后挪|顺延|延后", text)
    if not hit or not (back or forth):
        return None
    number = (integer(hit["n"]) if hit["n"] else None) or 1
    days = number * (1 if hit["unit"] in "天日" else 7)
    return day - timedelta(days=days) if back else day + timedelta(days=days)
