"""Tables that a PDF draws with rules: the grid of the rules, merged where a rule is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from importers.blocks import RawTable

_THIN = 2.5
_NEAR = 3.0
_SHORT = 6.0
_MAX_RULES = 4_000
_MAX_SIDE = 400

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table and the characters of the page that stand in it."""

    table: RawTable
    glyphs: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight rule at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


def ruled_tables(page: Any, text: str, boxes: Sequence[Box], height: float, number: int) -> list[RuledTable]:
    """The tables of a page from top to bottom; a frame around text is none."""
    across, down = _rules(page, height)
    tables = []
    for group_across, group_down in _groups(across, down):
        xs = _places([rule.at for rule in group_down])
        ys = _places([rule.at for rule in group_across])
        if len(xs) < 3 or len(ys) < 3 or len(xs) > _MAX_SIDE or len(ys) > _MAX_SIDE:
            continue
        table = _filled(text, boxes, xs, ys, group_across, group_down, number)
        if table is not None:
            tables.append(table)
    return tables


def _rules(page: Any, height: float) -> tuple[list[_Rule], list[_Rule]]:
    import pypdfium2.raw as raw

    across: list[_Rule] = []
    down: list[_Rule] = []
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        if len(across) + len(down) > _MAX_RULES:
            break
        left, bottom, right, top = shape.get_bounds()
        above, below = height - top, height - bottom
        if below - above <= _THIN and right - left >= _SHORT:
            across.append(_Rule((above + below) / 2, left, right))
        elif right - left <= _THIN and below - above >= _SHORT:
            down.append(_Rule((left + right) / 2, above, below))
        elif right - left >= _SHORT and below - above >= _SHORT:
            across.extend((_Rule(above, left, right), _Rule(below, left, right)))
            down.extend((_Rule(left, above, below), _Rule(right, above, below)))
    return across, down


def _groups(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Rules that touch each other, directly or over others, from the top of the page down."""
    rules = [(rule, True) for rule in across] + [(rule, False) for rule in down]
    owner = list(range(len(rules)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, rule in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if _crosses(rule, other):
                owner[root(i)] = root(j)
    members: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for i, (rule, is_across) in enumerate(rules):
        group = members.setdefault(root(i), ([], []))
        group[0 if is_across else 1].append(rule)
    yield from sorted(members.values(), key=lambda group: min((rule.at for rule in group[0]), default=0.0))


def _crosses(across: _Rule, down: _Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _places(values: list[float]) -> list[float]:
    """Distinct places, those closer than a hair taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _filled(
    text: str,
    boxes: Sequence[Box],
    xs: list[float],
    ys: list[float],
    across: list[_Rule],
    down: list[_Rule],
    number: int,
) -> RuledTable | None:
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = _merged(xs, ys, across, down)
    pieces: dict[int, list[str]] = {}
    glyphs: set[int] = set()
    for i, (left, top, right, bottom) in enumerate(boxes):
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            continue
        glyphs.add(i)
        column = next((c for c in range(columns) if xs[c] <= x <= xs[c + 1]), columns - 1)
        row = next((r for r in range(rows) if ys[r] <= y <= ys[r + 1]), rows - 1)
        pieces.setdefault(owner[row * columns + column], []).append(text[i])
    if len(pieces) < 2:
        return None
    roots = sorted(set(owner))
    index = {root: n for n, root in enumerate(roots)}
    cells = tuple("".join(pieces.get(root, [])).replace("\r", "").replace("\n", "") for root in roots)
    grid = tuple(tuple(index[owner[r * columns + c]] for c in range(columns)) for r in range(rows))
    return RuledTable(RawTable(cells, grid, number), frozenset(glyphs))


def _merged(xs: list[float], ys: list[float], across: list[_Rule], down: list[_Rule]) -> list[int]:
    """For every field of the grid the first field of its cell: fields without a rule between are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = list(range(columns * rows))

    def root(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    for r in range(rows):
        for c in range(columns):
            middle_x, middle_y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
            here = root(r * columns + c)
            if c + 1 < columns and not _ruled(down, xs[c + 1], middle_y):
                owner[max(here, root(r * columns + c + 1))] = min(here, root(r * columns + c + 1))
                here = root(here)
            if r + 1 < rows and not _ruled(across, ys[r + 1], middle_x):
                below = root((r + 1) * columns + c)
                owner[max(here, below)] = min(here, below)
    return [root(i) for i in range(columns * rows)]


def _ruled(rules: list[_Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - 1 <= through <= rule.end + 1 for rule in rules)
