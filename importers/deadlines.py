"""When work is due: phrases that fix a date, and phrases that name a time without one.

A year that is not printed is the last one printed with a date in the same task, else the document's.  What
has no place in the calendar (供暖季前, 长期坚持) is kept as words.  每月5日前 recurs and is no deadline; a
date before the document's year tells what was, not what is due.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from importers.markers import chinese_number
from ledger.plan import Deadline, Phrase, Span
from ledger.vocabulary import DeadlineKind

_N = r"[\d〇零○一二三四五六七八九十]"
_YEAR = rf"(?P<year{{0}}>20\d\d|二[〇零○]{_N}{{{{2}}}})年(?:度)?"
_MONTH = rf"(?P<month{{0}}>{_N}{{{{1,3}}}})月"
_DAY = rf"(?P<day{{0}}>{_N}{{{{1,3}}}})[日号]"


def _y(n: str = "") -> str:
    return _YEAR.format(n)


def _m(n: str = "") -> str:
    return _MONTH.format(n)


def _d(n: str = "") -> str:
    return _DAY.format(n)


_LEAD = r"(?:力争(?:在|于|到)?)?"
_NOT_BEFORE = r"(?<![每次当下\d〇零一二三四五六七八九十])"
_BEFORE = r"(?:（含）|\(含\))?(?:之|以)?前(?![期后述置三几一二两\d]|身|景|端|提|沿|列|茅|往)"

_SPAN = re.compile(
    rf"{_LEAD}(?<![每\d])(?:自|从)?(?:{_y('1')})?{_m('1')}(?:{_d('1')})?(?:起)?\s*(?:至|到|—|－|-|–|~|～)\s*"
    rf"(?P<next>次年|翌年|第二年)?(?:{_y('2')})?{_m('2')}(?:{_d('2')})?(?P<tail>底|末)?(?:期间|止)?"
)
_START = re.compile(
    rf"(?:自|从)?(?:{_y()}){_m()}(?:{_d()})?(?:（含）)?(?:起(?!施行)|开始|之日起)|(?:自|从)(?:{_y('b')})?{_m('b')}{_d('b')}(?:起|开始)|(?<![\d月每]){_m('c')}{_d('c')}起"
)
_DUE = re.compile(
    rf"{_LEAD}{_NOT_BEFORE}(?:"
    rf"(?:{_y('a')})?{_m('a')}{_d('a')}{_BEFORE}"
    rf"|(?:{_y('b')})?{_m('b')}(?P<partb>月?底|末|初|上旬|中旬|下旬)(?:之|以)?前?(?![\d])"
    rf"|(?:{_y('c')})?{_m('c')}(?:份)?{_BEFORE}"
    rf"|{_y('d')}(?:年)?(?:底|末)(?:之|以)?前?"
    rf"|(?:(?:[今当本]年)?年|[今当本]年)(?:底|末)(?:之|以)?前"
    rf"|(?:{_y('e')})?第?(?P<quarter>[一二三四1-4])季度(?:(?:底|末)(?:之|以)?前?|(?:之|以)?前|内(?:完成)?|完成)"
    rf"|(?:{_y('f')})?(?P<half>上半年|下半年)(?:底|末)?(?P<halfbefore>(?:之|以)?前|内?完成)"
    rf"|{_y('g')}{_BEFORE}"
    rf")"
)
_LIMIT = re.compile(
    rf"(?:完成|整改|办结|落实|时间)(?:时限|期限|时间|节点)[：:]\s*(?:{_y()})?{_m()}(?:{_d()}|(?P<part>底|末)|份)?(?!\S{{0,2}}前)"
)
_UNDATED = re.compile(
    r"(?:20\d\d年)?(?:(?:今冬明春|冬季)?(?:供暖|采暖|取暖|供热)(?:季|期)(?:开始|到来|结束)?(?:之|以)?前|(?:春节|国庆|元旦|汛期|秋冬季|攻坚季)(?:到来)?前)"
    r"|长期(?:坚持|推进|实施)|持续推进|常态化(?:推进|坚持)|立即(?:整改|实施|完成)"
)
_YEARS = re.compile(rf"(20\d\d|二[〇零○]{_N}{{2}})年")
_EVERY = re.compile(r"(?:每年|每季度|每月|每半年|每周|逐年|历年|当月|次月|下月)[^，。；]{0,4}$")
_PAST = re.compile(
    r"[^，。；、]{0,18}?(?:注册|登记|建成|投产|投运|生产|取得|上牌|竣工|备案|审批|销售|出厂)[^，。；、]{0,4}的"
)
_QUARTER_WORD = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Timing:
    """The dates of a task and the times without one."""

    deadlines: tuple[Deadline, ...]
    undated: tuple[Phrase, ...]


def read_timing(text: str, spans: Iterable[Span], year: int) -> Timing:
    """Dates in the given places of a text, in printed order; `year` is the document's."""
    deadlines: list[Deadline] = []
    undated: list[Phrase] = []
    for span in spans:
        deadlines.extend(_deadlines(text, span, year))
        undated.extend(
            Phrase(match.group(0), Span(*match.span()))
            for match in _UNDATED.finditer(text, span.start, span.end)
        )
    return Timing(tuple(deadlines), tuple(undated))


