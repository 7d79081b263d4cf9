"""Which county or district is due a reward, from its annual means against the class II limits.

A mean equal to the limit meets it.  Where a mean that the rule needs is missing nothing is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from ledger.drafts import SubsidyDraft
from ledger.errors import BadValue, WrongState
from ledger.money import Money
from ledger.views import RewardRuleView

NEEDED = ("PM2.5", "PM10")
"""The means without which a year cannot be judged; NO2 and SO2 count where they are given."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard's name and its annual limits in µg/m³ by pollutant."""

    name: str
    annual: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Award:
    """The case of one unit for one year; `amount` is None unless it is due."""

    unit: str
    year: int
    rule: RewardRuleView
    amount: Money | None
    working: tuple[str, ...]

    def draft(self) -> SubsidyDraft:
        """As the books take it; raises WrongState unless it is due."""
        if self.amount is None:
            raise WrongState(f"“{self.unit}”{self.year}年没有应付的奖励：{self.working[-1]}")
        return SubsidyDraft(self.unit, self.year, self.rule.id, self.amount, self.working)


@lru_cache(maxsize=1)
def class_two() -> Standard:
    """The annual limits of class II."""
    import yaml

    table = yaml.safe_load((files("penalties") / "data" / "air-standards.yaml").read_text(encoding="utf-8"))
    return Standard(table["standard"], {name: Decimal(limit) for name, limit in table["annual"].items()})


def award(
    unit: str,
    year: int,
    means: Mapping[str, Decimal],
    rule: RewardRuleView,
    standard: Standard,
    paid_years: Sequence[int] = (),
) -> Award:
    """Whether a unit's annual means in µg/m³ earn the reward, and how that was come by.

    Raises BadValue for a missing or negative mean and for a pollutant without a limit.
    """
    for pollutant, mean in means.items():
        if pollutant not in standard.annual:
            raise BadValue(f"{standard.name}没有“{pollutant}”的年均限值，请核对指标名称。")
        if mean < 0:
            raise BadValue(f"{pollutant} 年均浓度 {mean} 是负数，请核对。")
    missing = [pollutant for pollutant in NEEDED if pollutant not in means]
    if missing:
        raise BadValue(f"缺少{'、'.join(missing)}年均浓度，请补充后再判定。")
    cited = f"依据：{rule.doc_number or '方案'} {rule.rule.clause}“{rule.rule.printed}”"
    compared = tuple(_compared(pollutant, mean, standard) for pollutant, mean in means.items())
    above = [pollutant for pollutant, mean in means.items() if mean > standard.annual[pollutant]]
    if year in paid_years:
        return Award(unit, year, rule, None, (cited, *compared, f"{year}年已奖励，一年只奖一次。"))
    if above:
        return Award(unit, year, rule, None, (cited, *compared, f"{'、'.join(above)}未达标，不奖励。"))
    return Award(
        unit, year, rule, rule.rule.amount, (cited, *compared, f"应奖励 {rule.rule.amount.as_wan()}")
    )


def _compared(pollutant: str, mean: Decimal, standard: Standard) -> str:
    limit = standard.annual[pollutant]
    relation = "≤" if mean <= limit else "＞"
    return f"{pollutant} 年均 {mean} {relation} {limit} 微克/立方米（{standard.name}）"
