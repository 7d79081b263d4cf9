"""Utterances that nothing was learned from: the right intent, and the right slots as F1 over their values."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui.assistant.assistant import Assistant
from tui.assistant.values import Reply

LINES = [
    json.loads(line) for line in (Path(__file__).parent / "utterances.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def replies(assistant: Assistant) -> list[tuple[dict[str, Any], Reply]]:
    """Every line with its reply."""
    return [
        (line, assistant.say(line["text"], date.fromisoformat(line["today"]), line["context"]))
        for line in LINES
    ]


def test_there_are_a_hundred_and_fifty_lines_and_more() -> None:
    assert len(LINES) >= 150


def test_intents_are_right(replies: list[tuple[dict[str, Any], Reply]]) -> None:
    wrong = [f"{line['text']}: {reply.intent}" for line, reply in replies if reply.intent != line["intent"]]
    assert len(wrong) <= 0.05 * len(replies), wrong


def test_slots_are_right(replies: list[tuple[dict[str, Any], Reply]]) -> None:
    hit = said = wanted = 0
    for line, reply in replies:
        if line["slots"] is None:
            continue
        gold = {(name, str(value)) for name, value in line["slots"].items()}
        read = {(name, str(value)) for name, value in reply.slots.items() if name != "topic"}
        hit, said, wanted = hit + len(gold & read), said + len(read), wanted + len(gold)
    assert 2 * hit / (said + wanted) >= 0.93


def test_no_reply_is_withdrawn(replies: list[tuple[dict[str, Any], Reply]]) -> None:
    assert [line["text"] for line, reply in replies if "已收回" in reply.text] == []


def test_answers_from_the_document_carry_a_clause(replies: list[tuple[dict[str, Any], Reply]]) -> None:
    bare = [
        line["text"]
        for line, reply in replies
        if reply.intent in ("ask_obligation", "ask_deadline", "ask_amount") and not reply.citations
        if "没有" not in reply.text
    ]
    assert bare == []
