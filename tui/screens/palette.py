"""The command palette: every place and the looks, found by characters, syllables or initials."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from tui.screens import PLACES
from tui.themes import NAMES
from tui.widgets.pinyin import spellings

if TYPE_CHECKING:
    from textual.app import App


def commands_of(app: App[None], go: Callable[[str], object]) -> list[SystemCommand]:
    """Commands whose titles carry their initials, so that fh finds 复核."""

    def command(title: str, about: str, callback: Callable[[], object]) -> SystemCommand:
        return SystemCommand(f"{title}  {spellings(title)[1]} {spellings(title)[0]}", about, callback)

    places = [
        command(place.title, place.about, lambda mode=place.mode: go(mode))  # type: ignore[misc]
        for place in PLACES
    ]
    looks = [
        command(f"主题 {title}", "换一种颜色", lambda name=name: setattr(app, "theme", name))  # type: ignore[misc]
        for name, title in NAMES.items()
    ]
    return [*places, *looks, command("退出", "已写入的都在账簿里", app.exit)]
