"""Why a text was taken for a concept: the words that spoke for it, and what they are known as.

Owns the wording of evidence.  Refuses to decide: it explains what the classifier and the knowledge decided.
"""

from __future__ import annotations

from dataclasses import dataclass

from penalties.classifier import Classifier
from penalties.lexicon import Lexicon
from penalties.view import View


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the finding and what they are known as: 没盖网 — 覆盖措施."""

    words: str
    known_as: str


def gather(
    view: View, concept: str, model: Classifier, lexicon: Lexicon, most: int = 4
) -> tuple[Evidence, ...]:
    """The words that spoke most for a concept, strongest first."""
    weighed = model.contributions(view.features, concept)
    strong: list[tuple[float, Evidence]] = []
    for kind, words in view.words.items():
        weight = weighed.get("#" + kind, 0.0)
        if weight > 0:
            strong.append((weight, Evidence("、".join(words[:3]), lexicon.label(kind))))
    runs = sorted(
        ((weight, name[1:].strip("^$")) for name, weight in weighed.items() if name[0] == "=" and weight > 0),
        reverse=True,
    )
    for weight, run in runs[: 3 * most]:
        if len(run) >= 2 and not any(run in item.words or item.words in run for _, item in strong):
            strong.append((weight, Evidence(run, "用语相近")))
    strong.sort(key=lambda pair: -pair[0])
    return tuple(item for _, item in strong[:most])
