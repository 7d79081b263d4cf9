"""F1: what the screen is for and every key that works there, generated from the bindings themselves."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from tui.screens.base import DeskScreen
from tui.screens.dialogs import Reading

_SECTIONS = (("本画面", "screen"), ("表格", "table"), ("到处可用", "desk"), ("转到", "place"))


def help_of(screen: DeskScreen) -> Reading:
    """The help page of a screen as it stands now."""
    keys: dict[str, list[tuple[list[str], str]]] = {name: [] for _, name in _SECTIONS}
    grouped: dict[str, tuple[list[str], str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description:
            continue
        name = binding.id or binding.action
        display = screen.app.get_key_display(binding)
        shown, _, _ = grouped.setdefault(name, ([], binding.description, active.tooltip or binding.tooltip))
        if display not in shown:
            shown.append(display)
    for name, (shown, description, tooltip) in grouped.items():
        section = name.partition(".")[0]
        text = f"{description}　{tooltip}" if tooltip and tooltip != description else description
        keys[section if section in keys else "screen"].append((shown, text))
    parts: list[Content | str | tuple[str, str]] = [screen.ABOUT.strip(), "\n"]
    for title, name in _SECTIONS:
        if not keys[name]:
            continue
        parts.append((f"\n{title}\n", "bold $primary"))
        for shown, text in keys[name]:
            label = " ".join(shown)
            parts.append((f"  {label}{' ' * max(16 - cell_len(label), 1)}", "$key"))
            parts.append(f"{text}\n")
    return Reading(f"帮助 · {screen.where()}", Content.assemble(*parts))
