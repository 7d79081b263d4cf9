"""Names of units in enumerations: where one ends, and how a level that was dropped comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.wording import words
from ledger.plan import Span

_OPEN = "（(〔【["
_CLOSE = "）)〕】]"
_PARTS = "、，,；;/\n"
_BLANK = " \t\n*＊★▲☆△"
_JOINT = re.compile(r"以及|会同|联合|和|及|与|并")
_LEVEL_LIST = re.compile(
    r"(?:各|各有关|各相关|全市各|全县各|全省各|有关|相关)?(?:[省市州盟县区旗乡镇]|街道|市区|县区|乡镇)$"
)
_LEVEL_HEAD = re.compile(r"(?:[市州盟县区旗乡镇](?:[（(、]|级|人民政府|政府|管委会|区|街道)|街道)")
_REPEAT = re.compile(r"([\u4e00-\u9fff]{2,5})\1$")
_ETC = re.compile(
    r"(?:等)?(?:其他|其它)?(?:各|有关|相关|多|几|\d+|[一二三四五六七八九十]+)*(?:个)?(?:职能)?(?:部门|单位|方面)?$"
)
_HEAD = re.compile(r"(?:由|请|以及|并由|其中|会同|联合|和|及|与|并|在|另|原则上由)+")
_NOT_A_NAME = re.compile(r"[。：:？！“”《》]|^\d|不再|不得|应当|必须|完成|按照|根据|是否|其中")


@dataclass(frozen=True, slots=True)
class Name:
    """A unit's name: `printed` as it stands, `full` with its level restored."""

    printed: str
    full: str
    span: Span


@lru_cache(maxsize=1)
def _stem() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, words("units", "stems"))) + ")")


@lru_cache(maxsize=1)
def _suffix() -> re.Pattern[str]:
    return re.compile(
        "(?:" + "|".join(map(re.escape, words("units", "suffixes"))) + r")(?:[（(〔][^（()）〕]*[）)〕])?$"
    )


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    """A level, or a place with its level, before a stem."""
    return re.compile(
        r"(自治区|自治州|[省市州盟县区旗镇乡]|[\u4e00-\u9fff]{2,4}?(?:省|市|州|盟|县|区|旗))(?="
        + _stem().pattern
        + ")"
    )


def looks_like_unit(name: str) -> bool:
    """Whether these characters can be the name of a unit."""
    return 2 <= len(name) <= 40 and not _NOT_A_NAME.search(name) and bool(_suffix().search(name))


def split_names(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of the names in an enumeration between `start` and `end`."""
    level, begin = 0, start
    for i in range(start, end):
        c = text[i]
        if c in _OPEN:
            level += 1
        elif c in _CLOSE:
            level = max(0, level - 1)
        elif level == 0 and c in _PARTS and not _inside_level_list(text, begin, i):
            yield from _split_joints(text, begin, i)
            begin = i + 1
    yield from _split_joints(text, begin, end)


def _inside_level_list(text: str, begin: int, at: int) -> bool:
    """各区、县（市）政府 is one name, and so is 各市、县人民政府."""
    return (
        text[at] == "、"
        and _LEVEL_LIST.fullmatch(text, begin, at) is not None
        and _LEVEL_HEAD.match(text, at + 1) is not None
    )


def _split_joints(text: str, start: int, end: int) -> Iterator[Span]:
    """Parts at 和, 及, 与 where both sides are names of their own; trims blanks and 等部门."""
    begin = start
    for joint in _JOINT.finditer(text, start, end):
        left, right = text[begin : joint.start()], text[joint.end() : end]
        if left.endswith(("党委", "各级")) or not (looks_like_unit(left.strip()) and len(right) > 2):
            continue
        if not (_suffix().search(left) and _is_name_head(left, right)):
            continue
        yield from _trimmed(text, begin, joint.start())
        begin = joint.end()
    yield from _trimmed(text, begin, end)


def _is_name_head(left: str, right: str) -> bool:
    """市发展和改革委 holds 和 after 发展, which is no name; 市公安局和市城管局 are two."""
    if left.endswith(("区", "市", "县", "行", "会", "组", "室", "站", "所", "队", "社", "处", "部", "院")):
        return bool(re.match(r"(?:各|有关|相关|[省市县区])|" + _stem().pattern, right)) or len(left) > 4
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    head = _HEAD.match(text, start, end)
    if head and head.end() < end:
        start = head.end()
    etc = text.rfind("等", start, end)
    if etc > start and _ETC.fullmatch(text, etc, end):
        end = etc
    if start < end:
        yield Span(start, end)


def restored(printed: Iterable[tuple[str, Span]], prefix: str = "") -> tuple[list[Name], str]:
    """Names with the level that an enumeration printed once and dropped after.

    `prefix` is the level that an earlier enumeration of the same bracket ended with; the one in force at the
    end is handed back.
    """
    names: list[Name] = []
    for raw, span in printed:
        name = _REPEAT.sub(r"\1", raw)
        bare = _is_bare(name)
        level = None if bare else _prefix().match(name)
        if level is not None:
            prefix = level.group(1)
        elif bare and prefix:
            name = prefix + name
        elif not bare:
            prefix = prefix if _neutral(name) else ""
        names.append(Name(raw, name, span))
    return names, prefix


def _is_bare(name: str) -> bool:
    """A department without its level; 公安云岭分局 names its place and so has none to be restored."""
    stem = _stem().match(name)
    if stem is None or (name[0] in "省市县区州旗" and _stem().match(name, 1)):
        return False
    if not name.endswith(("分局", "支局")):
        return True
    end = 0
    while stem is not None:
        end = stem.end()
        stem = _stem().match(name, end)
    return len(name) - end < 4


def _neutral(name: str) -> bool:
    """A name between two departments that says nothing of their level: 国网江城供电公司, 各办事处."""
    return not name.startswith(("国家", "中央", "全国"))
