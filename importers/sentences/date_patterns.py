"""How days are written in a sentence, and which day each way means against a given today.

上周三 is the calendar week (Monday to Sunday) before; a day without a month is this month's; a month
without a year is the latest past one.  What names no day (8月上旬, 上个月, 长期) stands for none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from importers.sentences import lunar
from importers.sentences.numerals import integer

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_UNITS = (
    "吨|蒸|米|克|千|公|万|元|亩|倍|度|平|方|小时|分|秒|点|时|处|个|台|辆|家|户|座|条|起|项|次|级|毫|微|立|人|名|块|%|℃"
    "|[A-Za-z]|/"
)
# A space ends the day: what follows is a unit only where no name begins with it (6.30 平安小区).
_APART = "吨|蒸|米|克|元|亩|倍|度|毫|微|千克|公[里斤]|平[方米]|立方|万元|小时|[个台辆家户座条起项次处]|%|℃|/"
_NOT_UNIT = rf"(?![\d.月年天周]|(?:{_UNITS})|\s(?:{_APART}))"
# 3号楼, 2号线, 1号锅炉: numbers of things, not days.
_THINGS = (
    "楼|线|地块|院|炉|窑|锅|机|门|车|厂|生产|工地|塔|井|标|库|仓|桥|路|泵|站|店|棚|磨|罐|口|筒|排|坑|文|令|公告|楼|区"
    "|基坑|烟|转|球|破|料|堆|皮带|除尘|喷|烘|房|铺|摊|柴|汽油|件|通知|问题|记录|单|案|码头|矿|煤|地|点位|国|回|瞭|坝|溶剂|微|保养|探头|柜|桶|带|箱|电|传|气|除|监|污|净|热|冷"
)
Match = re.Match[str]
Builder = Callable[[Match, date], date | None]


def _number(words: str) -> int:
    return integer(words) or 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, today: date) -> date | None:
    """The latest such day that is not after today; 29 February may be up to eight years back."""
    years = range(today.year, today.year - 9, -1)
    return next((found for year in years if (found := _day(year, month, day)) and found <= today), None)


def _full(match: Match, today: date) -> date | None:
    year = _number(match["y"])
    if year < 100:
        year += 2000
    if not today.year - 30 <= year <= today.year + 10:
        return None
    return _day(year, _number(match["m"]), _number(match["d"]))


def _month_day(match: Match, today: date) -> date | None:
    month, day = _number(match["m"]), _number(match["d"])
    said = match.groupdict().get("said")
    if said:
        back = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2}[said[0]]
        return _day(today.year - back, month, day)
    return _latest(month, day, today)


def _short(match: Match, today: date) -> date | None:
    """8.12, 8/12, 0812: only what can be a day of the last year."""
    return _latest(int(match["m"]), int(match["d"]), today) if int(match["m"]) and int(match["d"]) else None


def _relative_month(match: Match, today: date) -> date | None:
    back = 0 if match["said"][0] in "本这当" else match["said"].count("上")
    months = today.year * 12 + today.month - 1 - back
    year, month = divmod(months, 12)
    if match["d"] in ("底", "末"):
        return date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return _day(year, month + 1, _number(match["d"]))


def _bare_day(match: Match, today: date) -> date | None:
    """This month's, also where it lies ahead."""
    return _day(today.year, today.month, _number(match["d"]))


