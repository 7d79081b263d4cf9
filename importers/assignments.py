"""Who does what: the assignments printed in brackets and on lines of their own.

Two manners of speaking are read: labels (牵头单位：甲、乙，责任人：丙) and verbs (甲牵头，乙配合), also mixed
in one bracket.  A bracket that names no unit is no assignment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from importers.assignment_places import CLOSE, OPEN, places
from importers.assignment_words import (
    DOCUMENT_WIDE,
    LABEL,
    MARKS,
    VERB,
    Legend,
    legend_of,
    names_both,
    names_division,
    names_persons,
    names_time,
    role_of,
    stands_above,
)
from importers.unit_names import Name, looks_like_unit, restored, split_names
from ledger.plan import Span
from ledger.vocabulary import Role

_PLAUSIBLE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()〔〕、·]{2,30}")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_BRACKETED = re.compile(r"[（(][^）)]*[）)]$")
_TITLE = re.compile(
    r"^副?(?:[区市县局部厅处科院队镇乡]长|主任|书记|经理)|副?(?:[区市县局部厅处科院队镇乡]长|主任|书记|经理)$"
)
_NEXT_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,2}[）).．、]|[●■◆◇▶➤·•—-]+)\s*\Z")
_PIECE = re.compile(r"[^、，,；;\s：:（）()]+(?:[（(][^（）()]*、[^（）()]*[）)][^、，,；;\s：:（）()]*)?")
_UNIT_ENDS = "局委办厅部院队所室府心会司站处"
_NAMED_UNIT = re.compile(
    rf"(?P<unit>[\u4e00-\u9fff]{{2,20}}[{_UNIT_ENDS}])(?P<person>[\u4e00-\u9fff]{{1,2}}[^{_UNIT_ENDS}])"
)
_PERSON_PARTS = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit's part as printed in one bracket."""

    name: Name
    role: Role
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One printed assignment. `everywhere` is what it orders for every task of the document."""

    span: Span
    entries: tuple[Entry, ...]
    unaligned: tuple[str, ...] = ()
    everywhere: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of a table's row, with the label that its column is headed by."""

    label: str
    span: Span


def find_groups(text: str, start: int = 0, end: int | None = None) -> list[Group]:
    """Every assignment printed between two places of a text, in order."""
    end = len(text) if end is None else end
    legend = legend_of(text)
    groups = [
        group for span, is_line in places(text, start, end) if (group := _read(text, span, is_line, legend))
    ]
    for wide in DOCUMENT_WIDE.finditer(text, start, end):
        if not any(group.span.start <= wide.start() < group.span.end for group in groups):
            groups.append(Group(Span(*wide.span()), (), (), _everywhere(text, wide)))
    return sorted(groups, key=lambda group: group.span)


def group_of_cells(text: str, line: Span, columns: Sequence[Column]) -> Group | None:
    """The assignment of a table's row: each cell holds names for the label over it, or labels of its own."""
    draft = _Draft()
    legend = legend_of(text)
    for column in columns:
        start, end = column.span.start, column.span.end
        if LABEL.search(text, start, end):
            _read_labels(text, start, end, draft, legend)
        elif VERB.search(text, start, end):
            _read_verbs(text, start, end, draft)
        elif names_both(column.label):
            _read_pairs(text, start, end, draft, role_of(column.label))
        else:
            _enter(text, column.label, start, end, draft, legend)
    return Group(line, tuple(draft.entries), draft.strangers()) if draft.entries else None


@dataclass(slots=True)
class _Draft:
    """The entries of one assignment as they are read, and the persons who wait for their units."""

    entries: list[Entry] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unaligned: list[str] = field(default_factory=list)
    prefix: str = ""

    def add(self, text: str, start: int, end: int, role: Role, *, sure: bool) -> None:
        """Enters the names between two places.

        What looks like no unit counts where a label vouches for it, or most of its neighbours are units.
        """
        spans = list(split_names(text, start, end))
        likely = sum(1 for span in spans if looks_like_unit(span.of(text)))
        sure = sure or (likely > 1 and 2 * likely >= len(spans))
        found = [
            (span.of(text), span)
            for span in spans
            if looks_like_unit(span.of(text)) or (sure and _PLAUSIBLE.fullmatch(span.of(text)))
        ]
        if not found:
            return
        names, self.prefix = restored(found, self.prefix)
        self.last = list(range(len(self.entries), len(self.entries) + len(names)))
        self.entries.extend(Entry(name, role) for name in names)
        if self.waiting:
            people, self.waiting = self.waiting, []
            self.align(people)

    def align(self, people: list[str]) -> None:
        """Gives persons to the units just named, in order, where there are as many; else to nobody."""
        if not self.last:
            self.waiting.extend(people)
        elif len(people) == len(self.last):
            for index, person in zip(self.last, people, strict=True):
                self.unaligned.extend(self.entries[index].persons)
                self.entries[index] = replace(self.entries[index], persons=(person,))
        else:
            self.unaligned.extend(people)

    def supervised(self) -> bool:
        """Whether the units just named supervise, so that those who lead the supervision are theirs."""
        return bool(self.last) and all(self.entries[n].role is Role.SUPERVISE for n in self.last)

    def strangers(self) -> tuple[str, ...]:
        """Persons printed for no unit in particular."""
        return (*self.unaligned, *self.waiting)


