"""Money: a whole number of fen. Nothing here rounds in silence and nothing is a float."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ledger.errors import BadAmount

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of renminbi in fen (1 yuan = 100 fen); negative amounts are red-letter amounts."""

    fen: int

    def __post_init__(self) -> None:
        if not isinstance(self.fen, int) or isinstance(self.fen, bool):
            raise TypeError(f"Money counts whole fen, not {self.fen!r}")

    @classmethod
    def yuan(cls, value: int | str | Decimal) -> Money:
        """From yuan, exact to the fen: `Money.yuan("100000.50")`.

        Raises BadAmount for more than two decimals, for what is no number, and for floats.
        """
        if isinstance(value, float):
            raise TypeError("an amount is never a float")
        try:
            fen = Decimal(value.replace(",", "") if isinstance(value, str) else value) * FEN_PER_YUAN
        except InvalidOperation:
            raise BadAmount(f"“{value}”不是金额，请填数字，例如 100000 或 100000.50。") from None
        if not fen.is_finite() or fen != fen.to_integral_value():
            raise BadAmount(f"金额“{value}”小于一分，请精确到分（两位小数）。")
        return cls(int(fen))

    @classmethod
    def wan(cls, value: int | str | Decimal) -> Money:
        """From 万元: `Money.wan("10")` is 100 000 yuan."""
        return cls.yuan(Decimal(value) * 10_000)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, count: int) -> Money:
        if not isinstance(count, int) or isinstance(count, bool):
            raise TypeError("Money is multiplied by a whole count only")
        return Money(self.fen * count)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.fen != 0

    def as_decimal(self) -> Decimal:
        """Yuan, always with two decimals."""
        return (Decimal(self.fen) / FEN_PER_YUAN).quantize(Decimal("0.01"))

    def as_json(self) -> int | str:
        """Yuan for JSON: a whole number of yuan as an integer, else a string with two decimals."""
        return self.fen // FEN_PER_YUAN if self.fen % FEN_PER_YUAN == 0 else str(self.as_decimal())

    def __str__(self) -> str:
        """As printed on papers: 100,000.00."""
        return f"{self.as_decimal():,.2f}"

    def as_wan(self) -> str:
        """As people say it: 10万元, 0.05万元; in yuan below 100元 and where fen are left over."""
        if self.fen % 100 or abs(self.fen) < FEN_PER_WAN // 100:
            return f"{self.as_decimal().normalize():f}元"
        return f"{(Decimal(self.fen) / FEN_PER_WAN).normalize():f}万元"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum of amounts; of none, zero."""
    return Money(sum(amount.fen for amount in amounts))
