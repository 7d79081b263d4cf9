"""Which rule prices which concept, for schedules of different kinds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.sentences import Facts, Zone
from ledger.money import Money
from ledger.plan import DeductionRule, Span
from penalties.learning import UNPRICED
from penalties.schedule import Schedule
from penalties.view import look


def rule(place: int, name: str, *, fallback: bool = False, condition: str | None = None) -> DeductionRule:
    return DeductionRule(
        place, name, name, Money.wan(1), "起", False, condition, None, fallback, "五（二）", Span(0, 0)
    )


def schedule(*names: str, fallback: bool = True) -> Schedule:
    rules = [rule(place, name) for place, name in enumerate(names, 1)]
    if fallback:
        rules.append(rule(len(names) + 1, "其他大气环境问题", fallback=True))
    return Schedule(tuple(rules))


def best(schedule_: Schedule, text: str, facts: Facts | None = None) -> int | None:
    outcomes = schedule_.spread(look(text), facts).outcomes
    return max(outcomes, key=lambda outcome: outcomes[outcome])


def test_a_word_inside_a_longer_word_of_another_concept_names_nothing() -> None:
    claims = schedule("秸秆焚烧", "焚烧垃圾、落叶").claims
    assert claims["straw_burning"] == {1: 1.0}
    assert claims["waste_burning"] == {2: 1.0}


def test_straw_falls_under_open_burning_where_no_rule_names_it() -> None:
    claims = schedule("露天焚烧生活垃圾、枯枝落叶和杂草").claims
    assert list(claims["straw_burning"]) == [1]


def test_waste_does_not_fall_under_straw_burning() -> None:
    assert "waste_burning" not in schedule("秸秆焚烧").claims


def test_one_rule_may_price_several_concepts() -> None:
    claims = schedule("露天烧烤、使用高污染燃料、销售散煤").claims
    assert list(claims["barbecue"]) == list(claims["dirty_fuel"]) == [1]


def test_exceeding_trucks_are_no_matter_of_industry() -> None:
    assert "industrial_emission" not in schedule("柴油货车超标排放").claims


def test_a_wide_rule_takes_what_no_narrow_rule_names() -> None:
    claims = schedule("施工工地“六个百分之百”不落实", "扬尘污染问题").claims
    assert list(claims["site_dust"]) == [1]
    assert list(claims["road_dust"]) == [2]


def test_the_fallback_takes_what_no_rule_names() -> None:
    assert best(schedule("燃煤锅炉"), "养猪场臭得开不了窗") == 2


def test_without_a_fallback_it_is_said_that_no_rule_prices_it() -> None:
    assert best(schedule("燃煤锅炉", fallback=False), "养猪场臭得开不了窗") == UNPRICED


def test_what_is_no_air_problem_falls_on_no_rule() -> None:
    assert best(schedule("燃煤锅炉", "施工工地扬尘"), "工地拖欠工资，工人堵门") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("小区工地围挡倒了一半", 1), ("小区工地黄土没盖网", 2), ("小区工地大门没有洗车台，车带泥上路", 3)],
)
def test_rules_of_one_concept_are_told_apart_by_their_own_words(text: str, place: int) -> None:
    assert best(schedule("施工工地围挡不规范", "施工工地裸土未覆盖", "施工工地出入车辆未冲洗"), text) == place


def test_a_rule_that_no_concept_knows_is_found_by_its_wording() -> None:
    odd = schedule("未按期报送大气污染防治月报")
    spread = odd.spread(look("桥东办事处未按期报送大气污染防治月报"), None)
    assert spread.outcomes[1] > 0


def test_a_boiler_above_the_limit_falls_to_the_fallback_with_the_reason() -> None:
    limited = schedule("35吨及以下燃煤锅炉")
    facts = Facts(text="", tonnages=(Decimal(75),))
    spread = limited.spread(look("75吨燃煤锅炉没拆"), facts)
    assert spread.outcomes[2] > spread.outcomes[1]
    assert spread.concept_of(2) == "large_coal_boiler"
    [reason] = spread.reasons
    assert reason.startswith("条件“35吨及以下”：文中写明")


def test_outside_its_zone_a_rule_does_not_apply() -> None:
    zoned = Schedule((rule(1, "高污染燃料禁燃区内销售散煤"), rule(2, "其他大气环境问题", fallback=True)))
    outside = Facts(text="", zones=(Zone("禁燃区", False, Span(0, 3)),))
    assert best(zoned, "三轮车卖散煤") == 1
    assert best(zoned, "三轮车卖散煤", outside) == 2


def test_the_concept_of_a_rule_is_the_one_it_names_most_plainly() -> None:
    assert schedule("露天烧烤", "35吨及以下燃煤锅炉").concept_of(2) == "coal_boiler"
    assert schedule("露天烧烤").concept_of(2) is None
