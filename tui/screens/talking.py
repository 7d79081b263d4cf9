"""What a screen needs to talk: ask in a worker, show the answer, read again when something was written.

A place of the last answer is opened on the assistant's screen, beside the conversation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Judgement

if TYPE_CHECKING:
    from tui.assistant.terminal import Notebook
    from tui.screens.base import DeskScreen
    from tui.screens.session import Session
    from tui.screens.talk import Source, Spoken

YES = "确认"


def ask(screen: DeskScreen, text: str) -> None:
    """Put what was typed to the assistant, or open the place that it asks for."""
    session = screen.session
    talk, book, person, today = session.talk, session.book, session.person, session.today
    if book is None or person is None or talk.busy:
        return
    place = talk.place_named(text)
    if place is not None:
        open_place(screen, place)
        return
    talk.opened = None
    talk.heard(text)
    screen.talked()
    notebook = notebook_of(session, person)

    def work() -> None:
        spoken, written = talk.reply(book, person, text, today, notebook)
        screen.post_message(Judgement(lambda: _show(screen, spoken, written)))

    screen.guarded(work, "talk", lambda: talk.told("出了意外，请换个说法再试。"))


def open_place(screen: DeskScreen, place: Source) -> None:
    """Show a place in its document, beside the conversation."""
    screen.session.talk.opened = place
    if screen.MODE == "assistant":
        screen.talked()
    else:
        screen.app.switch_mode("assistant")


def notebook_of(session: Session, person: str) -> Notebook:
    """Where the person's turns over these books are kept, the same as in the terminal."""
    from tui import settings
    from tui.assistant.keeping import Record, record_path
    from tui.assistant.terminal import Notebook

    file = settings.book_path(session.url)
    url = f"sqlite:///{file.resolve()}" if file is not None else session.url
    return Notebook(Record(record_path(url, settings.log_file().parent)), person, session.clock)


def _show(screen: DeskScreen, spoken: Spoken, written: bool) -> None:
    screen.session.talk.told(spoken.text, spoken.places)
    screen.talked()
    if written:
        screen.say(spoken.text.split("\n")[0], "good")
        screen.session.wrote()
        screen.reload_if_old()
