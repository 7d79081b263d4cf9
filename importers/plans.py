"""A policy document read as a plan: every fact with the characters that say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from importers.assignments import find_groups
from importers.deductions import read_deductions
from importers.document import Document, read_document
from importers.doubts import doubts_of
from importers.grants import read_grants
from importers.heads import UNKNOWN_YEAR, head_of
from importers.indicator_tables import read_indicator_table
from importers.indicators import read_indicators
from importers.markers import marker_of
from importers.money_tables import read_money_table
from importers.obligations import read_obligations
from importers.outline import outline_of
from importers.task_tables import tasks_of_tables
from importers.tasks import tasks_of
from ledger.plan import DeductionRule, DocumentHead, Plan, Problem, RewardRule, Span, SubsidyRule

_Rule = TypeVar("_Rule", DeductionRule, SubsidyRule, RewardRule)

_WHOLE = re.compile(r"全[国省市州区县旗盟](?=[^域])")
_AREAS = (
    ("省", "全省"),
    ("自治区", "全区"),
    ("市", "全市"),
    ("州", "全州"),
    ("县", "全县"),
    ("区", "全区"),
    ("旗", "全旗"),
)


def read_plan(path: Path) -> Plan:
    """The plan in a file. Raises BadDocument where the file cannot be read as a document."""
    return plan_of(read_document(path))


def plan_of(document: Document) -> Plan:
    """The plan that a document holds; what could not be understood is in its problems."""
    text = document.text
    head = head_of(document)
    outline = outline_of(document)
    groups = find_groups(text)
    tasks = tasks_of(outline, groups, text)
    if not any(task.whole.start <= group.span.start < task.whole.end for task in tasks for group in groups):
        tabled = tasks_of_tables(document, outline)
        tasks, groups = (list(tabled.tasks), list(tabled.groups)) if tabled.tasks else (tasks, groups)
    obligations = read_obligations(text, tasks, groups, head.year)
    prose = [_without_number(text, paragraph.span) for paragraph in document.paragraphs]
    deductions = read_deductions(text, prose, outline)
    grants = read_grants(text, prose, outline)
    tables = [read_money_table(text, table, outline) for table in document.tables]
    plan = Plan(
        document=head,
        text=text,
        source=document.source,
        obligations=obligations.obligations,
        deductions=_numbered([*deductions.rules, *(rule for table in tables for rule in table.deductions)]),
        subsidies=_in_order([*grants.subsidies, *(rule for table in tables for rule in table.subsidies)]),
        rewards=_in_order([*grants.rewards, *(rule for table in tables for rule in table.rewards)]),
        indicator_targets=(
            *read_indicators(text, outline, _area(head.title, text), [task.whole for task in tasks]),
            *(target for table in document.tables for target in read_indicator_table(table, head.year)),
        ),
        problems=(*document.problems, *_year_problem(head), *obligations.problems, *deductions.problems),
        pages=document.pages,
    )
    return replace(plan, doubts=doubts_of(plan, document.confidence if document.recognised else None))


def _year_problem(head: DocumentHead) -> tuple[Problem, ...]:
    if head.year != UNKNOWN_YEAR:
        return ()
    return (Problem("文件没有写明年份，没有年份的期限未换算成日期，请人工补充。"),)


def _numbered(rules: Sequence[DeductionRule]) -> tuple[DeductionRule, ...]:
    return tuple(replace(rule, place=n) for n, rule in enumerate(_in_order(rules), 1))


def _in_order(rules: Sequence[_Rule]) -> tuple[_Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.span))


def _without_number(text: str, span: Span) -> Span:
    marker = marker_of(span.of(text))
    return Span(span.start + marker.width, span.end) if marker else span


def _area(title: str, text: str) -> str:
    """The whole that a document speaks of: the word it uses most (全市), else the level in its title."""
    counted: Counter[str] = Counter(_WHOLE.findall(text))
    if counted:
        return counted.most_common(1)[0][0]
    found = [(match.start(), area) for level, area in _AREAS if (match := re.search(level, title[2:12]))]
    return min(found)[1] if found else "全国"
