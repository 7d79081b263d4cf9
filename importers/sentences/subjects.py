"""The enterprise, site or shop that a sentence is about, verbatim; several joined by 、; else the plates.

What is already read as something else (dates, offices, departments, bodies, counts) is cut out first; of
the pieces that stay, one that ends as names end is taken, else a short piece that holds no word of a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.words import alternatives, pattern
from ledger.plan import Span

_BREAK = "，,。；;：:！!？?\n（）()【】“”\"'|+"
_PIECE = re.compile(rf"[^{re.escape(_BREAK)}\s]+")
_LEAD = re.compile(
    r"^(?:(?:经|在|对|到|于|位于|就在|就是|名称为?|企业名称|点位名?|是|为|系|属|将|把|给|因|由|有(?!限)|和|与|及|以及|另外|还有|分别[是为]?|一个是|一家是|个是|家是|的|处的|查(?:到|获|处|出)?|检查|抽查|巡查|督查|发现|反馈|通报|暗访|突击|晚上?|夜间?|里|时|嘞|登一条|录入|新增|记一?条|辖区内?|境内|现场|企业|工地)(?!路|山))+"
)
_LIST = re.compile(
    r"(?:[：:]|分别(?:是|为)|(?:有|是)[：:]?)\s*(?P<list>[^，,。；;：:（）()\s]{2,16}(?:[、和及][^、，,。；;：:（）()\s]{2,16})+)"
)
_ONE_BY_ONE = re.compile(r"[一另]个(?:是|叫)(?P<name>[^，,。；;\s]{2,20})")
_LAND = re.compile(
    r"(?P<road>[一-鿿]{2,5}?(?:路|大道|大街|街))(?:与[一-鿿]{2,5}(?:路|大道|街))?(?:交叉口|交汇处|路口|口|[东西南北中]段)?"
)


def find_subject(text: str, cut: Iterable[Span], plates: tuple[str, ...]) -> str | None:
    """The subject of the folded sentence; `cut` are the places already read as something else."""
    rest = list(text)
    for span in cut:
        rest[span.start : span.end] = "|" * (span.end - span.start)
    open_text = "".join(rest)
    listed = _listed(open_text)
    if listed:
        return "、".join(listed)
    best = max(_candidates(open_text), key=lambda pair: pair[0], default=None)
    if best and best[0] > 0:
        return best[1]
    return "、".join(plates) or None


def find_place(text: str) -> str | None:
    """A road or crossing that the sentence names."""
    match = _LAND.search(text)
    return match.group() if match else None


def _listed(text: str) -> list[str]:
    one_by_one = [_trim(match["name"]) for match in _ONE_BY_ONE.finditer(text)]
    named = [name for name in one_by_one if name and _is_name(name)]
    if len(named) >= 2:
        return [re.sub(r"(?:新建|改扩建)$", "", name) if len(name) > 6 else name for name in named]
    for match in _LIST.finditer(text):
        names = [name for name in re.split(r"[、和及]", match["list"]) if name]
        if all(_is_name(name) and _plausible(name) for name in names):
            return names
    return []


def _candidates(text: str) -> Iterable[tuple[float, str]]:
    pieces = list(_PIECE.finditer(text))
    for place, match in enumerate(pieces):
        piece = match.group()
        for key, weight in (("firm", 3.0), ("site", 2.6), ("shop", 2.4)):
            name = _ending(piece, key)
            if name and _is_name(name):
                yield weight + min(len(name), 12) / 100 - place / 1000, name
        bare = _trim(piece)
        if _is_name(bare) and _plausible(bare):
            alone = match.group() == bare
            yield (1.6 if alone else 1.0) + (0.2 if place else 0.0), bare


def _ending(piece: str, key: str) -> str | None:
    ends = alternatives("subjects", key)
    found = None
    for match in re.finditer(rf"(?:{ends})", piece):
        head = piece[: match.start()]
        problems = list(pattern("subjects", "problem").finditer(head))
        start = problems[-1].end() if problems else 0
        if match.start() - start < 2:
            continue
        found = _extend(piece, start, match.end())
        if found:
            break
    return _trim(found) if found else None


def _extend(piece: str, start: int, end: int) -> str:
    """Names go on over further endings: 棚户区 + 改造, 二期 + 工地."""
    ends = "|".join(alternatives("subjects", key) for key in ("firm", "site"))
    while match := re.match(rf"[一-鿿]{{0,4}}?(?:{ends})", piece[end:]):
        if pattern("subjects", "problem").search(match.group()):
            break
        end += match.end()
    return piece[start:end]


def _trim(piece: str) -> str:
    return _LEAD.sub("", piece).rstrip("的里内等这那边")


def _is_name(name: str) -> bool:
    return (
        2 <= len(name) <= 24
        and not pattern("subjects", "generic").search(name)
        and not pattern("subjects", "problem").search(name)
    )


def _plausible(name: str) -> bool:
    """A piece without an ending of names: short and all Chinese characters or a letter or two."""
    return 3 <= len(name) <= 10 and bool(
        re.fullmatch(r"[一-鿿]+[A-Za-z0-9一二三四五六七八九十]{0,3}[一-鿿]{0,3}", name)
    )
