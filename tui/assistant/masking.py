"""An utterance with its names, days and figures replaced by one mark of their kind each.

What remains is how people ask; the classifier of intents and the search for a topic both read it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from importers.rosters import Registry
from importers.sentences.departments import find_departments
from importers.sentences.folding import fold
from importers.sentences.numerals import CHINESE
from importers.sentences.offices import find_offices
from ledger.plan import Span
from tui.assistant import knowledge
from tui.assistant.periods import read_period

OFFICE, UNIT, DAY, MONTH, SPAN = "Ⓞ", "Ⓤ", "Ⓓ", "Ⓜ", "Ⓢ"
NUMBER, GRADE, PERSON, KIND = "Ⓝ", "Ⓖ", "Ⓟ", "Ⓚ"
MARKS = OFFICE + UNIT + DAY + MONTH + SPAN + NUMBER + GRADE + PERSON + KIND

_GRADE = re.compile(
    r"(?:绩效)?引领性?(?:企业)?|[ABCDabcd][级类](?:企业)?|(?<![A-Za-z])[ABCD](?![A-Za-z0-9级])(?:企业)?"
)
_NUMBER = re.compile(rf"\d+(?:\.\d+)?|(?:第)?{CHINESE}+(?=[起辆台处家个户项条车堆摊号万次间])|[两俩仨]")
_PERIOD_MARK = {"day": DAY, "month": MONTH, "span": SPAN}


def folded(text: str) -> str:
    """Half-width, single spaces, no blanks at the ends; Chinese punctuation stays."""
    plain = "".join(
        char if char in "，。；：！？（）“”" else unicodedata.normalize("NFKC", char) for char in text
    )
    return re.sub(r"\s+", " ", plain).strip()


@dataclass(frozen=True, slots=True)
class Masker:
    """Replaces what it knows: units are the roster's, persons the plans'; kinds come from data."""

    registry: Registry
    persons: tuple[str, ...] = ()

    def mask(self, text: str, today: date) -> str:
        """The folded utterance with marks."""
        plain = folded(text)
        plain = _marked(plain, [mention.span for mention in find_offices(fold(plain), self.registry)], OFFICE)
        plain = _marked(
            plain, [mention.span for mention in find_departments(fold(plain), self.registry)], UNIT
        )
        plain = _replaced(plain, self.persons, PERSON)
        period = read_period(plain, today, bare_days=False)
        while period:
            plain = plain[: period.start] + _PERIOD_MARK[period.kind] + plain[period.end :]
            period = read_period(plain, today, bare_days=False)
        plain = _GRADE.sub(GRADE, plain)
        plain = _replaced(plain, knowledge.kind_words(), KIND)
        return _NUMBER.sub(NUMBER, plain)


def _marked(text: str, spans: Iterable[Span], mark: str) -> str:
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + mark + text[span.end :]
    return text


def _replaced(text: str, words: Iterable[str], mark: str) -> str:
    names = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.sub(names, mark, text) if names else text
