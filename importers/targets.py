"""Numeric requirements inside a task: metric, comparison, value, unit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.figures import read_figures
from importers.metrics import is_work, metrics_of, same_for_each
from ledger.plan import Problem, Span, Target

_WORK = re.compile(r"[^，,。；;、：:\d（）()的\n]{2,16}")


def read_targets(text: str, spans: Iterable[Span]) -> tuple[list[Target], list[Problem]]:
    """Targets in the given places, in printed order, and lists whose metrics and values do not pair up."""
    targets: list[Target] = []
    problems: list[Problem] = []
    for span in spans:
        for figure in read_figures(text, span):
            clause = figure.before.of(text)
            names = metrics_of(clause)
            if figure.listed > 1 and figure.place == 0 and len(names) not in (1, figure.listed):
                problems.append(
                    Problem("并列的指标与数值个数不一致，请核对每个数值对应的指标。", figure.span)
                )
            if figure.listed > 1 and len(names) == figure.listed:
                named = [names[figure.place]]
            elif figure.listed == 1 and same_for_each(clause, names):
                named = names
            else:
                named = ["、".join(names)]
            if len(named) == 1 and is_work(named[0]):
                work = _WORK.match(text, figure.span.end, span.end)
                named = [work.group(0) if work else named[0]]
            targets.extend(
                Target(figure.span.of(text), name, figure.comparison, figure.value, figure.unit, figure.span)
                for name in named
            )
    return targets, problems
