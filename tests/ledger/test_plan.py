"""Spans are places in a text; a plan hands out every fact that has one."""

from __future__ import annotations

import pytest

from ledger.plan import Span


def test_a_span_quotes_its_characters() -> None:
    assert Span(2, 4).of("发现一起") == "一起"


@pytest.mark.parametrize(("start", "end"), [(3, 2), (-1, 2)])
def test_a_span_that_runs_backwards_is_none(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)
