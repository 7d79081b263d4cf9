"""Caps and doublings in a rule's own words, and the amounts that they allow."""

from __future__ import annotations

import pytest

from ledger.money import Money
from ledger.plan import DeductionRule, Span
from ledger.terms import admissible, cap_of, doubling_of, price


def rule(printed: str) -> DeductionRule:
    return DeductionRule(1, "积尘", printed, Money.wan(1), "处", False, None, None, False, "五", Span(0, 0))


PLAIN = rule("每处扣缴1万元")
CAPPED = rule("每处扣缴1万元，最高不超过5万元")
DOUBLED = rule("每处扣缴1万元，重复出现的加倍扣缴")


def test_a_rule_without_terms_is_rate_times_count() -> None:
    assert (cap_of(PLAIN), doubling_of(PLAIN)) == (None, None)
    assert admissible(PLAIN, Money.wan(1), 3) == {Money.wan(3)}


@pytest.mark.parametrize(("count", "wan"), [(4, 4), (5, 5), (6, 5)])
def test_a_cap_holds_and_its_edge_is_within(count: int, wan: int) -> None:
    assert price(CAPPED, Money.wan(1), count) == Money.wan(wan)


def test_a_doubling_allows_both_amounts_and_no_other() -> None:
    assert doubling_of(DOUBLED) == "重复出现的加倍扣缴"
    assert admissible(DOUBLED, Money.wan(1), 2) == {Money.wan(2), Money.wan(4)}


def test_a_rule_that_does_not_double_is_never_doubled() -> None:
    assert price(PLAIN, Money.wan(1), 2, doubled=True) == Money.wan(2)


@pytest.mark.parametrize("words", ["封顶5万元", "上限为5万元", "累计不超过50000元"])
def test_a_cap_is_read_in_its_wordings(words: str) -> None:
    assert cap_of(rule(f"每处扣缴1万元，{words}")) == Money.wan(5)
