"""Financial capitals: the rule's own cases, the round trip, and what is no capital amount."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from ledger.errors import BadAmount
from ledger.money import Money
from templates.capitals import capital, read_capital


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("1.05", "壹元零伍分"),
        ("10.5", "壹拾元伍角整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100000", "壹拾万元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("20030005.60", "贰仟零叁万零伍元陆角整"),
        ("1000005000.07", "壹拾亿零伍仟元零柒分"),
        ("1000100000000", "壹万零壹亿元整"),
    ],
)
def test_amounts_are_written_as_the_rule_has_them(yuan: str, written: str) -> None:
    assert capital(Money.yuan(yuan)) == written


def test_every_case_of_the_rule_is_written_as_preferred_and_every_permitted_form_is_read(
    shared_dir: Path,
) -> None:
    cases = json.loads((shared_dir / "gold" / "amount_cases.json").read_text(encoding="utf-8"))["cases"]
    assert [capital(Money.yuan(case["amount"])) for case in cases] == [case["preferred"] for case in cases]
    for case in cases:
        assert {read_capital(form) for form in case["accept"]} == {Money.yuan(case["amount"])}


def test_what_the_rule_rejects_is_not_read(shared_dir: Path) -> None:
    cases = json.loads((shared_dir / "gold" / "amount_cases.json").read_text(encoding="utf-8"))
    wrong = [case["wrong"] for case in cases["reject_examples"]]
    read = []
    for text in wrong:
        try:
            read.append((text, read_capital(text)))
        except BadAmount:
            continue
    # Banks accept both 零; the project reads it and does not write it.
    assert read == [("壹拾万零柒仟元零伍角叁分", Money.yuan("107000.53"))]


def test_a_hundred_thousand_random_amounts_come_back_exactly() -> None:
    source = random.Random(9704)
    for _ in range(100_000):
        amount = Money(source.randrange(10 ** source.randint(1, 18)))
        assert read_capital(capital(amount)) == amount


def test_prefix_and_the_other_spellings_are_read() -> None:
    assert read_capital("人民币壹拾万圆正") == Money.yuan(100_000)


@pytest.mark.parametrize(
    "text",
    ["", "拾元整", "壹元伍分", "壹拾万伍佰元整", "贰亿零元整", "壹角贰分整", "十万元整", "万元整", "元整"],
)
def test_unpermitted_forms_are_refused(text: str) -> None:
    with pytest.raises(BadAmount) as caught:
        read_capital(text)
    assert str(caught.value) == f"“{text}”不是规范的大写金额，请按“壹拾万零伍佰元整”的写法填写。"


def test_a_red_letter_amount_has_no_capitals() -> None:
    with pytest.raises(BadAmount) as caught:
        capital(Money.yuan(-5))
    assert str(caught.value) == "-5.00元是红字金额，大写金额不写负数：请在更正通知中写明冲销的原金额。"


def test_an_amount_beyond_the_words_is_refused() -> None:
    with pytest.raises(BadAmount) as caught:
        capital(Money.yuan(10**16))
    assert str(caught.value) == "10,000,000,000,000,000.00元超出大写金额的范围，请核对是否多写了位数。"
