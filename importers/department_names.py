"""The forms in which a department's name is written, derived from its full name.

区城市管理局 → 城市管理局, 区城管局, 城管局, 区城管, and the bare 城管, which counts only where a sentence
hands something to it.  The rules hold for any district; the words are data.
"""

from __future__ import annotations

import re
from functools import lru_cache

from importers.words import table

_LEVEL = re.compile(r"^(?:[区市县省旗州](?!场)|[一-鿿]{2,6}?[区市县](?=[一-鿿]{3})(?!管委会|管理委员会))")
_BRACKET = re.compile(r"[（(]([^（）()]+)[）)]")


@lru_cache(maxsize=4096)
def department_forms(name: str) -> tuple[str, ...]:
    """Every derived form of the full name, longest first, without the bare function."""
    forms: dict[str, None] = {}
    plain = _BRACKET.sub("", name)
    if plain != name:
        forms[plain] = None
    for inner in _BRACKET.findall(name):
        if inner.endswith(("委", "局", "办", "中心", "公司")) and len(inner) > 2:
            forms[inner] = None
    level, core = split_level(plain)
    found = _function(core)
    if found is None:
        if level:
            forms[core] = None
        if core.endswith("管委会"):
            forms[core.removesuffix("管委会")] = None
        if core.endswith("环卫处"):
            forms["环卫处"] = None
    else:
        place, words, ending = found
        for word in words:
            for end in _endings(ending):
                if not end and len(word) < 2:
                    continue
                for head in dict.fromkeys((level + place, level, place, "")):
                    if head or end:
                        forms[head + word + end] = None
            if word not in table("departments")["too_common"]:
                forms |= dict.fromkeys(head + word for head in (level + place, level, place) if head)
    forms.pop(name, None)
    return tuple(sorted((form for form in forms if len(form) >= 3), key=len, reverse=True))


@lru_cache(maxsize=4096)
def bare_functions(name: str) -> tuple[str, ...]:
    """The bare words for a department (城管, 住建): names only where the sentence hands something to it."""
    _, core = split_level(_BRACKET.sub("", name))
    found = _function(core)
    common = table("departments")["too_common"]
    return tuple(word for word in found[1] if len(word) >= 2 and word not in common) if found else ()


def split_level(name: str) -> tuple[str, str]:
    """The level prefix of a name and the rest: 区城市管理局 → 区, 城市管理局."""
    match = _LEVEL.match(name)
    return (match.group(), name[match.end() :]) if match else ("", name)


def _function(core: str) -> tuple[str, tuple[str, ...], str] | None:
    """(place before the function, its words, ending); the longest function that stands in the name."""
    functions = table("departments")["function"]
    best = max(
        (word for word in functions if word in core),
        key=lambda word: (len(word), -core.find(word)),
        default=None,
    )
    if best is None:
        return None
    place, _, ending = core.partition(best)
    if len(place) > 6:
        return None
    return place, (best, *functions[best]), ending


def _endings(ending: str) -> list[str]:
    known: dict[str, list[str]] = table("departments")["ending"]
    for full, written in known.items():
        if full and ending.endswith(full):
            return list(dict.fromkeys([ending, *written]))
    return [ending]
