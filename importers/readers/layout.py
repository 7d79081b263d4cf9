"""From lines with places on pages to lines that know whether a paragraph begins with them.

Pages are judged together: the margins and the size of a character are those of the document's body.  Running
heads, page numbers and lines printed on most pages are no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from importers.blocks import RawBlock, RawLine, RawTable
from importers.references import DOC_NUMBER

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—－–·•~]+\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?(?:\s*[-—－–·•~]+)?\s*$"
)
_DATE = re.compile(r"\s*(?:20\d\d|二[〇○零]..)\s*年.{1,4}月.{1,4}日\s*$")
_EDGE = 0.1


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed line with its box; y grows downwards, in any unit that is one for the whole document."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's width and height in the unit of its lines."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Body:
    """The margins of the body and the width of one of its characters."""

    left: float
    right: float
    em: float


def blocks_of(items: Sequence[Placed | RawTable], pages: Sequence[PageSize]) -> Iterator[RawBlock]:
    """Lines and tables in printed order, without what only belongs to the page."""
    lines = [item for item in items if isinstance(item, Placed)]
    furniture = _furniture(lines, pages)
    body = _body([line for line in lines if line not in furniture], pages)
    previous: Placed | None = None
    for item in items:
        if isinstance(item, RawTable):
            previous = None
            yield item
        elif item not in furniture:
            yield RawLine(item.text, item.page, _starts(item, previous, body), confidence=item.confidence)
            previous = item


def _furniture(lines: Iterable[Placed], pages: Sequence[PageSize]) -> set[Placed]:
    """Page numbers at an edge, and lines that most pages repeat there."""
    edge: list[Placed] = []
    for line in lines:
        height = pages[line.page - 1].height
        if line.bottom < height * _EDGE or line.top > height * (1 - _EDGE):
            edge.append(line)
    repeated = Counter(_without_digits(line.text) for line in edge)
    often = max(3, len(pages) // 2)
    return {
        line
        for line in edge
        if _PAGE_NUMBER.match(line.text)
        or (repeated[_without_digits(line.text)] >= often and len(line.text) < 60)
    }


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()))


def _body(lines: Sequence[Placed], pages: Sequence[PageSize]) -> _Body:
    if not lines:
        return _Body(0.0, 1.0, 1.0)
    em = median(line.size for line in lines)
    wide = [line for line in lines if line.right - line.left > 0.45 * pages[line.page - 1].width] or list(
        lines
    )
    lefts = sorted(line.left for line in wide)
    rights = sorted(line.right for line in wide)
    return _Body(lefts[len(lefts) // 10], rights[-1 - len(rights) // 10], em)


def _starts(line: Placed, previous: Placed | None, body: _Body) -> bool | None:
    """Whether a line begins a paragraph: indented lines do, lines after a full one at the margin do not."""
    if previous is None:
        return None if line.left - body.left < 1.2 * body.em else True
    if _centred(line, body):
        return not (_centred(previous, body) and _one_title(previous, line))
    if line.left - body.left >= 1.2 * body.em:
        return True
    if _centred(previous, body):
        return True
    return False if previous.right >= body.right - 1.6 * body.em else None


def _centred(line: Placed, body: _Body) -> bool:
    """Stands in the middle as titles do, or is printed as large as only titles are."""
    if line.size > 1.35 * body.em:
        return True
    before, after = line.left - body.left, body.right - line.right
    return before > 2.5 * body.em and after > 2.5 * body.em and abs(before - after) < 2.2 * body.em


def _one_title(previous: Placed, line: Placed) -> bool:
    """Two centred lines of one size without a number or date between them are one title."""
    if any(pattern.search(part.text) for pattern in (DOC_NUMBER, _DATE) for part in (previous, line)):
        return False
    gap = line.top - previous.bottom
    return (
        line.page == previous.page
        and abs(line.size - previous.size) < 0.15 * line.size
        and gap < 1.5 * line.size
    )
