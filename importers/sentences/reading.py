"""From a sentence to its facts: each reader finds its own, the order keeps one word from being read twice."""

from __future__ import annotations

import re
from datetime import date

from importers.rosters import Registry
from importers.sentences.boilers import find_tonnages
from importers.sentences.dates import day_of_finding, find_dates
from importers.sentences.departments import find_departments, units_of
from importers.sentences.facts import Facts, Quantity
from importers.sentences.folding import fold
from importers.sentences.levels import find_inspection
from importers.sentences.measures import find_measures
from importers.sentences.offices import find_offices, office_of
from importers.sentences.plates import find_plates
from importers.sentences.quantities import find_impossible, find_quantities
from importers.sentences.subjects import find_place, find_subject
from importers.sentences.zones import find_zones
from ledger.errors import BadValue
from ledger.plan import Span

MAX_LENGTH = 5_000
_ITEM = re.compile(r"[①-⑳]|[一二三四五六]是|第[一二三四五六][，,是]|[（(][1-9一二三四五六][）)]")


def read_sentence(text: str, today: date, registry: Registry) -> Facts:
    """The facts of one finding; raises BadValue for a text over 5 000 characters."""
    if len(text) > MAX_LENGTH:
        raise BadValue(f"这段文字有{len(text)}个字，超过{MAX_LENGTH}字，请拆成几条再录入。")
    folded = fold(text)
    plates = find_plates(folded)
    open_text = _blanked(folded, [span for _, span in plates])
    dates = find_dates(open_text, today)
    tonnages = find_tonnages(open_text)
    offices = find_offices(folded, registry)
    departments = find_departments(folded, registry)
    inspection = find_inspection(folded, tuple(mention.span for mention in offices))
    zones = find_zones(folded)
    taken = (
        [mention.span for mention in dates] + [span for _, span in tonnages] + [span for _, span in plates]
    )
    quantities = find_quantities(open_text, taken)
    cut = (
        taken
        + [mention.span for mention in offices]
        + [mention.span for mention in departments]
        + [quantity.span for quantity in quantities]
    )
    if inspection.span:
        cut.append(inspection.span)
    names = tuple(name for name, _ in plates)
    return Facts(
        text=text,
        found_on=day_of_finding(dates, today),
        office=office_of(folded, offices),
        units=units_of(departments),
        subject=find_subject(folded, cut, names),
        place=find_place(_blanked(folded, cut)),
        level=inspection.level,
        body=inspection.body,
        self_found=inspection.self_found,
        quantities=quantities,
        impossible=find_impossible(open_text, taken),
        measures=find_measures(folded),
        sites=_sites(quantities),
        items=len(_ITEM.findall(folded)),
        tonnages=tuple(value for value, _ in tonnages),
        tonnage_words=tuple(span.of(text).strip() for _, span in tonnages),
        zones=zones,
        plates=names,
        dates=dates,
    )


def _blanked(text: str, spans: list[Span]) -> str:
    chars = list(text)
    for span in spans:
        chars[span.start : span.end] = "|" * (span.end - span.start)
    return "".join(chars)


_SITE = r"(?:建筑|施工|在建|拆迁)?(?:工地|项目|标段|楼盘|小区|工程|地块)"


def _sites(quantities: tuple[Quantity, ...]) -> int:
    """How many building sites the sentence is about: 两个工地; 5个工地里3个 are three."""
    counted = [q for q in quantities if q.measure in ("个", "处", "家", "") and _of_sites(q)]
    if not counted:
        return 1
    last = counted[-1]
    following = [q for q in quantities if q.span > last.span and q.measure == last.measure]
    if last.inspected:
        return following[0].value if following and following[0].value < last.value else 1
    return last.value


def _of_sites(quantity: Quantity) -> bool:
    return bool(re.match(_SITE, quantity.noun)) or bool(
        not quantity.noun and re.search(_SITE + "$", quantity.before)
    )
