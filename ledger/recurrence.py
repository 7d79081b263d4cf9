"""What a document's words for a rhythm mean as a cycle of the calendar. The words are data."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from ledger.cycles import Cycle

Words = tuple[tuple[re.Pattern[str], Cycle | None], ...]


def cycle_of(printed: str) -> Cycle | None:
    """The cycle of a recurring duty (每月, 逐月, 月抽查率不低于20%); None where it has no calendar period."""
    return _first(_words("recurrence"), printed)


def rate_cycle(metric: str) -> Cycle | None:
    """The cycle over which an inspection rate is demanded; None for what is no inspection rate."""
    return _first(_words("rates"), metric)


def _first(words: Words, text: str) -> Cycle | None:
    return next((cycle for pattern, cycle in words if pattern.search(text)), None)


@cache
def _words(kind: str) -> Words:
    content = json.loads(files("ledger").joinpath("wording", "cycles.json").read_text(encoding="utf-8"))
    return tuple(
        (re.compile(text), None if name is None else Cycle.stored(name)) for text, name in content[kind]
    )
