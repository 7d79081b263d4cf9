"""Tables of Word as full grids: spans over columns and rows resolved, frames of one column unfolded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from importers.blocks import RawBlock, RawLine, RawTable
from importers.readers.packages import WORD, attribute, child

_MAX_COLUMNS = 200
_FRAMES = {WORD + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}


def read_table(table: Any, lines_of: Callable[[Any], list[str]]) -> Iterator[RawBlock]:
    """The table, or its lines where it only frames text. `lines_of` reads the paragraphs of a cell."""
    cells: list[list[str]] = []
    grid: list[list[int]] = []
    above: dict[int, int] = {}
    for row in _under(table, "tr"):
        if child(row, "trPr", "del") is not None:
            continue
        indices: list[int] = []
        before = child(row, "trPr", "gridBefore")
        for _ in range(_count(attribute(before) if before is not None else None, 0)):
            indices.append(_new(cells, []))
        for cell in _under(row, "tc"):
            properties = child(cell, "tcPr")
            width = _count(_value(properties, "gridSpan"), 1)
            merge = child(properties, "vMerge") if properties is not None else None
            column = len(indices)
            if merge is not None and attribute(merge) != "restart" and column in above:
                index = above[column]
            elif _value(properties, "hMerge") == "continue" and indices:
                index = indices[-1]
            else:
                index = _new(cells, lines_of(cell))
            indices.extend([index] * width)
            if len(indices) > _MAX_COLUMNS:
                break
        above = dict(enumerate(indices))
        grid.append(indices)
    width = max((len(row) for row in grid), default=0)
    if width <= 1:
        yield from (RawLine(line, 0, True) for lines in cells for line in lines)
        return
    for indices in grid:
        indices.extend(_new(cells, []) for _ in range(width - len(indices)))
    yield RawTable(tuple("\n".join(lines) for lines in cells), tuple(map(tuple, grid)))


def _under(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls."""
    for element in parent:
        if element.tag == WORD + name:
            yield element
        elif element.tag in _FRAMES:
            yield from _under(element, name)


def _new(cells: list[list[str]], lines: list[str]) -> int:
    cells.append(lines)
    return len(cells) - 1


def _value(properties: Any | None, name: str) -> str | None:
    element = child(properties, name) if properties is not None else None
    return attribute(element) if element is not None else None


def _count(text: str | None, default: int) -> int:
    try:
        return min(max(int(text), 0), _MAX_COLUMNS) if text is not None else default
    except ValueError:
        return default
