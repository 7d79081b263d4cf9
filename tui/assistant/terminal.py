"""The conversation in the terminal: replies with their places, and a word before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ledger.database import Book
from ledger.errors import GongjianError
from tui.assistant.acting import Hand
from tui.assistant.dialogue import Conversation
from tui.assistant.keeping import Record, Turn
from tui.assistant.over_books import assistant_of
from tui.assistant.passages import document_label, plain
from tui.assistant.values import Citation, Reply

GREETING = (
    "攻坚台账助手。说“帮助”看例子，说“退出”结束；写入台账前都要您确认。\n"
    "答复下面写着出处，说“出处1”就看那一处的原文。"
)
_LEAVE = ("退出", "结束", "再见", "拜拜", "quit", "exit", "q")
_OPEN = re.compile(r"^(?:看看?|查看|打开)?(?:第)?(?:出处|原文)\s*(?P<n>\d*)[。.]?$")
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Notebook:
    """Where a person's conversation is kept, and the time of each turn."""

    record: Record
    person: str
    now: Callable[[], datetime]

    def note(self, talk: Conversation, said: str, reply: Reply) -> None:
        """Keeps a turn, and what is still to be filled in."""
        at = self.now().isoformat(timespec="seconds")
        places = tuple(f"{each.document} {each.label}" for each in places_of(reply))
        self.record.add(Turn(at, self.person, said, reply.text, reply.intent.value, places))
        self.record.leave(self.person, talk.kept())


def converse(
    book: Book,
    person: str,
    *,
    today: date,
    mint: Callable[[], str],
    lines: Iterable[str],
    show: Callable[[str], None],
    notebook: Notebook | None = None,
) -> None:
    """Answers line by line until the lines end or one says goodbye; a refusal is shown and the talk goes on.

    `lines` are what is typed, `show` prints a reply, `mint` gives a fresh key for each finding; `notebook`
    keeps what is said and hands back what was left unfinished.
    """
    talk = Conversation(assistant_of(book, today), Hand(book, person, today, mint))
    show(GREETING)
    if notebook is not None:
        _take_up(talk, notebook, today, show)
    for line in lines:
        text = line.strip()
        if text.lower() in _LEAVE:
            break
        if text:
            show(answer(talk, text, today, notebook))


def _take_up(talk: Conversation, notebook: Notebook, today: date, show: Callable[[str], None]) -> None:
    """Goes on with what was left unfinished, and shows it."""
    left = left_open(talk, notebook, today)
    if left is not None:
        show(f"上次还有没登记完的：\n{worded(left)}")


def left_open(talk: Conversation, notebook: Notebook, today: date) -> Reply | None:
    """Takes up what a person left unfinished, where it can still be judged; the words to say."""
    try:
        return talk.take_up(notebook.record.left(notebook.person), today)
    except (GongjianError, LookupError, ValueError, TypeError):
        notebook.record.leave(notebook.person, {})
        return None


def answer(talk: Conversation, text: str, today: date, notebook: Notebook | None = None) -> str:
    """The words of the next reply, of the clause that is opened, or of the refusal."""
    opened = _OPEN.match(text)
    if opened:
        return clause(talk, int(opened["n"] or 1))
    try:
        reply = talk.say(text, today)
    except GongjianError as refusal:
        return str(refusal)
    try:
        if notebook is not None:
            notebook.note(talk, text, reply)
    except GongjianError as unkept:
        return f"{worded(reply)}\n{unkept}"
    return worded(reply)


def worded(reply: Reply) -> str:
    """A reply with the places that it stands on, numbered so that they can be opened."""
    places = places_of(reply)
    if not places:
        return reply.text
    named = "；".join(f"{n}. {each.document} {each.label}" for n, each in enumerate(places, 1))
    return f"{reply.text}\n出处：{named}"


def places_of(reply: Reply) -> list[Citation]:
    """The first places of a reply, each once."""
    found = {(each.document, each.label): each for each in reversed(reply.citations)}
    order = dict.fromkeys((each.document, each.label) for each in reply.citations)
    return [found[place] for place in order][:_PLACES]


def clause(talk: Conversation, number: int) -> str:
    """The text of a place of the last reply, as it stands in the document."""
    places = places_of(talk.last) if talk.last else []
    if not places:
        return "上一句答复没有引用文件，没有出处可看。"
    if not 1 <= number <= len(places):
        return f"上一句答复有{len(places)}处出处，请说“出处1”到“出处{len(places)}”。"
    chosen = places[number - 1]
    same = [each for each in talk.last.citations if each.label == chosen.label] if talk.last else []
    plan = next((each for each in talk.assistant.plans if document_label(each) == chosen.document), None)
    texts = [
        plain(each.span.of(plan.text))
        for each in same
        if each.span and plan and each.document == chosen.document
    ]
    whole = max(texts, key=len, default=chosen.quote)
    return f"{chosen.document} {chosen.label}：\n{whole}"
