"""How many: which of the counted things in a sentence a rule's amount is multiplied by.

Building sites count failing measures, summed over sites, where the rule stacks; boilers, trucks, fires and
premises count themselves.  A number that counts something else (weeks, tonnes, spots of one measure) is no
count; where nothing is counted it is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.sentences import Bearing, Facts, Quantity
from importers.sentences.numerals import INTEGER, integer
from penalties.concepts import load_concepts
from penalties.fault import meant
from penalties.site_measures import count_measures

_FAMILIES = {
    "open_burning": "fires",
    "dirty_fuel_or_barbecue": "stalls",
    "other_air": "others",
}
"""Families under which a schedule names several concepts; a concept's own entry says what it counts."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and why in plain Chinese. `certain` is False where the number is vague or only assumed.

    `silent` where nothing is written of the number: a finding told of is one.
    """

    value: int
    working: str
    certain: bool = True
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted: measure words by preference, nouns that 个 must stand with, and the label.

    `by_name` counts named enterprises, `by_plate` plates, where no number is written.
    """

    label: str
    measures: tuple[tuple[str, ...], ...]
    nouns: re.Pattern[str]
    by_name: bool = False
    by_plate: bool = False


_PREMISES = re.compile(
    r"(?:工业|生产|重点|涉气|沿街|临街)?(?:企业|厂|公司|店|门店|饭店|餐|作坊|商|单位|砖|窑|站|场|户|摊|档口|饭|面馆|食堂|酒店|门面|经营"
    r"|烧烤|汽修|加油|小馆|yyjhq)"
)
_BOILERS = re.compile("[^，。]{0,6}(?:锅炉|炉|燃煤|烧煤|gl|rm)")
_VEHICLES = re.compile(
    "[^，。]{0,8}(?:车|拉渣|拉土|无证|没证|黑户|农用|三轮|货|机|叉|铲|泵|翻斗|后八轮|ztc|zt)"
)
_FIRES = re.compile("(?:[^，。]{0,3}(?:火|烟?点|地|坑|堆|灶|桶|烧|焚|秸|垃圾|草|斑|烟|fs|jg))")
_OCCASIONS = re.compile(
    "[^，。]{0,4}(?:店|门店|摊|点(?!位)|地方|超市|商|户|窝|卖|放炮|放烟|燃放|小区|村|门市|铺|yhbz)"
)
_STALLS = re.compile("[^，。]{0,4}(?:摊|炉|烧烤|露天|卖|店|点|灶|串|户|烤|商|铺|煤|sm|sk)")
_OTHERS = re.compile("[^，。]{0,4}(?:企业|厂|店|站|车|机|点位|摊|作坊|叉|铲|挖|吊)")
COUNTINGS: dict[str, Counting] = {
    "boilers": Counting("台", (("台", "口"), ("个", "座", ""), ("家", "户", "处", "起")), _BOILERS),
    "premises": Counting(
        "家", (("家", "户", "起", "店"), ("座", "个", "间", ""), ("辆",)), _PREMISES, by_name=True
    ),
    "trucks": Counting(
        "辆", (("辆", "台", "部", "车"), ("个", "条", ""), ("起", "次")), _VEHICLES, by_plate=True
    ),
    "vehicles": Counting(
        "辆", (("辆", "台", "部", "车"), ("个", ""), ("起", "家")), _VEHICLES, by_plate=True
    ),
    "machines": Counting("台", (("台", "辆", "部"), ("个", ""), ("起", "家", "处")), _VEHICLES),
    "fires": Counting(
        "处", (("处", "起", "堆", "座", "火点"), ("个", "片", "块", ""), ("次", "家", "户")), _FIRES
    ),
    "occasions": Counting("起", (("起", "处", "家", "户", "店"), ("个", "间", ""), ("次",)), _OCCASIONS),
    "stalls": Counting(
        "起", (("家", "户", "处", "摊", "起", "店"), ("个", "间", "台", "座", "辆", "")), _STALLS
    ),
    "places": Counting(
        "处", (("处", "起"), ("块", "片", "个", "家", "")), re.compile("[^，。]{0,4}(?:地|土|裸|处|点)")
    ),
    "roads": Counting("条", (("条", "段", "处", "起"),), re.compile("[^，。]{0,6}(?:路|街|道|段)")),
    "others": Counting("起", (("台", "辆", "部"), ("家", "户", "起"), ("处",), ("个", "")), _OTHERS),
}
_LOOSE = ("个", "条", "块", "片", "间", "座", "")
"""Measure words that count many things: they need a noun of the kind beside them."""


_UNITS = {
    "亩": "亩",
    "平方米": "平方米|平米|平方|㎡|m2|平(?!房|台|时|均|整)",
    "吨": "吨",
    "米": "米|m(?![a-z0-9])",
    "天": "天|日(?=未|没|不)",
    "日": "天|日(?=未|没|不)",
}
"""Units of extent by which a rule may charge (每亩, 每天), and how they are written."""


