"""A table of any length: draws the lines that are seen and asks for the pages that hold them.

Rows come from a `Rows`: `count` of them, `page(start, size)` in the table's order.  Where reading may be
slow (`slow = True`) pages are read in a worker and a line stays blank until its page is there; nothing is
ever read for lines that nobody looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.cells import fit

R = TypeVar("R")
S = TypeVar("S")
C_co = TypeVar("C_co", covariant=True)
PAGE = 64
KEPT_PAGES = 48


class Rows(Protocol[C_co]):
    """Where a table's rows come from."""

    slow: bool

    @property
    def count(self) -> int:
        """How many rows there are."""

    def page(self, start: int, size: int) -> Sequence[C_co]:
        """The rows [start, start + size); may be called from a worker's thread where `slow`."""


class Held(Generic[R]):
    """Rows that are all in memory."""

    slow = False

    def __init__(self, rows: Sequence[R] = ()) -> None:
        self.rows = rows

    @property
    def count(self) -> int:
        return len(self.rows)

    def page(self, start: int, size: int) -> Sequence[R]:
        return self.rows[start : start + size]


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `width` in cells, 0 for a share of what is left over; `tone` names a component class."""

    title: str
    width: int
    cell: Callable[[R], str]
    right: bool = False
    tone: Callable[[R], str | None] = lambda _row: None
    at_least: int = 0
    """The table's width in cells from which on the column is shown."""


