"""The office that a sentence names as a place of its own, in full.

An office's name inside a road, a village, an institution or a firm names no office: 柳渡寺路, 东柳渡,
云锦中心幼儿园, 望湖铸造有限公司.  Names are recognised by alias, by another character of the same sound
(李峰办), and by pinyin (lifeng, lfb) where they stand alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.rosters import Registry
from importers.sentences.likeness import one_slip
from importers.sentences.sounds import initials, sound, spelled
from importers.words import alternatives, pattern
from ledger.plan import Span

_HAN = "[一-鿿]"
_KIND = re.compile(r"(?:办|办事处|街道|政府|镇|乡|县|区|里)$")
_HANDED = re.compile(r"(?:属地|责任单位|辖区|所属|涉及|位于|归属?|单位|办事处)[为是是:：]?\s*$")


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office's full name and where it is written; `certain` where its kind is written with it."""

    name: str
    span: Span
    certain: bool


def find_offices(text: str, registry: Registry) -> tuple[OfficeMention, ...]:
    """Every office named in the folded sentence as a place of its own, in order."""
    found: list[OfficeMention] = []
    names = registry.office_stems | registry.office_names
    for match in registry.office_pattern.finditer(text):
        form, span = match.group(), Span(*match.span())
        bare = not _KIND.search(form)
        if _stands_alone(text, span, bare):
            found.append(OfficeMention(names[form], span, not bare))
    if not found:
        found.extend(_generic(text) if not registry.offices else _misspelt(text, registry))
    return tuple(sorted(found, key=lambda mention: mention.span))


def office_of(text: str, mentions: tuple[OfficeMention, ...]) -> str | None:
    """The office that the finding belongs to: rather one that is handed the case, or written in full."""

    def rank(mention: OfficeMention) -> tuple[bool, bool, int]:
        handed = bool(_HANDED.search(text[: mention.span.start]))
        return (not handed, not mention.certain, mention.span.start)

    best = min(mentions, key=rank, default=None)
    return best.name if best else None


def _stands_alone(text: str, span: Span, bare: bool) -> bool:
    before, after = text[: span.start], text[span.end :]
    if pattern("places", "joined_always").search(before) or pattern("places", "joined_at_start").search(
        before
    ):
        return False
    if not bare:
        return True
    if pattern("places", "taken_by").match(after) or pattern("places", "waterside").match(after):
        return False
    between, institution = alternatives("places", "between"), alternatives("places", "institution")
    if re.match(rf"(?:{between})*(?:{institution})", after):
        return False
    firm = re.match(rf"(?:{alternatives('places', 'trade')})+", after)
    return not (firm and pattern("places", "firm_ending").search(firm.group()))


_GENERIC = re.compile(rf"({_HAN}{{2}})(?:街道办事处|办事处|街道办?|镇(?!里|上)|乡(?!村|下))")


def _generic(text: str) -> list[OfficeMention]:
    """Without a roster: what is written in full as an office."""
    return [OfficeMention(match.group(), Span(*match.span()), True) for match in _GENERIC.finditer(text)]


_SUFFIXED = re.compile(
    rf"({_HAN}{{2,4}}?)(?:街道办事处|办事处|街道办|街道|街办|办(?![法理公案了完好结酒白红喜厂])|镇(?!里|上)|乡(?!村|下))"
)
_TOKEN = re.compile(rf"(?<!{_HAN})({_HAN}{{2,4}})(?=[\s，,。；;：:、）)]|$)")
_LATIN_TAILS = ("", "b", "ban", "bsc", "jd", "jdb")
_LATIN = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,16})(?![A-Za-z])")


def _misspelt(text: str, registry: Registry) -> list[OfficeMention]:
    """An office written with other characters, mostly of the same sound, or in pinyin."""
    stems = registry.office_stems
    for regex, suffixed in ((_SUFFIXED, True), (_TOKEN, False)):
        for match in regex.finditer(text):
            stem = _meant(match[1], stems, suffixed)
            if stem:
                end = match.end(1)
                return [OfficeMention(stems[stem], Span(max(match.start(1), end - len(stem)), end), suffixed)]
    for match in _LATIN.finditer(text):
        meant = {name for stem, name in stems.items() if _spells(match[1].lower(), stem)}
        if len(meant) == 1:
            return [OfficeMention(meant.pop(), Span(*match.span(1)), False)]
    return []


def _meant(written: str, stems: dict[str, str], suffixed: bool) -> str | None:
    """The one office name that `written` ends in, by sound; beside its kind also with one wrong character."""

    def same_sound(stem: str) -> bool:
        tail = written[-len(stem) :] if suffixed else written
        return len(tail) == len(stem) and sound(tail) == sound(stem)

    def one_off(stem: str) -> bool:
        return one_slip(written[-len(stem) :], stem) or one_slip(written[1 - len(stem) :], stem)

    for alike in (same_sound, one_off) if suffixed else (same_sound,):
        meant = [stem for stem in stems if alike(stem)]
        if len(meant) == 1:
            return meant[0]
    return None


def _spells(word: str, stem: str) -> bool:
    return any(word == head + tail for head in (spelled(stem), initials(stem)) for tail in _LATIN_TAILS)
