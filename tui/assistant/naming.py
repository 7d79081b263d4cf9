"""What an utterance is about once the words of asking are taken away: an enterprise or site, or a topic.

A name is given back as it was typed; nothing is completed or corrected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from ledger.plan import Span
from tui.assistant import knowledge

_GAP = "\n"
_MOST, _LATE = 10, 0.92
_BRACKETS = "“”\"'‘’《》「」"
_GENERIC = re.compile(
    r"(?:以下|以上|秋冬季|上限|下限|目标值|以内|之内|左右|及以下|及以上|国家标准|[一二三四五六七八九十]+|问题|企业|单位|项目|情况|东西|事情|办事处|街道|各办|全区|分析|材料|领导|昨天|今天|那几|这几|几条|一条|市里|省里|国家|区里|局里|上级|市局|我们|咱们?|他们|它|其中|前面|上面|记录|规则|类型|类|个|条|起|家|块|这块|方面|号|和|与|跟|谁|再|来|又|还|就|那|这)+"
)


@cache
def _pattern(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The filler words of a use: those that go anywhere, and single characters that go at the ends."""
    words = [word.strip() for word in knowledge.load_cached("fillers")[name].split("|") if word.strip()]
    single = "".join(word for word in words if len(word) == 1)
    anywhere = "|".join(sorted((word for word in words if len(word) > 1), key=len, reverse=True))
    return re.compile(anywhere), re.compile(f"^[{single}]+|[{single}]+$" if single else "(?!)")


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with a gap where the spans stood."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + _GAP + text[span.end :]
    return text


def runs(text: str, *uses: str) -> list[str]:
    """The stretches of `text` that are left when the filler words of these uses are taken away."""
    for use in uses:
        text = _pattern(use)[0].sub(_GAP, text)
    parts = text.split(_GAP)
    for use in (*uses, *uses):  # one use's words may hide another's
        parts = [_pattern(use)[1].sub("", part.strip(_BRACKETS + " ")) for part in parts]
    return [part for part in parts if part]


def name_in(text: str, *uses: str) -> str | None:
    """The name of an enterprise, site or shop in a command; None where only words of the trade are left."""
    left = runs(text, *uses, "particles")
    left = [run for run in left if len(run) > 1 and not _GENERIC.fullmatch(run) and not is_kind(run)]
    return max(left, key=len, default=None)


@cache
def _kind_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, knowledge.kind_words())))


def is_kind(run: str) -> bool:
    """Whether a run only says which kind of finding is meant."""
    rest = _kind_words().sub("", run.lower())
    return len(rest) <= 1 or bool(_GENERIC.fullmatch(rest))


def content(text: str) -> str:
    """A question without its question words: what is searched for."""
    return " ".join(runs(text, "question", "particles"))


def core(topic: str, text: str, idf: Callable[[str], float], late: float = _LATE) -> str:
    """The telling part of a topic: the stretch that stands in the found text, long, rare and early.

    `idf` tells how rare a stretch is among the tasks and clauses, `late` what a later start costs, a factor
    for each character.
    """
    held = re.sub(f"[{_BRACKETS}\\s]", "", text).lower()
    best, most = "", 0.0
    for run in topic.split():
        plain = re.sub(f"[{_BRACKETS}]", "", run)
        for start in range(len(plain) - 1):
            if start and plain[start - 1 : start + 1].lower() in held:
                continue  # would begin inside a word of the document
            for length in range(2, min(len(plain) - start, _MOST) + 1):
                part = plain[start : start + length]
                if part.lower() not in held:
                    break
                if part[0].isdigit() or _GENERIC.fullmatch(part):
                    continue
                weight = idf(part) * length**0.5 * late**start
                if weight > most:
                    best, most = part, weight
        if best:
            return best
    return max(topic.split(), key=len, default="")
