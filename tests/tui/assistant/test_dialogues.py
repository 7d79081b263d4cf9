"""Every conversation under dialogues/ goes as it is written there, turn by turn.

A turn: `say` what is typed; `intent`, `slots`, `has` and `lacks` of the reply, `refused` in its place; `card`
whether one waits for a word, `books` how many findings stand in the books afterwards; `meanwhile` is what
another person does before it: approve, or file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ledger import findings
from ledger.database import Book
from ledger.drafts import AssessmentDraft, FindingDraft
from ledger.errors import GongjianError
from ledger.vocabulary import AssessmentStatus, Level
from penalties.posting import approve_and_post
from tui.assistant.dialogue import Conversation
from tui.assistant.values import Reply

FOLDER = Path(__file__).parent / "dialogues"
FILES = sorted(FOLDER.glob("*.yaml"))
TODAY = date(2026, 8, 20)


def another_person(book: Book, does: str) -> None:
    """王芳 approves and posts a finding by number, or files one herself."""
    with book.write("王芳") as tx:
        if does == "file":
            price = AssessmentDraft(AssessmentStatus.FREE, None, 0, None, ("不扣缴",))
            findings.file(tx, FindingDraft("other", "路边扬尘", date(2026, 8, 19), Level.DISTRICT, price))
        else:
            approve_and_post(tx, does.removeprefix("approve "))


def test_there_are_sixty_conversations_and_more() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(
    path: Path, talk: Conversation, book: Book, written: Callable[[], int]
) -> None:
    turns: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    for turn in turns:
        if "meanwhile" in turn:
            another_person(book, turn["meanwhile"])
        if "refused" in turn:
            with pytest.raises(GongjianError, match=turn["refused"]):
                talk.say(turn["say"], TODAY)
            continue
        check(turn, talk, talk.say(turn["say"], TODAY))
        if "books" in turn:
            assert written() == turn["books"], turn["say"]


def check(turn: dict[str, Any], talk: Conversation, reply: Reply) -> None:
    """The reply is what the turn says it is."""
    where = f"{turn['say']} → {reply.text} {reply.slots}"
    assert turn.get("intent", reply.intent.value) == reply.intent.value, where
    assert turn.get("card", talk.card is not None) is (talk.card is not None), where
    for name, value in turn.get("slots", {}).items():
        assert str(reply.slots.get(name)) == str(value), where
    for words in turn.get("has", []):
        assert words in reply.text, where
    for words in turn.get("lacks", []):
        assert words not in reply.text, where
