"""The conversation of a sitting: one for the line on every screen and for the assistant's own screen.

The assistant reads and proposes in a worker; it writes only what a person confirms, as that person.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ledger.errors import GongjianError

if TYPE_CHECKING:
    from ledger.database import Book
    from tui.assistant.dialogue import Conversation
    from tui.assistant.values import Reply


@dataclass(frozen=True)
class Spoken:
    """One turn; `sources` are the places that the program stands on."""

    mine: bool
    text: str
    sources: tuple[str, ...] = ()


@dataclass
class Talk:
    """What was said, and whether a card waits for a yes."""

    lines: list[Spoken] = field(default_factory=list)
    busy: bool = False
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

    def told(self, text: str, sources: tuple[str, ...] = ()) -> None:
        """Keep what the program said."""
        self.lines.append(Spoken(False, text, sources))
        self.busy = False

    def reply(self, book: Book, person: str, text: str, today: date) -> tuple[Spoken, bool]:
        """The program's next words, and whether the books were written. For a worker."""
        try:
            conversation = self._ready(book, person, today)
            before = conversation.recorded
            reply = conversation.say(text, today)
        except GongjianError as refusal:
            return Spoken(False, str(refusal)), False
        return Spoken(False, reply.text, sources_of(reply)), conversation.recorded != before

    def _ready(self, book: Book, person: str, today: date) -> Conversation:
        """The conversation over the books as they are; slow where it has to be made."""
        from ledger import policies, units
        from tui.assistant.acting import Hand
        from tui.assistant.dialogue import Conversation
        from tui.assistant.over_books import assistant_of

        with book.read() as tx:
            made_for = (tuple(policies.list_policies(tx)), tuple(units.list_units(tx)), person, today)
        if self._conversation is None or self._made_for != made_for:
            hand = Hand(book, person, today, lambda: uuid.uuid4().hex)
            self._conversation = Conversation(assistant_of(book, today), hand)
            self._made_for = made_for
        return self._conversation


def sources_of(reply: Reply) -> tuple[str, ...]:
    """The places that a reply cites, without repeats."""
    return tuple(dict.fromkeys(f"{each.document} {each.label}" for each in reply.citations[:4]))
