"""More sentences from those at hand: frames filled at random, slips of the ear, names and days around.

Owns what training adds by rule.  Everything is drawn from a seed, so that the same folder gives the same
weights.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from penalties.lexicon import Lexicon

BEFORE = (
    "市督导组",
    "省督查组反馈：",
    "昨天",
    "经查，",
    "现场检查发现",
    "市攻坚办 ",
    "桥北 ",
    "柳林办",
    "石桥，",
    "市里",
    "国家帮扶组：",
    "前天夜里",
    "6月18日，",
    "上周三",
    "群众反映",
    "东关办事处辖区",
    "省厅暗访，",
    "市局昨天下午",
    "巡查发现",
    "12.5 ",
    "文峰 ",
    "无人机拍到",
    "市控尘办 ",
    "清河那边",
)
AFTER = (
    "，市里查的",
    "，责令整改",
    "，桥北",
    "，昨天",
    "，请登记",
    "，已移交城管局",
    " 柳林",
    "，省里通报",
    "，照片已传",
    "，三天内整改",
    "，市督导组",
    " 城关办",
    "，单位写住建局",
    "，限期整改",
    "嘞",
    "，给记上",
    "，一起",
    "，没人管",
)


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


class Slips:
    """Replaces characters by others that sound the same, as a hurried typist does."""

    def __init__(self, lexicon: Lexicon, common: Sequence[str]) -> None:
        self._syllables = lexicon.syllables
        self._alike: dict[str, list[str]] = defaultdict(list)
        for char in dict.fromkeys("".join(common)):
            if char in self._syllables:
                self._alike[self._syllables[char]].append(char)

    def slip(self, text: str, draw: random.Random) -> str:
        """The text with one or two characters misheard."""
        chars = list(text)
        for _ in range(draw.choice((1, 1, 2))):
            place = draw.randrange(len(chars))
            others = self._alike.get(self._syllables.get(chars[place], ""), [])
            if others:
                chars[place] = draw.choice(others)
        return "".join(chars)


def surrounded(text: str, draw: random.Random) -> str:
    """The text with an inspecting body, a day or an office before or after it."""
    if draw.random() < 0.5:
        return draw.choice(BEFORE) + text
    return text + draw.choice(AFTER)


def read_frames(folder: Path) -> dict[str, Any]:
    """The frames file."""
    import yaml

    data: dict[str, Any] = yaml.safe_load((folder / "frames.yaml").read_text(encoding="utf-8"))
    return data
