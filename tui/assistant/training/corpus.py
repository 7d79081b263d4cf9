"""The training utterances: invented lines with their places filled in.

Refuses the labelled files that the program is measured on: nothing is read but what stands in this folder.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import yaml

from importers.rosters import Registry
from tui.assistant.masking import DAY, GRADE, MONTH, NUMBER, OFFICE, PERSON, SPAN, UNIT, Masker
from tui.assistant.values import Intent

_MARKS = {
    "办": OFFICE,
    "局": UNIT,
    "日": DAY,
    "月": MONTH,
    "段": SPAN,
    "数": NUMBER,
    "级": GRADE,
    "人": PERSON,
}
_TODAY = date(2021, 7, 1)


@dataclass(frozen=True, slots=True)
class Example:
    """One training utterance; `group` is the line that it was drawn from."""

    intent: Intent
    masked: str
    context: str
    group: int


def examples(draws: int, seed: int = 1) -> Iterator[Example]:
    """Every line drawn `draws` times (once where it has no place), with a share of described findings."""
    folder = files("tui.assistant.training")
    fillers: dict[str, list[str]] = yaml.safe_load(folder.joinpath("fillers.yaml").read_text("utf-8"))
    lines = folder.joinpath("utterances.txt").read_text("utf-8").splitlines()
    chance = random.Random(seed)
    masker = Masker(Registry())
    for group, line in enumerate(line for line in lines if line and not line.startswith("#")):
        intent, text, *last = line.split("\t")
        context = {"filed": "record"}.get(last[0], last[0]) if last else "none"
        places = re.search(r"\{[企况案题]\}", text)
        for _ in range(draws if places else 1):
            filled = re.sub(r"\{(.)\}", lambda hit: _filled(hit[1], fillers, chance), text)
            yield Example(Intent.stored(intent), masker.mask(filled, _TODAY), context, group)


def _filled(place: str, fillers: dict[str, list[str]], chance: random.Random) -> str:
    return _MARKS[place] if place in _MARKS else chance.choice(fillers[place])


def described(share: int, seed: int = 2) -> Iterator[Example]:
    """Plain descriptions of findings from the examples of `penalties`: `share` of a hundred of them."""
    rows = files("penalties").joinpath("training", "examples.jsonl").read_text("utf-8").splitlines()
    chance = random.Random(seed)
    masker = Masker(Registry())
    for group, row in enumerate(rows, start=10_000):
        example = json.loads(row)
        if chance.random() * 100 >= share:
            continue
        intent = Intent.SMALLTALK if example["concept"] == "not_air" else Intent.FILE_FINDING
        yield Example(intent, masker.mask(example["text"], _TODAY), "none", group)