class LineTable(ScrollView, Generic[R], can_focus=True):
    """A table with a cursor over whole rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-table--header",
        "line-table--cursor",
        "line-table--cursor-faint",
        "line-table--mark",
        "line-table--red",
        "line-table--faint",
        "line-table--strong",
        "line-table--accent",
        "line-table--good",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "打开", id="table.choose"),
        Binding("down,j", "move(1)", "下一行", show=False, id="table.down"),
        Binding("up,k", "move(-1)", "上一行", show=False, id="table.up"),
        Binding("pagedown,ctrl+f", "leap(1)", "下一页", show=False, id="table.page_down"),
        Binding("pageup,ctrl+b", "leap(-1)", "上一页", show=False, id="table.page_up"),
        Binding("home", "edge(0)", "首行", show=False, id="table.home"),
        Binding("end,G", "edge(1)", "末行", show=False, id="table.end"),
    ]

    cursor: reactive[int] = reactive(0)

    class Highlighted(Message, Generic[S]):
        """The cursor stands on another row, or on none."""

        def __init__(self, table: LineTable[S], row: S | None) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> LineTable[S]:
            return self.table

    class Chosen(Message, Generic[S]):
        """Enter or a click on the row under the cursor."""

        def __init__(self, table: LineTable[S], row: S) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> LineTable[S]:
            return self.table

    class _Arrived(Message):
        def __init__(self, turn: int, number: int, rows: Sequence[object]) -> None:
            super().__init__()
            self.turn = turn
            self.number = number
            self.rows = rows

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        empty: str = "没有记录。",
        opens: bool = False,
        title: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        if title:
            self.border_title = title
            self.add_class("panel")
        self.columns = tuple(columns)
        self.empty = empty
        self.opens = opens
        self.marks: tuple[str, ...] = ()
        self.dim: Callable[[R], bool] = lambda _row: False
        self._rows: Rows[R] = Held()
        self._pages: dict[int, Sequence[R]] = {}
        self._asked: set[int] = set()
        self._turn = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is offered where it opens something."""
        return self.opens if action == "choose" else True

    @property
    def count(self) -> int:
        """How many rows the table has."""
        return self._rows.count

    @property
    def row(self) -> R | None:
        """The row under the cursor; None while it is not there."""
        return self.row_at(self.cursor)

    def show(
        self,
        rows: Rows[R],
        *,
        keep_cursor: bool = False,
        marks: Sequence[str] = (),
        first: Sequence[R] | None = None,
    ) -> None:
        """Show other rows; the cursor goes to the first unless it is to be kept.

        `first` is the first page where it has been read already.
        """
        self._turn += 1
        self._rows = rows
        self._pages.clear()
        self._asked.clear()
        if first is not None:
            self._keep(0, first)
        self.marks = tuple(mark for mark in marks if mark)
        self.virtual_size = Size(0, rows.count + 1)
        wanted = min(self.cursor, max(rows.count - 1, 0)) if keep_cursor else 0
        if not keep_cursor:
            self.scroll_to(y=0, animate=False, immediate=True)
        if wanted == self.cursor:
            self._tell()
        self.cursor = wanted
        self.refresh()

    def row_at(self, index: int) -> R | None:
        """The row at an index, asking for its page when it is not there yet."""
        if not 0 <= index < self._rows.count:
            return None
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            if self._rows.slow:
                self._ask(number)
                return None
            page = self._keep(number, self._rows.page(number * PAGE, PAGE))
        return page[place] if place < len(page) else None

    def _keep(self, number: int, rows: Sequence[R]) -> Sequence[R]:
        while len(self._pages) >= KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        self._pages[number] = rows
        return rows

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        turn, rows = self._turn, self._rows

        def read() -> None:
            self.post_message(self._Arrived(turn, number, rows.page(number * PAGE, PAGE)))

        self.run_worker(read, thread=True, group="pages", exit_on_error=False)

    @on(_Arrived)
    def _page_arrived(self, message: _Arrived) -> None:
        message.stop()
        if message.turn != self._turn:
            return
        self._asked.discard(message.number)
        self._keep(message.number, message.rows)  # type: ignore[arg-type]
        if self.cursor // PAGE == message.number:
            self._tell()
        self.refresh()

    def watch_cursor(self) -> None:
        self._scroll_to_cursor()
        self._tell()
        self.refresh()

    def _tell(self) -> None:
        row = self.row
        if row is not None or self._rows.count == 0:
            self.post_message(self.Highlighted(self, row))

    def _scroll_to_cursor(self) -> None:
        height = max(self.scrollable_content_region.height - 1, 1)
        top = int(self.scroll_offset.y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)

    def on_resize(self) -> None:
        self._scroll_to_cursor()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self._rows.count - 1))

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.cursor += by

    def action_leap(self, by: int) -> None:
        """Move the cursor by screenfuls."""
        self.cursor += by * max(self.scrollable_content_region.height - 2, 1)

    def action_edge(self, end: int) -> None:
        """To the first row or the last."""
        self.cursor = self._rows.count - 1 if end else 0

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        row = self.row
        if row is not None:
            self.post_message(self.Chosen(self, row))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y < 1:
            return
        index = offset.y - 1 + int(self.scroll_offset.y)
        if index >= self._rows.count:
            return
        again = index == self.cursor and event.chain > 1
        self.cursor = index
        if again:
            self.action_choose()

    def widths(self, total: int) -> list[tuple[Column[R], int]]:
        """The columns that fit `total` cells with their widths; open ones share what is left over."""
        shown = [column for column in self.columns if total >= column.at_least]
        left = total - sum(column.width for column in shown) - 2 * len(shown)
        shares = [column for column in shown if column.width == 0]
        each = max(left // len(shares), 4) if shares else 0
        return [(column, column.width or each) for column in shown]

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        if y == 0:
            style = base + self.get_component_rich_style("line-table--header", partial=True)
            cells = "".join(
                " " + fit(column.title, size, column.right) + " " for column, size in self.widths(width)
            )
            return Strip([Segment(cells, style)]).adjust_cell_length(width, style)
        index = y - 1 + int(self.scroll_offset.y)
        if index >= self._rows.count:
            text = f"  {self.empty}" if self._rows.count == 0 and y == 2 else ""
            faint = base + self.get_component_rich_style("line-table--faint", partial=True)
            return Strip([Segment(text, faint)]).adjust_cell_length(width, base)
        return self._row_line(index, width, base)

    def _row_line(self, index: int, width: int, base: Style) -> Strip:
        cursor = Style.null()
        if index == self.cursor:
            name = "line-table--cursor" if self.has_focus else "line-table--cursor-faint"
            cursor = self.get_component_rich_style(name, partial=True)
        row = self.row_at(index)
        if row is None:
            return Strip([Segment(" …", base + cursor)]).adjust_cell_length(width, base + cursor)
        dim = self.dim(row)
        segments: list[Segment] = []
        for column, size in self.widths(width):
            tone = "faint" if dim else column.tone(row)
            style = base
            if tone is not None:
                style = style + self.get_component_rich_style(f"line-table--{tone}", partial=True)
            style = style + cursor
            segments.append(Segment(" ", style))
            segments.extend(self._marked(fit(column.cell(row), size, column.right), style))
            segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(width, base + cursor)

    def _marked(self, text: str, style: Style) -> list[Segment]:
        """The text with the searched words marked."""
        for mark in self.marks:
            at = text.find(mark)
            if at >= 0:
                shade = style + self.get_component_rich_style("line-table--mark", partial=True)
                return [
                    *self._marked(text[:at], style),
                    Segment(mark, shade),
                    *self._marked(text[at + len(mark) :], style),
                ]
        return [Segment(text, style)] if cell_len(text) else []

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
