"""When work is due: the wordings of dates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.deadlines import read_timing
from ledger.plan import Span

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "wordings" / "deadlines.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_wording_of_a_date(case: dict[str, Any]) -> None:
    text = case["text"]
    timing = read_timing(text, [Span(0, len(text))], case.get("year", 2023))
    assert [f"{d.date} {d.kind.value}" for d in timing.deadlines] == case["dates"]
    assert [phrase.printed for phrase in timing.undated] == case.get("undated", [])
    assert all(d.span.of(text) == d.printed for d in timing.deadlines)
