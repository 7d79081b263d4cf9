"""Paragraphs of Chinese set to the widget's width: lines break between any two characters, labels hang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui.widgets.cells import set_lines

Run = tuple[str, str]
"""Text and its style."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs; its lines stand to the right of the label, which takes `indent` cells."""

    runs: tuple[Run, ...] = ()
    label: str = ""
    label_style: str = "$faint"
    indent: int = 0
    right: bool = False
    """Set against the right edge: amounts."""

    def set(self, width: int) -> list[Content]:
        """The lines of the paragraph in a column of so many cells."""
        text = "".join(run for run, _ in self.runs)
        room = max(width - self.indent, 4)
        lines: list[Content] = []
        for number, (first, last) in enumerate(set_lines(text, room)):
            head = self.label if number == 0 else ""
            pad = " " * max(self.indent - cell_len(head), 0)
            if self.right:
                pad += " " * max(room - cell_len(text[first:last]), 0)
            parts: list[Content | str | Run] = [(head, self.label_style), pad]
            at = 0
            for run, style in self.runs:
                start, end = max(first, at), min(last, at + len(run))
                if start < end:
                    parts.append((text[start:end], style))
                at += len(run)
            lines.append(Content.assemble(*parts))
        return lines


def para(text: str, style: str = "") -> Paragraph:
    """A paragraph of one run."""
    return Paragraph(((text, style),))


def field(label: str, value: str, style: str = "") -> Paragraph:
    """A labelled paragraph; labels are ten cells wide."""
    return Paragraph(((value, style),), label, indent=10)


def step(number: int, text: str) -> Paragraph:
    """A numbered paragraph."""
    return Paragraph(((text, ""),), f"{number}.", indent=3)


def heading(text: str) -> tuple[Paragraph, Paragraph]:
    """A heading with a blank line above it."""
    return Paragraph(), para(text, "bold $primary")


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """Paragraphs without their setting, one a line."""
    return "\n".join(each.label + "".join(run for run, _ in each.runs) for each in paragraphs)


class Prose(Static):
    """Shows paragraphs and sets them anew when its width changes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._count = 0

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs."""
        if self._paragraphs != tuple(paragraphs):
            self._paragraphs = tuple(paragraphs)
            self._set()

    @property
    def text(self) -> str:
        """What is shown, without its setting."""
        return text_of(self._paragraphs)

    def on_resize(self) -> None:
        self._set()

    def _set(self) -> None:
        width = self.size.width
        if width:
            lines = [line for paragraph in self._paragraphs for line in paragraph.set(width)]
            taller = len(lines) != self._count
            self._count = len(lines)
            self.update(Content("\n").join(lines), layout=taller)
