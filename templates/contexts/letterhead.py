"""The issuing office, and what every paper carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.errors import BadValue
from ledger.views import NoticeView
from templates.codes import verification_code
from templates.standard import CHARACTERS_A_LINE, width_in_characters
from templates.tags import tag


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing office: its full name signs, its short name is the 机关代字 of its numbers (示环攻坚办).

    `copies` are the units that every paper is copied to; `printer` prints it, by default the office itself.
    """

    issuer: str
    short_code: str
    contact: str = ""
    phone: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""

    def __post_init__(self) -> None:
        if not self.issuer.strip():
            raise BadValue("还没有填发文机关名称，请先在设置中填写再出件。")
        if width_in_characters(self.issuer) > CHARACTERS_A_LINE - 2:
            raise BadValue(f"发文机关名称“{self.issuer}”超过一行，请改用规范化简称。")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContext:
    """What every paper carries. `issued_on` is the paper's day; `title` what the file is called."""

    title: str
    issued_on: date
    mark: str = tag("发文机关标志", optional=True)
    number: str = tag("文号")
    recipient: str = tag("主送")
    issuer: str = tag("署名")
    day: str = tag("成文日期")
    remark: str = tag("附注", optional=True)
    code: str = tag("核验码", optional=True)
    replaces: str = tag("代替文号", optional=True)
    copies: str = tag("抄送", optional=True)
    printer: str = tag("印发机关", optional=True)
    printed: str = tag("印发日期", optional=True)


def common(letterhead: Letterhead, notice: NoticeView, *, replaces: str = "") -> dict[str, Any]:
    """The fields that every paper has, by field name; `replaces` is the number that a reissue stands for."""
    code = verification_code(notice)
    return office_fields(letterhead, notice.issued_on, code=code) | {
        "title": f"{notice.kind.label}（{notice.recipient}）",
        "number": notice.number,
        "recipient": notice.recipient,
        "replaces": replaces,
    }


def office_fields(letterhead: Letterhead, day: date, *, code: str = "") -> dict[str, Any]:
    """What follows from the office and the day alone."""
    remarks = [
        *([f"联系人：{contact}"] if (contact := f"{letterhead.contact} {letterhead.phone}".strip()) else []),
        *([f"核验码：{code}"] if code else []),
    ]
    return {
        "issued_on": day,
        "mark": letterhead.issuer,
        "issuer": letterhead.issuer,
        "day": chinese_day(day),
        "remark": f"（{'，'.join(remarks)}）" if remarks else "",
        "code": code,
        "replaces": "",
        "copies": "，".join(letterhead.copies),
        "printer": letterhead.printer or letterhead.issuer,
        "printed": chinese_day(day),
    }


def chinese_day(day: date) -> str:
    """2025年8月5日: Arabic digits without leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
