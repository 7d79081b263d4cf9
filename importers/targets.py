"""Numeric requirements inside a task: metric, comparison, value, unit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.figures import Figure, read_figures
from ledger.plan import Problem, Span, Target

_LEADING = re.compile(
    r"^(?:(?:到|至)?(?:20\d\d|今)年(?:底|末)?(?:前)?|(?:力争|争取|确保|要|应|须|需|其中|全面|计划|并|且|使|将|实现|改造后|原则上)|[\s、])+"
)
_TRAILING = re.compile(
    r"(?:要|应|须|需|原则上|力争|争取|稳定|分别|均|全部|基本|总体|计划|比例?要求|[\s、（(])+$"
)
_NAMES = re.compile(r"[、和及]")


def read_targets(text: str, spans: Iterable[Span]) -> tuple[list[Target], list[Problem]]:
    """Targets in the given places, in printed order, and lists whose metrics and values do not pair up."""
    targets: list[Target] = []
    problems: list[Problem] = []
    for span in spans:
        for figure in read_figures(text, span):
            metric = metric_of(text, figure)
            if (
                figure.listed > 1
                and figure.place == 0
                and len(names_of(text, figure)) not in (1, figure.listed)
            ):
                problems.append(
                    Problem("并列的指标与数值个数不一致，请核对每个数值对应的指标。", figure.span)
                )
            targets.append(
                Target(
                    figure.span.of(text), metric, figure.comparison, figure.value, figure.unit, figure.span
                )
            )
    return targets, problems


def names_of(text: str, figure: Figure) -> list[str]:
    """The metrics that the clause before a figure names."""
    clause = _TRAILING.sub("", _LEADING.sub("", figure.before.of(text)))
    return [name for name in _NAMES.split(clause) if name] or [clause]


def metric_of(text: str, figure: Figure) -> str:
    """The metric of a figure: its own of a list, else the whole clause before it."""
    names = names_of(text, figure)
    if figure.listed > 1 and len(names) == figure.listed:
        return names[figure.place]
    return _TRAILING.sub("", _LEADING.sub("", figure.before.of(text)))
