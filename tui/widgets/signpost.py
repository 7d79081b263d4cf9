"""The two rows at the bottom: where am I and what happened last; what can I do and how do I get back.

The keys are read from the bindings that are active, so that the row never promises what does not work.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.cells import cut

ALWAYS = ("desk.back", "desk.goto", "desk.help")
"""Bindings that are shown whatever else has to go, at the right."""


@dataclass(frozen=True)
class Sign:
    """One key on the row."""

    key: str
    display: str
    label: str
    always: bool
    enabled: bool

    @property
    def width(self) -> int:
        return cell_len(self.display) + cell_len(self.label) + 3


class KeyRow(Static):
    """The row of keys; a click presses the key."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._places: list[tuple[int, int, str]] = []

    def show(self, signs: list[Sign], width: int) -> None:
        """Lay out what fits in `width` cells."""
        fixed = [sign for sign in signs if sign.always]
        room = width - sum(sign.width for sign in fixed) - 2
        shown: list[Sign] = []
        for sign in (sign for sign in signs if not sign.always):
            if sign.width <= room:
                shown.append(sign)
                room -= sign.width
        self._places = []
        parts: list[Content | tuple[str, str]] = []
        at = 0
        for index, sign in enumerate([*shown, *fixed]):
            if index == len(shown):
                gap = max(room, 0)
                parts.append((" " * gap, ""))
                at += gap
            self._places.append((at, at + sign.width, sign.key))
            tone = "$key" if sign.enabled else "$faint"
            parts.append((f" {sign.display}", f"bold {tone}"))
            parts.append((f" {sign.label} ", "" if sign.enabled else "$faint"))
            at += sign.width
        self.update(Content.assemble(*parts), layout=False)

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._places:
            if start <= event.x < end:
                self.app.simulate_key(key)


class Signpost(Widget):
    """Place and outcome above, keys below."""

    def __init__(self) -> None:
        super().__init__(id="signpost")
        self._where = ""
        self._outcome = ("", "plain")

    def compose(self) -> ComposeResult:
        yield Static(id="where")
        yield KeyRow()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_resize(self) -> None:
        self._draw()

    def say(self, text: str, tone: str = "plain") -> None:
        """Show what happened last; `tone` is plain, good, bad or busy."""
        self._outcome = (text, tone)
        self._draw()

    @property
    def outcome(self) -> str:
        """What happened last, in words."""
        return self._outcome[0]

    def place(self, where: str) -> None:
        """Show where the reader is."""
        if where != self._where:
            self._where = where
            self._draw()

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if not self.is_attached or not self.size.width:
            return
        text, tone = self._outcome
        sign, style = {
            "good": ("✓ ", "$success"),
            "bad": ("✗ ", "bold $warning"),
            "busy": ("… ", "$faint"),
        }.get(tone, ("", ""))
        where = f" {self._where} "
        space = self.size.width - cell_len(where) - 2
        long = cell_len(sign + text) > space
        parts: list[tuple[str, str]] = [(where, "bold $primary"), ("  ", "")]
        parts.append((sign + (text if long else cut(text, space)), style))
        self.query_one("#where", Static).update(Content.assemble(*parts))
        self.query_one(KeyRow).show(self._signs(), self.size.width)

    def _signs(self) -> list[Sign]:
        signs: dict[str, Sign] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            name = binding.id or binding.action
            if not binding.show or name in signs:
                continue
            display = self.app.get_key_display(binding)
            signs[name] = Sign(
                binding.key, display, binding.description, binding.id in ALWAYS, active.enabled
            )
        return list(signs.values())
