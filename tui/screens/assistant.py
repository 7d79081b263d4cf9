"""助手."""

from __future__ import annotations

from tui.screens.base import DeskScreen


class AssistantScreen(DeskScreen):
    """."""

    MODE = "assistant"
