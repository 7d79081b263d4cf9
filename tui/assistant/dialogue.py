"""A conversation: what is being filled in, what was said last, and what waits for a person's word.

Nothing is written but by `confirm`, and only what the card on the table shows.  A draft can be corrected in
any slot, dropped, left for a question and returned to; it is kept as plain values, so that it survives a
restart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ledger.vocabulary import Level
from tui.assistant import quantities
from tui.assistant.answers import findings, grading
from tui.assistant.answers.script import Script
from tui.assistant.assistant import Assistant
from tui.assistant.contexts import QUESTIONS
from tui.assistant.filing import Changes, Reading
from tui.assistant.grounding import grounded
from tui.assistant.masking import folded
from tui.assistant.slots import NO, YES
from tui.assistant.values import Intent, Proposal, Reply, Slots

_CHANGED = ("found_on", "office", "level", "place", "count", "subject", "unit")
_DENIES = re.compile(r"不对|不是|错|改成|应该是")
_REPEAT = re.compile(
    r"^(?:再说一遍|重复一遍|重复一下|没听清|刚才说啥|什么来着|再说一次|你刚说什么|重复|说啥|啥)[？?。.!！]*$"
)
_AGAIN = re.compile(
    r"同上|再来一[条个]|再登一[条个]|照(?:刚才|上面)的?|跟(?:刚才|上面|上一条)一样|和(?:刚才|上一条)一样|同样的"
)
_ONLY_LEVEL = re.compile(
    r"^(?:不对[,，]?)?(?:这?是|应该是|改成)?(?:国家|中央|部里|省|市|区)[里级局厅]?"
    r"(?:自己|自)?(?:查|查到|查出来|发现|检查|督导组|督察组|自查)?(?:查的|发现的|的)?[。.]?$"
)
_LEVELS = (
    (Level.NATIONAL, r"国家|部里|生态环境部|中央"),
    (Level.PROVINCIAL, r"省"),
    (Level.DISTRICT, r"区里|区级|自查|我们自己|自己查|咱自己|^区"),
    (Level.MUNICIPAL, r"市"),
)


@dataclass
class Conversation:
    """One person's conversation. `write` does what a confirmed card says and gives the words to say."""

    assistant: Assistant
    write: Callable[[Proposal], str] | None = None
    drafts: list[Reading] = field(default_factory=list)
    card: Proposal | None = None
    asks: str | None = None
    last: Reply | None = None
    filed: list[Reading] = field(default_factory=list)
    recorded: str = ""

    def say(self, text: str, today: date) -> Reply:
        """The next reply."""
        reply = self._next(folded(text), today)
        self.last = reply
        return reply

    def confirm(self) -> Reply:
        """Writes what the card shows, once; without a card nothing happens."""
        card = self.card
        if card is None:
            return self._plain("没有等待确认的内容。")
        if card.missing:
            return self._plain(f"还缺：{'、'.join(card.missing)}，补齐后才能确认。")
        if self.write is None:
            return self._plain("这里只对文件作答，没有打开台账，不能写入。")
        words = self.write(card)
        readings = [reading for reading in card.records if isinstance(reading, Reading)]
        if readings:
            self.filed = readings
        self.recorded = words.splitlines()[-1] if card.intent is not Intent.VOID_FINDING else ""
        self._clear()
        return self._plain(words, card.intent)

    def drop(self) -> Reply:
        """Leaves the card unwritten."""
        had = self.card is not None or bool(self.drafts)
        self._clear()
        return self._plain("已取消，什么都没有写入。" if had else "没有等待确认的内容。")

    def kept(self) -> dict[str, object]:
        """What is still to be filled in, as plain values; nothing where nothing waits."""
        drafts = [{"text": one.text, "changes": plain_changes(one.changes)} for one in self.drafts]
        return {"drafts": drafts} if drafts else {}

    def take_up(self, kept: Mapping[str, Any], today: date) -> Reply | None:
        """Goes on with what was kept; the words to say, or None where nothing was kept.

        The texts are read again, so that a draft is judged under the rules of the day on which it is filed.
        """
        rows = kept.get("drafts") or []
        readings = [
            merged(self.assistant.read(str(row["text"]), today), changes_of_plain(row["changes"]))
            for row in rows
        ]
        return self._proposed(readings, "", today, Intent.FILE_FINDING, {}) if readings else None

    def _next(self, text: str, today: date) -> Reply:
        if _REPEAT.match(text) and self.last:
            return self.last
        if self.card is not None and self.asks in grading.LABELS and not NO.match(text):
            graded = grading.filled(self.card, str(self.asks), text)
            if graded is not None:
                return self._graded(graded, text)
            if YES.match(text):
                return self._lacking(self.card, grading.question(self.asks))
        if self.card is not None and YES.match(text) and self.asks in (None, "yes"):
            return self.confirm()
        if self.drafts and YES.match(text) and self.card is not None and self.card.missing:
            return self._lacking(self.card, self._question())
        if NO.match(text) and (self.card is not None or self.drafts):
            return self.drop()
        if self.asks == "reason" and self.card is not None:
            return self._reasoned(text)
        if self.drafts:
            return self._while_filing(text, today)
        if _AGAIN.search(text) and self.filed:
            return self._again(text, today)
        return self._fresh(text, today)

    def _fresh(self, text: str, today: date) -> Reply:
        context = self.recorded or (self.last.text if self.last else None)
        reply = self.assistant.say(text, today, context)
        if reply.intent is Intent.CORRECT_LAST and self.filed:
            return self._amend(reply, text, today)
        return self._keep(reply)

    def _keep(self, reply: Reply) -> Reply:
        self.card = reply.proposal
        self.asks = reply.asks
        if reply.proposal and reply.intent is Intent.FILE_FINDING:
            self.drafts = [reading for reading in reply.proposal.records if isinstance(reading, Reading)]
        return reply

    def _while_filing(self, text: str, today: date) -> Reply:
        """An answer to what was asked, a correction, another finding, or an interruption."""
        if (self.asks == "level" or _ONLY_LEVEL.match(text)) and (level := level_in(text)):
            said = Intent.MULTI_TURN_FILL if self.asks else Intent.CORRECT_LAST
            return self._changed(Changes(level=level), {}, text, today, said)
        last = self.drafts[which_of(text, len(self.drafts)) or -1]
        told = findings.summary(last, last.assessment())
        reply = self.assistant.say(
            text, today, f"拟登记：{told}。{QUESTIONS.get(self.asks or '', '确认吗？')}"
        )
        if reply.intent in (Intent.MULTI_TURN_FILL, Intent.CORRECT_LAST) and reply.slots:
            return self._changed(changes_of(reply.slots), reply.slots, text, today, reply.intent)
        corrects = reply.intent in (Intent.CORRECT_LAST, Intent.MULTI_TURN_FILL) or _DENIES.search(text)
        if corrects and not reply.slots and (level := level_in(text)):
            return self._changed(Changes(level=level), {}, text, today, Intent.CORRECT_LAST)
        if reply.intent is Intent.FILE_FINDING and reply.proposal:
            return self._another(reply, text, today)
        told = reply.text
        if reply.proposal is not None:  # two cards at once could not be told apart by a yes
            told = "手上这条还没登记完，先登记或者说“取消”，再说这件事。"
        return replace(
            reply,
            text=f"{told}\n（刚才那条还没登记：{self._question()}）",
            proposal=self.card,
            asks=self.asks,
        )

    def _question(self) -> str:
        """What is still asked of the drafts, and of which where it is not asked of all."""
        return findings.question(self.drafts, self.asks) if self.asks else "确认登记吗？"

    def _changed(
        self, changes: Changes, slots: Slots, text: str, today: date, intent: Intent = Intent.MULTI_TURN_FILL
    ) -> Reply:
        at = which_of(text, len(self.drafts))
        lacking = {place for place, one in enumerate(self.drafts) if self.asks in one.missing()}
        meant = {at} if at is not None else lacking or set(range(len(self.drafts)))
        changed = [
            merged(reading, changes) if place in meant else reading
            for place, reading in enumerate(self.drafts)
        ]
        if at is None and len(self.drafts) > 1 and intent is Intent.CORRECT_LAST:
            changed = [*self.drafts[:-1], merged(self.drafts[-1], changes)]
        return self._proposed(changed, text, today, intent, slots)

    def _another(self, reply: Reply, text: str, today: date) -> Reply:
        new = [
            reading
            for reading in (reply.proposal.records if reply.proposal else ())
            if isinstance(reading, Reading)
        ]
        if not any(reading.rule for reading in new):
            return replace(reply, proposal=self.card, asks=self.asks)
        return self._proposed([*self.drafts, *new], text, today, Intent.FILE_FINDING, reply.slots)

    def _again(self, text: str, today: date) -> Reply:
        """Another finding like the last one, with what is said otherwise."""
        reply = self.assistant.say(_AGAIN.sub(" ", text).strip(" ，,。") or "同上", today, "已登记")
        base = self.filed[-1]
        slots = reply.slots if reply.intent is not Intent.SMALLTALK else {}
        if not slots:
            slots = self.assistant.slots_of(Intent.CORRECT_LAST, text, today)
        return self._proposed([merged(base, changes_of(slots))], text, today, Intent.FILE_FINDING, slots)

    def _reasoned(self, text: str) -> Reply:
        """The ground of a voiding, as it was given."""
        card = self.card
        if card is None:
            return self._plain("没有等待确认的内容。")
        steps = tuple({**step, "reason": text} for step in card.steps)
        self.card, self.asks = replace(card, steps=steps, fields=(*card.fields, ("理由", text))), None
        words = f"理由：{text}。确认{card.title}吗？"
        return Reply(Intent.MULTI_TURN_FILL, {}, words, proposal=self.card, sources=(text,))

    def _lacking(self, card: Proposal, question: str) -> Reply:
        """What a card that was confirmed too early still needs."""
        words = f"还缺：{'、'.join(card.missing)}，补齐后才能确认。{question}"
        return replace(self._plain(words), proposal=card, asks=self.asks)

    def _graded(self, card: Proposal, text: str) -> Reply:
        """A card of a grade with one more of its slots, and the next question."""
        self.card, self.asks = card, grading.asked_of(card)
        told = "；".join(f"{name}：{value}" for name, value in card.fields)
        words = f"{told}。{grading.question(self.asks)}"
        return Reply(Intent.MULTI_TURN_FILL, {}, words, proposal=card, asks=self.asks, sources=(told, text))

    def _amend(self, reply: Reply, text: str, today: date) -> Reply:
        """A correction of what was filed: a card that voids it and files it as corrected."""
        corrected = merged(self.filed[-1], changes_of(reply.slots))
        card = replace(reply.proposal, records=(corrected,)) if reply.proposal else None
        self.card, self.asks = card, None
        return replace(reply, proposal=card)

    def _proposed(self, drafts: list[Reading], text: str, today: date, intent: Intent, slots: Slots) -> Reply:
        script = Script(self.assistant.plans[0])
        card, asks = findings.propose(script, drafts, text, self.drafts)
        self.drafts, self.card, self.asks = drafts, card, asks
        reply = Reply(
            intent, slots, script.text(), tuple(script.citations), card, asks, tuple(script.sources)
        )
        return grounded(reply, f"{text}\n{today.isoformat()}", self.assistant.persons)

    def _plain(self, words: str, intent: Intent = Intent.MULTI_TURN_FILL) -> Reply:
        return Reply(intent, {}, words, sources=(words,))

    def _clear(self) -> None:
        self.drafts, self.card, self.asks = [], None, None


