"""How many a question or a correction speaks of: 三辆, 两项措施, 改成4.

The count of a finding is judged elsewhere (`penalties`); this reads what a person states about a count.
"""

from __future__ import annotations

import re
from functools import cache

from importers.sentences.numerals import INTEGER, integer
from tui.assistant import knowledge

_COUNTED = re.compile(
    rf"(?P<n>{INTEGER}|[俩仨])\s*(?P<u>[起辆台处家个项户车堆摊口座次条](?!月|小时|工作日)|件)?(?P<noun>措施|工地)?"
)
_NOT_A_COUNT = re.compile(r"[吨克米年月日号%度点公平]|万|元|块|级|天|周|百|千")
_ABOUT = re.compile("[一二三四五六七八九][一二三四五六七八九]")
_SMALL = {"俩": 2, "仨": 3}


@cache
def _set_names() -> re.Pattern[str]:
    return re.compile("|".join(knowledge.load_cached("sets")))


def counts_in(text: str) -> list[tuple[int, str]]:
    """(number, measure word or "") of every count that `text` states.

    Days, sums, tonnes and names of sets of measures (六个百分之百, 三员) are none.
    """
    text = _set_names().sub(lambda hit: "_" * len(hit.group()), text)
    found: list[tuple[int, str]] = []
    for hit in _COUNTED.finditer(text):
        if not hit["u"] and _NOT_A_COUNT.match(text[hit.end("n") : hit.end("n") + 1] or "_"):
            continue
        if text[max(0, hit.start() - 1) : hit.start()] in ("第", "〔", ".", "上", "同"):
            continue
        if (
            hit["noun"] == "工地"
            or _ABOUT.fullmatch(hit["n"])
            or text[hit.end("n") : hit.end("n") + 1] == "下"
        ):
            continue
        number = _SMALL.get(hit["n"]) or integer(hit["n"])
        if number is not None and number < 10_000:
            found.append((number, hit["u"] or ("个" if hit["n"] in _SMALL else "")))
    return found


def asked_count(text: str, *, stackable: bool) -> int | None:
    """The number of 起 that a question about an amount names, where it is more than one."""
    stated = [(number, unit) for number, unit in counts_in(text) if unit and unit != "条"]
    if stackable:
        measured = [number for number, unit in stated if unit in ("项", "个", "处")]
        items = [number for number, unit in stated if unit == "项"]
        return next((number for number in items or measured if number > 1), None)
    return next((number for number, _ in stated if number > 1), None)


def stated_count(text: str) -> int | None:
    """The count that an answer or a correction states; the last one said, a bare number included."""
    found = counts_in(text)
    stated = [number for number, unit in found if unit] or [number for number, _ in found]
    return stated[-1] if stated else None
