"""Which answer an intent gets: from the documents, from the books, or a card that waits for a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tui.assistant import knowledge
from tui.assistant.answers import actions, findings, grading, records
from tui.assistant.contexts import Context
from tui.assistant.documents import DocumentAnswerer
from tui.assistant.library import Library, reply
from tui.assistant.slots import SlotReader
from tui.assistant.values import Intent, Proposal, Reply, Slots

if TYPE_CHECKING:
    from ledger.database import Book

_DENIED = re.compile(
    r"(?:(?:经|现场|复核|核查|核实|复查|查实|认定|调查)[^，。；,;]{0,6})?"
    r"(?:不属(?!于?[^，。；,;]{0,6}(?:禁|建成区|城区|限放))|不存在)[^，。；,;！!]{0,12}"
    r"(?!.*(?:但|不过|另|同时|还有|却|又查))"
)
"""What was found not to be so; a place outside a zone is none, nor what goes on to tell of a fact."""
_WRITE_DOWN = re.compile(r"登|记[一上下]|录|新增|台账")


@dataclass(frozen=True)
class Answerer:
    """Answers over the library and the book."""

    library: Library
    slots: SlotReader
    documents: DocumentAnswerer
    book: Book | None

    def answer(self, intent: Intent, text: str, today: date, context: Context) -> Reply:
        """The reply of an intent, not yet checked against its sources."""
        documents = self.documents
        writers: dict[Intent, Callable[[str, date, Context], Reply]] = {
            Intent.FILE_FINDING: self._file,
            Intent.ASK_AMOUNT: documents.amount,
            Intent.ASK_OBLIGATION: documents.obligation,
            Intent.ASK_DEADLINE: documents.deadline,
            Intent.ASK_RESPONSIBLE: documents.responsible,
            Intent.SUBSIDY_QUERY: documents.subsidy,
            Intent.SMALLTALK: self._small,
            Intent.HELP: self._help,
        }
        writer = writers.get(intent)
        return writer(text, today, context) if writer else self._act(intent, text, today, context)

    def _file(self, text: str, today: date, context: Context) -> Reply:
        script = self.library.script()
        readings = self.documents.filing.read_all(text, today)
        if all(reading.says_nothing for reading in readings) and not _WRITE_DOWN.search(text):
            return self._small(text, today, context)
        denied = _DENIED.search(text)
        if denied:
            script.say(f"原话写明“{denied.group()}”，不作为扣缴问题登记。", denied.group())
            script.say("如果确有问题，请写明查到了什么，再说一遍。")
            return reply(Intent.FILE_FINDING, {}, script)
        card, asks = findings.propose(script, readings, text)
        slots = (
            readings[0].slots() if len(readings) == 1 else _joined([reading.slots() for reading in readings])
        )
        return replace(reply(Intent.FILE_FINDING, slots, script), proposal=card, asks=asks)

    def _small(self, text: str, today: date, context: Context) -> Reply:
        slots = self.slots.read(Intent.SMALLTALK, text, today, context)
        script = self.library.script()
        if slots:
            script.say(f"这是{slots['topic']}方面的事，现行方案是大气污染防治方案，没有写，不作答。")
        else:
            script.say(_first("smalltalk", text))
        heard = bool(slots) or _first("smalltalk", text) != _first("smalltalk", "")
        return replace(reply(Intent.SMALLTALK, slots, script), understood=heard)

    def _help(self, text: str, today: date, context: Context) -> Reply:
        script = self.library.script()
        words = _first("help", text)
        script.say(words, words)
        return reply(Intent.HELP, {}, script)

    def _act(self, intent: Intent, text: str, today: date, context: Context) -> Reply:
        slots = self.slots.read(intent, text, today, context)
        script = self.library.script()
        rules = script.plan.deductions
        card: Proposal | None = None
        asks: str | None = None
        if intent is Intent.LIST_FINDINGS:
            records.listed(script, slots, rules, self.book, today)
        elif intent is Intent.OFFICE_TOTAL:
            records.totalled(script, slots, rules, self.book, today)
        elif intent is Intent.MAKE_NOTICE:
            card, asks = actions.paper(script, text, slots, rules)
        elif intent is Intent.SUMMARY_REPORT:
            card = actions.summary(script, text, slots, rules)
        elif intent is Intent.VOID_FINDING:
            card, asks = actions.void(script, text, slots, rules, context)
        elif intent is Intent.CORRECT_LAST:
            card, asks = actions.correction(script, text, slots, rules, context)
        elif intent is Intent.GRADE_COMPANY:
            card, asks = grading.grade(script, text, slots, self.book)
        else:
            script.say(
                f"记下：{records.described(slots, rules)}。" if slots else "好的。",
                *(str(value) for value in slots.values()),
            )
        return replace(reply(intent, slots, script), proposal=card, asks=asks)


def _joined(rows: Sequence[Slots]) -> Slots:
    """Slots of several findings: each value once, joined by 、."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: "、".join(dict.fromkeys(str(row[name]) for row in rows if name in row)) for name in names}


def _first(file: str, text: str) -> str:
    rows = knowledge.load_cached(file)
    return next(str(row["say"]) for row in rows if re.search(row["when"], text, re.IGNORECASE))
