"""What a screen needs to talk: ask in a worker, show the answer, read again when something was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Judgement

if TYPE_CHECKING:
    from tui.screens.base import DeskScreen
    from tui.screens.talk import Spoken

YES = "确认"


def ask(screen: DeskScreen, text: str) -> None:
    """Put what was typed to the assistant."""
    session = screen.session
    talk, book, person, today = session.talk, session.book, session.person, session.today
    if book is None or person is None or talk.busy:
        return
    talk.heard(text)
    screen.talked()

    def work() -> None:
        spoken, written = talk.reply(book, person, text, today)
        screen.post_message(Judgement(lambda: _show(screen, spoken, written)))

    screen.guarded(work, "talk", lambda: talk.told("出了意外，请换个说法再试。"))


def _show(screen: DeskScreen, spoken: Spoken, written: bool) -> None:
    screen.session.talk.told(spoken.text, spoken.sources)
    screen.talked()
    if written:
        screen.say(spoken.text.split("\n")[0], "good")
        screen.session.wrote()
        screen.reload_if_old()
