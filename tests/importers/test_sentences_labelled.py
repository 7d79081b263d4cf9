"""The labelled sentences that lie beside the project, where they do: measured, not memorised."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

from importers.rosters import read_roster
from importers.sentences import read_sentence
from penalties.counting import count_for

CONCEPTS = [
    "coal_boiler",
    "site_dust",
    "production_halt",
    "unlicensed_muck_truck",
    "open_burning",
    "fireworks",
    "stockyard_dust",
    "dirty_fuel_or_barbecue",
    "catering_fumes",
    "other_air",
]


def test_days_offices_levels_and_counts_of_the_labelled_sentences(shared_dir: Path) -> None:
    roster = read_roster(shared_dir / "policies" / "zhongzhan-offices.csv")
    lines = (shared_dir / "gold" / "findings-dev.jsonl").read_text(encoding="utf-8").splitlines()
    right, total = Counter[str](), Counter[str]()
    for gold in map(json.loads, lines):
        facts = read_sentence(gold["text"], date.fromisoformat(gold["today"]), roster)
        read = {
            "date": facts.found_on.isoformat() if facts.found_on else None,
            "office": facts.office,
            "source_level": facts.level.label if facts.level else None,
        }
        for measure, value in read.items():
            if gold[measure]:
                total[measure] += 1
                right[measure] += value == gold[measure]
        if gold["applies"]:
            total["count"] += 1
            right["count"] += count_for(CONCEPTS[gold["rule"] - 1], facts).value == gold["count"]
    shares = {measure: right[measure] / total[measure] for measure in total}
    assert min(shares["date"], shares["office"], shares["source_level"]) >= 0.97, shares
    assert shares["count"] >= 0.93, shares
