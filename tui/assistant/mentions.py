"""Who and what an utterance names: offices and departments in full, persons, grades, record numbers, sums.

Which units there are is the roster's; a name that neither it nor a document holds is never completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.rosters import Registry
from importers.sentences.departments import find_departments
from importers.sentences.folding import fold
from importers.sentences.numerals import INTEGER, integer
from importers.sentences.offices import find_offices
from ledger.money import Money

_GRADES = re.compile(r"(?P<lead>(?:绩效)?引领(?:性|型)?)|(?<![A-Za-z])(?P<letter>[ABCDabcd])(?![A-Za-z0-9])")
_RECORD = re.compile(
    rf"(?P<full>\d{{4}}-\d{{3,5}})|(?<=编号)[是为:：]?\s*(?P<c>{INTEGER})|第?(?P<a>{INTEGER}(?:号?\s*(?:、|和|与|及|跟|,|，)\s*第?{INTEGER})*)\s*(?:号|条记录)"
    rf"|第(?P<b>{INTEGER}(?:\s*(?:、|和|与|及|,|，)\s*第?{INTEGER})*)条"
)
_SUM = re.compile(rf"(?P<n>\d[\d,]*(?:\.\d+)?|{INTEGER})\s*(?P<u>万元|万块|万|元|块钱|块)(?!\s*(?:吨|平|立))")


def offices_in(text: str, registry: Registry) -> tuple[str, ...]:
    """The offices that `text` names, in full, in the order of the text."""
    return tuple(dict.fromkeys(mention.name for mention in find_offices(fold(text), registry)))


def departments_in(text: str, registry: Registry, *, handed: bool = False) -> tuple[str, ...]:
    """The departments that `text` names, in full; `handed` where all of it hands the case to one (城管呗)."""
    found = tuple(mention.name for mention in find_departments(fold(text), registry))
    if not found and handed:
        found = tuple(mention.name for mention in find_departments(f"交给{fold(text)}", registry))
    return tuple(dict.fromkeys(found))


def persons_in(text: str, persons: Iterable[str]) -> tuple[str, ...]:
    """The responsible persons that `text` names."""
    return tuple(person for person in persons if person in text)


def grades_in(text: str) -> tuple[str, ...]:
    """Grades in the order of the text: A, B, C, D or 绩效引领性."""
    return tuple(
        dict.fromkeys(
            "绩效引领性" if hit["lead"] else hit["letter"].upper() for hit in _GRADES.finditer(text)
        )
    )


def record_numbers(text: str) -> tuple[str, ...]:
    """Record numbers: 第12号, 5号和6号, 第30条, 2022-0012."""
    found: list[str] = []
    for hit in _RECORD.finditer(text):
        if hit["full"]:
            found.append(hit["full"])
            continue
        for word in re.findall(INTEGER, hit["a"] or hit["b"] or hit["c"]):
            number = integer(word)
            if number is not None:
                found.append(str(number))
    return tuple(dict.fromkeys(found))


def sums_in(text: str) -> tuple[tuple[Money, str], ...]:
    """Sums of money with the words that name them."""
    found: list[tuple[Money, str]] = []
    for hit in _SUM.finditer(text):
        digits = hit["n"].replace(",", "")
        number = digits if digits[0].isdigit() and digits.isascii() else integer(digits)
        if number is not None:
            found.append((Money.wan(number) if "万" in hit["u"] else Money.yuan(number), hit.group()))
    return tuple(found)