def changes_of(slots: Slots) -> Changes:
    """What slots change of a reading."""
    return Changes(
        found_on=date.fromisoformat(str(slots["date"])) if "date" in slots else None,
        office=str(slots["office"]) if "office" in slots else None,
        place=int(slots["rule"]) if "rule" in slots else None,
        count=int(slots["count"]) if "count" in slots else None,
        subject=str(slots["subject"]) if "subject" in slots else None,
        unit=str(slots["unit"]) if "unit" in slots else None,
    )


def plain_changes(changes: Changes) -> dict[str, str | int]:
    """Changes as plain values."""
    found: dict[str, str | int] = {}
    for name in _CHANGED:
        value = getattr(changes, name)
        if value is not None:
            found[name] = value.isoformat() if isinstance(value, date) else value
    return {name: str(value) if isinstance(value, Level) else value for name, value in found.items()}


def changes_of_plain(kept: Mapping[str, Any]) -> Changes:
    """Changes from plain values; what is unknown is left aside."""
    values = {name: kept[name] for name in _CHANGED if name in kept}
    if "found_on" in values:
        values["found_on"] = date.fromisoformat(values["found_on"])
    if "level" in values:
        values["level"] = Level.stored(values["level"])
    return Changes(**values)


def merged(reading: Reading, new: Changes) -> Reading:
    """A reading with more changes; a change of the kind starts its count anew."""
    old = reading.changes
    values = {
        name: getattr(new, name) if getattr(new, name) is not None else getattr(old, name)
        for name in _CHANGED
    }
    return replace(reading, changes=Changes(**values))


def level_in(text: str) -> Level | None:
    """The level that an answer names."""
    return next((level for level, pattern in _LEVELS if re.search(pattern, text)), None)


def which_of(text: str, total: int) -> int | None:
    """Which of several drafts a correction names (第二条), from 0; None where it names none."""
    hit = re.search(r"第?([一二三四五六七八九\d]+)条", text)
    if not hit or total < 2:
        return None
    number = quantities.stated_count(hit[1])
    return number - 1 if number and number <= total else None
