"""What documents call things: lists of words in YAML, to be read and grown by people who know documents."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> dict[str, Any]:
    """The mapping in `wording/NAME.yaml`."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def words(name: str, key: str) -> tuple[str, ...]:
    """One list of words, longest first, ready to be an alternation."""
    return tuple(sorted((str(word) for word in load(name)[key]), key=len, reverse=True))
