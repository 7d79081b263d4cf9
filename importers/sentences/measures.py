"""The dust measures of a building site that a sentence says are not carried out.

Several spots failing the same measure are one measure.  A clause that says a measure is kept names none.
What people call the measures is data: `importers/words/measures.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.sentences.facts import MeasureFailure
from importers.sentences.numerals import integer
from importers.words import pattern, table
from ledger.plan import Span

_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
_HUNDRED = r"(?:个?百分?(?:之)?百|个?100%?|个百分(?:之)?百|个百\w{0,4}百)"
_NUMBER = "[四五六七八九十6]|[4-9](?=个)|1[0-2](?=个)"
_SEVERAL = "[六七八6-8]"
WHOLE = (
    rf"(?:(?P<of>{_NUMBER}){_HUNDRED}(?:措施)?"
    rf"|(?P<of_several>{_SEVERAL})(?:大?项|个)(?:控尘|防尘|扬尘)?(?:措施))"
)
"""All measures together, by their number: 六个百分之百, 7个100%, 八项控尘措施; `number_in` reads it."""
_WHOLE_LOOSE = (
    rf"(?:(?P<of>{_NUMBER}){_HUNDRED}(?:措施)?"
    rf"|(?P<of_several>{_SEVERAL})(?:大?项|个)(?:控尘|防尘|扬尘)?(?:措施)?)"
)
_NONE_OF_ALL = re.compile(
    rf"{WHOLE}[^。；]{{0,10}}?"
    # 一项没落实 says that one is not kept; 一项也没落实 that none is.
    r"(?:一个(?:也|都)?(?:没|未|不)|(?:一项|一条)(?:也|都)(?:没|未|不)|[全都均](?:部)?(?:没|未|不)|没有?一[个项条]|压根(?:没|未))"
)
_WITHIN = "(?:里头|里面|里边|里|中|当中)?[，,]?"
_DONE = "(?:做|弄|搞|落实|到位|达标|合格|完成|过关)"
_NAMED = "(?:(?![没未不缺无])[^，,。；;])"
_ALL_BUT = (
    # 六项里就围挡弄了: one kept, the others not
    re.compile(rf"{_WHOLE_LOOSE}{_WITHIN}(?:就|只有?|仅有?|光)(?:是)?(?P<kept>{_NAMED}{{2,12}}?){_DONE}"),
    re.compile(rf"{_WHOLE_LOOSE}{_WITHIN}(?:就|只|仅|光){_DONE}(?:了|到|好)?(?P<kept>{_NAMED}{{2,12}})"),
    # 六个百分百除围挡外都没落实
    re.compile(
        rf"{_WHOLE_LOOSE}[^。；;]{{0,4}}?除了?(?P<kept>{_NAMED}{{2,12}}?)(?:以外|之外|外|，|,)[^。；;]{{0,8}}?(?:没|未|不)"
    ),
)


def keys() -> tuple[str, ...]:
    """The known measures, in the order in which a text counts them off."""
    return tuple(key for key, entry in table("measures").items() if isinstance(entry, dict))


def usual_keys() -> frozenset[str]:
    """The measures that are meant where a text says no number."""
    return frozenset(keys()[: table("measures")["usual"]])


def number_in(match: re.Match[str]) -> int:
    """How many measures a match of WHOLE says there are."""
    return integer(match["of"] or match["of_several"]) or table("measures")["usual"]


def demanded(text: str) -> tuple[int, frozenset[str]] | None:
    """How many measures a rule or plan demands, and which; None where it says no number.

    Which ones: those named behind the number where they are as many, else the first of the known.
    """
    match = re.search(WHOLE, text)
    if match is None:
        return None
    number = number_in(match)
    behind = text[match.end() :].split("。")[0]
    named = frozenset(key for key in keys() if pattern("measures", key, "about").search(behind))
    return number, named if len(named) == number else frozenset(keys()[:number])


def none_kept(text: str) -> int | None:
    """The number of all measures where the sentence says that not one of them is carried out."""
    match = None if _all_but(text) else _NONE_OF_ALL.search(text)
    return number_in(match) if match else None


def find_measures(text: str) -> tuple[MeasureFailure, ...]:
    """The failing measures in the folded sentence, each key at most once, in the order of `keys`."""
    failing = _all_but(text) or _none_of_all(text)
    if failing:
        return failing
    found: dict[str, MeasureFailure] = {}
    for clause in _clauses(text):
        for failure in _failing_in(text, clause):
            found.setdefault(failure.key, failure)
    return tuple(found[key] for key in keys() if key in found)


def _none_of_all(text: str) -> tuple[MeasureFailure, ...]:
    match = _NONE_OF_ALL.search(text)
    return _without(frozenset(), match) if match else ()


def _all_but(text: str) -> tuple[MeasureFailure, ...]:
    """Where only some of all are said to be kept: the others."""
    for regex in _ALL_BUT:
        for match in regex.finditer(text):
            kept = frozenset(key for key in keys() if pattern("measures", key, "about").search(match["kept"]))
            if kept:
                return _without(kept, match)
    return ()


def _without(kept: frozenset[str], match: re.Match[str]) -> tuple[MeasureFailure, ...]:
    span = Span(*match.span())
    return tuple(
        MeasureFailure(key, table("measures")[key]["label"], match.group(), span)
        for key in keys()[: number_in(match)]
        if key not in kept
    )


def measures_of(text: str) -> frozenset[str]:
    """The keys alone."""
    return frozenset(failure.key for failure in find_measures(text))


def _clauses(text: str) -> Iterator[Span]:
    for match in _CLAUSE.finditer(text):
        yield Span(*match.span())


def _failing_in(text: str, clause: Span) -> Iterator[MeasureFailure]:
    words = clause.of(text)
    parts = [Span(*match.span()) for match in re.finditer(r"[^、和及+/]+", words)]
    negated = bool(pattern("measures", "negated").search(words))
    kept = bool(pattern("measures", "kept").search(words)) and not negated
    missing = bool(pattern("measures", "missing").search(words))
    carried: re.Match[str] | None = None
    for key in reversed(keys()):
        says = pattern("measures", key, "fails").search(words)
        if says and kept and not pattern("measures", "missing").search(says.group()):
            says = None
        if says is None and missing and not kept:
            says = pattern("measures", key, "about").search(words)
            if says and not _missing_here(words, parts, says, negated):
                says = None
        if says is None or (key == "cover" and carried and _same_thing(words, carried, says)):
            continue
        if key == "transport":
            carried = says
        yield _failure(key, table("measures")[key]["label"], clause, says, text)


def _same_thing(words: str, carried: re.Match[str], covered: re.Match[str]) -> bool:
    """A load that is not covered (渣土也没蒙) fails the transport, not the covering of heaps as well."""
    return "、" not in words[min(carried.end(), covered.end()) : max(carried.start(), covered.start())]


def _missing_here(words: str, parts: list[Span], about: re.Match[str], negated: bool) -> bool:
    """A list shares the predicate at its end: 围挡、冲洗均不到位 fails both."""
    place = next((place for place, part in enumerate(parts) if part.start <= about.start() < part.end), 0)
    own = parts[place].of(words)
    if pattern("measures", "missing").search(own):
        return True
    if negated or pattern("measures", "missing").search(parts[-1].of(words)):
        return True
    # 缺冲洗和硬化: what is missing is said once, before a list of mere nouns.
    return len(own) <= 6 and bool(pattern("measures", "missing").search(parts[0].of(words)))


def _failure(key: str, label: str, clause: Span, match: re.Match[str], text: str) -> MeasureFailure:
    span = Span(clause.start + match.start(), clause.start + match.end())
    return MeasureFailure(key, label, span.of(text), span)
