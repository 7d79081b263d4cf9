"""What a slip of the keyboard leaves alike: mistyped names of units, findings told in almost the same words.

Owns every fuzzy comparison of reading.  Refuses to decide: whoever takes a likely name, or a likely
duplicate, says so to a person.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from importers.department_names import split_level
from importers.sentences.folding import fold
from importers.sentences.numerals import CHINESE
from importers.sentences.sounds import sound

_LONG = 8
"""Characters from which a name may have two slips."""

_ALIKE = 90.0
"""Percent of alike characters from which two texts are almost the same."""

_LOOK_BACK = 200
_KIND = re.compile(
    r"(?:街道办事处|办事处|街道办?|街办|[镇乡县区](?:人民)?政府|管委会|管理委员会|委员会|办公室|中心|分局|[局委办镇乡])$"
)
_FIGURES = re.compile(rf"\d|{CHINESE}|[A-Za-z]")


def likely_name(written: str, forms: Mapping[str, str]) -> str | None:
    """The one full name whose written form `written` most likely stands for; `forms`: form → full name.

    One slip (a wrong, missing, doubled or swapped character), two in a long name.  A slip within a name of
    two characters counts only where it sounds the same or the two are swapped: 柳村 is not 柳渡.  None where
    no name is near, or more than one.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 2 if len(written) >= _LONG else 1
    near = process.extract(written, list(forms), scorer=OSA.distance, score_cutoff=slips, limit=None)
    likely = [form for form, _, _ in near if _may_mean(written, form, forms[form])]
    meant = {forms[form] for form in likely}
    if len(meant) > 1:
        meant = {forms[form] for form in likely if sound(form) == sound(written)}
    return meant.pop() if len(meant) == 1 else None


def one_slip(written: str, name: str) -> bool:
    """Whether `written` is the name with one wrong or two swapped characters; a longer one may lack one."""
    from rapidfuzz.distance import OSA

    return (len(written) == len(name) or len(name) > 2) and OSA.distance(written, name, score_cutoff=1) == 1


def _may_mean(written: str, form: str, full: str) -> bool:
    """Whether what tells a unit from others, its level too, is still there in what was written."""
    _, bare = split_level(form)
    level, other_bare = split_level(written)
    if level and level != split_level(full)[0]:
        return False
    own, others = _KIND.sub("", bare), _KIND.sub("", other_bare)
    swapped = own != others and sorted(own) == sorted(others)
    return len(own) > 2 or own == others or own in others or swapped or sound(own) == sound(others)


@dataclass
class Told:
    """What was told before, by where and when; finds the finding that a text almost repeats."""

    _earlier: dict[Hashable, dict[int, str]] = field(default_factory=dict)

    def again(self, line: int, text: str, where: Hashable) -> int | None:
        """The line of an earlier text of the same `where` in almost the same words; then keeps this one.

        Texts with other figures (2 台, 3 台; 一期, 二期) tell of other things.  Of the same `where` the last
        200 are looked at.
        """
        from rapidfuzz import fuzz, process

        said = "".join(char for char in fold(text) if char.isalnum())
        earlier = self._earlier.setdefault(where, {})
        alike = process.extract_iter(said, earlier, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        found = [number for other, _, number in alike if _figures(other) == _figures(said)]
        earlier[line] = said
        if len(earlier) > _LOOK_BACK:
            del earlier[next(iter(earlier))]
        return min(found, default=None)


def _figures(said: str) -> list[str]:
    return _FIGURES.findall(said)
