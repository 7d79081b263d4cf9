"""The words of the assistant are words: YAML makes a truth value of `no`, a blank finds everything."""

from __future__ import annotations

from tui.assistant import knowledge
from tui.assistant.retrieval import synonyms


def test_every_synonym_is_a_word() -> None:
    words = [word for pair in synonyms().items() for word in (pair[0], *pair[1])]
    assert [word for word in words if not isinstance(word, str) or not word.strip()] == []


def test_no_filler_splits_a_pattern_at_its_bars() -> None:
    fillers = knowledge.load_cached("fillers")
    parts = [part for line in fillers.values() for part in str(line).split("|")]
    assert [part for part in parts if part.count("(") != part.count(")")] == []


def test_no_kind_is_named_by_a_blank() -> None:
    assert [word for word in knowledge.kind_words() if not word.strip()] == []
