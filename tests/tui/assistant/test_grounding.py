"""A figure, a sum or a person's name stands in what the reply stands on, or the reply is taken back."""

from __future__ import annotations

import pytest

from tui.assistant.grounding import WITHDRAWN, grounded, unsupported
from tui.assistant.values import Citation, Intent, Reply

CLAUSE = "每发现一起扣缴6万元"


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("每起扣6万元", []),
        ("每起扣60,000.00元", []),
        ("每起扣7万元", ["7万元"]),
        ("第8项任务，6万元", ["8"]),
        ("1. 6万元\n2. 6万元", []),
        ("责任人是顾长河", ["顾长河"]),
    ],
)
def test_what_stands_nowhere_is_named(said: str, missing: list[str]) -> None:
    assert unsupported(said, [CLAUSE], ["顾长河"]) == missing


def test_a_reply_with_a_figure_from_nowhere_is_taken_back_with_its_card() -> None:
    reply = Reply(Intent.ASK_AMOUNT, {}, "扣9万元", (Citation("五（二）", "某号", CLAUSE),))
    held = grounded(reply, "扣多少")
    assert (held.text, held.citations, held.proposal) == (WITHDRAWN, (), None)


def test_the_words_of_the_user_may_be_said_back() -> None:
    reply = Reply(Intent.ASK_AMOUNT, {}, "您说的9万元查不到", (Citation("五（二）", "某号", CLAUSE),))
    assert grounded(reply, "是不是扣9万元").text == reply.text


@pytest.mark.parametrize(
    ("words", "said", "kept"),
    [
        ("三起扣多少", "6万元×3=18万元", True),
        ("一起扣多少", "6万元×3=18万元", False),
        ("三起扣多少", "6万元×3=19万元", False),
        ("三起扣多少", "7万元×3=21万元", False),
        ("六个百分百一项没落实扣多少", "6万元×101=606万元", False),
    ],
)
def test_a_working_stands_on_its_rate_and_on_a_count_of_the_user(words: str, said: str, kept: bool) -> None:
    reply = Reply(Intent.ASK_AMOUNT, {}, said, (Citation("五（二）", "某号", CLAUSE),), sources=(CLAUSE,))
    assert (grounded(reply, words).text == said) is kept
