"""Money is whole fen: exact in, exact out, and it refuses what is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import BadAmount
from ledger.money import ZERO, Money, total

amounts = st.integers(-(10**15), 10**15).map(Money)


def test_ten_wan_is_a_hundred_thousand_yuan() -> None:
    assert Money.wan(10) == Money.yuan(100_000) == Money(10_000_000)


def test_an_amount_is_printed_with_separators_and_two_decimals() -> None:
    assert str(Money.yuan("100000")) == "100,000.00"
    assert str(Money.yuan("-1234.5")) == "-1,234.50"


@pytest.mark.parametrize(
    ("yuan", "spoken"),
    [
        ("100000", "10万元"),
        ("5000", "0.5万元"),
        ("100000.50", "100000.5元"),
        ("1", "1元"),
        ("0.05", "0.05元"),
    ],
)
def test_an_amount_is_spoken_in_wan_where_that_is_exact(yuan: str, spoken: str) -> None:
    assert Money.yuan(yuan).as_wan() == spoken


def test_json_holds_whole_yuan_as_integers_and_fen_as_strings() -> None:
    assert Money.yuan("200000").as_json() == 200_000
    assert Money.yuan("0.10").as_json() == "0.10"


def test_separators_are_read() -> None:
    assert Money.yuan("1,234,567.89") == Money(123_456_789)


@pytest.mark.parametrize("text", ["0.001", "十万", "", "NaN", "Infinity"])
def test_what_is_no_amount_in_fen_is_refused(text: str) -> None:
    with pytest.raises(BadAmount, match=r"不是金额|小于一分"):
        Money.yuan(text)


def test_floats_are_refused_everywhere() -> None:
    with pytest.raises(TypeError, match="never a float"):
        Money.yuan(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="whole fen"):
        Money(1.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="whole count"):
        Money(1) * 1.5  # type: ignore[operator]


@given(st.lists(amounts))
def test_a_total_is_the_sum_of_its_fen_in_any_order(parts: list[Money]) -> None:
    assert total(parts) == total(reversed(parts)) == Money(sum(part.fen for part in parts))


@given(amounts)
def test_an_amount_and_its_red_letter_are_nothing(amount: Money) -> None:
    assert amount + -amount == ZERO
    assert not amount - amount


@given(amounts)
def test_printing_and_reading_return_the_same_amount(amount: Money) -> None:
    assert Money.yuan(str(amount)) == amount
    assert Money.yuan(amount.as_decimal()) == amount
    assert Money.yuan(Decimal(str(amount.as_json()))) == amount
