"""More sentences from those at hand: frames and compositions, filled at random.

Owns what training adds by rule.  Everything is drawn from a seed, so that the same folder gives the same
weights.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

_SLOT = re.compile(r"\{(\w+)\}")


def read_yaml(path: Path) -> dict[str, Any]:
    """A file of frames or of compositions."""
    import yaml

    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def fill_frames(
    data: dict[str, Any], pool: list[tuple[str, str]], each: int, seed: int
) -> list[tuple[str, str]]:
    """(text, concept): `each` fillings of every frame with its own problems or those of the `pool`.

    A `finding` takes the concept of its problem, every other frame its own.
    """
    draw = random.Random(seed)
    short = [(text, concept) for concept, texts in data["problems"].items() for text in texts]
    made = []
    for kind, frames in data["frames"].items():
        for frame in frames:
            for turn in range(each):
                problem, concept = draw.choice(pool if turn % 2 else short)
                words = {"x": problem, "y": draw.choice(short)[0], "o": draw.choice(data["objects"])}
                made.append((frame.format(**words), concept if kind == "finding" else kind))
    return made


def compose(data: dict[str, Any], share: float, seed: int, *, bare: bool = False) -> list[tuple[str, str]]:
    """(text, concept): for every phrase of a concept, about 10 x `share` sentences that hold it.

    `bare` leaves out who found it when.
    """
    draw = random.Random(seed)
    lists = data["lists"]
    made = []
    for name, entry in data["concepts"].items():
        concept = entry.get("as", name)
        for phrase in entry["what"]:
            for _ in range(round(10 * share)):
                own = {slot: words for slot, words in entry.items() if slot not in ("as", "patterns")}
                body = _filled(entry["patterns"], {**lists, **own, "what": [phrase]}, draw)
                made.append((body if bare else _around(body, lists, draw), concept))
    return made


def _filled(patterns: list[str], words: dict[str, list[str]], draw: random.Random) -> str:
    body = draw.choice(patterns)
    while _SLOT.search(body):
        body = _SLOT.sub(lambda slot: draw.choice(words[slot.group(1)]), body)
    return body


def _around(body: str, lists: dict[str, list[str]], draw: random.Random) -> str:
    return draw.choice(lists["when"]) + draw.choice(lists["who"]) + body + draw.choice(lists["tail"])
