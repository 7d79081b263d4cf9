"""Who does what: the assignments printed in brackets and on lines of their own.

Two manners of speaking are read: labels (牵头单位：甲、乙，责任人：丙) and verbs (甲牵头，乙配合), also mixed
in one bracket.  A bracket that names no unit is no assignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from importers.unit_names import Name, looks_like_unit, restored, split_names
from ledger.plan import Span
from ledger.vocabulary import Role

_OPEN = "（(〔【["
_CLOSE = "）)〕】]"
_LONGEST = 1_500

_LABEL = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{0,6}?(?:牵头|主责|主办|配合|协办|协同|协助|参与|参加|督导|督办|指导|监督|监管|责任|落实|实施"
    r"|承办|承担|完成|包保|分管|属地)[\u4e00-\u9fff]{0,4}?(?:单位|部门|处室|主体|领导|人员?|时限|时间|期限)"
    r"|牵头|主责|配合|协办|参与|督导|责任|落实)\s*[：:∶]"
)
_VERB = re.compile(
    r"(?P<manner>(?:(?:按照?|根据|依据|依)(?:各自)?(?:的)?(?:职责|职能|责任|任务)(?:分工|权限|范围)?)?"
    r"(?:共同|分别|各自|具体|密切|积极|联合|协同|统筹|组织|抓好|做好|认真|分头|分工|负责|牵头)*)"
    r"(?P<verb>牵头|配合|参与|参加|协助|协办|负责|落实|组织实施|承办|督导|督办|指导|监督|监管)"
    r"(?P<more>(?:负责|督导|落实|实施|推进|组织|抓落实|工作|协调|配合|执行|到位|指导|监督|参与)*)"
    r"(?=[，,；;。、）)〕】\]\s]|$|以下|会同)"
)
_ROLE_HINT = re.compile(r"牵头|配合|负责|参与|落实|督导|责任|指导|协助|主责|协办|实施|承办|分工")
_MANNER_ONLY = re.compile(r"(?:(?:按照?|根据|依据|依)(?:各自)?(?:的)?(?:职责|职能|责任)(?:分工|权限|范围)?)$")
_DOCUMENT_WIDE = re.compile(
    r"以下[^。，；（）()]{0,10}?均(?:需要?|须|应|由|要)?(?:由)?(?P<units>[^。；，]{2,60}?)(?:负责|组织|具体|按职责分工|认真|共同|抓好)*"
    r"(?:落实|实施|执行|参与|配合)[，,]?(?:以下)?(?:不再|不另|不一一)[^。；）)\n〕】]{0,8}"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,5}(?:[（(][^）)]{0,12}[）)])?$")
_TITLE = re.compile(
    r"(?:副)?(?:区长|市长|县长|局长|主任|书记|部长|厅长|处长|科长|院长|队长|经理|董事长|镇长|乡长)$"
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
    """One printed assignment. `everywhere` is what it orders for every task that follows."""

    span: Span
    entries: tuple[Entry, ...]
    unaligned: tuple[str, ...] = ()
    everywhere: tuple[Entry, ...] = ()


@dataclass(slots=True)
class _Draft:
    entries: list[Entry] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unaligned: list[str] = field(default_factory=list)
    prefix: str = ""

    def add(self, text: str, start: int, end: int, role: Role, *, sure: bool) -> None:
        """Enters the names between two places; names that look like none count only where a label vouches."""
        found = [
            (span.of(text), span)
            for span in split_names(text, start, end)
            if looks_like_unit(span.of(text)) or (sure and _plausible(span.of(text)))
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
        if not self.last:
            self.waiting.extend(people)
        elif len(people) == len(self.last):
            for index, person in zip(self.last, people, strict=True):
                self.entries[index] = replace(self.entries[index], persons=(person,))
        else:
            self.unaligned.extend(people)


def find_groups(text: str, start: int = 0, end: int | None = None) -> list[Group]:
    """Every assignment printed between two places of a text, in order."""
    end = len(text) if end is None else end
    lead_comma = first_comma_leads(text)
    groups: list[Group] = []
    for span, labelled_line in _places(text, start, end):
        group = _read(text, span, labelled_line, lead_comma)
        if group is not None:
            groups.append(group)
    return groups


_LEGEND = re.compile(
    r"(?:第一个|首个|第1个)逗号(?:之|以)?前[^。\n]{0,20}?牵头|逗号前[^。，\n]{0,12}?为[^。，\n]{0,6}?牵头"
)


def first_comma_leads(text: str) -> bool:
    """Whether the document says that the units before the first comma of 责任单位 lead."""
    return _LEGEND.search(text) is not None


def _places(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """Brackets and labelled lines that may hold an assignment; True for a line."""
    closings = _closings(text, start, end)
    i = start
    while i < end:
        c = text[i]
        if c in _OPEN:
            stop = closings[i]
            if stop - i < _LONGEST and _may_assign(text, i, stop):
                yield Span(i, min(stop + 1, end)), False
                i = stop + 1
                continue
        elif (i == start or text[i - 1] in "\n。；") and (match := _LABEL.match(text, i, end)):
            stop = _end_of_lines(text, match.end(), end)
            yield Span(i, stop), True
            i = stop
            continue
        i += 1


def _closings(text: str, start: int, end: int) -> dict[int, int]:
    """For every opening bracket the one that closes it, whatever their widths.

    An opening one that nothing closes ends with the last bracket of its paragraph, else with the paragraph.
    """
    closings: dict[int, int] = {}
    open_ones: list[int] = []
    last = -1
    for i in range(start, end + 1):
        c = text[i] if i < end else "\n"
        if c in _OPEN:
            open_ones.append(i)
        elif c in _CLOSE:
            last = i
            if open_ones:
                closings[open_ones.pop()] = i
        elif c == "\n":
            closings.update((opening, last if last > opening else i) for opening in open_ones)
            open_ones.clear()
    return closings


def _may_assign(text: str, opening: int, closing: int) -> bool:
    content = text[opening + 1 : closing]
    return _ROLE_HINT.search(content) is not None and _stands_free(text, opening, closing, content)


def _stands_free(text: str, opening: int, closing: int, content: str) -> bool:
    if _LABEL.search(content):
        return True
    before = text[opening - 1] if opening else "\n"
    after = text[closing + 1] if closing + 1 < len(text) else "\n"
    return before in "\n。；;！" or after in "\n。；;"


def _end_of_lines(text: str, position: int, end: int) -> int:
    """The end of a run of lines that each begin with a label."""
    while True:
        stop = text.find("\n", position, end)
        if stop < 0:
            return end
        following = _LABEL.match(text, stop + 1, end)
        if following is None:
            return stop
        position = following.end()


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of a row, with the label that its column is headed by."""

    label: str
    span: Span


