"""Who is due a reward for clean air, and who is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.errors import BadValue, WrongState
from ledger.money import Money
from ledger.plan import RewardRule, Span
from ledger.views import RewardRuleView
from penalties.rewards import Award, award, class_two

RULE = RewardRuleView(
    7,
    1,
    "示环攻坚办〔2025〕3号",
    RewardRule("奖励", "年均浓度达到二级标准的县区奖励1000万元", Money.wan(1000), None, "四", Span(0, 0)),
)


def judged(pm25: str, pm10: str, paid: tuple[int, ...] = (), **more: str) -> Award:
    means = {"PM2.5": Decimal(pm25), "PM10": Decimal(pm10)} | {
        name: Decimal(mean) for name, mean in more.items()
    }
    return award("东县", 2025, means, RULE, class_two(), paid)


@pytest.mark.parametrize(
    ("pm25", "pm10", "due"),
    [
        ("34", "69", True),
        ("35", "70", True),
        ("35.1", "70", False),
        ("35", "70.1", False),
        ("50", "90", False),
    ],
)
def test_a_mean_equal_to_the_limit_meets_it(pm25: str, pm10: str, due: bool) -> None:
    assert judged(pm25, pm10).amount == (Money.wan(1000) if due else None)


def test_what_is_given_beside_the_needed_means_counts_too() -> None:
    case = judged("30", "60", NO2="41")
    assert (case.amount, case.working[-1]) == (None, "NO2未达标，不奖励。")


def test_the_working_quotes_the_clause_and_compares() -> None:
    assert judged("34", "69").working == (
        "依据：示环攻坚办〔2025〕3号 四“年均浓度达到二级标准的县区奖励1000万元”",
        "PM2.5 年均 34 ≤ 35 微克/立方米（GB 3095-2012 二级）",
        "PM10 年均 69 ≤ 70 微克/立方米（GB 3095-2012 二级）",
        "应奖励 1000万元",
    )


def test_a_reward_is_given_once_a_year() -> None:
    assert judged("30", "60", (2025,)).working[-1] == "2025年已奖励，一年只奖一次。"
    assert judged("30", "60", (2024,)).amount == Money.wan(1000)


def test_what_is_due_can_be_proposed_and_what_is_not_cannot() -> None:
    assert judged("30", "60").draft().rule_id == 7
    with pytest.raises(WrongState, match=r"^“东县”2025年没有应付的奖励：PM2.5、PM10未达标，不奖励。$"):
        judged("50", "90").draft()


@pytest.mark.parametrize(
    ("means", "message"),
    [
        ({"PM2.5": Decimal(30)}, "缺少PM10年均浓度，请补充后再判定。"),
        ({}, "缺少PM2.5、PM10年均浓度，请补充后再判定。"),
        ({"PM2.5": Decimal(-1), "PM10": Decimal(1)}, "PM2.5 年均浓度 -1 是负数，请核对。"),
        (
            {"PM2.5": Decimal(1), "PM10": Decimal(1), "O3": Decimal(1)},
            "GB 3095-2012 二级没有“O3”的年均限值，请核对指标名称。",
        ),
    ],
)
def test_means_that_do_not_suffice_are_refused(means: dict[str, Decimal], message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        award("东县", 2025, means, RULE, class_two())
    assert str(refusal.value) == message
