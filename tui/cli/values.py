"""The values on a command line, taken from text; each refusal names the option and shows the right form."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from ledger.errors import BadValue

DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")


def existing_file(text: str) -> Path:
    """A file that is there. Raises BadValue."""
    path = Path(text).expanduser()
    if path.is_dir():
        raise BadValue(f"“{text}”是文件夹，请给出一个文件。")
    if not path.exists():
        raise BadValue(f"找不到文件“{text}”，请检查路径。")
    return path


def day(text: str, name: str) -> date:
    """A day: 2026-08-01, 2026.8.1 or 2026年8月1日. Raises BadValue."""
    found = DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise BadValue(f"{_said(name)}的“{text}”不是日期，请写成 2026-08-01。") from None


def month(text: str, name: str) -> str:
    """A month as YYYY-MM. Raises BadValue."""
    found = MONTH.fullmatch(text.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        raise BadValue(f"{_said(name)}的“{text}”不是月份，请写成 2026-08。")
    return f"{found[1]}-{int(found[2]):02}"


def whole(text: str, name: str, *, least: int = 1, most: int | None = None) -> int:
    """A whole number within bounds. Raises BadValue."""
    bound = f"{least} 以上的整数" if most is None else f"{least} 到 {most} 之间的整数"
    if (
        not re.fullmatch(r"[0-9]{1,9}", text.strip())
        or int(text) < least
        or (most is not None and int(text) > most)
    ):
        raise BadValue(f"{_said(name)}的“{text}”不对，请填 {bound}。")
    return int(text)


def one_of(text: str, name: str, choices: tuple[str, ...]) -> str:
    """One of the listed words. Raises BadValue."""
    if text not in choices:
        raise BadValue(f"{_said(name)}没有“{text}”这一项，可选：{'、'.join(choices)}。")
    return text


def _said(name: str) -> str:
    """An option's name stands apart from Chinese words, an argument's does not."""
    return f"{name} " if name.startswith("-") else name