def group_of_cells(text: str, line: Span, columns: Sequence[Column]) -> Group | None:
    """The assignment of a table's row: each cell holds names for the label over it, or labels of its own."""
    draft = _Draft()
    lead_comma = first_comma_leads(text)
    for column in columns:
        start, end = column.span.start, column.span.end
        labels = list(_LABEL.finditer(text, start, end))
        if labels:
            for label, following in zip_longest(labels, labels[1:]):
                _enter(
                    text,
                    label["word"],
                    label.end(),
                    following.start() if following else end,
                    draft,
                    lead_comma,
                )
        elif _VERB.search(text, start, end):
            _read_verbs(text, start, end, draft)
        else:
            _enter(text, column.label, start, end, draft, lead_comma)
    if not draft.entries:
        return None
    return Group(line, tuple(draft.entries), (*draft.unaligned, *draft.waiting))


def _read(text: str, span: Span, line: bool, lead_comma: bool) -> Group | None:
    start, end = (span.start, span.end) if line else (span.start + 1, span.end)
    if not line and text[end - 1] in _CLOSE:
        end -= 1
    everywhere: list[Entry] = []
    cut = end
    wide = _DOCUMENT_WIDE.search(text, start, end)
    if wide:
        cut = wide.start()
        draft = _Draft()
        draft.add(text, *wide.span("units"), Role.RESPONSIBLE, sure=True)
        everywhere = draft.entries
    draft = _Draft()
    labels = list(_LABEL.finditer(text, start, cut))
    _read_verbs(text, start, labels[0].start() if labels else cut, draft)
    for label, following in zip_longest(labels, labels[1:]):
        stop = following.start() if following else cut
        _enter(text, label["word"], label.end(), stop, draft, lead_comma)
    if not draft.entries and not everywhere:
        return None
    return Group(span, tuple(draft.entries), (*draft.unaligned, *draft.waiting), tuple(everywhere))


def _read_verbs(text: str, start: int, end: int, draft: _Draft) -> None:
    """甲、乙牵头，丙配合: names up to each verb take its role; a verb without names adds nothing."""
    position = start
    for match in _VERB.finditer(text, start, end):
        role = _role_of(match.group("manner") + match.group("verb") + match.group("more"))
        draft.add(text, position, match.start(), role, sure=False)
        position = match.end()


def _enter(text: str, word: str, start: int, stop: int, draft: _Draft, lead_comma: bool) -> None:
    """What a label says: names in its role, or persons of the units named before."""
    while stop > start and text[stop - 1] in "，,；;。、 \n":
        stop -= 1
    if word.endswith(("人", "领导", "人员")):
        draft.align(_people(text[start:stop]))
        return
    if word.endswith(("时限", "时间", "期限")):
        return
    verb = next((m for m in _VERB.finditer(text, start, stop) if m.end() == stop), None)
    if verb is not None and verb.start() > start:
        stop = verb.start()
    role = _role_of(word)
    if role is Role.RESPONSIBLE and lead_comma:
        comma = next(
            (i for i in range(start, stop) if text[i] in "，," and _level(text, start, i) == 0), None
        )
        if comma is not None:
            draft.add(text, start, comma, Role.LEAD, sure=True)
            draft.add(text, comma + 1, stop, Role.COOPERATE, sure=True)
            return
        draft.add(text, start, stop, Role.LEAD, sure=True)
        return
    draft.add(text, start, stop, role, sure=True)


def _level(text: str, start: int, end: int) -> int:
    return sum((c in _OPEN) - (c in _CLOSE) for c in text[start:end])


def _role_of(words: str) -> Role:
    """The role that a label or a verb with its manner gives."""
    if re.search(r"牵头|主责|主办", words):
        return Role.LEAD
    if re.search(r"配合|协办|协同|协助|参与|参加", words):
        return Role.COOPERATE
    if re.search(r"督导|督办|指导|监督|监管", words) and "负责" not in words:
        return Role.SUPERVISE
    return Role.RESPONSIBLE


def _plausible(name: str) -> bool:
    return 2 <= len(name) <= 30 and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9（）()〔〕、·]+", name) is not None


def _people(text: str) -> list[str]:
    people = []
    for part in _PERSON_PARTS.split(text.strip()):
        name = re.sub(r"[（(][^）)]*[）)]$", "", part)
        name = _TITLE.sub("", name) if len(name) > 3 else name
        if name and _NAME.match(name) and not name.endswith(("负责人", "领导", "单位", "部门")):
            people.append(name)
    return people
