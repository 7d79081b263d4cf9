"""How many: which of the counted things in a sentence a rule's amount is multiplied by.

Building sites count failing measures, summed over sites, where the rule stacks; boilers, trucks, fires and
premises count themselves.  A number that counts something else (weeks, tonnes, spots of one measure) is no
count; where nothing is counted it is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.sentences import Bearing, Facts, Quantity, measures_of

_PREMISES = ("家", "户", "所", "座", "处", "")
_PREMISE_NOUN = re.compile(
    r"(?:工业|生产|重点|涉气)?(?:企业|厂|公司|店|门店|饭店|餐馆|作坊|商户|单位|砖|窑|站|场|户|摊|档口|饭馆|面馆|食堂|酒店|门面|商家|经营)"
)
_ALL = re.compile(r"[均都全]|(?:一个|一家|一台)(?:也|都)")


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and why in plain Chinese. `certain` is False where the number is vague or only assumed."""

    value: int
    working: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Counting:
    """What a concept counts: measure words in order of preference, nouns that 个 must stand with, label."""

    label: str
    measures: tuple[tuple[str, ...], ...]
    nouns: re.Pattern[str]
    names: bool = False
    plates: bool = False


_ANY = re.compile(r"")
COUNTINGS: dict[str, Counting] = {
    "coal_boiler": Counting(
        "台", (("台", "座", "口"), ("个", ""), ("家", "户", "处", "起")), re.compile("锅炉|炉|大炉")
    ),
    "production_halt": Counting("家", (("家", "户", "起"), ("个", "座", "")), _PREMISE_NOUN, names=True),
    "unlicensed_muck_truck": Counting(
        "辆",
        (("辆", "台", "部", "条"), ("个", ""), ("起", "次")),
        re.compile("车|拉|渣|无|没|黑|农用|三轮|货"),
        plates=True,
    ),
    "open_burning": Counting(
        "处",
        (("处", "起", "堆", "片", "块", "座"), ("个", ""), ("次", "家", "户")),
        re.compile("火|点|地|坑|堆|灶|桶|烧|焚|秸"),
    ),
    "fireworks": Counting(
        "起",
        (("起", "处", "家", "户", "间"), ("个", ""), ("次",)),
        re.compile("店|门店|摊|点|地方|超市|商|户|窝|卖|放|燃|小区|村|门市|铺"),
    ),
    "stockyard_dust": Counting("家", (("家", "户", "起"), ("个", "")), _PREMISE_NOUN, names=True),
    "dirty_fuel_or_barbecue": Counting(
        "起",
        (("家", "户", "处", "摊", "起", "间"), ("个", "", "台", "座", "辆")),
        re.compile("摊|炉|烧烤|露天|卖|店|点|灶|串|户|烤|商|铺"),
    ),
    "catering_fumes": Counting("家", (("家", "户", "间", "起"), ("个", "")), _PREMISE_NOUN, names=True),
    "other_air": Counting(
        "起", (("台", "辆", "部"), ("家", "户", "起"), ("处",), ("个", "套", "座", "")), _ANY
    ),
}


def count_for(concept: str, facts: Facts, stackable: bool = True) -> Count:
    """How many of what the concept's rule counts; `stackable` where a site's measures add up."""
    if concept == "not_air":
        return Count(0, "不是大气环境问题，不计数")
    if concept == "site_dust":
        return _site_dust(facts, stackable)
    counting = COUNTINGS.get(concept, COUNTINGS["other_air"])
    for measures in counting.measures:
        counted = [quantity for quantity in facts.quantities if _fits(quantity, measures, counting)]
        value, working = _sum(counted, facts)
        if value:
            vague = any(quantity.approximate for quantity in counted)
            return Count(value, f"{working}，按{value}{counting.label}计", not vague)
    if counting.plates and len(facts.plates) > 1:
        return Count(len(facts.plates), f"车牌{len(facts.plates)}个，按{len(facts.plates)}辆计")
    if counting.names and len(facts.subjects) > 1:
        return Count(len(facts.subjects), f"点名{len(facts.subjects)}家，按{len(facts.subjects)}家计")
    return Count(1, f"未写数量，按1{counting.label}计", bool(facts.subject or facts.plates))


def _fits(quantity: Quantity, measures: tuple[str, ...], counting: Counting) -> bool:
    if quantity.measure not in measures:
        return False
    if quantity.measure in ("个", "", "处", "座", "条") and counting.nouns is not _ANY:
        near = quantity.noun or quantity.before
        if quantity.measure in ("个", "条"):
            return bool(
                counting.nouns.match(quantity.noun) or (not quantity.noun and counting.nouns.search(near))
            )
        if quantity.measure == "":
            return bool(counting.nouns.search(quantity.noun[:6] + quantity.before))
    return True