def _read(text: str, span: Span, is_line: bool, legend: Legend) -> Group | None:
    start, end = (span.start, span.end) if is_line else (span.start + 1, span.end)
    if not is_line and text[end - 1] in CLOSE:
        end -= 1
    wide = DOCUMENT_WIDE.search(text, start, end)
    everywhere = _everywhere(text, wide) if wide else ()
    cut = wide.start() if wide else end
    draft = _Draft()
    first = LABEL.search(text, start, cut)
    _read_verbs(text, start, first.start() if first else cut, draft)
    _read_labels(text, start, cut, draft, legend)
    if not draft.entries and not everywhere:
        return None
    return Group(span, tuple(draft.entries), draft.strangers(), everywhere)


def _everywhere(text: str, wide: re.Match[str]) -> tuple[Entry, ...]:
    draft = _Draft()
    draft.add(text, *wide.span("units"), Role.RESPONSIBLE, sure=True)
    return tuple(draft.entries)


def _read_verbs(text: str, start: int, end: int, draft: _Draft) -> None:
    """甲、乙牵头，丙配合: names up to each verb take its role; a verb without names adds nothing."""
    position = start
    for match in VERB.finditer(text, start, end):
        draft.add(text, position, match.start(), role_of(match.group(0)), sure=False)
        position = match.end()


def _read_labels(text: str, start: int, end: int, draft: _Draft, legend: Legend) -> None:
    """牵头单位：甲、乙；责任人：丙: what stands between two labels belongs to the first."""
    labels = list(LABEL.finditer(text, start, end))
    for label, following in zip_longest(labels, labels[1:]):
        stop = following.start() if following else end
        number = _NEXT_NUMBER.search(text, label.end(), stop) if following else None
        stop = number.start() if number else stop
        _enter(text, label["word"], label.end(), stop, draft, legend)


def _read_pairs(text: str, start: int, end: int, draft: _Draft, role: Role) -> None:
    """区住建局 张某、区城管局（李某）: units, each run of them followed by its persons."""
    first = len(draft.entries)
    people: list[str] = []
    for piece in _PIECE.finditer(text, start, end):
        named = _NAMED_UNIT.fullmatch(piece.group(0))
        stop = piece.start() + len(named["unit"]) if named else piece.end()
        if not named and not looks_like_unit(piece.group(0)) and len(draft.entries) > first:
            people.extend(_people(piece.group(0), 1))
            continue
        if people:
            draft.last = list(range(first, len(draft.entries)))
            draft.align(people)
            first, people = len(draft.entries), []
        draft.add(text, piece.start(), stop, role, sure=True)
        people.extend([named["person"]] if named else [])
    draft.last = list(range(first, len(draft.entries)))
    if people:
        draft.align(people)


def _enter(text: str, word: str, start: int, stop: int, draft: _Draft, legend: Legend) -> None:
    """What a label says: names in its role, or persons of the units named before."""
    while stop > start and (text[stop - 1] in "，,；;。、 \n（(" or _closes_nothing(text, start, stop)):
        stop -= 1
    if names_persons(word):
        people = _people(text[start:stop], len(draft.last))
        if stands_above(word) and not draft.supervised():
            draft.unaligned.extend(people)
        else:
            draft.align(people)
        return
    if names_time(word):
        return
    if names_division(word):
        _read_verbs(text, start, stop, draft)
        return
    verb = next((m for m in VERB.finditer(text, start, stop) if m.end() == stop), None)
    if verb is not None and verb.start() > start:
        stop = verb.start()
    role = role_of(word)
    if role is Role.RESPONSIBLE and legend is not Legend.NONE:
        _enter_by_legend(text, start, stop, draft, legend)
    else:
        draft.add(text, start, stop, role, sure=True)


def _enter_by_legend(text: str, start: int, stop: int, draft: _Draft, legend: Legend) -> None:
    if legend is Legend.BEFORE_FIRST_COMMA:
        comma = next((i for i in range(start, stop) if text[i] in "，," and not _level(text, start, i)), stop)
        draft.add(text, start, comma, Role.LEAD, sure=True)
        draft.add(text, min(comma + 1, stop), stop, Role.COOPERATE, sure=True)
        return
    before = len(draft.entries)
    draft.add(text, start, stop, Role.COOPERATE, sure=True)
    for n in range(before, len(draft.entries)):
        entry = draft.entries[n]
        at = entry.name.span
        marked = text[at.start - 1 : at.start] in (*MARKS,) or text[at.end : at.end + 1] in (*MARKS,)
        if n == before if legend is Legend.FIRST else marked:
            draft.entries[n] = replace(entry, role=Role.LEAD)


def _closes_nothing(text: str, start: int, stop: int) -> bool:
    """Whether a last bracket closes one that stands before the label: 甲（责任人：乙）."""
    return text[stop - 1] in CLOSE and _level(text, start, stop) < 0


def _level(text: str, start: int, end: int) -> int:
    return sum((c in OPEN) - (c in CLOSE) for c in text[start:end])


def _people(text: str, units: int) -> list[str]:
    """The persons named, without their titles; `units` tells apart names that were parted by blanks only."""
    people = []
    parts = [part for part in _PERSON_PARTS.split(text.strip()) if part]
    if len(parts) == 1 and units > 1 and len(parts[0]) in (2 * units, 3 * units):
        size = len(parts[0]) // units
        parts = [parts[0][n : n + size] for n in range(0, len(parts[0]), size)]
    for part in parts:
        name = _BRACKETED.sub("", part)
        name = _TITLE.sub("", name) if len(name) > 3 else name
        if _PERSON.fullmatch(name) and not name.endswith(("负责人", "领导", "单位", "部门")):
            people.append(name)
    return people
