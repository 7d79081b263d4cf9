"""The enterprise, site or shop that a sentence is about, verbatim; several joined by 、; else the plates.

What is already read as something else (dates, offices, departments, bodies, counts) is cut out first.  Of the
pieces that stay, one is a name that ends as names end and holds something of its own before that: 永昌水泥厂
is a name, 水泥厂 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from importers.words import alternatives, pattern
from ledger.plan import Span

_PIECE = re.compile(r"[^，,。；;：:！!？?\n（）()【】“”\"'|+①-⑳\s]+")
_LEAD = re.compile(
    r"^(?:(?:至今|经|在|对|到|于|位于|名称为?|企业名称|点位名?|是|为|系|属|将|因|由|有(?!限)|和(?!谐|美|平|兴|顺|泰|信|记|润)|与|及|以及|另外|还有|分别[是为]?"
    r"|一个是|一家是|个是|家是|的|处的|突击|晚上?|里|时|登一条|新增|辖区内?|境内|现场|屋|家(?![乡园和润家乐具电纺])"
    r"|[一两二三四五六七八九十几多数俩仨\d]{0,3}个(?![体性])|[一两二三四五六七八九十几多数\d]{1,3}家(?![人亲乐家])))+"
)
_ROAD_LEAD = re.compile(r"^[一-鿿]{2,4}?(?:路|大道|大街)(?=[一-鿿]{4})")
_TAIL = re.compile(
    r"(?:院内|院里|门口|后院|厂区|厂内|里头|里面|内|里|那个标段|这个标段|那个|那边|这边|那块|附近|东侧|西侧|南侧|北侧)$"
)
_LIST = re.compile(
    r"(?:[：:]|分别(?:是|为)|(?:有|是)[：:]?)\s*(?P<list>[^，,。；;：:（）()\s|]{2,16}(?:[、和及与][^、，,。；;：:（）()\s|]{2,16})+)"
)
_ONE_BY_ONE = re.compile(r"(?:[一另]个|\|+)(?:是|叫)(?P<name>[^，,。；;\s|]{2,20})")
_ROAD = re.compile(
    r"(?P<road>[一-鿿]{2,5}?(?:路|大道|大街|街))(?:与[一-鿿]{2,5}(?:路|大道|街))?"
    r"(?:交叉口|交汇处|路口|口|[东西南北中]段)?"
)
_ENDINGS = (("firm", 3.0), ("site", 2.6), ("shop", 2.4))


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
    return best[1] if best else "、".join(plates) or None


def find_place(text: str) -> str | None:
    """A road or crossing that the sentence names."""
    match = _ROAD.search(text)
    return match.group() if match else None


def _listed(text: str) -> list[str]:
    one_by_one = [_trim(match["name"]) for match in _ONE_BY_ONE.finditer(text)]
    named = [re.sub(r"(?<=.{5})(?:新建|改扩建)$", "", name) for name in one_by_one if _is_name(name)]
    if len(named) >= 2:
        return named
    for match in _LIST.finditer(text):
        names = _apart(match["list"])
        if len(names) >= 2:
            return names
    return []


def _apart(listed: str) -> list[str]:
    """The names of a list; 和 joins two names only where both sides are names (嘉和粉煤灰 is one)."""
    *first, last = re.split(r"[、及与]", listed)
    for match in re.finditer("和", last):
        sides = (last[: match.start()], last[match.end() :])
        if all(_is_name(side) for side in sides):
            first.append(sides[0])
            last = sides[1]
            break
    names = [*first, last]
    return names if all(_is_name(name) and len(name) <= 12 for name in names) else []


def _candidates(text: str) -> Iterator[tuple[float, str]]:
    for place, match in enumerate(_PIECE.finditer(text)):
        for key, weight in _ENDINGS:
            name = _named(match.group(), key)
            if name:
                yield weight + min(len(name), 12) / 100 - place / 1000, name


def _named(piece: str, key: str) -> str | None:
    """The first name in the piece that ends as names of that kind do, with those listed after it."""
    for match in pattern("subjects", key).finditer(piece):
        start = 0
        for problem in pattern("subjects", "problem").finditer(piece, 0, match.start()):
            start = problem.end()
        end = _end(piece, match.end())
        name = _trim(piece[start:end])
        if key != "site":
            name = _ROAD_LEAD.sub("", name)
        if _is_name(name):
            return "、".join((name, *_listed_after(piece[end:])))
    return None


def _listed_after(rest: str) -> Iterator[str]:
    while match := re.match(r"、(?P<name>[^、|]{3,12}?)(?=[、|]|$)", rest):
        if not _is_name(match["name"]):
            return
        yield match["name"]
        rest = rest[match.end() :]


def _end(piece: str, end: int) -> int:
    """Names go on over further endings: 棚户区 + 改造, 二期 + 工地."""
    ends = "|".join(alternatives("subjects", key) for key in ("firm", "site"))
    while match := re.match(rf"[一-鿿]{{0,4}}?(?:{ends})", piece[end:]):
        if pattern("subjects", "problem").search(match.group()):
            break
        end += match.end()
    house = re.match("[馆店坊庄楼屋铺轩阁](?!里|内|外|上|下|门)", piece[end:])
    return end + house.end() if house else end


def _trim(piece: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", piece))


def _is_name(name: str) -> bool:
    """Whether it holds something of its own, and no word of a problem."""
    if not 3 <= len(name) <= 24 or pattern("subjects", "problem").search(name):
        return False
    if re.match(r"[一-鿿]{2,4}(?<![道公铁马主])(?:路|大道|大街)[一-鿿]{2}", name):
        return True
    common = "|".join(
        (
            alternatives("subjects", "common"),
            alternatives("places", "trade"),
            *(alternatives("subjects", k) for k, _ in _ENDINGS),
        )
    )
    return not re.fullmatch(rf"(?:{common})+", name)
