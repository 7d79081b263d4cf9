"""One word per concept: a value for the books, a label for the clerk."""

from __future__ import annotations

import inspect

import pytest

from ledger import vocabulary
from ledger.vocabulary import Labelled, Level, Role

WORDS = [
    word
    for _, word in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(word, Labelled) and word is not Labelled
]


def test_a_role_is_stored_in_english_and_shown_in_chinese() -> None:
    assert Role.LEAD == "lead"
    assert Role.LEAD.label == "牵头单位"
    assert Role.of_label("配合单位") is Role.COOPERATE


def test_a_label_that_does_not_exist_names_nothing() -> None:
    assert Level.of_label("乡") is None


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.__name__)
def test_no_two_members_share_a_label(word: type[Labelled]) -> None:
    labels = [member.label for member in word]
    assert len(set(labels)) == len(labels)