def _sum(counted: list[Quantity], facts: Facts) -> tuple[int, str]:
    """The number that the counted things come to, and how it was said."""
    if not counted:
        return 0, ""
    everything = counted
    parts = [quantity for quantity in counted if quantity.part]
    wholes = [quantity for quantity in counted if not quantity.part]
    whole = wholes[0].value if wholes else 0
    after_whole = [quantity for quantity in counted if wholes and quantity.span > wholes[0].span]
    if wholes and len(after_whole) >= 1 and sum(quantity.value for quantity in after_whole) == whole:
        failing = [quantity for quantity in after_whole if quantity.bearing is Bearing.FAILING]
        passing = [quantity for quantity in after_whole if quantity.bearing is Bearing.PASSING]
        if passing and failing and not _ALL.search(facts.text[after_whole[-1].span.end :]):
            return _said(failing)
        return whole, f"文中写明{_words(wholes[0])}"
    if parts and wholes:
        tail = facts.text[parts[-1].span.end :]
        if _ALL.search(tail) and parts[0].bearing is not Bearing.FAILING:
            return whole, f"文中写明{_words(wholes[0])}"
        failing = [quantity for quantity in parts if quantity.bearing is Bearing.FAILING]
        if failing and not wholes[0].total:
            return _said(failing)
        return (_said(wholes[:1])) if not failing else _said(failing)
    kept = [
        quantity for quantity in counted if quantity.bearing is not Bearing.PASSING and not quantity.inspected
    ]
    counted = kept or [quantity for quantity in counted if not quantity.inspected] or counted
    totals = [quantity for quantity in counted if quantity.total]
    if totals:
        return _said(totals[-1:])
    each = [quantity for quantity in counted if quantity.each]
    if each:
        heads = [
            quantity.value
            for quantity in facts.quantities
            if quantity.span < each[0].span and quantity.value > 1
        ]
        factor = heads[-1] if heads else max(len(facts.subjects), 1)
        return factor * each[0].value, f"{factor}处各{each[0].value}{each[0].measure}"
    distinct = [
        quantity
        for place, quantity in enumerate(counted)
        if not (place and re.search(r"(?:这|那|该|上述|以上|此)$", quantity.before))
    ]
    del everything
    return _said(distinct)


def _said(quantities: list[Quantity]) -> tuple[int, str]:
    value = sum(quantity.value for quantity in quantities)
    return value, "文中写明" + "、".join(_words(quantity) for quantity in quantities)


def _words(quantity: Quantity) -> str:
    return f"{quantity.value}{quantity.measure}"


_ITEMS = re.compile(r"(?:项|条|个|方面|类)")
_ISSUE_NOUN = re.compile(r"(?:问题|措施|方面|不合格|不到位|未|没|不|控尘|防尘|扬尘|隐患|毛病|$|（|\()")


def _site_dust(facts: Facts, stackable: bool) -> Count:
    sites = facts.sites
    if not stackable:
        return Count(sites, f"涉及工地{sites}个，本规则不叠加，按{sites}起计")
    labels = "、".join(failure.label for failure in facts.measures)
    stated = _stated_items(facts)
    named = len(facts.measures)
    by_site = _measures_by_site(facts.text)
    if len(by_site) > 1 and sum(by_site) > named:
        return Count(
            sum(by_site),
            "分工地计控尘措施：" + "＋".join(f"{count}项" for count in by_site) + f"，共{sum(by_site)}项",
        )
    if stated:
        value = stated.value * (sites if stated.each else 1)
        note = f"（{labels}）" if named == stated.value else ""
        return Count(
            value, f"文中写明{stated.value}项控尘措施不到位{note}，叠加按{value}项计", not stated.approximate
        )
    if facts.items > named:
        return Count(facts.items * 1, f"文中逐条列出{facts.items}项控尘措施不到位，叠加按{facts.items}项计")
    if not named:
        return Count(sites, f"未写明哪几项措施，涉及工地{sites}个，按{sites}项计", certain=False)
    value = named * sites
    at = f"{sites}个工地各" if sites > 1 else ""
    return Count(value, f"{at}{named}项控尘措施不到位（{labels}），叠加按{value}项计")


def _stated_items(facts: Facts) -> Quantity | None:
    """A written number of measures or problems: 共3项, 俩问题, =3."""
    fitting = [
        quantity
        for quantity in facts.quantities
        if (
            quantity.measure in ("项",)
            or (quantity.measure in ("", "个", "条", "处") and re.match(r"(?:问题|措施|项)", quantity.noun))
        )
        or (quantity.measure == "" and facts.text[quantity.span.start : quantity.span.start + 1] in "=＝")
    ]
    failing = [
        quantity for quantity in fitting if quantity.bearing is not Bearing.PASSING and not quantity.inspected
    ]
    totals = [quantity for quantity in failing if quantity.total]
    return (totals or failing or [None])[-1 if totals else 0]


_SITE_BREAK = re.compile(r"[。；;\n]")
_SITE_NAME = re.compile(r"(?:工地|项目|[一二三四五六]期|小区|家园|花园|苑|城|府|国际|广场|标段)")


def _measures_by_site(text: str) -> list[int]:
    """Failing measures per site where sentences name different sites."""
    counts = []
    for part in _SITE_BREAK.split(text):
        found = measures_of(part)
        if found and _SITE_NAME.search(part[:16]):
            counts.append(len(found))
        elif found and counts:
            counts[-1] += len(found)
    return counts
