"""The classifier: probabilities that add up, evidence, a light start, and sentences it never saw."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from penalties.classifier import load_classifier
from penalties.concepts import load_concepts
from penalties.evidence import gather
from penalties.features import features, normalise
from penalties.lexicon import load_lexicon
from penalties.view import View, is_air, look

HERE = Path(__file__).parent
FAMILY = {"straw_burning": "burning", "waste_burning": "burning", "dirty_fuel": "fuel", "barbecue": "fuel"}
PRICED = (
    "coal_boiler",
    "site_dust",
    "production_halt",
    "unlicensed_muck_truck",
    "fireworks",
    "stockyard_dust",
    "catering_fumes",
)
SETS = ("hard_sentences.yaml", "harder_sentences.yaml", "unseen_sentences.yaml", "blind_sentences.yaml")
HEAVY = ("sklearn", "scipy", "sqlalchemy", "pypinyin", "docx", "textual")


def wide(concept: str) -> str:
    """What the commonest schedule prices together."""
    if not is_air(concept):
        return "none"
    return FAMILY.get(concept, concept if concept in PRICED else "other")


def sentences(name: str) -> list[tuple[str, str]]:
    table: dict[str, list[Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [(t if isinstance(t, str) else t["text"], c) for c, texts in table.items() for t in texts]


def taken_for(view: View) -> str:
    return view.best(air=sum(share for name, share in view.shares.items() if is_air(name)) > 0.5)


def test_probabilities_of_all_concepts_add_up_to_one() -> None:
    shares = look("学校二期工地上黄土敞着").shares
    assert set(shares) == set(load_concepts())
    assert sum(shares.values()) == pytest.approx(1)


def test_a_text_without_a_word_still_has_a_view() -> None:
    assert sum(look("").shares.values()) == pytest.approx(1)
    assert features("，。！", load_lexicon()) == {}


def test_days_plates_and_figures_do_not_matter() -> None:
    assert normalise("2025年8月3日 豫H6K58J 渣土车３辆") == "日 牌 渣土车0辆"


def test_the_feature_vector_has_length_one() -> None:
    found = features("三辆拉土车没手续", load_lexicon())
    assert sum(value * value for value in found.values()) == pytest.approx(1)


def test_evidence_names_the_words_and_what_they_are_known_as() -> None:
    view = look("油烟净化器没开，后厨正炒菜")
    told = gather(view, "catering_fumes", load_classifier(), load_lexicon())
    assert ("油烟", "油烟净化", "净化器")[0] in "".join(item.words for item in told)
    assert {item.known_as for item in told} & {"油烟", "设施未运行", "餐饮"}


@pytest.mark.parametrize(
    ("name", "least", "least_sure"),
    [
        ("hard_sentences.yaml", 0.96, 0.99),
        ("harder_sentences.yaml", 0.91, 0.96),
        ("unseen_sentences.yaml", 0.93, 0.97),
        ("blind_sentences.yaml", 0.93, 0.98),
    ],
)
def test_hard_sentences_that_were_never_trained_on(name: str, least: float, least_sure: float) -> None:
    judged = []
    for text, concept in sentences(name):
        view = look(text)
        guess = taken_for(view)
        sure = sum(share for other, share in view.shares.items() if wide(other) == wide(guess))
        judged.append((sure, wide(guess) == wide(concept)))
    judged.sort(reverse=True)
    surest = judged[: int(0.8 * len(judged))]
    assert sum(right for _, right in judged) / len(judged) >= least
    assert sum(right for _, right in surest) / len(surest) >= least_sure


def test_sentences_for_testing_are_not_in_the_training_folder() -> None:
    from penalties.training.train import read_examples

    trained = {example.text for example in read_examples()}
    for name in SETS:
        assert [text for text, _ in sentences(name) if text in trained] == []


def test_every_training_sentence_is_of_a_known_concept() -> None:
    from penalties.training.train import read_examples

    assert {example.concept for example in read_examples()} <= set(load_concepts())


def test_looking_at_a_text_imports_no_database_and_no_machine_learning() -> None:
    script = (
        "import sys; from penalties.view import look; look('放炮仗');"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
