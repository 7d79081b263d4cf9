"""The words that people use, from `knowledge/*.yaml`, read once.

Owns the reading of those files; what is done with the words is decided where they are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


def load(name: str) -> Any:
    """The content of knowledge/NAME.yaml."""
    return yaml.load(
        files("tui.assistant").joinpath("knowledge", f"{name}.yaml").read_text("utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )


@cache
def load_cached(name: str) -> Any:
    """The content of knowledge/NAME.yaml, read once; not to be changed."""
    return load(name)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding, by its concept in `penalties`, and the words of a question."""

    concept: str
    said: tuple[str, ...]
    rare: bool = False


@cache
def kind_words() -> tuple[str, ...]:
    """The words of the common kinds, longest first."""
    words = {word for kind in kinds() if not kind.rare for word in kind.said}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of finding known by name."""
    return tuple(Kind(row["concept"], tuple(row["said"]), row.get("rare", False)) for row in load("kinds"))
