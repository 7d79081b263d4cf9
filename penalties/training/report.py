"""Prints how a cross-validated classifier did: by concept, and what it took for what."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from penalties.concepts import load_concepts


@dataclass(frozen=True)
class Example:
    """A sentence and its concept."""

    text: str
    concept: str


def taken_for(names: Sequence[str], row: NDArray[np.float32]) -> str:
    """The concept that held-out scores point to; the last of them is the gate."""
    air = load_concepts()
    side = bool(row[-1] > 0)
    open_ = [place for place, name in enumerate(names) if air[name].air is side]
    return names[max(open_, key=lambda place: float(row[place]))]


def print_report(
    examples: Sequence[Example], names: Sequence[str], held: NDArray[np.float32], *, errors: int = 0
) -> None:
    """Accuracy, accuracy by concept, the commonest confusions and some sentences."""
    guess = [taken_for(names, row) for row in held]
    truth = [example.concept for example in examples]
    right = [a == b for a, b in zip(guess, truth, strict=True)]
    lines = [f"right {sum(right) / len(right):.4f} of {len(right)}"]
    for name in names:
        mine = [r for r, t in zip(right, truth, strict=True) if t == name]
        lines.append(f"  {name:24} {sum(mine) / len(mine):.3f} of {len(mine)}")
    taken = Counter((t, g) for t, g in zip(truth, guess, strict=True) if t != g)
    lines += [f"  {t} taken for {g}: {n}" for (t, g), n in taken.most_common(25)]
    wrong = [(t, g, e.text) for t, g, e in zip(truth, guess, examples, strict=True) if t != g]
    lines += [f"    {t} > {g}: {text}" for t, g, text in wrong[:errors]]
    sys.stdout.write("\n".join(lines) + "\n")
