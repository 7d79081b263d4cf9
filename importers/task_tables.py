"""Tasks that a document gives in a table: a row a task, a column for each role, time and person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.assignments import Column, Group, group_of_cells
from importers.canonical import Cell, Table
from importers.document import Document
from importers.markers import chinese_number, marker_of
from importers.outline import Node, Outline
from importers.table_heads import column, head_rows, headers, is_repeated_head
from importers.tasks import Task, is_preface
from ledger.plan import Span

_TASK = re.compile(r"任务|措施|事项|内容|举措|项目|要求|工作")
_UNITS = re.compile(
    r"(?:牵头|主责|主办|责任|配合|协办|协同|参与|督导|指导|落实|实施|承办|完成)[^人]{0,6}(?:单位|部门|主体|处室)|^(?:牵头|配合|责任|督导)$"
)
_PERSONS = re.compile(r"责任人|负责人|(?:责任|分管|牵头|督导|包[保联抓案]|分包|[省市县区]级)领导")
_NUMBER = re.compile(r"序号|编号|^号$")


@dataclass(frozen=True, slots=True)
class TableTasks:
    """Tasks of tables with the assignments that stand in their rows."""

    tasks: tuple[Task, ...]
    groups: tuple[Group, ...]


def tasks_of_tables(document: Document, outline: Outline) -> TableTasks:
    """The tasks of every table that has columns for work and for units."""
    tasks: list[Task] = []
    groups: list[Group] = []
    tables = [table for table in document.tables if _columns(table) is not None]
    restarts = _restart(tables)
    for t, table in enumerate(tables, 1):
        for task, assigned in _tasks(document.text, table, outline, f"{t}." if restarts else "", len(tasks)):
            tasks.append(task)
            groups.extend(assigned)
    return TableTasks(tuple(tasks), tuple(groups))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what. `works` are all columns that describe the task."""

    head: int
    number: int | None
    works: tuple[int, ...]
    roles: tuple[tuple[int, str], ...]


def _columns(table: Table) -> _Columns | None:
    head = head_rows(table)
    names = headers(table, head)
    roles = [(c, name) for c, name in enumerate(names) if _UNITS.search(name) or _PERSONS.search(name)]
    if not any(_UNITS.search(name) for _, name in roles):
        return None
    used = {c for c, _ in roles}
    number = column(names, _NUMBER.search)
    if not any(_TASK.search(name) for c, name in enumerate(names) if c not in used):
        return None
    works = tuple(c for c in range(len(names)) if c not in used and c != number)
    return _Columns(head, number, works, tuple(roles))


def _restart(tables: Sequence[Table]) -> bool:
    """Whether several tables each begin with task 1."""
    firsts = []
    for table in tables:
        columns = _columns(table)
        if columns is not None and columns.number is not None and columns.head < len(table.rows):
            firsts.append(table.rows[columns.head][columns.number].text)
    return len(firsts) > 1 and len(set(firsts)) == 1


def _tasks(
    text: str, table: Table, outline: Outline, prefix: str, before: int
) -> Iterator[tuple[Task, list[Group]]]:
    columns = _columns(table)
    if columns is None:
        return
    around = _around(outline, table.span.start)
    bundles = _bundles(table, columns)
    shared = _shared(table, columns, bundles)
    for count, rows in enumerate(bundles, before + 1):
        first = table.rows[rows[0]]
        cells = list(dict.fromkeys(table.rows[r][c] for r in rows for c in columns.works if c not in shared))
        cells = [cell for cell in cells if cell.text]
        if not cells:
            continue
        printed = first[columns.number].text if columns.number is not None else ""
        number = chinese_number(re.sub(r"\D", "", printed) or printed) or count
        section = _unmarked(first[shared[0]].text) if shared else around[-1].heading if around else ""
        heading = re.split(r"[。：:]", _unmarked(cells[0].text))[0]
        whole = Span(table.lines[rows[0]].start, table.lines[rows[-1]].end)
        groups = [group for r in rows if (group := _group(text, table, r, columns)) is not None]
        yield (
            Task(
                number=f"{prefix}{number}",
                heading=heading,
                section=section,
                chapter=around[0].heading if around else section,
                whole=whole,
                own=tuple(cell.span for cell in cells),
            ),
            groups,
        )


def _bundles(table: Table, columns: _Columns) -> list[list[int]]:
    """The rows of each task: those that share a number, or each row where no column numbers them."""
    bundles: list[list[int]] = []
    last: Cell | None = None
    for r in range(columns.head, len(table.rows)):
        row = table.rows[r]
        if is_repeated_head(table, r, columns.head) or len(set(row)) < 2:
            continue
        key = row[columns.number] if columns.number is not None else None
        if bundles and key is not None and (key == last or not key.text):
            bundles[-1].append(r)
        else:
            bundles.append([r])
        last = key if key is not None and key.text else last
    return bundles


def _shared(table: Table, columns: _Columns, bundles: list[list[int]]) -> list[int]:
    """Columns whose cells reach over several tasks: categories."""
    shared: list[int] = []
    for c in columns.works:
        owners = [table.rows[rows[0]][c] for rows in bundles]
        if len(set(owners)) < len(owners) and len(columns.works) > len(shared) + 1:
            shared.append(c)
    return shared


def _group(text: str, table: Table, r: int, columns: _Columns) -> Group | None:
    row = table.rows[r]
    return group_of_cells(
        text, table.lines[r], [Column(name, row[c].span) for c, name in columns.roles if row[c].text]
    )


def _unmarked(words: str) -> str:
    marker = marker_of(words)
    return words[marker.width if marker else 0 :]


def _around(outline: Outline, position: int) -> list[Node]:
    return [
        node
        for node in outline.nodes
        if node.span.start <= position < node.span.end and not is_preface(node.heading)
    ]
