"""Shares add up to the fen whatever the order; what does not add up is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.drafts import ShareDraft
from ledger.errors import BadValue, Unbalanced
from ledger.money import Money, total
from penalties.allocate import by_amounts, by_roles, by_shares, evenly, one_bears_all, split

UNITS = st.dictionaries(
    st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=3),
    st.integers(min_value=0, max_value=10**6) | st.decimals(0, 1000, places=3),
    min_size=1,
    max_size=12,
).filter(lambda weights: any(weights.values()))
FEN = st.integers(min_value=-(10**12), max_value=10**12)


@settings(deadline=None)
@given(FEN, UNITS)
def test_shares_add_up_to_the_fen(fen: int, weights: dict[str, int | Decimal]) -> None:
    assert total(share.amount for share in split(Money(fen), weights)) == Money(fen)


@settings(deadline=None)
@given(FEN, UNITS, st.randoms())
def test_the_order_of_units_changes_nothing(
    fen: int, weights: dict[str, int | Decimal], random: object
) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert split(Money(fen), dict(shuffled)) == split(Money(fen), weights)


@settings(deadline=None)
@given(FEN, UNITS)
def test_no_share_is_a_fen_off_its_part(fen: int, weights: dict[str, int | Decimal]) -> None:
    given_to = {share.unit: share.amount.fen for share in split(Money(fen), weights)}
    whole = sum(Fraction(weight) for weight in weights.values())
    for unit, weight in weights.items():
        assert abs(Fraction(given_to.get(unit, 0)) - Fraction(weight) * fen / whole) < 1


@settings(deadline=None)
@given(FEN, UNITS)
def test_a_reversal_splits_like_what_it_reverses(fen: int, weights: dict[str, int | Decimal]) -> None:
    assert [-share.amount for share in split(Money(-fen), weights)] == [
        share.amount for share in split(Money(fen), weights)
    ]


def test_equal_remainders_go_by_name() -> None:
    assert split(Money(100), {"丙": 1, "乙": 1, "甲": 1}) == (
        ShareDraft("丙", Money(34)),
        ShareDraft("乙", Money(33)),
        ShareDraft("甲", Money(33)),
    )


def test_sixty_and_forty_percent() -> None:
    shares = by_shares(Money.wan(10), {"古城办事处": 60, "区城市管理局": 40}, "区攻坚办会议研究").shares
    assert [(share.unit, share.amount.as_wan()) for share in shares] == [
        ("区城市管理局", "4万元"),
        ("古城办事处", "6万元"),
    ]


def test_one_office_bears_all_unless_decided_otherwise() -> None:
    allocation = one_bears_all(Money.wan(10), "古城办事处")
    assert allocation.shares == (ShareDraft("古城办事处", Money.wan(10)),)
    assert allocation.reason == "由属地古城办事处全额承担。"


def test_the_lead_bears_seven_tenths_and_the_others_the_rest() -> None:
    shares = by_roles(
        Money.wan(10), ["牵头局"], ["配合甲", "配合乙"], Fraction(7, 10), "按牵头配合分担"
    ).shares
    assert {share.unit: share.amount.as_wan() for share in shares} == {
        "牵头局": "7万元",
        "配合甲": "1.5万元",
        "配合乙": "1.5万元",
    }


def test_without_others_the_lead_bears_all() -> None:
    [share] = by_roles(Money.wan(10), ["牵头局"], ["牵头局"], Fraction(7, 10), "按牵头配合分担").shares
    assert share == ShareDraft("牵头局", Money.wan(10))


def test_equal_parts() -> None:
    shares = evenly(Money.yuan(100), ["甲", "乙", "丙"], "平均分担").shares
    assert sorted(str(share.amount) for share in shares) == ["33.33", "33.33", "33.34"]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({}, "没有承担单位，请至少填一个。"),
        ({"甲": 0}, "各单位的份额都是 0，请填写份额。"),
        ({"甲": -1, "乙": 2}, "“甲”的份额是负数，请改为正数。"),
        ({str(place): 1 for place in range(501)}, "承担单位有501个，超过500个，请核对。"),
    ],
)
def test_weights_that_say_nothing_are_refused(weights: dict[str, int], message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        split(Money.wan(10), weights)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("amounts", "message"),
    [
        ({"甲": "60000", "乙": "30000"}, "各单位合计比总额少 10,000.00 元，请调整到一致。"),
        ({"甲": "60000", "乙": "40000.01"}, "各单位合计比总额多 0.01 元，请调整到一致。"),
    ],
)
def test_amounts_that_do_not_add_up_are_refused(amounts: dict[str, str], message: str) -> None:
    with pytest.raises(Unbalanced) as refusal:
        by_amounts(Money.wan(10), {unit: Money.yuan(part) for unit, part in amounts.items()}, "会议研究")
    assert str(refusal.value) == message


def test_an_amount_against_the_direction_is_refused() -> None:
    with pytest.raises(BadValue, match="方向与总额相反"):
        by_amounts(Money.wan(10), {"甲": Money.wan(11), "乙": Money.wan(-1)}, "会议研究")


def test_a_decision_without_its_ground_is_refused() -> None:
    with pytest.raises(BadValue, match=r"^请写明分担的依据，例如“区攻坚办会议研究”。$"):
        by_shares(Money.wan(10), {"甲": 1}, "  ")


@pytest.mark.parametrize("part", [Fraction(-1, 10), Fraction(11, 10)])
def test_a_lead_part_out_of_bounds_is_refused(part: Fraction) -> None:
    with pytest.raises(BadValue, match=r"^牵头单位承担的比例应在 0 到 100% 之间，请核对。$"):
        by_roles(Money.wan(10), ["甲"], ["乙"], part, "会议研究")
