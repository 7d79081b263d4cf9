"""The numbered skeleton of a document: chapters, sections, tasks, articles and annexes in their nesting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.canonical import Paragraph
from importers.document import Document
from importers.markers import Kind, Marker, annex_of, bare_marker_of, marker_of
from ledger.plan import Span

_DECIMALS = 3
_HEADLINE = re.compile(r"[。！？\n]")


@dataclass(frozen=True, slots=True)
class Node:
    """A numbered part. `span` reaches to the next part of its kind or an outer one; `own` to its first child.

    `heading` is the text after the number up to the first full stop; `part` counts the annexes before it,
    0 in the main text; `parent` is an index into the outline, -1 at the top.
    """

    kind: Kind
    number: int
    label: str
    heading: str
    span: Span
    own: Span
    parent: int
    part: int


@dataclass(frozen=True, slots=True)
class Outline:
    """Every numbered part in printed order."""

    nodes: tuple[Node, ...]

    def around(self, position: int, kind: Kind) -> Node | None:
        """The part of that kind that a position of the text lies in."""
        found = None
        for node in self.nodes:
            if node.span.start > position:
                break
            if node.kind is kind and position < node.span.end:
                found = node
        return found

    def end_of_part(self, position: int) -> int | None:
        """Where the innermost part around a position ends; None outside of all parts."""
        ends = [node.span.end for node in self.nodes if node.span.start <= position < node.span.end]
        return min(ends, default=None)

    def heading_at(self, position: int) -> str:
        """The heading of the innermost part around a position, empty outside of all parts."""
        around = [node.heading for node in self.nodes if node.span.start <= position < node.span.end]
        return around[-1] if around else ""

    def clause(self, position: int) -> str:
        """How a place is cited: 五（二）, 第十二条."""
        labels = [node.label for node in self.nodes if node.span.start <= position < node.span.end]
        return "".join(re.sub(r"[、．.：:\s]+$", "", label) for label in labels)


def _end_of_heading(text: str, paragraph: Paragraph, body: int) -> int:
    """The first full stop after the number, or the end of what is set bold where that comes first."""
    stop = _HEADLINE.search(text, body, paragraph.span.end)
    end = stop.start() if stop else paragraph.span.end
    strong = paragraph.span.start + paragraph.strong
    return strong if body + 3 < strong < end else end


@dataclass(slots=True)
class _Open:
    index: int
    marker: Marker


def outline_of(document: Document) -> Outline:
    """The skeleton of a document. A paragraph without a number belongs to the part before it."""
    text = document.text
    paragraphs = [(block, block.span.of(text)) for block in document.paragraphs]
    markers = [annex_of(content) or marker_of(content) for _, content in paragraphs]
    if sum(1 for marker in markers if marker is not None and marker.kind is Kind.DECIMAL) >= _DECIMALS:
        markers = [
            marker or bare_marker_of(content)
            for marker, (_, content) in zip(markers, paragraphs, strict=True)
        ]
    found = [(m, block) for m, (block, _) in zip(markers, paragraphs, strict=True) if m is not None]
    return Outline(_nested(text, found))


def _nested(text: str, found: list[tuple[Marker, Paragraph]]) -> tuple[Node, ...]:
    parents: list[int] = []
    ends = [len(text)] * len(found)
    owns = [len(text)] * len(found)
    parts: list[int] = []
    stack: list[_Open] = []
    part = 0
    for index, (marker, paragraph) in enumerate(found):
        if marker.kind is Kind.ANNEX:
            part += 1
        while stack and (stack[-1].marker.kind >= marker.kind):
            ends[stack.pop().index] = paragraph.span.start
        parents.append(stack[-1].index if stack else -1)
        parts.append(part)
        if index:
            owns[index - 1] = paragraph.span.start
        stack.append(_Open(index, marker))
    nodes = []
    for index, (marker, paragraph) in enumerate(found):
        start = paragraph.span.start
        body = start + marker.width
        heading = text[body : _end_of_heading(text, paragraph, body)].strip(" \t：:")
        end = ends[index]
        own = Span(start, min(owns[index], end))
        nodes.append(
            Node(
                marker.kind,
                marker.number,
                marker.label,
                heading,
                Span(start, end),
                own,
                parents[index],
                parts[index],
            )
        )
    return tuple(nodes)
