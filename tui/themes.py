"""The three looks of the desk. Owns colours only; red is kept for 红字 and never decorates.

Every theme sets the same variables, so that a screen never asks which one is on.
"""

from __future__ import annotations

from textual.theme import Theme

NAMES = {"gongjian-ink": "墨（深色）", "gongjian-paper": "纸（浅色）", "gongjian-mono": "素（单色）"}

_INK = Theme(
    name="gongjian-ink",
    primary="#7FB2D9",
    secondary="#5E8CAB",
    accent="#E0B15E",
    warning="#E0B15E",
    error="#F2777A",
    success="#86BE8B",
    foreground="#D9DEE4",
    background="#14181D",
    surface="#1A1F26",
    panel="#232A33",
    dark=True,
    variables={
        "red-letter": "#FF6B6B",
        "bar": "#5E8CAB",
        "faint": "#8A94A0",
        "mark": "#E0B15E",
        "mark-background": "#4A3A17",
        "cursor-background": "#2F4A62",
        "cursor-foreground": "#FFFFFF",
        "cursor-faint": "#27323D",
        "key": "#E0B15E",
        "input-selection-background": "#7FB2D9 35%",
    },
)

_PAPER = Theme(
    name="gongjian-paper",
    primary="#1F5F8B",
    secondary="#4B7FA3",
    accent="#8A5A00",
    warning="#8A5A00",
    error="#B3261E",
    success="#2E6B36",
    foreground="#22272E",
    background="#FBFAF6",
    surface="#F4F2EB",
    panel="#E8E5DB",
    dark=False,
    variables={
        "red-letter": "#C00000",
        "bar": "#4B7FA3",
        "faint": "#6A6F76",
        "mark": "#5C3C00",
        "mark-background": "#FFE7A8",
        "cursor-background": "#BFD9EC",
        "cursor-foreground": "#10202D",
        "cursor-faint": "#E2E6E6",
        "key": "#8A5A00",
        "input-selection-background": "#1F5F8B 25%",
    },
)

_MONO = Theme(
    name="gongjian-mono",
    primary="#FFFFFF",
    secondary="#BBBBBB",
    accent="#FFFFFF",
    warning="#FFFFFF",
    error="#FFFFFF",
    success="#FFFFFF",
    foreground="#E4E4E4",
    background="#000000",
    surface="#0C0C0C",
    panel="#1E1E1E",
    dark=True,
    variables={
        "red-letter": "#FFFFFF",
        "bar": "#9A9A9A",
        "faint": "#A0A0A0",
        "mark": "#000000",
        "mark-background": "#E4E4E4",
        "cursor-background": "#E4E4E4",
        "cursor-foreground": "#000000",
        "cursor-faint": "#303030",
        "key": "#FFFFFF",
        "input-selection-background": "#FFFFFF 35%",
    },
)

THEMES = (_INK, _PAPER, _MONO)


def following(name: str) -> str:
    """The theme after `name`, in a circle."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