def _deadlines(text: str, span: Span, year: int) -> Iterator[Deadline]:
    current, seen = year, span.start
    for match, kind in _phrases(text, span):
        if _EVERY.search(text, max(span.start, match.start() - 8), match.start()):
            continue
        current = _year_before(text, seen, match.start(), current, year)
        seen = match.end()
        for deadline in _dated(match, kind, current):
            current = deadline.date.year if _prints_year(match) else current
            if deadline.date.year >= year and not _PAST.match(text, match.end()):
                yield deadline


def _phrases(text: str, span: Span) -> list[tuple[re.Match[str], str]]:
    """Dated phrases without overlaps, the longer reading first, in printed order."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[re.Match[str], str]] = []
    for pattern, kind in ((_SPAN, "span"), (_START, "start"), (_DUE, "due"), (_LIMIT, "due")):
        for match in pattern.finditer(text, span.start, span.end):
            if kind == "span" and not (
                match["day1"] or match["day2"] or match["year1"] or match["year2"] or match["next"]
            ):
                continue
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                found.append((match, kind))
    return sorted(found, key=lambda item: item[0].start())


def _year_before(text: str, start: int, end: int, current: int, year: int) -> int:
    """The last year printed on the way, where it is one of the document's or a later one and no attribute."""
    for match in _YEARS.finditer(text, start, end):
        value = _number(match.group(1))
        if (
            value is not None
            and value >= year
            and text[match.end() : match.end() + 1] not in ("修", "版", "本")
        ):
            current = value
    return current


def _prints_year(match: re.Match[str]) -> bool:
    return any(value for name, value in match.groupdict().items() if name.startswith("year"))


def _dated(match: re.Match[str], kind: str, year: int) -> Iterator[Deadline]:
    printed, place = match.group(0), Span(*match.span())
    groups = match.groupdict()
    if kind == "span":
        first_year = _number(groups["year1"]) or year
        first_month, last_month = _number(groups["month1"]), _number(groups["month2"])
        if not first_month or not last_month:
            return
        last_year = _number(groups["year2"]) or (
            first_year + 1 if groups["next"] or last_month < first_month else first_year
        )
        first = _day(first_year, first_month, _number(groups["day1"]) or 1)
        last = _day(last_year, last_month, _number(groups["day2"]))
        if first and last and first <= last:
            yield Deadline(first, printed, DeadlineKind.START, place)
            yield Deadline(last, printed, DeadlineKind.PERIOD_END, place)
        return
    when = _start(groups, year) if kind == "start" else _due(groups, year)
    if when is not None:
        yield Deadline(when, printed, DeadlineKind.START if kind == "start" else DeadlineKind.DUE, place)


def _start(groups: dict[str, str | None], year: int) -> date | None:
    for suffix in ("", "b", "c"):
        month = _number(groups.get("month" + suffix))
        if month:
            own = _number(groups.get("year" + suffix)) or year
            return _day(own, month, _number(groups.get("day" + suffix)) or 1)
    return None


def _due(groups: dict[str, str | None], year: int) -> date | None:
    own = next((value for name, value in groups.items() if name.startswith("year") and value), None)
    year = _number(own) or year
    if groups.get("montha"):
        return _day(year, _number(groups["montha"]), _number(groups["daya"]))
    if groups.get("monthb"):
        return _part_of_month(year, _number(groups["monthb"]), groups["partb"] or "")
    if groups.get("monthc"):
        return _before_month(year, _number(groups["monthc"]))
    if groups.get("month"):
        return _day(year, _number(groups["month"]), _number(groups.get("day")))
    if groups.get("quarter"):
        quarter = _QUARTER_WORD[groups["quarter"] or "1"]
        return _day(year, quarter * 3, None)
    if groups.get("half"):
        return date(year, 6, 30) if groups["half"] == "上半年" else date(year, 12, 31)
    if groups.get("yearg"):
        return date(year - 1, 12, 31)
    return date(year, 12, 31)


def _part_of_month(year: int, month: int | None, part: str) -> date | None:
    days = {"初": 10, "上旬": 10, "中旬": 20}
    return _day(year, month, days.get(part))


def _before_month(year: int, month: int | None) -> date | None:
    """2020年10月前 is through the end of September."""
    if month is None or not 1 <= month <= 12:
        return None
    return _day(year - 1, 12, 31) if month == 1 else _day(year, month - 1, None)


def _day(year: int, month: int | None, day: int | None) -> date | None:
    """That day, the month's last where no day is given, None where the calendar has none."""
    if month is None or not 1 <= month <= 12 or not 2000 <= year <= 2100:
        return None
    last = calendar.monthrange(year, month)[1]
    day = last if day is None else day
    return date(year, month, day) if 1 <= day <= last else None


def _number(text: str | None) -> int | None:
    return chinese_number(text) if text else None
