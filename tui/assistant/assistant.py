"""The assistant: an utterance in, an intent, slots, a grounded reply and perhaps a card out.

Owns how the parts play together.  It writes nothing: what is confirmed is filed by the caller through the use
cases in `penalties`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from importers.rosters import Registry
from ledger.plan import Plan
from penalties.in_force import RulesInForce
from tui.assistant.answering import Answerer
from tui.assistant.contexts import Context, read_context
from tui.assistant.deciding import Signs, decide
from tui.assistant.documents import DocumentAnswerer
from tui.assistant.filing import FindingReader, InForce, Reading
from tui.assistant.grounding import grounded
from tui.assistant.intents import Classifier
from tui.assistant.library import Library
from tui.assistant.masking import Masker, folded
from tui.assistant.mentions import departments_in, offices_in, persons_in
from tui.assistant.retrieval import Index
from tui.assistant.rulebook import RuleBook
from tui.assistant.slots import SlotReader, other_medium
from tui.assistant.values import Intent, Reply, Slots

if TYPE_CHECKING:
    from ledger.database import Book
    from tui.assistant.bridge import Bridge, BridgeSettings

MOST_CHARACTERS = 2_000


class Assistant:
    """Answers over some plans, the first of which is in force, and over a book where one is given."""

    def __init__(
        self,
        plans: Sequence[Plan],
        registry: Registry,
        book: Book | None = None,
        model: BridgeSettings | None = None,
    ) -> None:
        self.model = model
        self.plans = tuple(plans)
        self.book = book
        self.registry = registry.with_plan(self.plans[0]) if self.plans else registry

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """Every responsible person that a plan names."""
        return tuple(
            sorted(
                {
                    person
                    for plan in self.plans
                    for task in plan.obligations
                    for names in (task.persons_unaligned, *(part.persons for part in task.assignments))
                    for person in names
                }
            )
        )

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each responsible person is, by the first unit that the plans name with the person."""
        held: dict[str, str] = {}
        for plan in self.plans:
            for task in plan.obligations:
                for part in task.assignments:
                    for person in part.persons:
                        held.setdefault(person, f"{part.unit}责任人")
        return {person: held.get(person, "责任人") for person in self.persons}

    @cached_property
    def _force(self) -> InForce:
        return InForce(RulesInForce.of_plan(self.plans[0], self.registry))

    def _in_force(self, day: date) -> InForce:
        """The rules of a day: without a book those of the first plan."""
        return self._force

    @cached_property
    def _masker(self) -> Masker:
        return Masker(self.registry, self.persons)

    @cached_property
    def _slots(self) -> SlotReader:
        return SlotReader(self.plans[0], self.registry, RuleBook(self.plans[0].deductions), self.persons)

    @cached_property
    def _answerer(self) -> Answerer:
        library = Library(self.plans, Index(self.plans))
        filing = FindingReader(self._in_force)
        documents = DocumentAnswerer(library, self._slots, filing, self.persons)
        return Answerer(library, self._slots, documents, self.book)

    def warm(self) -> None:
        """Loads what the first question would otherwise wait for."""
        self.say("昨天某工地裸土没盖，市里查的 ab", date(2000, 1, 1))

    def say(self, text: str, today: date, context: str | None = None) -> Reply:
        """The reply to an utterance; `context` is what the program said last, where nothing else is known."""
        plain = folded(text)[:MOST_CHARACTERS]
        said = read_context(context, today)
        intent = self.intent_of(plain, today, said)
        reply = self._answerer.answer(intent, plain, today, said)
        if not reply.understood and self.model is not None and not said.asks:
            reply = self._in_other_words(plain, today) or reply
        return grounded(reply, f"{plain}\n{context or ''}\n{today.isoformat()}", self.persons)

    @cached_property
    def _bridge(self) -> Bridge | None:
        from tui.assistant.bridge import Bridge

        return Bridge(self.model, self._names_in) if self.model is not None else None

    def _names_in(self, text: str) -> frozenset[str]:
        """Every office, department and person that a text names."""
        units = (*offices_in(text, self.registry), *departments_in(text, self.registry))
        return frozenset((*units, *persons_in(text, self.persons)))

    def _in_other_words(self, text: str, today: date) -> Reply | None:
        """The answer to the utterance as a model rephrases it, where the two readings agree."""
        said = self._bridge.rephrase(text) if self._bridge is not None else None
        if said is None:
            return None
        words = folded(said.utterance)
        if self.intent_of(words, today, Context()) is not said.intent:
            return None
        reply = self._answerer.answer(said.intent, words, today, Context())
        if not reply.understood:
            return None
        note = f"按“{words}”来理解。"
        return replace(reply, text=f"{note}\n{reply.text}", sources=(*reply.sources, words))

    def intent_of(self, text: str, today: date, context: Context) -> Intent:
        """What the utterance asks for."""
        if not text:
            return Intent.SMALLTALK
        masked = self._masker.mask(text, today)
        fills = bool(context.asks) and self._slots.fill(context.asks or "", text, today) is not None
        medium = other_medium(text)
        signs = Signs(
            text,
            masked,
            context,
            fills=fills,
            corrects=bool(self._slots.read(Intent.CORRECT_LAST, text, today, context)),
            coverage=self._answerer.library.coverage(text),
            named=self._slots.named(text, "command", "grade", "records") is not None,
            named_document=self._answerer.library.plan_named(text) is not None,
            other_medium=medium is not None and self._only_air(),
        )
        intent, _ = decide(Classifier.shipped().ranked(masked, context.kind), signs)
        return intent

    def read(self, text: str, today: date) -> Reading:
        """One finding as it is read and judged."""
        return self._answerer.documents.filing.read(folded(text), today)

    def slots_of(self, intent: Intent, text: str, today: date, context: str | None = None) -> Slots:
        """The slots that an utterance fills for an intent, whatever it seems to ask for."""
        return self._slots.read(intent, folded(text), today, read_context(context, today))

    def _only_air(self) -> bool:
        """Whether the plan in force is about the air alone, by its title."""
        return any("大气" in plan.document.title or "蓝天" in plan.document.title for plan in self.plans)
