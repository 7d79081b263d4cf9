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


FORBIDDEN_AT_START = frozenset("，。、；：！？）》〉】』”’％")
"""Characters that do not begin a line in Chinese setting."""


def set_lines(text: str, width: int) -> list[tuple[int, int]]:
    """Where the text's lines start and end in a column of `width` cells; line breaks are in none."""
    lines: list[tuple[int, int]] = []
    start = used = 0
    for index, character in enumerate(text):
        if character == "\n":
            lines.append((start, index))
            start, used = index + 1, 0
            continue
        size = get_character_cell_size(character)
        if used + size > width:
            at = index
            carried = get_character_cell_size(text[index - 1])
            if character in FORBIDDEN_AT_START and index - start > 1 and carried + size <= width:
                at = index - 1
            lines.append((start, at))
            start = at
            used = sum(get_character_cell_size(each) for each in text[at:index])
        used += size
    lines.append((start, len(text)))
    return lines
