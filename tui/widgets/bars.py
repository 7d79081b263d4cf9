"""Amounts as bars of eighths of a cell, label to the left and the amount itself to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from ledger.money import Money
from tui.widgets.cells import fit

EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True)
class Bar:
    """One bar: its length is the amount's share of the largest."""

    label: str
    amount: Money
    note: str = ""


class Bars(Widget):
    """Horizontal bars, one a row; what does not fit is counted in the last row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bars--bar", "bars--label", "bars--faint", "bars--red"}

    def __init__(self, *, id: str | None = None, title: str = "", empty: str = "") -> None:
        super().__init__(id=id)
        if title:
            self.border_title = title
            self.add_class("panel")
        self._bars: tuple[Bar, ...] = ()
        self._empty = empty

    def show(self, bars: Sequence[Bar]) -> None:
        """Show other bars, in the order given."""
        self._bars = tuple(bars)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        faint = self.get_component_rich_style("bars--faint")
        if not self._bars:
            text = self._empty if y == 0 else ""
            return Strip([Segment(text, faint)]).adjust_cell_length(width, base)
        rows = self.size.height
        if y == rows - 1 and len(self._bars) > rows:
            return Strip([Segment(f"…另有 {len(self._bars) - rows + 1} 项", faint)]).adjust_cell_length(
                width, base
            )
        if y >= len(self._bars):
            return Strip.blank(width, base)
        return self._bar_line(self._bars[y], width)

    def _bar_line(self, bar: Bar, width: int) -> Strip:
        base = self.rich_style
        label_width = min(max(cell_len(each.label) for each in self._bars), max(width // 3, 8))
        amount_width = max(cell_len(str(each.amount)) for each in self._bars)
        note_width = max(cell_len(each.note) for each in self._bars)
        room = max(width - label_width - amount_width - note_width - 4, 4)
        largest = max(abs(each.amount.fen) for each in self._bars) or 1
        eighths = round(abs(bar.amount.fen) * room * 8 / largest)
        full, part = divmod(eighths, 8)
        drawn = fit("█" * full + (EIGHTHS[part] if part else ""), room)
        red = bar.amount.fen < 0
        return Strip(
            [
                Segment(fit(bar.label, label_width) + " ", self.get_component_rich_style("bars--label")),
                Segment(drawn, self.get_component_rich_style("bars--bar")),
                Segment(
                    " " + fit(str(bar.amount), amount_width, right=True),
                    self.get_component_rich_style("bars--red") if red else base,
                ),
                Segment(
                    " " + fit(bar.note, note_width, right=True), self.get_component_rich_style("bars--faint")
                ),
            ]
        ).adjust_cell_length(width, base)