def count_for(concept: str, facts: Facts, stackable: bool = True, per: str = "", words: str = "") -> Count:
    """How many of what the concept counts.

    `stackable` where a site's failing measures add up; `per` is the rule's unit, which counts instead where
    it is one of extent (每亩); `words` are the rule's own, which may say how many measures a site owes.
    """
    entry = load_concepts().get(concept)
    if entry is not None and not entry.air:
        return Count(0, "不是大气环境问题，不计数")
    kind = entry.counts if entry is not None else _FAMILIES.get(concept, "others")
    if per in _UNITS:
        return _extent(per, facts.text)
    if kind == "measures":
        return Count(*count_measures(facts, stackable, words))
    return count_things(COUNTINGS[kind], facts)


def _extent(per: str, text: str) -> Count:
    """A rule that charges by area, weight or day: the number that is written with the unit."""
    match = re.search(rf"({INTEGER})\s?(?:多|余)?(?:{_UNITS[per]})", text)
    value = integer(match[1]) if match else None
    if not value:
        return Count(1, f"未写明多少{per}，按1{per}计", certain=False, silent=True)
    return Count(value, f"文中写明{value}{per}，按{value}{per}计")


def count_things(counting: Counting, facts: Facts) -> Count:
    """How many of the things that are counted so; one where no number is written."""
    for measures in counting.measures:
        counted = _fitting(facts.quantities, measures, counting)
        counted = _with_listed(counted, counting, facts)
        kept = meant(counted, facts.text)
        if kept:
            return _count(kept, counting, facts)
    if facts.impossible:
        words = "、".join(facts.impossible)
        return Count(1, f"文中写的“{words}”不能作数量，暂按1{counting.label}计", certain=False)
    if counting.by_plate and len(facts.plates) > 1:
        return Count(
            len(facts.plates), f"写有{len(facts.plates)}个车牌，按{len(facts.plates)}{counting.label}计"
        )
    if counting.by_name and len(facts.subjects) > 1:
        return Count(len(facts.subjects), f"点名{len(facts.subjects)}家，按{len(facts.subjects)}家计")
    return Count(1, f"未写数量，按1{counting.label}计", certain=bool(facts.subject), silent=True)


def _fitting(
    quantities: tuple[Quantity, ...], measures: tuple[str, ...], counting: Counting
) -> list[Quantity]:
    """The numbers of such things; after the first one, bare numbers go on counting the same."""
    fitting: list[Quantity] = []
    for quantity in quantities:
        told = quantity.measure == "×" or (quantity.measure in measures and _named(quantity, counting))
        if told or (fitting and _goes_on(quantity, fitting[0])):
            fitting.append(quantity)
    return fitting


def _with_listed(counted: list[Quantity], counting: Counting, facts: Facts) -> list[Quantity]:
    """鞭炮摊3个、烟花店1家: what is listed beside the counted things counts too."""
    others = {measure for measures in counting.measures[:2] for measure in measures} - {""}
    for quantity in facts.quantities:
        if quantity in counted or quantity.measure not in others or not _named(quantity, counting):
            continue
        if any(_listed_beside(quantity, one, facts.text) for one in counted):
            counted = sorted([*counted, quantity], key=lambda one: one.span)
    return counted


def _listed_beside(quantity: Quantity, other: Quantity, text: str) -> bool:
    first, second = sorted((quantity.span, other.span))
    return bool(re.fullmatch(r"[^，,。；;]{0,10}[、和及][^，,。；;]{0,10}", text[first.end : second.start]))


def _goes_on(quantity: Quantity, first: Quantity) -> bool:
    if quantity.measure not in (first.measure, "") or quantity.value > 100:
        return False
    return quantity.measure == "个" or quantity.bearing is not Bearing.NEUTRAL


_TELLS = re.compile("[冒没未无不在都均全被露敞烧正还仍偷违拉直]")


def _named(quantity: Quantity, counting: Counting) -> bool:
    if quantity.measure not in _LOOSE:
        return True
    if quantity.measure == "个" and quantity.noun[:1] in ("都", "均", "全"):
        return True
    if quantity.noun and quantity.measure:
        return bool(
            counting.nouns.match(quantity.noun)
            or (_TELLS.match(quantity.noun) and _ends_in(quantity.before, counting.nouns))
        )
    return bool(counting.nouns.search(quantity.noun) or counting.nouns.search(quantity.before))


def _listed_before(quantity: Quantity, text: str) -> int:
    """How many things stand before 各: 红岩、斯太尔各一台 are two."""
    clause = re.split(r"[，,。；;：:]", text[: quantity.span.start])[-1]
    return len([name for name in re.split(r"[、和及]", clause) if name])


def _ends_in(before: str, nouns: re.Pattern[str]) -> bool:
    """烧烤摊3个冒烟: the thing stands right before the number."""
    return any(nouns.fullmatch(before[-length:]) for length in (1, 2, 3, 4))


def _count(kept: list[Quantity], counting: Counting, facts: Facts) -> Count:
    value = sum(quantity.value for quantity in kept)
    said = "、".join(f"{quantity.value}{quantity.measure.strip('×')}" for quantity in kept)
    each = [quantity for quantity in kept if quantity.each]
    if each:
        earlier = [q.value for q in facts.quantities if q.span < each[0].span and q.value > 1]
        factor = earlier[-1] if earlier else max(len(facts.subjects), _listed_before(each[0], facts.text))
        value, said = factor * each[0].value, f"{factor}处各{each[0].value}{each[0].measure}"
    vague = any(quantity.approximate for quantity in kept)
    return Count(value, f"文中写明{said}，按{value}{counting.label}计", not vague)
