"""What the program said last, read back."""

from __future__ import annotations

from datetime import date

import pytest

from tui.assistant.contexts import QUESTIONS, read_context

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize("slot", QUESTIONS)
def test_every_question_of_the_program_is_understood_again(slot: str) -> None:
    assert read_context(QUESTIONS[slot], TODAY).asks == slot


@pytest.mark.parametrize(
    ("words", "slot"),
    [
        ("哪个办事处的？", "office"),
        ("一共查到几台？", "count"),
        ("什么时候发现的？", "date"),
        ("店名叫什么？", "subject"),
        ("由哪个单位负责？", "unit"),
        ("属于哪类问题？", "rule"),
        ("拟登记：柳渡办 黑渣土车 2起。发现日期是哪天？", "date"),
    ],
)
def test_questions_in_other_words_ask_for_the_same_slot(words: str, slot: str) -> None:
    assert read_context(words, TODAY).asks == slot


def test_a_record_gives_its_day_its_number_and_its_count() -> None:
    said = read_context("已登记：第15号 2026-08-12 石坪镇人民政府 企业堆场 2起 4万元", TODAY)
    assert (said.kind, said.day, said.number, said.count) == ("record", date(2026, 8, 12), "15", 2)


def test_nothing_said_is_no_context() -> None:
    assert read_context(None, TODAY).kind == "none"
    assert read_context("  ", TODAY).kind == "none"
