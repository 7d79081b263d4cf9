"""What the parts of the desk tell each other. A worker posts one of these and touches no widget."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message


class Arrived(Message):
    """A reading has arrived. `turn` tells a stale one; `show` is called by the screen on its own thread."""

    def __init__(self, what: str, turn: int, show: Callable[[], None]) -> None:
        super().__init__()
        self.what = what
        self.turn = turn
        self.show = show


class Done(Message):
    """A step is in the books: `text` says so in one line, `then` goes on from there."""

    def __init__(self, text: str, then: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.text = text
        self.then = then


class Refusal(Message):
    """A step or a reading was refused; `text` says what is wrong and what to do.

    `failed` is called by the screen on its own thread, to put right what was left half done.
    """

    def __init__(self, what: str, text: str, failed: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.what = what
        self.text = text
        self.failed = failed


class Judgement(Message):
    """A judgement has arrived; `show` is called by the screen on its own thread."""

    def __init__(self, show: Callable[[], None]) -> None:
        super().__init__()
        self.show = show


class TimetableTold(Message):
    """The timetable made or delivered something, or could not; `text` says so in one line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class BookOpened(Message):
    """The book is open and can be read."""


class BookFailed(Message):
    """The book cannot be opened; `text` says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class BookLooked(Message):
    """The last link of the books' chain; `revision` is the session's when the look began."""

    def __init__(self, head: int, revision: int) -> None:
        super().__init__()
        self.head = head
        self.revision = revision
