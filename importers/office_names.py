"""How an office's name is written: 柳渡办事处 → 柳渡, 柳渡办, 柳渡街道; 城关镇 → 城关镇政府."""

from __future__ import annotations

import re

from importers.words import table

_SUFFIX = re.compile(
    r"(?:街道办事处|地区办事处|办事处|街道|(?:镇|乡|县|区|市)人民政府|(?:镇|乡|县|区|市)政府|镇|(?:[回满蒙壮苗侗]族)?乡|苏木"
    r"|管理委员会|管委会|县|旗|区|市)$"
)


def office_stem(name: str) -> str:
    """The bare name, without what kind of office it is: 柳渡办事处 → 柳渡; 城关镇 → 城关."""
    stem = _SUFFIX.sub("", name)
    return stem if len(stem) >= 2 else name


def office_forms(name: str) -> tuple[str, ...]:
    """The other written forms of an office's full name, without the bare stem."""
    stem = office_stem(name)
    short = [word for long, words in table("places")["short"].items() if long in name for word in words]
    if short or stem == name:
        return tuple(short)
    kind = name[len(stem) :]
    if kind.endswith(("办事处", "街道")):
        ends: tuple[str, ...] = ("办", "办事处", "街道", "街道办", "街道办事处", "街办")
        return tuple(stem + end for end in ends if stem + end != name)
    first = kind[0]
    if first in "镇乡县区市":
        ends = (first, first + "政府", first + "人民政府", first + "里")
        return tuple(stem + end for end in ends if stem + end != name)
    if first == "管":
        return (stem,)
    return ()
