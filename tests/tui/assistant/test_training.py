"""What the classifier learns from, and how it reads lines that were left out of learning."""

from __future__ import annotations

from tui.assistant.training.corpus import examples
from tui.assistant.training.fit import cross_validated
from tui.assistant.values import Intent


def test_every_intent_has_its_utterances() -> None:
    told = {example.intent for example in examples(1)}
    assert told == set(Intent)


def test_the_same_seed_draws_the_same_utterances() -> None:
    assert list(examples(2)) == list(examples(2))


def test_lines_left_out_of_learning_are_read() -> None:
    assert cross_validated(list(examples(1)), folds=3) >= 0.86
