"""Tasks with everything that is printed in them: who, by when, how much, by which documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.assignments import Entry, Group
from importers.deadlines import read_timing
from importers.references import read_recurring, read_references
from importers.targets import read_targets
from importers.tasks import Task
from ledger.plan import Assignment, Obligation, Problem, Span


@dataclass(frozen=True, slots=True)
class Obligations:
    """The obligations of a document in printed order, and what was doubtful about them."""

    obligations: tuple[Obligation, ...]
    problems: tuple[Problem, ...]


def read_obligations(text: str, tasks: Sequence[Task], groups: Sequence[Group], year: int) -> Obligations:
    """The tasks with their facts. `groups` are the document's printed assignments, `year` its year."""
    everywhere = [entry for group in groups for entry in group.everywhere]
    made: list[Obligation] = []
    problems: list[Problem] = []
    for task, (assigned, inherited) in zip(tasks, _assigned(tasks, groups), strict=True):
        targets, doubtful = read_targets(text, task.own)
        timing = read_timing(text, task.own, year)
        assignments = _assignments(assigned, inherited, everywhere)
        problems.extend(doubtful)
        if groups and not assignments:
            problems.append(Problem(f"任务 {task.number} 没有读到责任单位，请人工核对。", task.own[0]))
        made.append(
            Obligation(
                number=task.number,
                heading=task.heading,
                section=task.section,
                chapter=task.chapter,
                span=_trimmed(text, task.whole),
                assignments=assignments,
                persons_unaligned=tuple(person for group in assigned for person in group.unaligned),
                deadlines=timing.deadlines,
                undated=timing.undated,
                recurring=read_recurring(text, task.own),
                targets=tuple(targets),
                references=read_references(text, task.own),
            )
        )
    return Obligations(tuple(made), tuple(problems))


def _assigned(tasks: Sequence[Task], groups: Sequence[Group]) -> list[tuple[list[Group], bool]]:
    """The groups of each task, and whether they are inherited.

    A task without one takes that of the next task of its section that has one: an assignment printed once
    after several tasks is for all of them.  Failing that it takes what is printed under the headline of its
    section, before the first task.
    """
    named = [group for group in groups if group.entries]
    own = [[g for g in named if task.whole.start <= g.span.start < task.whole.end] for task in tasks]
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
            None,
        )
        result.append((later if later is not None else _above(task, named), True))
    return result


def _above(task: Task, groups: Sequence[Group]) -> list[Group]:
    """The assignments under the headline of a task's section."""
    place = task.above
    return [g for g in groups if place is not None and place.start <= g.span.start < place.end]


def _assignments(
    groups: Sequence[Group], inherited: bool, everywhere: Sequence[Entry]
) -> tuple[Assignment, ...]:
    """One entry for each unit and role, the first printed first; what holds everywhere comes last."""
    found: dict[tuple[str, str], Assignment] = {}
    entries = [(entry, inherited) for group in groups for entry in group.entries]
    for entry, taken in [*entries, *((entry, True) for entry in everywhere)]:
        name = entry.name
        made = Assignment(name.full, name.printed, entry.role, entry.persons, taken, name.span)
        found.setdefault((name.full, entry.role.value), made)
    return tuple(found.values())


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in "\n\t ":
        end -= 1
    return Span(span.start, end)
