"""F1: what the screen is for and every key that works there, generated from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from tui.screens.base import DeskScreen
from tui.screens.dialogs import Reading
from tui.widgets.prose import Paragraph, heading, para

_SECTIONS = (("本画面", "screen"), ("表格", "table"), ("到处可用", "desk"), ("转到", "place"))
_TOLD = frozenset(name for _, name in _SECTIONS)


def help_of(screen: DeskScreen) -> Reading:
    """The help page of a screen."""
    keys: dict[str, list[Paragraph]] = {name: [] for _, name in _SECTIONS}
    for section, shown, binding in _bindings_of(screen):
        more = f"　{binding.tooltip}" if binding.tooltip not in ("", binding.description) else ""
        text = binding.description + more
        keys[section].append(Paragraph(((text, ""),), "  " + " ".join(shown), "$key", indent=18))
    page = [para(line) for line in screen.ABOUT.split("\n")]
    for title, name in _SECTIONS:
        if keys[name]:
            page += [*heading(title), *keys[name]]
    return Reading(f"帮助 · {screen.where()}", page)


def _bindings_of(screen: DeskScreen) -> Iterator[tuple[str, list[str], Binding]]:
    """Section, keys and binding of everything that can be done here, whatever has the focus just now."""
    found: dict[str, tuple[list[str], Binding]] = {}
    for node in (screen, *screen.query("*"), screen.app):
        for binding in (each for bound in node._bindings.key_to_bindings.values() for each in bound):
            if binding.id is None or binding.id.partition(".")[0] not in _TOLD:
                continue
            shown, _ = found.setdefault(binding.id, ([], binding))
            display = screen.app.get_key_display(binding)
            if display not in shown:
                shown.append(display)
    for name, (shown, binding) in found.items():
        yield name.partition(".")[0], shown, binding
