"""What a required figure measures: the names in the clause before it.

颗粒物、二氧化硫、氮氧化物排放浓度 names three metrics; what stands before the first and after the last
belongs to each.
"""

from __future__ import annotations

import re

_LEADING = re.compile(
    r"^(?:(?:到|至)?(?:20\d\d|今)年(?:底|末)?(?:前)?|(?:(?:20\d\d|今)年)?\d{1,2}月(?:\d{1,2}日|份|底|末|[上中下]旬)?(?:之|以)?前|年底前|力争|争取|确保|要|应|须|需|其中|全面|计划|并|且|使|将|实现|改造后|原则上|基本|[\s、（(])+"
)
_TRAILING = re.compile(
    r"(?:要|应|须|需|原则上|力争|争取|稳定|分别|均|全部|基本|总体|计划|也|都|要求|同比|[比较]20\d\d年|[比较]上年|[\s、（(])+$"
)
_EACH = re.compile(r"分别(?:[比较](?:20\d\d年|上年|去年)(?:同期)?)?(?:累计)?\s*$")
_WORK = re.compile(r"(?:全部|全面|再|新|共|累计)?(?:完成|实施|开展|推进|实现)")
_PARTS = re.compile(r"[、和]|及(?!以[上下])|以及")
_SUBSTANCE = re.compile(
    r"颗粒物|烟尘|烟粉尘|粉尘|二氧化硫|氮氧化物|一氧化碳|二氧化氮|臭氧|非甲烷总烃|挥发性有机物|VOCs|PM\s?2\.5|PM\s?10|PM₂\.?₅|PM₁₀|SO2|SO₂|NOx|NO2|CO|O3|氨|苯"
)
_QUALITY = re.compile(
    r"(?:年均|月均|日均|小时均|年平均|平均|季均)?(?:排放)?(?:浓度|总量|量|强度|比例|比重|占比|比率|效率|率|值|标准)$"
)


def metrics_of(clause: str) -> list[str]:
    """The metrics that a clause names, each in full; the clause itself where it names one."""
    whole = _TRAILING.sub("", _LEADING.sub("", clause))
    names = [part for part in _PARTS.split(whole) if part]
    if len(names) < 2 or any(_SUBSTANCE.search(name) is None for name in names):
        return names if len(names) > 1 else [whole]
    first = _SUBSTANCE.search(names[0])
    head = names[0][: first.start()] if first else ""
    quality = _QUALITY.search(names[-1])
    tail = quality.group(0) if quality else ""
    last = len(names) - 1
    return [
        ("" if n == 0 else head) + name + (tail if n < last and not name.endswith(tail) else "")
        for n, name in enumerate(names)
    ]


def is_work(metric: str) -> bool:
    """Whether a metric only says that something is to be done, so that what it is follows its number."""
    return _WORK.fullmatch(metric) is not None


def same_for_each(clause: str, names: list[str]) -> bool:
    """Whether one figure holds for each of several metrics: 氮氧化物和VOCs排放总量分别下降10%以上."""
    return 1 < len(names) <= 4 and _EACH.search(clause) is not None
