"""Who bears a finding, said in one line; the shares always add up to the fen."""

from __future__ import annotations

import pytest

from ledger.errors import BadValue
from ledger.money import Money, total
from ledger.views import UnitView
from ledger.vocabulary import UnitKind
from tui.screens.allocation import read_shares

UNITS = tuple(
    UnitView(number, name, UnitKind.OFFICE, (name[:3],))
    for number, name in enumerate(("府城办事处", "朱村办事处", "许衡办事处"), 1)
)


@pytest.mark.parametrize(
    ("line", "shares"),
    [
        ("府城办", {"府城办事处": 200_000}),
        ("fcb 5w zcb", {"府城办事处": 50_000, "朱村办事处": 150_000}),
        ("府城办 朱村办", {"府城办事处": 100_000, "朱村办事处": 100_000}),
        ("fcb 60% zcb 40%", {"府城办事处": 120_000, "朱村办事处": 80_000}),
        ("fcb 150,000元 zcb 5万", {"府城办事处": 150_000, "朱村办事处": 50_000}),
    ],
)
def test_shares_as_people_say_them(line: str, shares: dict[str, int]) -> None:
    found = read_shares(line, Money.yuan(200_000), UNITS)
    assert {share.unit: share.amount for share in found} == {
        unit: Money.yuan(amount) for unit, amount in shares.items()
    }


def test_thirds_add_up_to_the_fen() -> None:
    found = read_shares("fcb zcb xhb", Money.yuan(10_000), UNITS)
    assert total(share.amount for share in found) == Money.yuan(10_000)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "请写由谁承担，例如 松涧办，或 松涧办 5w 柳渡办。"),
        ("5w", "“5w”前面要写单位。"),
        ("fcb 府城办", "府城办事处写了两次。"),
        ("fcb 5w zcb 5w", "各单位合计 100,000.00 元，应为 200,000.00 元。"),
        ("fcb 30w", "各单位合计 300,000.00 元，应为 200,000.00 元。"),
        ("fcb 20w zcb", "朱村办事处没有剩余金额可分，请改写。"),
        ("fcb 60% zcb", "写百分比时，每个单位都要写，合计 100%。"),
        ("fcb 60% zcb 30%", "写百分比时，每个单位都要写，合计 100%。"),
    ],
)
def test_shares_that_cannot_add_up_are_refused(line: str, message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        read_shares(line, Money.yuan(200_000), UNITS)
    assert str(refusal.value) == message
