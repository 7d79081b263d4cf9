"""Counted things in a sentence: 3台, 两家, 俩, 一对, ×2, and what the clause says of them.

Dates, plates, capacities, ordinals (第3次, 2号楼) and amounts of stuff (吨, 米, 天) are no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.sentences.facts import Bearing, Quantity
from importers.sentences.numerals import INTEGER, integer
from importers.words import pattern
from ledger.plan import Span

_MEASURES = (
    "台|辆|家|处|起|户|座|部|项|条|件|次|所|间|摊|堆|片|块|组|套|栋|挂|箱|支|根|趟|批|名|人"
    "|个(?!月|小时|钟头|多月|星期|礼拜|半|百分)|口(?=[^，。]{0,3}[锅炉灶])|眼(?=[^，。]{0,2}[灶炉])|车(?!间|辆|次|道|土|渣|煤|沙|货|垃圾)|店|火点"
)
_STUFF = (
    "(?:吨|蒸吨|米|平|亩|克|斤|公|里|天|日|周|月|年|小时|分|秒|点|时|万|元|块钱|度|倍|级|%|℃|升|方|立|毫|微|厘"
    "|号|层|楼|期|区|标|[A-Za-z])"
)
_COUNT = re.compile(
    rf"(?P<about>近|约|大约|大概|差不多|至少|不少于|超过)?(?P<num>{INTEGER}|几)(?P<more>[多几余来])?\s?(?P<mw>{_MEASURES})"
)
_PAIR = re.compile(
    r"(?P<num>俩|仨)(?!月|钟头|小时|礼拜|星期|人|口罩|老|孩|娃|钱|菜|篮球|字|多|半|大汉|爹|儿|打火机|喷头)(?P<mw>处|家|台)?"
    r"|一(?P<pair>对)(?=[^，。]{0,4}[车炉店摊厂机])"
)
_TIMES = re.compile(
    r"(?<![A-Za-z\d])[x×*✕]\s?(?P<times>[1-9]\d?)(?![\d.A-Za-z]|[县省乡元])\s?(?P<mw>台|辆|家|处|起|户|座)?"
    r"|=\s?(?P<eq>\d{1,2})(?![\d.])(?P<mw2>项|处|起)?"
)
_BARE = re.compile(
    rf"(?:(?<=[一-鿿])\s?|(?<=[a-z]{{3}})\s)(?P<num>\d{{1,3}})(?=\s*(?:[，,。；;、()（）]|$|\s[一-鿿]))(?!\s*{_STUFF})"
)
_NO_NUMBER_BEFORE = re.compile(
    r"(?:第|[\d.:/\-〔（(]|每|逢|同|唯|统|专|进|某|任何?|哪|另有?朝|万|百|千|[A-Za-z#]|不|星期|周|礼拜|分之?)$"
)
_NONE_BEFORE = re.compile(r"(?:没有?|无|连|未见|没见)$")
_NOT_COUNTED = re.compile(
    r"一起(?!事|案|$|[，,。；;、\s（(])|一次性|一家(?:人|老小)|一处理|一部分|一件事|一[项条处](?:也|都|没)"
    r"|一个(?:月|劲|礼拜|钟头|都|没|样|人|也|数|坑|印)|一堆(?!儿?火)|一片(?!火)|一块儿?|一条(?:街|龙|路|沟|线(?!停)|巷|灰)"
    r"|一[套口组根名人间直批摊]|一(?P<again>[辆台个家户块次趟箱])[一]?[接跟挨]?一?(?P=again)|四起"
)
_BROTHERS = re.compile(r"(?:哥|娘|爷|姐|妹|夫妻|两口|他|咱|我们|你们|人)$")
_NO_BARE_BEFORE = re.compile(
    r"(?:第|号|路|编号|国|新|罚款?|尾号|门牌|段|尾数|点|时|到|至|成|是|为|值|度|氧|硫|氮|量|率|限|测|才|于|约|超|载|罚|扣|PM|pm)$"
)
_AGENCIES = re.compile(r"(?:局|监|公安|应急|城管|办|部门|方|单位|委)$")

_PREMISES = re.compile(r"[^，。；\s]{0,4}?(?:店|厂|企业|公司|馆|餐|摊|场|站|坊|超市|商)")
_NO_COUNT = re.compile(
    rf"(?P<odd>(?:(?<=[\s，,。；;：:（(])|^)-\d+(?:\.\d+)?|负(?:\d+|[一二两三四五六七八九十]+)|(?<![\d.])(?:\d{{1,4}}\.\d+|0+)|(?<![一-鿿])零)\s?(?:{_MEASURES})"
)


def find_impossible(text: str, taken: Iterable[Span] = ()) -> tuple[str, ...]:
    """What is written as a count and can be none: 0辆, -3辆, 3.5辆."""
    spans = list(taken)
    return tuple(
        match.group()
        for match in _NO_COUNT.finditer(text)
        if not any(match.start() < span.end and span.start < match.end("odd") for span in spans)
    )


_GROUPED = re.compile(r"(?<!\d)(\d{1,3}),$")


def find_quantities(text: str, taken: Iterable[Span] = ()) -> tuple[Quantity, ...]:
    """Every count in the folded sentence; `taken` are places that are dates, plates or capacities."""
    used = [(span.start, span.end) for span in taken]
    found: list[Quantity] = []

    def add(start: int, end: int, value: int, measure: str, approximate: bool = False) -> None:
        if any(start < other_end and other_start < end for other_start, other_end in used):
            return
        used.append((start, end))
        found.append(_quantity(text, Span(start, end), value, measure, approximate))

    for match in _COUNT.finditer(text):
        start = match.start("num")
        before = text[:start]
        if _NO_NUMBER_BEFORE.search(before) or _NOT_COUNTED.match(text[start:]):
            continue
        grouped = _GROUPED.search(before) if re.fullmatch(r"\d{3}", match["num"]) else None
        value, vague = _value(f"{grouped[1]}{match['num']}" if grouped else match["num"])
        if value is None or value > 9999 or (value == 1 and _NONE_BEFORE.search(before)):
            continue
        if (match["mw"] == "家" and _AGENCIES.search(before) and not _PREMISES.match(text, match.end())) or (
            match["mw"] == "起" and re.search("[点时]$", before)
        ):
            continue
        add(start, match.end(), value, match["mw"], vague or bool(match["more"]) or bool(match["about"]))
    for match in _PAIR.finditer(text):
        if not _BROTHERS.search(text[: match.start()]):
            add(*match.span(), 3 if match["num"] == "仨" else 2, match["mw"] or match["pair"] or "")
    for match in _TIMES.finditer(text):
        measure = match["mw"] or match["mw2"] or ("×" if match["times"] else "=")
        add(*match.span(), int(match["times"] or match["eq"]), measure)
    for match in _BARE.finditer(text):
        if int(match["num"]) and not _NO_BARE_BEFORE.search(text[: match.start("num")].rstrip()):
            add(match.start("num"), match.end("num"), int(match["num"]), "")
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _value(words: str) -> tuple[int | None, bool]:
    """The number, and whether it is vague: 四五, 两三 (one of the two) counts as the smaller."""
    if words == "几":
        return 2, True
    if (
        re.fullmatch("[一二两三四五六七八九]{2}", words)
        and (integer(words[1]) or 0) - (integer(words[0]) or 0) == 1
    ):
        return integer(words[0]), True
    if re.fullmatch("[一二两三四五六七八九]{2,}|〇.*|零.*", words):
        return None, False
    value = integer(words)
    return (value, False) if value else (None, False)


def _quantity(text: str, span: Span, value: int, measure: str, approximate: bool) -> Quantity:
    before, after = text[: span.start], text[span.end :]
    tail = re.search(r"[^，,。；;、：:\s（(]{0,12}$", before.rstrip())
    lead = re.match(r"\s?[^，,。；;、：:\s）)]{0,12}", after)
    clause_before = re.split(r"[，,。；;：:\n]", before)[-1][-14:]
    return Quantity(
        value,
        measure,
        lead.group().strip() if lead else "",
        tail.group() if tail else "",
        span,
        bearing=_bearing(text, span),
        total=bool(pattern("counting", "total").search(before)),
        inspected=(
            bool(pattern("counting", "inspected").search(clause_before))
            and not pattern("counting", "uncovered").search(clause_before)
        )
        or bool(
            re.match(
                r"[^，。；]{0,6}?(?:里头?面?|当中|中)(?:只|仅|就|有|，|[一二两三四五六七八九十\d])", after
            )
        ),
        each=bool(pattern("counting", "each").search(before)),
        part=bool(pattern("counting", "part").search(before)),
        remainder=bool(pattern("counting", "remainder").search(before)),
        approximate=approximate,
    )


def _bearing(text: str, span: Span) -> Bearing:
    """What the rest of the clause says: of the words nearest to the number, failing or passing."""
    clause = re.split(r"[，,。；;、）)\n]|(?<!^)\s", text[span.end :])[0]
    head = re.split(r"[，,。；;、（(\n]", text[: span.start])[-1]
    if pattern("counting", "passing").search(clause) and not pattern("counting", "failing").search(clause):
        return Bearing.PASSING
    if pattern("counting", "failing").search(clause) or pattern("counting", "failing").search(head):
        return Bearing.FAILING
    return Bearing.PASSING if pattern("counting", "passing").search(head) else Bearing.NEUTRAL
