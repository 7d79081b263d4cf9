"""A document's text with one span marked: the characters that a fact was read from, in their place."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.cells import set_lines

if TYPE_CHECKING:
    from ledger.plan import Span


class ClauseView(ScrollView, can_focus=True):
    """A text of any length set to the widget's width; `mark` shows a span and scrolls to it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"clause-view--mark", "clause-view--near"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "下移", show=False, id="table.down"),
        Binding("up,k", "scroll_up", "上移", show=False, id="table.up"),
    ]

    def __init__(self, *, id: str | None = None, title: str = "") -> None:
        super().__init__(id=id)
        if title:
            self.border_title = title
            self.add_class("panel")
        self._text = ""
        self._lines: list[tuple[int, int]] = []
        self._width = 0
        self._span: Span | None = None
        self._near: Span | None = None

    @property
    def marked(self) -> str:
        """The characters that are marked."""
        return self._span.of(self._text) if self._span else ""

    def show(self, text: str) -> None:
        """Show another text, nothing marked."""
        self._text = text
        self._span = self._near = None
        self._width = 0
        self._set()
        self.scroll_to(y=0, animate=False, immediate=True)

    def mark(self, span: Span | None, near: Span | None = None) -> None:
        """Mark a span, inside a larger one that is shaded, and bring it into view."""
        self._span, self._near = span, near
        self._to_mark()
        self.call_after_refresh(self._to_mark)  # a text that was just set has its height only then
        self.refresh()

    def _to_mark(self) -> None:
        if self._span is not None and self._lines:
            line = self._line_of(self._span.start)
            self.scroll_to(y=max(line - 3, 0), animate=False, immediate=True)

    def on_resize(self) -> None:
        self._set()
        self.mark(self._span, self._near)

    def _set(self) -> None:
        width = self.scrollable_content_region.width - 2
        if width > 4 and width != self._width:
            self._width = width
            self._lines = set_lines(self._text, width)
            self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def _line_of(self, offset: int) -> int:
        return max(bisect_right(self._lines, offset, key=lambda line: line[0]) - 1, 0)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        index = y + int(self.scroll_offset.y)
        if index >= len(self._lines):
            return Strip.blank(width, base)
        first, last = self._lines[index]
        cuts = {first, last}
        for span in (self._span, self._near):
            if span is not None:
                cuts |= {edge for edge in (span.start, span.end) if first < edge < last}
        segments = [Segment(" ", base)]
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            style = base
            if self._near and self._near.start <= start < self._near.end:
                style += self.get_component_rich_style("clause-view--near", partial=True)
            if self._span and self._span.start <= start < self._span.end:
                style += self.get_component_rich_style("clause-view--mark", partial=True)
            segments.append(Segment(self._text[start:end], style))
        return Strip(segments).adjust_cell_length(width, base)
