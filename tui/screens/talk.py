"""The conversation of a sitting: one for the line on every screen and for the assistant's own screen.

The assistant reads and proposes in a worker; it writes only what a person confirms, as that person.  What was
said is kept in the person's notebook, and the places of an answer can be opened in their documents.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ledger.errors import GongjianError
from ledger.plan import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.database import Book
    from ledger.plan import Plan
    from tui.assistant.dialogue import Conversation
    from tui.assistant.terminal import Notebook
    from tui.assistant.values import Reply

_OPENS = re.compile(r"^(?:看|打开)?(?:出处|原文)?\s*(?P<number>[1-9])$")
_MARKED = re.compile(r"出处|原文")


@dataclass(frozen=True)
class Source:
    """A place that an answer stands on: `spans` are the cited characters of `text`, the narrowest first."""

    name: str
    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """One turn; `places` are what the program stands on."""

    mine: bool
    text: str
    places: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The places by name, numbered as they are opened."""
        return tuple(f"{number}. {place.name}" for number, place in enumerate(self.places, 1))


@dataclass
class Talk:
    """What was said, and whether a card waits for a yes."""

    lines: list[Spoken] = field(default_factory=list)
    busy: bool = False
    opened: Source | None = None
    _conversation: Conversation | None = None
    _made_for: tuple[object, ...] = ()

    @property
    def proposing(self) -> bool:
        """Whether a complete card waits for a yes."""
        talk = self._conversation
        return talk is not None and talk.card is not None and not talk.card.missing

    def heard(self, text: str) -> None:
        """Keep what a person typed."""
        self.lines.append(Spoken(True, text))
        self.busy = True

    def told(self, text: str, places: tuple[Source, ...] = ()) -> None:
        """Keep what the program said."""
        self.lines.append(Spoken(False, text, places))
        self.busy = False

    def place(self, number: int) -> Source | None:
        """A place of the last answer that has any, from 1."""
        last = next((spoken for spoken in reversed(self.lines) if spoken.places), None)
        return last.places[number - 1] if last and 1 <= number <= len(last.places) else None

    def place_named(self, text: str) -> Source | None:
        """The place that is asked for: 出处2, or 2 alone where no question waits for a number."""
        hit = _OPENS.match(text.strip())
        asks = self._conversation.asks if self._conversation is not None else None
        if hit is None or (asks and not _MARKED.search(text)):
            return None
        return self.place(int(hit["number"]))

    def reply(
        self, book: Book, person: str, text: str, today: date, notebook: Notebook | None = None
    ) -> tuple[Spoken, bool]:
        """The program's next words, and whether the books were written. For a worker."""
        try:
            conversation, left = self._ready(book, person, today, notebook)
            if left:
                return Spoken(False, left), False
            before = conversation.recorded
            reply = conversation.say(text, today)
        except GongjianError as refusal:
            return Spoken(False, str(refusal)), False
        words = reply.text
        try:
            if notebook is not None:
                notebook.note(conversation, text, reply)
        except GongjianError as unkept:
            words = f"{words}\n{unkept}"
        spoken = Spoken(False, words, sources_of(reply, conversation.assistant.plans))
        return spoken, conversation.recorded != before

    def _ready(
        self, book: Book, person: str, today: date, notebook: Notebook | None
    ) -> tuple[Conversation, str]:
        """The conversation over the books as they are, slow where it has to be made; what was left to finish.

        What was left unfinished is shown before anything else is done, so that nobody confirms it unseen.
        """
        from ledger import policies, units
        from tui.assistant.acting import Hand
        from tui.assistant.dialogue import Conversation
        from tui.assistant.over_books import assistant_of
        from tui.assistant.terminal import left_open

        with book.read() as tx:
            made_for = (tuple(policies.list_policies(tx)), tuple(units.list_units(tx)), person, today)
        if self._conversation is not None and self._made_for == made_for:
            return self._conversation, ""
        seen = self._conversation is not None and self._made_for[2] == person
        hand = Hand(book, person, today, lambda: uuid.uuid4().hex)
        talk = Conversation(assistant_of(book, today), hand)
        left = left_open(talk, notebook, today) if notebook is not None else None
        self._conversation, self._made_for = talk, made_for
        if left is None or seen:
            return talk, ""
        return talk, f"上次还有没登记完的：\n{left.text}\n请先回答，或者说“取消”，再说别的。"


def sources_of(reply: Reply, plans: Sequence[Plan]) -> tuple[Source, ...]:
    """The places that a reply cites, each once, with their characters in the document."""
    from tui.assistant.passages import document_label
    from tui.assistant.terminal import places_of

    texts = {document_label(plan): plan.text for plan in plans}
    return tuple(
        Source(
            f"{place.document} {place.label}",
            texts.get(place.document, ""),
            tuple(
                sorted(
                    (
                        each.span
                        for each in reply.citations
                        if each.span and (each.document, each.label) == (place.document, place.label)
                    ),
                    key=lambda span: span.end - span.start,
                )
            ),
        )
        for place in places_of(reply)
    )
