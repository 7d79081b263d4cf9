"""A policy document read as a plan: every fact with the characters that say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from importers.assignments import Entry, Group, find_groups
from importers.deadlines import read_timing
from importers.deductions import read_deductions
from importers.document import Document, read_document
from importers.grants import read_grants
from importers.heads import head_of
from importers.indicators import read_indicators
from importers.outline import outline_of
from importers.references import read_recurring, read_references
from importers.targets import read_targets
from importers.tasks import Task, tasks_of
from ledger.plan import Assignment, Obligation, Plan, Problem, Span

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
    everywhere = [entry for group in groups for entry in group.everywhere]
    problems = list(document.problems)
    obligations = [
        _obligation(text, task, assigned, everywhere, head.year, problems)
        for task, assigned in zip(tasks, _assigned(tasks, groups), strict=True)
    ]
    prose = [paragraph.span for paragraph in document.paragraphs]
    deductions = read_deductions(text, prose, outline)
    grants = read_grants(text, prose, outline)
    return Plan(
        document=head,
        text=text,
        source=document.source,
        obligations=tuple(obligations),
        deductions=deductions.rules,
        subsidies=grants.subsidies,
        rewards=grants.rewards,
        indicator_targets=tuple(
            read_indicators(
                text, outline, document.tables, _area(head.title), head.year, [t.whole for t in tasks]
            )
        ),
        problems=(*problems, *deductions.problems),
        pages=document.pages,
    )


def _assigned(tasks: Sequence[Task], groups: Sequence[Group]) -> list[tuple[list[Group], bool]]:
    """The groups of each task, and whether they are inherited from a later task of its section."""
    own = [
        [g for g in groups if g.entries and task.whole.start <= g.span.start < task.whole.end]
        for task in tasks
    ]
    result: list[tuple[list[Group], bool]] = []
    for i, task in enumerate(tasks):
        if own[i]:
            result.append((own[i], False))
            continue
        later = next(
            (
                own[j]
                for j in range(i + 1, len(tasks))
                if own[j] and tasks[j].section == task.section and tasks[j].parent == task.parent
            ),
            [],
        )
        result.append((later, True))
    return result


def _obligation(
    text: str,
    task: Task,
    assigned: tuple[list[Group], bool],
    everywhere: list[Entry],
    year: int,
    problems: list[Problem],
) -> Obligation:
    groups, inherited = assigned
    assignments: dict[tuple[str, str], Assignment] = {}
    for entry in (entry for group in groups for entry in group.entries):
        _enter(assignments, entry, inherited)
    for entry in everywhere:
        _enter(assignments, entry, True)
    targets, doubtful = read_targets(text, task.own)
    timing = read_timing(text, task.own, year)
    problems.extend(doubtful)
    if not assignments:
        problems.append(Problem(f"任务 {task.number} 没有读到责任单位，请人工核对。", task.node.own))
    return Obligation(
        number=task.number,
        heading=task.heading,
        section=task.section,
        chapter=task.chapter,
        span=_trimmed(text, task.whole),
        assignments=tuple(assignments.values()),
        persons_unaligned=tuple(person for group in groups for person in group.unaligned),
        deadlines=timing.deadlines,
        undated=timing.undated,
        recurring=read_recurring(text, task.own),
        targets=tuple(targets),
        references=read_references(text, task.own),
    )


def _enter(assignments: dict[tuple[str, str], Assignment], entry: Entry, inherited: bool) -> None:
    name = entry.name
    made = Assignment(name.full, name.printed, entry.role, entry.persons, inherited, name.span)
    assignments.setdefault((name.full, entry.role.value), made)


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in "\n\t ":
        end -= 1
    return Span(span.start, end)


def _area(title: str) -> str:
    """The whole that a document speaks of, by the first level in its title: 全市, 全区."""
    found = [(match.start(), area) for level, area in _AREAS if (match := re.search(level, title[2:12]))]
    return min(found)[1] if found else "全市"
