"""What people call things when they write about findings: data files, read once when first asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The data file of that name, without its ending."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def alternatives(name: str, *path: str) -> str:
    """The words of one list as an alternation, longest first, each word a regular expression."""
    words: Any = table(name)
    for key in path:
        words = words[key]
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def pattern(name: str, *path: str) -> re.Pattern[str]:
    """The compiled alternation of one list."""
    return re.compile(alternatives(name, *path))
