"""Text in terminal cells: a Chinese character takes two. Cuts whole characters only."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

from ledger.money import Money

WEEKDAYS = "一二三四五六日"


@lru_cache(maxsize=8192)
def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; what does not fit is dropped whole and marked with …."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    kept: list[str] = []
    used = 0
    for character in text:
        size = get_character_cell_size(character)
        if used + size > width - 1:
            break
        kept.append(character)
        used += size
    return "".join(kept) + "…"


@lru_cache(maxsize=8192)
def fit(text: str, width: int, right: bool = False) -> str:
    """Exactly `width` cells: cut or padded, on the left where `right`."""
    shown = cut(text, width)
    pad = " " * (width - cell_len(shown))
    return pad + shown if right else shown + pad


def one_line(text: str) -> str:
    """Line breaks and runs of blanks as one blank, so that a row stays a row."""
    return " ".join(text.split())


def amount(money: Money | None, none: str = "—") -> str:
    """An amount with separators and two decimals; `none` where there is none."""
    return none if money is None else str(money)


def day(value: date | None) -> str:
    """A date as people write it in tables, with its weekday."""
    return "—" if value is None else f"{value:%Y-%m-%d} 周{WEEKDAYS[value.weekday()]}"


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; breaks stand between any two characters, as Chinese is set."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0
        for character in paragraph:
            size = get_character_cell_size(character)
            if used + size > width and line:
                lines.append("".join(line))
                line, used = [], 0
            line.append(character)
            used += size
        lines.append("".join(line))
    return lines
