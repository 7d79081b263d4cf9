"""Air-quality figures of one unit or of the whole area, from the plan's table and prose."""

from __future__ import annotations

import re

from ledger.plan import IndicatorTarget, Plan
from tui.assistant.answers.script import Script
from tui.assistant.passages import plain

_METRICS: tuple[tuple[str, str], ...] = (
    (r"pm2\.?5|细颗粒", r"pm2\.?5|细颗粒"),
    (r"pm10|可吸入", r"pm10|可吸入"),
    (r"优良(?:天数)?(?:比例|率)|优良率", r"优良.*(?:比例|率)"),
    (r"优良", r"优良"),
    (r"重污染|重度", r"重度|重污染"),
    (r"臭氧", r"臭氧"),
)


def of_unit(plan: Plan, text: str) -> list[IndicatorTarget]:
    """The targets of the unit that `text` names, of the metric that it names where it names one."""
    asked = text.lower()
    mine = [target for target in plan.indicator_targets if _named(target.unit, text)]
    for words, metric in _METRICS:
        if re.search(words, asked):
            return [target for target in mine if re.search(metric, target.metric.lower())]
    return mine if re.search(r"目标|指标|空气|浓度|天数", text) else []


def _named(unit: str, text: str) -> bool:
    if unit.startswith("全"):
        return False
    stem = re.sub(r"[市县区]$", "", unit)
    return unit in text or (len(stem) > 1 and stem in text)


def answer(script: Script, targets: list[IndicatorTarget]) -> None:
    """Says the targets with their place in the document."""
    for target in targets:
        quote = plain(target.span.of(script.plan.text))
        script.cite("附件", quote, target.span)
        line = f"{target.unit} {target.metric}：{target.comparison.label}{target.value:f}{target.measure}"
        script.say(f"{script.document()}{line}。", line)
