"""The facts of a plan by name: 扣缴3, 任务12, 任务12.期限1.

A key says the kind and which of its kind, counted from 1 in printed order; a deduction rule is called by its
place, a task by its printed number (and #2 where a number is printed twice).  A fact keeps its key whatever
becomes of the facts around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from ledger.plan import (
    Assignment,
    Deadline,
    DeductionRule,
    Fact,
    IndicatorTarget,
    Obligation,
    Plan,
    RewardRule,
    SubsidyRule,
    Target,
)

TASK = "任务"
KINDS: dict[str, type[Fact]] = {
    "扣缴": DeductionRule,
    "补助": SubsidyRule,
    "奖励": RewardRule,
    "指标": IndicatorTarget,
    TASK: Obligation,
}
PARTS: dict[str, type[Fact]] = {"单位": Assignment, "期限": Deadline, "目标": Target}
LABELS: dict[type[Fact], dict[str, str]] = {
    DeductionRule: {
        "name": "名称",
        "amount": "金额",
        "per": "计量",
        "stackable": "叠加",
        "condition": "条件",
        "reference": "依据文件",
        "fallback": "兜底",
    },
    SubsidyRule: {"name": "名称", "grade": "等级", "amount": "金额", "condition": "条件"},
    RewardRule: {"name": "名称", "amount": "金额", "condition": "条件"},
    IndicatorTarget: {
        "unit": "单位",
        "metric": "指标",
        "comparison": "比较",
        "value": "数值",
        "measure": "计量",
    },
    Obligation: {"heading": "标题"},
    Assignment: {"unit": "单位", "role": "职责", "persons": "责任人"},
    Deadline: {"date": "日期", "kind": "性质"},
    Target: {"metric": "指标", "comparison": "比较", "value": "数值", "unit": "计量"},
}
"""What a person may put right of each kind of fact, and what it is called."""
_PART = re.compile(r"(?P<task>任务.+)\.(?P<part>单位|期限|目标)(?P<place>\d*)")
_WHOLE = re.compile(r"(?P<kind>扣缴|补助|奖励|指标|任务)(?P<place>.*)")


def keyed(plan: Plan) -> Iterator[tuple[str, Fact]]:
    """Every fact with its key, in the order of the document's parts; a task's parts follow it."""
    numbers: Counter[str] = Counter()
    for task in plan.obligations:
        numbers[task.number] += 1
        again = f"#{numbers[task.number]}" if numbers[task.number] > 1 else ""
        key = f"{TASK}{task.number}{again}"
        yield key, task
        parts: tuple[tuple[str, tuple[Fact, ...]], ...] = (
            ("单位", task.assignments),
            ("期限", task.deadlines),
            ("目标", task.targets),
        )
        for part, facts in parts:
            yield from ((f"{key}.{part}{place}", fact) for place, fact in enumerate(facts, 1))
    yield from ((f"扣缴{rule.place}", rule) for rule in plan.deductions)
    yield from ((f"补助{place}", rule) for place, rule in enumerate(plan.subsidies, 1))
    yield from ((f"奖励{place}", rule) for place, rule in enumerate(plan.rewards, 1))
    yield from ((f"指标{place}", target) for place, target in enumerate(plan.indicator_targets, 1))


def task_of(key: str) -> str | None:
    """The key of the task that a part belongs to, None for a fact that stands by itself."""
    match = _PART.fullmatch(key)
    return match["task"] if match else None


def kind_of(key: str) -> str | None:
    """扣缴, 期限, … of a key with or without its number; None for what is no key."""
    match = _PART.fullmatch(key)
    if match:
        return match["part"]
    match = _WHOLE.fullmatch(key)
    return match["kind"] if match else None


def type_of(key: str) -> type[Fact] | None:
    """The type of the facts that are so called, None for what is no key."""
    kind = kind_of(key)
    return None if kind is None else KINDS.get(kind) or PARTS[kind]


def place_of(key: str) -> int:
    """The number at the end of a key, 0 where there is none."""
    match = _PART.fullmatch(key) or _WHOLE.fullmatch(key)
    return int(match["place"]) if match and match["place"].isdecimal() else 0


def field_named(kind: type[Fact], word: str) -> str | None:
    """The field that a word names, in Chinese or in English; None for none that can be put right."""
    labels = LABELS[kind]
    named = {label: name for name, label in labels.items()}
    return word if word in labels else named.get(word)


def required(kind: type[Fact]) -> frozenset[str]:
    """The fields without which a fact of that kind says nothing."""
    return {
        DeductionRule: frozenset({"name"}),
        SubsidyRule: frozenset({"name", "grade", "amount"}),
        RewardRule: frozenset({"name", "amount"}),
        IndicatorTarget: frozenset({"unit", "metric", "comparison", "value"}),
        Obligation: frozenset({"number", "heading"}),
        Assignment: frozenset({"unit", "role"}),
        Deadline: frozenset({"date"}),
        Target: frozenset({"metric", "comparison", "value"}),
    }[kind]


def names_of(kind: type[Fact]) -> frozenset[str]:
    """Every field of a kind of fact."""
    return frozenset(field.name for field in fields(kind))
