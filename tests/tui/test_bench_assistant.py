"""What the benchmark says of told findings: how many are right whole, and the risk among the surest."""

from __future__ import annotations

from tui.bench.assistant import Read, filings, quantile, risk_at

READS = [Read(True, 0.9), Read(False, 0.2), Read(True, 0.8), Read(True, 0.5)]


def test_the_surest_are_kept_first() -> None:
    assert risk_at(READS, 0.75) == 0.0
    assert risk_at(READS, 1.0) == 0.25


def test_at_least_one_is_kept() -> None:
    assert risk_at(READS, 0.0) == 0.0


def test_a_quantile_is_one_of_the_times() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([3.0, 1.0, 2.0], 0.99) == 3.0


def test_every_told_finding_has_a_day_of_telling_and_slots() -> None:
    rows = filings()
    assert len(rows) >= 60
    assert all(row["today"] and row["slots"].get("rule") for row in rows)
