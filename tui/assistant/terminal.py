"""The conversation in the terminal: replies, and a word of confirmation before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from ledger.database import Book
from ledger.errors import GongjianError
from tui.assistant.acting import Hand
from tui.assistant.assistant import Assistant
from tui.assistant.dialogue import Conversation
from tui.assistant.over_books import assistant_of

GREETING = "攻坚台账助手。说“帮助”看例子，说“退出”结束；写入台账前都要您确认。"
_LEAVE = ("退出", "结束", "再见", "拜拜", "quit", "exit", "q")


def converse(
    book: Book,
    person: str,
    *,
    today: date,
    mint: Callable[[], str],
    lines: Iterable[str],
    show: Callable[[str], None],
) -> None:
    """Answers line by line until the lines end or one says goodbye; a refusal is shown and the talk goes on.

    `lines` are what is typed, `show` prints a reply, `mint` gives a fresh key for each finding.
    """
    talk = Conversation(assistant_of(book, today), Hand(book, person, today, mint))
    show(GREETING)
    for line in lines:
        text = line.strip()
        if text.lower() in _LEAVE:
            break
        if text:
            show(answer(talk, text, today))


def answer(talk: Conversation, text: str, today: date) -> str:
    """The words of the next reply, or of the refusal."""
    try:
        reply = talk.say(text, today)
    except GongjianError as refusal:
        return str(refusal)
    cited = "、".join(dict.fromkeys(citation.label for citation in reply.citations[:4]))
    return f"{reply.text}\n〔依据：{cited}〕" if cited else reply.text


def over_plans(assistant: Assistant) -> Conversation:
    """A conversation over documents only: nothing can be written."""
    return Conversation(assistant)