_WEEKDAYS = {mark: place for place, mark in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_WEEKDAYS |= {str(place + 1): place for place in range(7)}


def _weekday(match: Match, today: date) -> date | None:
    said = match["said"] or ""
    monday = today - timedelta(days=today.weekday())
    if said:
        back = 0 if said[0] in "本这" else said.count("上")
        return monday - timedelta(days=7 * back) + timedelta(days=_WEEKDAYS[match["w"]])
    day = monday + timedelta(days=_WEEKDAYS[match["w"]])
    return day if day <= today else day - timedelta(days=7)


def _ago(match: Match, today: date) -> date | None:
    count = _number(match["n"])
    days = count * (1 if match["u"] in ("天", "日") else 7)
    return today - timedelta(days=days) if 0 < days <= 400 else None


def _back(days: int) -> Builder:
    return lambda _match, today: today - timedelta(days=days)


def _lunar(match: Match, today: date) -> date | None:
    month = {"正": 1, "冬": 11, "腊": 12}.get(match["m"][0]) or _number(match["m"].rstrip("月"))
    return lunar.latest(today, month, _number(match["d"].removeprefix("初")))


def _new_year_days(match: Match, today: date) -> date | None:
    return lunar.latest(today, 1, _number(match["d"]))


def _bare_lunar(match: Match, today: date) -> date | None:
    return lunar.latest_day(today, _number(match["d"]))


def _eve(_match: Match, today: date) -> date | None:
    years = range(today.year, today.year - 3, -1)
    return next((day for year in years if (day := lunar.last_day(year)) and day <= today), None)


def _fixed(month: int, day: int) -> Builder:
    return lambda _match, today: _latest(month, day, today)


def _lunar_feast(month: int, day: int) -> Builder:
    return lambda _match, today: lunar.latest(today, month, day)


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_NOT_AFTER_NUMBER = (
    r"(?<![\d.A-Za-z/\-第≤≥<>示度逸硫测值为达约仅近高宽长深重厚分超限排含率比数额金费价共计氧尘])(?<!H )"
)
_ONES = "[一二三四五六七八九]"
_LUNAR_DAY = rf"(?:初[一二三四五六七八九十]|十{_ONES}|二十{_ONES}?|廿{_ONES}?|三十)"
PATTERNS: tuple[tuple[re.Pattern[str], Builder], ...] = (
    (
        _p(
            r"(?<!\d)(?P<y>\d{4}|[二][〇零○一二三四五六七八九]{3}|\d{2}(?=\s*年))\s*[年]\s*"
            rf"(?P<m>{_N})\s*月\s*(?P<d>{_N})\s*[日号]?(?!\d)"
        ),
        _full,
    ),
    (
        _p(
            r"(?<![\dA-Za-z.])(?P<y>20\d{2})\s*[-./、]\s*(?P<m>\d{1,2})\s*[-./、]\s*(?P<d>\d{1,2})\s*[日号]?(?!\d)"
        ),
        _full,
    ),
    (_p(r"(?<![\dA-Za-z.])(?P<y>20\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"), _full),
    (_p(rf"{_NOT_AFTER_NUMBER}(?P<y>[12]\d)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?![\d.])"), _full),
    (_p(rf"(?:农历|阴历|旧历)\s*(?P<m>{_N}月|正月|腊月|冬月)\s*(?P<d>{_LUNAR_DAY})"), _lunar),
    (_p(rf"(?P<m>正月|腊月|冬月)\s*(?P<d>{_LUNAR_DAY})"), _lunar),
    (_p(rf"(?P<m>{_N}月)\s*(?P<d>初[一二三四五六七八九十])"), _lunar),
    (_p(r"大?年初(?P<d>[一二三四五六七八九十])"), _new_year_days),
    (
        _p(
            rf"(?<![\d.每])(?:(?P<said>去年|上年|今年|本年|前年)\s*)?(?P<m>{_N})\s*月份?\s*(?P<d>{_N})\s*[日号](?!{_THINGS})"
        ),
        _month_day,
    ),
    (
        _p(
            rf"(?<![\d.每])(?:(?P<said>去年|上年|今年|本年|前年)\s*)?(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}}){_NOT_UNIT}"
        ),
        _month_day,
    ),
    (
        _p(
            rf"(?<![\d.每])(?P<m>[一二三四五六七八九十]{{1,2}})月(?P<d>[一二三四五六七八九十廿]{{1,3}})(?!{_UNITS}|[份多几])"
        ),
        _month_day,
    ),
    (
        _p(rf"(?P<said>本月|这个?月|当月|上上个?月|上个?月)\s*的?\s*(?P<d>{_N})\s*[日号](?!{_THINGS})"),
        _relative_month,
    ),
    (_p(r"(?P<said>上个?月)(?P<d>底|末)(?!前)"), _relative_month),
    (
        _p(
            r"(?<!每)(?<!下)(?<!每个)(?<!下个)(?P<said>上上个?|上个?|本|这个?)?\s*(?:周|星期|礼拜)(?P<w>[一二三四五六日天]|[1-7](?![\d.]))"
            r"(?!圈|遍|年|模|样|直|起|共|定|致|个|家|台)"
        ),
        _weekday,
    ),
    (_p(r"大前[天日儿]"), _back(3)),
    (_p(r"(?<![目之以提当先午生眼年月])前(?:[天日晚夜]|儿个?)(?!线|后)"), _back(2)),
    (_p(r"昨|夜(?:儿个|个儿|个)(?!个)"), _back(1)),
    (_p(r"今(?:[天日早晨晚夜儿]|上午|下午|中午)|刚刚|刚才|当[天日](?=[上下中]午|夜|晚)"), _back(0)),
    (_p(r"(?P<n>\d{1,3}|[一两二三四五六七八九十]{1,3})\s*个?\s*(?P<u>天|周|星期|礼拜)\s*[以之]?前"), _ago),
    (
        _p(
            rf"{_NOT_AFTER_NUMBER}(?P<m>1[0-2]|0?[1-9])\s?\.\s?(?P<d>[12]\d|3[01]|0?[1-9])(?:[日号](?!{_THINGS}))?{_NOT_UNIT}"
        ),
        _short,
    ),
    (
        _p(
            rf"{_NOT_AFTER_NUMBER}(?P<m>1[0-2]|0?[1-9])[/\-](?P<d>[12]\d|3[01]|0?[1-9])(?:[日号])?{_NOT_UNIT}"
        ),
        _short,
    ),
    (_p(rf"(?<![\dA-Za-z.])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01]){_NOT_UNIT}(?!/)"), _short),
    (_p(r"元旦"), _fixed(1, 1)),
    (_p(r"(?<!十)五一(?!路|大道|街|广场|村)(?=期间|当|假|那|节|晚|上|下|，|,|\s|$|劳)"), _fixed(5, 1)),
    (_p(r"国庆(?:节)?(?!路|大道|街|广场|期间|假|前|后)(?=当|那|晚|上午|下午|，|,|\s)"), _fixed(10, 1)),
    (_p(r"三八(?:妇女)?节"), _fixed(3, 8)),
    (_p(r"六一(?=儿童|节|当天|那天)"), _fixed(6, 1)),
    (_p(r"除夕|大年三十|年三十"), _eve),
    (_p(r"元宵(?:节)?(?!店|厂|铺)"), _lunar_feast(1, 15)),
    (_p(r"小年(?:夜|晚|当天|那天)"), _lunar_feast(12, 23)),
    (_p(r"端午(?:节)?(?=当|那|晚|上|，|,|\s|$)"), _lunar_feast(5, 5)),
    (_p(r"中秋(?:节)?(?=当|那|晚|上|夜|，|,|\s|$)"), _lunar_feast(8, 15)),
    (
        _p(
            rf"(?<![\d月.\-/第每Nn#路街巷道院村弄])(?<![A-Za-z])(?P<d>[12]\d|3[01]|[1-9]|0[1-9])\s?(?:日(?!内|均|照|常|用|杂|产|耗|里|报)|号(?!{_THINGS}))"
        ),
        _bare_day,
    ),
    (
        _p(
            r"(?<![月第每百千万路街巷道院村])(?P<d>[一二三四五六七八九十廿]{1,3})(?:号(?=[上下凌早晚夜中那，,。\s发查巡检督市省的]|$)|日(?=[上下凌早晚夜中，,\s发查巡检督]))"
        ),
        _bare_day,
    ),
    (
        _p(r"(?<!年)(?<!当)初(?P<d>[一二三四五六七八九十])(?!中|期|步|次|级|查|检|审|小|[个家台处辆])"),
        _bare_lunar,
    ),
)
