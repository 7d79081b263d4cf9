"""Money rules of other cities' schemes: rates per µg in brackets, caps, doublings, netting, steps, points.

Amounts are exact; what would be finer than a fen is refused rather than rounded in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.errors import BadAmount, BadValue
from ledger.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class Bracket:
    """A rate per unit for a difference up to `edge`, the edge included; `edge` None is open above."""

    edge: Decimal | None
    rate: Money


@dataclass(frozen=True, slots=True)
class Charged:
    """An amount with its working, one step a line."""

    amount: Money
    working: tuple[str, ...]


def times(rate: Money, quantity: Decimal) -> Money:
    """A rate times a quantity with decimals; raises BadAmount where that is finer than a fen."""
    fen = rate.fen * quantity
    if fen != fen.to_integral_value():
        raise BadAmount(f"{rate.as_wan()} × {quantity} 精确不到分，请核对数值的小数位数。")
    return Money(int(fen))


def by_brackets(
    difference: Decimal, brackets: Sequence[Bracket], unit: str = "微克/立方米", *, marginal: bool = False
) -> Charged:
    """The charge for a difference above target; nothing at or below it.

    The whole difference at the rate of the bracket it falls in, or, `marginal`, each part at its own rate.
    Brackets stand in rising order and the last is open above; raises BadValue otherwise.
    """
    _check(brackets)
    if difference <= 0:
        return Charged(ZERO, (f"差值 {difference} {unit}，未超过目标，不计",))
    if not marginal:
        bracket = next(b for b in brackets if b.edge is None or difference <= b.edge)
        amount = times(bracket.rate, difference)
        return Charged(amount, (f"差值 {difference} {unit} × {bracket.rate.as_wan()} = {amount.as_wan()}",))
    lower, parts, working = Decimal(0), [], []
    for bracket in brackets:
        upper = difference if bracket.edge is None else min(difference, bracket.edge)
        if upper > lower:
            parts.append(times(bracket.rate, upper - lower))
            working.append(
                f"{lower} 至 {upper} {unit}：{upper - lower} × {bracket.rate.as_wan()} = {parts[-1].as_wan()}"
            )
            lower = upper
    return Charged(total(parts), (*working, f"合计 {total(parts).as_wan()}"))


def _check(brackets: Sequence[Bracket]) -> None:
    edges = [bracket.edge for bracket in brackets]
    if not edges or edges[-1] is not None:
        raise BadValue("分档标准的最后一档要没有上限，请补全。")
    closed = [edge for edge in edges[:-1] if edge is not None]
    if len(closed) != len(edges) - 1 or closed != sorted(set(closed)) or any(edge <= 0 for edge in closed):
        raise BadValue("分档标准的上限要从小到大排列，请核对。")


def capped(amount: Money, cap: Money) -> Money:
    """No more than the cap."""
    return min(amount, cap)


def doubled(amount: Money, times_found: int) -> Money:
    """Twice the amount from the second time on."""
    return amount * 2 if times_found > 1 else amount


def net(amounts: Iterable[Money]) -> Money:
    """Rewards and deductions of a period set off against each other; a debt stands as a negative amount."""
    return total(amounts)


def in_steps(amount: Money, step: Money) -> Money:
    """The amount itself where it is a whole number of steps (0.1万元); raises BadAmount otherwise."""
    if step.fen <= 0 or amount.fen % step.fen:
        raise BadAmount(f"{amount.as_wan()} 不是 {step.as_wan()} 的整数倍，请核对。")
    return amount


def points_left(full: Decimal, deductions: Iterable[Decimal], floor: Decimal = Decimal(0)) -> Decimal:
    """Points after deductions, never under the floor. Points are no money."""
    taken = list(deductions)
    if any(part < 0 for part in taken):
        raise BadValue("扣分要填正数，请核对。")
    return max(full - sum(taken, Decimal(0)), floor)


def per_day(rate: Money, days: int) -> Charged:
    """A rate for every day that a problem lasts."""
    if days < 1:
        raise BadValue("天数至少为 1，请核对。")
    amount = rate * days
    return Charged(amount, (f"每天 {rate.as_wan()} × {days} 天 = {amount.as_wan()}",))
