"""How many is said, and what is no number of anything."""

from __future__ import annotations

import pytest

from tui.assistant.quantities import asked_count, stated_count


@pytest.mark.parametrize(
    ("words", "stackable", "count"),
    [
        ("三辆黑渣土一共得扣多少", False, 3),
        ("一辆黑渣土车要扣几万", False, None),
        ("一个工地三项没做到", True, 3),
        ("同一个工地四个措施没到位", True, 4),
        ("35吨锅炉扣多少", False, None),
        ("俩烧烤摊扣多少", False, 2),
        ("烧烤扣5万对不对", False, None),
        ("工地六个百分百一项没落实扣多少", True, None),
        ("工地六个百分之百三项没落实扣多少", True, 3),
        ("6个100%两项没做到", True, 2),
        ("三员管理、两个禁止没做到扣多少", True, None),
    ],
)
def test_a_question_counts_what_is_more_than_one(words: str, stackable: bool, count: int | None) -> None:
    assert asked_count(words, stackable=stackable) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("3", 3),
        ("两起吧", 2),
        ("改成4台", 4),
        ("大概四五个吧，写五", 5),
        ("更正一下", None),
        ("8月10号", None),
    ],
)
def test_an_answer_states_a_count(words: str, count: int | None) -> None:
    assert stated_count(words) == count
