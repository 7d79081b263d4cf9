"""Financial capitals: 壹拾万元整. From whole fen and back; nothing is rounded and nothing is guessed.

The rules are 《正确填写票据和结算凭证的基本规定》一、二、四 (annex of 《支付结算办法》). Where they leave
a choice, one form is written: 整 after 角 as well (《会计基础工作规范》第五十二条), and no 零 where only the
last digit before 万 or 元 is 0. All permitted forms are read.
"""

from __future__ import annotations

from itertools import product

from ledger.errors import BadAmount
from ledger.money import FEN_PER_YUAN, Money

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
WAN = 10_000
YI = 100_000_000
LIMIT = Money(10**16 * FEN_PER_YUAN)

_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_POWERS = {"拾": 10, "佰": 100, "仟": 1000}


def capital(amount: Money) -> str:
    """The amount as written on a voucher. Raises BadAmount for red-letter amounts and from 1 亿亿 yuan on."""
    if amount.fen < 0:
        raise BadAmount(f"{amount}元是红字金额，大写金额不写负数：请在更正通知中写明冲销的原金额。")
    if amount >= LIMIT:
        raise BadAmount(f"{amount}元超出大写金额的范围，请核对是否多写了位数。")
    return _write(amount.fen)


def read_capital(text: str) -> Money:
    """The amount that capitals name, in any of the permitted forms (人民币 before, 圆 or 元, 整 or 正).

    Raises BadAmount for what no rule permits: a missing 零, 拾 without 壹, 整 after 分.
    """
    plain = "".join(text.split()).removeprefix("人民币").replace("圆", "元").replace("正", "整")
    fen = _fen_of(plain)
    if fen is None or not (plain == _write(fen) or plain in _permitted(fen)):
        raise BadAmount(f"“{text}”不是规范的大写金额，请按“壹拾万零伍佰元整”的写法填写。")
    return Money(fen)


def _write(
    fen: int,
    *,
    zero_at_wan: bool = False,
    zero_at_yuan: bool = False,
    whole: bool = True,
    yi_twice: bool = False,
) -> str:
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    jiao, cent = divmod(rest, 10)
    text = _integer(yuan, zero_at_wan, yi_twice) + "元" if yuan else ""
    if not rest:
        return (text or "零元") + "整"
    if jiao:
        if zero_at_yuan and yuan and yuan % 10 == 0:
            text += "零"
        text += DIGITS[jiao] + "角"
    elif yuan:
        text += "零"
    if cent:
        return text + DIGITS[cent] + "分"
    return text + ("整" if whole else "")


def _integer(number: int, zero_at_wan: bool, yi_twice: bool) -> str:
    for size, name in ((YI, "亿"), (WAN, "万")):
        if number >= size:
            high, low = divmod(number, size)
            text = _integer(high, zero_at_wan, yi_twice) + name
            if yi_twice and name == "亿":
                text = text.replace("万零", "万亿零")
            if low:
                gap = low < size // 10 or (zero_at_wan and high % 10 == 0)
                text += ("零" if gap else "") + _integer(low, zero_at_wan, yi_twice)
            return text
    return _section(number)


def _section(number: int) -> str:
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + UNITS[power]
            gap = False
        elif text:
            gap = True
    return text


def _permitted(fen: int) -> set[str]:
    """Every form that the rules allow for one amount."""
    return {
        _write(fen, zero_at_wan=at_wan, zero_at_yuan=at_yuan, whole=whole, yi_twice=twice)
        for at_wan, at_yuan, whole, twice in product((False, True), repeat=4)
    }


def _fen_of(text: str) -> int | None:
    """What the characters add up to, whether or not the form is permitted; None where one is foreign."""
    yuan_text, yuan_mark, cents = text.removesuffix("整").rpartition("元")
    yuan = _number_of(yuan_text) if yuan_mark else 0
    jiao_text, _, cent_text = cents.rpartition("角")
    cent_text = cent_text.removesuffix("分")
    jiao, cent = _number_of(jiao_text), _number_of(cent_text)
    if yuan is None or jiao is None or cent is None or not text:
        return None
    return yuan * FEN_PER_YUAN + jiao * 10 + cent


def _number_of(text: str) -> int | None:
    *yi_parts, rest = text.split("亿")
    number = 0
    for part, size in [(part, YI) for part in yi_parts] + [(rest, 1)]:
        wan_text, wan_mark, low_text = part.rpartition("万")
        wan, low = _sum_of(wan_text), _sum_of(low_text)
        if wan is None or low is None or (wan_mark and not wan_text):
            return None
        number += (wan * WAN + low) * size
    return number


def _sum_of(text: str) -> int | None:
    number = digit = 0
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _POWERS:
            number += digit * _POWERS[character]
            digit = 0
        else:
            return None
    return number + digit
