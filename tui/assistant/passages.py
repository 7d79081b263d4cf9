"""A plan cut into passages that can be quoted: sentences of tasks, and sentences of the chapters around them.

Every passage knows how it is cited (21, 五（二）, 二) and where it stands, so that a quote opens the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.plan import Obligation, Plan, Span
from tui.assistant.values import Citation

_CHAPTER = re.compile(r"^\s*(?P<key>[一二三四五六七八九十]{1,3})、(?P<heading>[^\n。]{2,40})", re.MULTILINE)
_CLAUSE = re.compile(
    r"^\s*[（(](?P<key>[一二三四五六七八九十]{1,3})[)）]\s*(?P<heading>[^\n。]{2,60})", re.MULTILINE
)
_SENTENCE = re.compile(r"[^。；;\n]*(?:\n(?![\n（(#])[^。；;\n]*)*[。；;]?")
_ASSIGNED = re.compile(r"[（(][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）]")
_DUTY = re.compile(r"牵头|负责|责任单位|配合|落实|督导单位|参与")
_BREAK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: `key` as cited, `text` without line breaks, `task` where it belongs to one."""

    key: str
    heading: str
    text: str
    span: Span
    task: Obligation | None


def passages(plan: Plan) -> Iterator[Passage]:
    """Every quotable passage of the plan, in the order of tasks and then of the chapters."""
    taken: list[Span] = []
    for task in plan.obligations:
        taken.append(task.span)
        for span in sentences(plan.text, task.span):
            yield Passage(task.number, task.heading, plain(span.of(plan.text)), span, task)
    yield from _around(plan, sorted(taken))


def sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of a stretch of text, its printed assignments left out."""
    body = within.of(text)
    blanked = _ASSIGNED.sub(lambda hit: "。" * len(hit[0]) if _DUTY.search(hit[0]) else hit[0], body)
    for hit in _SENTENCE.finditer(blanked):
        kept = hit.group().strip(" \n。；;")
        if len(kept) > 4:
            start = hit.start() + hit.group().index(kept)
            end = start + len(kept)
            if end < len(body) and body[end] in "。；;" and blanked[end] == body[end]:
                end += 1
            yield Span(within.start + start, within.start + end)


def plain(text: str) -> str:
    """One line, without blanks between Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", _BREAK.sub(" ", text)).strip()


def _around(plan: Plan, taken: list[Span]) -> Iterator[Passage]:
    chapters = [(hit.start(), hit["key"], hit["heading"].strip()) for hit in _CHAPTER.finditer(plan.text)]
    clauses = [(hit.start(), hit["key"], hit["heading"].strip()) for hit in _CLAUSE.finditer(plan.text)]
    marks = sorted([(at, "chapter", key, heading) for at, key, heading in chapters]
                   + [(at, "clause", key, heading) for at, key, heading in clauses])  # fmt: skip
    chapter = ""
    for index, (at, kind, key, heading) in enumerate(marks):
        if any(span.start <= at < span.end for span in taken):
            continue
        if kind == "chapter":
            chapter = key
        end = marks[index + 1][0] if index + 1 < len(marks) else len(plan.text)
        end = min([end, *(span.start for span in taken if span.start > at)])
        cited = key if kind == "chapter" else f"{chapter}（{key}）"
        for span in sentences(plan.text, Span(at, end)):
            yield Passage(cited, heading, plain(span.of(plan.text)), span, None)


def cite(passage: Passage, plan: Plan) -> Citation:
    """The citation of a passage."""
    return Citation(passage.key, document_label(plan), passage.text, passage.span)


def document_label(plan: Plan) -> str:
    """How a document is named in an answer: its number, else its title."""
    return plan.document.doc_number or plan.document.title
