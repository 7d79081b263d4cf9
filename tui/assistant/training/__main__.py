"""Writes knowledge/intents.json and says how well lines that were left out are read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tui.assistant.intents import Classifier
from tui.assistant.training.corpus import described, examples
from tui.assistant.training.fit import cross_validated, fit

_SCALE = 100


def as_json(learned: Classifier) -> str:
    """The weights rounded to a hundredth; a row that rounds to nothing is left out."""
    whole = [[round(value * _SCALE) for value in row] for row in learned.weights]
    kept = sorted((name, row) for name, row in learned.index.items() if max(map(abs, whole[row])) > 3)
    return json.dumps(
        {
            "intents": [intent.value for intent in learned.intents],
            "scale": _SCALE,
            "features": [name for name, _ in kept],
            "weights": [whole[row] for _, row in kept],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def main() -> None:
    """Learns from all lines; with --check also cross-validates."""
    rows = [*examples(3), *described(12)]
    if "--check" in sys.argv:
        sys.stdout.write(f"cross-validated: {cross_validated(rows):.3f} of {len(rows)}\n")
    target = Path(__file__).parents[1] / "knowledge" / "intents.json"
    target.write_text(as_json(fit(rows)) + "\n", "utf-8")
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
