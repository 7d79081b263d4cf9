"""Money rules of other cities' schemes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.errors import BadAmount, BadValue
from ledger.money import ZERO, Money
from penalties.brackets import (
    Bracket,
    by_brackets,
    capped,
    doubled,
    in_steps,
    net,
    per_day,
    points_left,
    times,
)

BRACKETS = (Bracket(Decimal(5), Money.wan(10)), Bracket(None, Money.wan(20)))


@pytest.mark.parametrize(
    ("difference", "wan"),
    [("0", "0"), ("-3", "0"), ("1", "10"), ("3.7", "37"), ("5", "50"), ("5.1", "102"), ("6", "120")],
)
def test_the_edge_of_a_bracket_belongs_to_it(difference: str, wan: str) -> None:
    assert by_brackets(Decimal(difference), BRACKETS).amount == Money.wan(wan)


def test_marginal_brackets_charge_each_part_at_its_own_rate() -> None:
    charged = by_brackets(Decimal(7), BRACKETS, marginal=True)
    assert charged.amount == Money.wan(90)
    assert charged.working[-1] == "合计 90万元"


def test_the_working_shows_difference_and_rate() -> None:
    assert by_brackets(Decimal(3), BRACKETS).working == ("差值 3 微克/立方米 × 10万元 = 30万元",)


def test_rewards_and_deductions_of_a_period_are_set_off() -> None:
    assert net([Money.wan("10.25"), Money.wan("6.34"), Money.wan("17.29"), Money.wan(-13)]) == Money.wan(
        "20.88"
    )


def test_deductions_in_steps_of_a_thousand_yuan_add_up() -> None:
    parts = [Money.wan(part) for part in ("5.1", "27.2", "15.4", "2.7", "7.8", "1.5", "2")]
    assert net(in_steps(part, Money.wan("0.1")) for part in parts) == Money.wan("61.7")


def test_points_never_fall_under_the_floor() -> None:
    assert points_left(Decimal(10), [Decimal(4), Decimal("0.5")]) == Decimal("5.5")
    assert points_left(Decimal(10), [Decimal(8), Decimal(8)]) == Decimal(0)


def test_a_cap_a_doubling_and_a_daily_rate() -> None:
    assert capped(Money.wan(30), Money.wan(20)) == Money.wan(20)
    assert (doubled(Money.wan(1), 1), doubled(Money.wan(1), 2)) == (Money.wan(1), Money.wan(2))
    assert per_day(Money.wan(1), 3).working == ("每天 1万元 × 3 天 = 3万元",)


def test_what_is_finer_than_a_fen_is_refused() -> None:
    with pytest.raises(BadAmount, match=r"精确不到分，请核对数值的小数位数。$"):
        times(Money(1), Decimal("0.5"))


def test_an_amount_between_steps_is_refused() -> None:
    with pytest.raises(BadAmount, match=r"^5.15万元 不是 0.1万元 的整数倍，请核对。$"):
        in_steps(Money.wan("5.15"), Money.wan("0.1"))


@pytest.mark.parametrize(
    ("brackets", "message"),
    [
        ((), "分档标准的最后一档要没有上限，请补全。"),
        ((Bracket(Decimal(5), ZERO),), "分档标准的最后一档要没有上限，请补全。"),
        (
            (Bracket(Decimal(5), ZERO), Bracket(Decimal(3), ZERO), Bracket(None, ZERO)),
            "分档标准的上限要从小到大排列，请核对。",
        ),
        ((Bracket(None, ZERO), Bracket(None, ZERO)), "分档标准的上限要从小到大排列，请核对。"),
    ],
)
def test_brackets_out_of_order_are_refused(brackets: tuple[Bracket, ...], message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        by_brackets(Decimal(1), brackets)
    assert str(refusal.value) == message


def test_negative_points_and_no_days_are_refused() -> None:
    with pytest.raises(BadValue, match=r"^扣分要填正数，请核对。$"):
        points_left(Decimal(10), [Decimal(-1)])
    with pytest.raises(BadValue, match=r"^天数至少为 1，请核对。$"):
        per_day(Money.wan(1), 0)
