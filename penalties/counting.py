"""How many: which of the counted things in a sentence a rule's amount is multiplied by.

Building sites count failing measures, summed over sites, where the rule stacks; boilers, trucks, fires and
premises count themselves.  A number that counts something else (weeks, tonnes, spots of one measure) is no
count; where nothing is counted it is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.sentences import Bearing, Facts, Quantity
from penalties.concepts import load_concepts
from penalties.site_measures import count_measures

_FAMILIES = {
    "open_burning": "fires",
    "dirty_fuel_or_barbecue": "stalls",
    "other_air": "others",
}
"""Families under which a schedule names several concepts; a concept's own entry says what it counts."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and why in plain Chinese. `certain` is False where the number is vague or only assumed."""

    value: int
    working: str
    certain: bool = True


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
    r"(?:工业|生产|重点|涉气|沿街|临街)?(?:企业|厂|公司|店|门店|饭店|餐|作坊|商|单位|砖|窑|站|场|户|摊|档口|饭|面馆|食堂|酒店|门面|经营|烧烤|汽修|加油)"
)
_BOILERS = re.compile("锅炉|炉|大炉|燃煤|烧煤|gl|rm")
_VEHICLES = re.compile("车|拉|渣|无|没|黑|农用|三轮|货|机|叉|铲|泵|台")
_FIRES = re.compile("火|点|地|坑|堆|灶|桶|烧|焚|秸|垃圾|草|烟")
_OCCASIONS = re.compile("店|门店|摊|点|地方|超市|商|户|窝|卖|放|燃|小区|村|门市|铺|烟花|炮|爆竹|yhbz")
_STALLS = re.compile("摊|炉|烧烤|露天|卖|店|点|灶|串|户|烤|商|铺|煤|烟|smrs")
_ANY = re.compile("")
COUNTINGS: dict[str, Counting] = {
    "boilers": Counting("台", (("台", "座", "口"), ("个", ""), ("家", "户", "处", "起")), _BOILERS),
    "premises": Counting("家", (("家", "户", "起"), ("个", "座", "间", "")), _PREMISES, by_name=True),
    "trucks": Counting("辆", (("辆", "台", "部", "条"), ("个", ""), ("起", "次")), _VEHICLES, by_plate=True),
    "vehicles": Counting("辆", (("辆", "台", "部"), ("个", ""), ("起", "家")), _VEHICLES, by_plate=True),
    "machines": Counting("台", (("台", "辆", "部"), ("个", ""), ("起", "家", "处")), _VEHICLES),
    "fires": Counting("处", (("处", "起", "堆", "片", "块", "座"), ("个", ""), ("次", "家", "户")), _FIRES),
    "occasions": Counting("起", (("起", "处", "家", "户", "间"), ("个", ""), ("次",)), _OCCASIONS),
    "stalls": Counting("起", (("家", "户", "处", "摊", "起", "间"), ("个", "", "台", "座", "辆")), _STALLS),
    "places": Counting("处", (("处", "块", "片", "起"), ("个", "家", "")), _ANY),
    "roads": Counting("条", (("条", "段", "处", "起"),), _ANY),
    "others": Counting("起", (("台", "辆", "部"), ("家", "户", "起"), ("处",), ("个", "套", "座", "")), _ANY),
}


def count_for(concept: str, facts: Facts, stackable: bool = True) -> Count:
    """How many of what the concept counts; `stackable` where a site's failing measures add up."""
    entry = load_concepts().get(concept)
    if entry is not None and not entry.air:
        return Count(0, "不是大气环境问题，不计数")
    kind = entry.counts if entry is not None else _FAMILIES.get(concept, "others")
    if kind == "measures":
        return Count(*count_measures(facts, stackable))
    return count_things(COUNTINGS[kind], facts)


def count_things(counting: Counting, facts: Facts) -> Count:
    """How many of the things that are counted so; one where no number is written."""
    for measures in counting.measures:
        counted = [quantity for quantity in facts.quantities if _fits(quantity, measures, counting)]
        kept = _meant(counted, facts.text)
        if kept:
            return _count(kept, counting, facts)
    if counting.by_plate and len(facts.plates) > 1:
        return Count(
            len(facts.plates), f"写有{len(facts.plates)}个车牌，按{len(facts.plates)}{counting.label}计"
        )
    if counting.by_name and len(facts.subjects) > 1:
        return Count(len(facts.subjects), f"点名{len(facts.subjects)}家，按{len(facts.subjects)}家计")
    return Count(1, f"未写数量，按1{counting.label}计", certain=bool(facts.subject))


def _fits(quantity: Quantity, measures: tuple[str, ...], counting: Counting) -> bool:
    if quantity.measure not in measures:
        return False
    if quantity.measure == "个":
        return bool(counting.nouns.match(quantity.noun) or counting.nouns.search(quantity.noun[:4])) or (
            not quantity.noun and bool(counting.nouns.search(quantity.before))
        )
    if quantity.measure in ("", "条", "块", "片"):
        return bool(counting.nouns.search(quantity.noun[:6] + quantity.before))
    return True


_ALL = re.compile(r"[均都全]|(?:一个|一家|一台)(?:也|都)")
_AGAIN = re.compile(r"(?:这|那|该|上述|以上|此)$")


def _meant(counted: list[Quantity], text: str) -> list[Quantity]:
    """The numbers that say how many are at fault: not what was looked at, nor a total and its parts."""
    counted = [q for place, q in enumerate(counted) if not (place and _AGAIN.search(q.before))]
    if len(counted) < 2:
        return counted
    whole, parts = counted[0], counted[1:]
    failing = [q for q in parts if q.bearing is Bearing.FAILING]
    parted = any(q.part for q in parts)
    if parted or (len(parts) > 1 and sum(q.value for q in parts) == whole.value):
        everything = bool(_ALL.search(text[parts[-1].span.end :]))
        some_pass = any(q.bearing is Bearing.PASSING for q in parts)
        split_off = failing and (some_pass or (parted and len(parts) == 1))
        return failing if split_off and not everything else [whole]
    at_fault = [q for q in counted if not q.inspected and q.bearing is not Bearing.PASSING]
    totals = [q for q in at_fault if q.total]
    return totals[-1:] or at_fault or counted[:1]


def _count(kept: list[Quantity], counting: Counting, facts: Facts) -> Count:
    value = sum(quantity.value for quantity in kept)
    said = "、".join(f"{quantity.value}{quantity.measure}" for quantity in kept)
    each = [quantity for quantity in kept if quantity.each]
    if each:
        earlier = [q.value for q in facts.quantities if q.span < each[0].span and q.value > 1]
        factor = earlier[-1] if earlier else max(len(facts.subjects), 1)
        value, said = factor * each[0].value, f"{factor}处各{each[0].value}{each[0].measure}"
    vague = any(quantity.approximate for quantity in kept)
    return Count(value, f"文中写明{said}，按{value}{counting.label}计", not vague)
