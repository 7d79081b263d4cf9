"""What a clerk types with ASCII keys, as values: days, months, levels. Refuses what could mean two things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ledger.errors import BadDocument, BadValue
from ledger.views import UnitView
from ledger.vocabulary import Level
from tui.widgets.pinyin import matches

LEVEL_KEYS = {"1": Level.NATIONAL, "2": Level.PROVINCIAL, "3": Level.MUNICIPAL, "4": Level.DISTRICT}
_LETTERS = {"g": Level.NATIONAL, "s": Level.PROVINCIAL, "sj": Level.PROVINCIAL, "q": Level.DISTRICT}
_PARTS = re.compile(r"(?:(\d{2,4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")


def read_day(text: str, today: date) -> date:
    """812, 0812, 8-12, 8月12日, 20250812, 2025-8-12, 今天/t, 昨天/y.

    Without a year the last such day up to today. Raises BadValue.
    """
    typed = text.strip().lower()
    words = {"t": 0, "今天": 0, "y": 1, "昨天": 1, "前天": 2}
    if typed in words:
        return today - timedelta(days=words[typed])
    year: int | None = None
    if typed.isdigit() and len(typed) in (3, 4, 8):
        if len(typed) == 8:
            year = int(typed[:4])
        month, day = int(typed[-4:-2]), int(typed[-2:])
    elif match := _PARTS.fullmatch(typed):
        month, day = int(match[2]), int(match[3])
        if match[1]:
            year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    else:
        raise BadValue(f"“{text}”不是日期，请写成 0812、8-12 或 2025-08-12。")
    try:
        if year is not None:
            return date(year, month, day)
        this_year = date(today.year, month, day)
    except ValueError:
        raise BadValue(f"没有“{text}”这一天，请核对月份和日期。") from None
    return this_year if this_year <= today else this_year.replace(year=today.year - 1)


def read_month(text: str, today: date) -> str:
    """8, 08, 2025-8, 202508 as "2025-08". Raises BadValue."""
    typed = text.strip()
    match = re.fullmatch(r"(?:(\d{4})[-/.年]?)?(\d{1,2})月?", typed)
    if not match or not 1 <= int(match[2]) <= 12:
        raise BadValue(f"“{text}”不是月份，请写成 8 或 2025-08。")
    month = int(match[2])
    year = int(match[1]) if match[1] else today.year if month <= today.month else today.year - 1
    return f"{year}-{month:02}"


def month_span(month: str) -> tuple[date, date]:
    """The first and the last day of "2025-08"."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def month_by(month: str, by: int) -> str:
    """The month so many months later."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{index // 12}-{index % 12 + 1:02}"


def read_level(text: str) -> Level:
    """1–4, 国/省/市/区 or their words. Raises BadValue."""
    typed = text.strip().lower()
    if typed in LEVEL_KEYS:
        return LEVEL_KEYS[typed]
    for level in Level:
        if typed and level.label in typed:
            return level
    raise BadValue(f"“{text}”不是发现层级，请填 1 国家、2 省、3 市、4 区。")


def readable_file(typed: str) -> Path:
    """The file that was typed or dropped: quotes and file:// taken off. Raises BadDocument."""
    text = typed.strip().strip("'\"")
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    path = Path(text.replace("\\ ", " ")).expanduser()
    if not path.is_file():
        raise BadDocument(f"找不到文件“{path}”，请核对路径。")
    return path


def read_count(text: str) -> int:
    """A whole number from 1. Raises BadValue."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and int(typed) > 0):
        raise BadValue(f"“{text}”不是数，请填 1、2、3……")
    return int(typed)


def read_percent(text: str) -> int:
    """A whole number from 0 to 100, with or without %. Raises BadValue."""
    typed = text.strip().rstrip("%％")
    if not (typed.isascii() and typed.isdigit() and int(typed) <= 100):
        raise BadValue(f"“{text}”不是进度，请填 0 到 100 之间的整数。")
    return int(typed)


def read_time(text: str) -> time:
    """8:00, 08:00, 0800. Raises BadValue."""
    match = re.fullmatch(r"(\d{1,2})[:：]?(\d{2})", text.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise BadValue(f"“{text}”不是时刻，请写成 08:00。")
    return time(int(match[1]), int(match[2]))


def read_yes(text: str) -> bool:
    """y, 1, 是 or n, 0, 否, 不是. Raises BadValue."""
    typed = text.strip().lower()
    if typed in ("y", "1", "是"):
        return True
    if typed in ("n", "0", "否", "不是"):
        return False
    raise BadValue(f"“{text}”看不懂，是请写 y，不是请写 n。")


def unit_of(word: str, units: Sequence[UnitView]) -> str:
    """The one unit that a word names by name, alias or initials. Raises BadValue for none and for several."""
    names = [unit for unit in units if word == unit.name or word in unit.aliases]
    found = names or [
        unit for unit in units if any(matches(word, name) for name in (unit.name, *unit.aliases))
    ]
    if not found:
        raise BadValue(f"名册里没有“{word}”，请核对，或到“设置”登记。")
    if len(found) > 1:
        listed = "、".join(unit.name for unit in found[:4])
        raise BadValue(f"“{word}”可能是{listed}，请写得再具体些。")
    return found[0].name
