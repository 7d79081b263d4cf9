"""What the assistant hands out: the intent, the slots, the reply with its citations, and a proposal.

A proposal is a card that a person confirms; nothing here writes anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.plan import Span
from ledger.vocabulary import Labelled

Slots = dict[str, str | int]
"""Slot name → normalised value: dates "YYYY-MM-DD", months "YYYY-MM", several values joined by 、."""


class Intent(Labelled):
    """What an utterance asks for."""

    FILE_FINDING = "file_finding", "登记问题"
    ASK_AMOUNT = "ask_amount", "问扣缴金额"
    ASK_OBLIGATION = "ask_obligation", "问任务要求"
    ASK_DEADLINE = "ask_deadline", "问期限"
    ASK_RESPONSIBLE = "ask_responsible", "问责任单位和责任人"
    LIST_FINDINGS = "list_findings", "查问题"
    OFFICE_TOTAL = "office_total", "问扣缴合计"
    MAKE_NOTICE = "make_notice", "出通知书"
    CORRECT_LAST = "correct_last", "更正"
    VOID_FINDING = "void_finding", "作废"
    SUBSIDY_QUERY = "subsidy_query", "问补助"
    GRADE_COMPANY = "grade_company", "企业绩效分级"
    SUMMARY_REPORT = "summary_report", "出汇总"
    HELP = "help", "帮助"
    SMALLTALK = "smalltalk_or_out_of_scope", "闲谈或超出范围"
    MULTI_TURN_FILL = "multi_turn_fill", "补充回答"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document: `key` is a task number, 五（二） or a chapter (二); `quote` stands at `span`."""

    key: str
    document: str
    quote: str = ""
    span: Span | None = None

    @property
    def label(self) -> str:
        """As a clerk cites it: 第21项任务, 五（二）, 第二章."""
        if self.key[0].isdigit():
            return f"第{self.key}项任务"
        return self.key if "（" in self.key else f"第{self.key}部分"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card: what would be written.

    `steps` are plain values, one mapping a record; `records` are what confirming hands to the use cases.
    """

    intent: Intent
    title: str
    fields: tuple[tuple[str, str], ...]
    steps: tuple[Mapping[str, object], ...]
    words: str
    missing: tuple[str, ...] = ()
    records: tuple[object, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The card as the JSONL conversation prints it."""
        return {
            "kind": self.intent.value,
            "title": self.title,
            "fields": dict(self.fields),
            "steps": [dict(step) for step in self.steps],
            "missing": list(self.missing),
            "words": self.words,
            "confirmed": False,
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `asks` names the slot that the reply asks for, `sources` what its figures stand on.

    `understood` is False where neither the documents nor the commands have anything to do with the words.
    """

    intent: Intent
    slots: Slots
    text: str
    citations: tuple[Citation, ...] = ()
    proposal: Proposal | None = None
    asks: str | None = None
    sources: tuple[str, ...] = ()
    understood: bool = True

    def as_json(self, key: object) -> dict[str, object]:
        """One line of the JSONL conversation."""
        return {
            "id": key,
            "intent": self.intent.value,
            "slots": dict(self.slots),
            "reply": self.text,
            "citations": list(dict.fromkeys(citation.key for citation in self.citations)),
            "proposal": self.proposal.as_json() if self.proposal else None,
        }
