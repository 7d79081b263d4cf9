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


def fill_frames(data: dict[str, Any], each: int, seed: int) -> list[tuple[str, str]]:
    """(text, concept): `each` fillings of every frame; a `finding` takes the concept of its problem."""
    draw = random.Random(seed)
    problems = [(text, concept) for concept, texts in data["problems"].items() for text in texts]
    made = []
    for kind, frames in data["frames"].items():
        for frame in frames:
            for _ in range(each):
                problem, concept = draw.choice(problems)
                text = frame.replace("{x}", problem).replace("{o}", draw.choice(data["objects"]))
                made.append((text, concept if kind == "finding" else kind))
    return made


def compose(data: dict[str, Any], share: float, seed: int) -> list[tuple[str, str]]:
    """(text, concept): for every phrase of a concept, about 10 x `share` sentences that hold it."""
    draw = random.Random(seed)
    lists = data["lists"]
    made = []
    for name, entry in data["concepts"].items():
        concept = entry.get("as", name)
        for phrase in entry["what"]:
            for _ in range(round(10 * share)):
                own = {slot: words for slot, words in entry.items() if slot not in ("as", "patterns")}
                made.append((_composed(entry["patterns"], {**lists, **own, "what": [phrase]}, draw), concept))
    return made


def _composed(patterns: list[str], words: dict[str, list[str]], draw: random.Random) -> str:
    body = draw.choice(patterns)
    while _SLOT.search(body):
        body = _SLOT.sub(lambda slot: draw.choice(words[slot.group(1)]), body)
    return draw.choice(words["when"]) + draw.choice(words["who"]) + body + draw.choice(words["tail"])
