"""A finding's words as numbers: which characters stand together, how they sound, which known words occur.

Owns the features that the classifier is trained on and reads with; training and use share this module, so
that they cannot differ.  Refuses to know any concept: which feature speaks for what is in the weights.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from penalties.lexicon import Lexicon

_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z0-9]{4,6}")
_DAY = re.compile(
    r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]|\d{1,2}[./]\d{1,2}(?=[\s，,。]|$)|\d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?"
)
_WHO = re.compile(
    r"(?:国家|生态环境部|省|市)(?:生态环境|大气|环保|污染防治|第?[一二三四五0-9]+)*"
    r"(?:督[导查察]组|巡查组|检查组|帮扶组|攻坚办|控尘办|双替代办|专班)(?:[在于到]|查到|发现|反馈|通报|抽查|检查)*"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2}(?:街道办事处|办事处|街道办)(?:辖区内?)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BREAK = re.compile(r"[\s，,。；;：:！!？?、（）()“”\"《》【】\[\]‘’'…—~～|/+]+")


def normalise(text: str) -> str:
    """Full-width forms folded, lower case, without who found it and for which office.

    Days, plates and figures are replaced by a mark of their kind.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = _PLATE.sub("牌", folded)
    folded = _DAY.sub("日", folded)
    folded = _OFFICE.sub("，", _WHO.sub("，", folded))
    return _NUMBER.sub("0", folded)


def runs(text: str) -> list[str]:
    """The stretches of a normalised text between punctuation."""
    return [run for run in _BREAK.split(text) if run]


def features(
    text: str, lexicon: Lexicon, known: Mapping[str, Sequence[str]] | None = None
) -> dict[str, float]:
    """Named features of a text with their weight; the vector has length 1.

    Names: `=` a run of one to three characters, `~` two or three syllables, `#` a group of known words,
    `&` two groups in one text.  `known` are the known words of the normalised text where the caller has them.
    """
    plain = normalise(text)
    found: dict[str, float] = {}
    for run in runs(lexicon.spell_out(plain)):
        for name in _characters(run):
            found[name] = 1.5 if len(name) == 2 else 1.0
        for name in _syllables(lexicon.sounds(run)):
            found[name] = 0.6
    groups = sorted(lexicon.words(plain) if known is None else known)
    for group in groups:
        found["#" + group] = 1.2
    for index, first in enumerate(groups):
        for second in groups[index + 1 :]:
            found[f"&{first}+{second}"] = 0.8
    length = sum(value * value for value in found.values()) ** 0.5
    return {name: value / length for name, value in found.items()} if length else {}


def _characters(run: str) -> Iterator[str]:
    framed = f"^{run}$"
    for size in (1, 2, 3):
        source = run if size == 1 else framed
        for start in range(len(source) - size + 1):
            yield "=" + source[start : start + size]


def _syllables(sounds: Iterable[str]) -> Iterator[str]:
    spoken = list(sounds)
    for size in (2, 3):
        for start in range(len(spoken) - size + 1):
            yield "~" + " ".join(spoken[start : start + size])


@lru_cache(maxsize=65536)
def key(name: str) -> int:
    """A feature's 32-bit number in the weights file."""
    return crc32(name.encode())
