"""What each kind of paper asks for before it is issued from the screen, and what was typed as wishes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from ledger.errors import BadValue
from ledger.vocabulary import NoticeKind
from tui.screens.dialogs import Line
from tui.screens.typed import month_by, read_month
from tui.usecases.papers.wishes import Wishes

WAYS = {"1": "更正金额", "2": "撤销", "3": "撤销并另发"}
GROUPINGS = {"1": "office", "2": "rule", "3": "month"}


class About(Enum):
    """What a kind of paper is about: findings, an issued paper, or a span of time."""

    FINDINGS = "findings"
    PAPER = "paper"
    TIME = "time"


ABOUT = {
    NoticeKind.DEDUCTION: About.FINDINGS,
    NoticeKind.ALLOCATION: About.FINDINGS,
    NoticeKind.RECTIFICATION: About.FINDINGS,
    NoticeKind.INTERVIEW: About.FINDINGS,
    NoticeKind.CORRECTION: About.PAPER,
    NoticeKind.RECEIPT: About.PAPER,
    NoticeKind.SUBSIDY: About.TIME,
    NoticeKind.REWARD: About.TIME,
    NoticeKind.CIRCULAR: About.TIME,
    NoticeKind.SUMMARY: About.TIME,
}


@dataclass(frozen=True)
class PaperForm:
    """The lines that a kind of paper asks for on a day."""

    kind: NoticeKind
    today: date

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines; none where the books say all."""
        to = Line("to", "主送", hint="不填按账簿", optional=True)
        month = Line("month", "月份", month_by(f"{self.today:%Y-%m}", -1), check=self._month)
        known: dict[NoticeKind, tuple[Line, ...]] = {
            NoticeKind.RECTIFICATION: (
                Line("due", "整改期限", hint="2026-09-20；已交办的可不填", check=self._due, optional=True),
                to,
            ),
            NoticeKind.INTERVIEW: (
                Line("time", "时间", hint="2026-09-05 15:00", check=self._moment),
                Line("place", "地点"),
                Line("reason", "事由"),
                to,
            ),
            NoticeKind.CORRECTION: (
                Line(
                    "way", "怎么改", "1", "1 更正金额 2 撤销 3 撤销并另发", lambda text: _one_of(text, WAYS)
                ),
                Line("reason", "原因"),
            ),
            NoticeKind.RECEIPT: (Line("way", "送达方式", "直接送达"),),
            NoticeKind.SUBSIDY: (Line("year", "年度", str(self.today.year), check=_year), to),
            NoticeKind.REWARD: (Line("year", "年度", str(self.today.year), check=_year), to),
            NoticeKind.CIRCULAR: (month, to),
            NoticeKind.SUMMARY: (
                month,
                Line("by", "分组", "1", "1 单位 2 标准 3 月份", lambda text: _one_of(text, GROUPINGS)),
                to,
            ),
        }
        return known.get(self.kind, ())

    def wishes(self, typed: Mapping[str, str]) -> Wishes:
        """What was typed as wishes. Raises BadValue for what the lines would have refused."""
        correcting = typed.get("way", "") if self.kind is NoticeKind.CORRECTION else ""
        return Wishes(
            to=typed.get("to") or None,
            reason=typed.get("reason", ""),
            due=self._due(typed["due"]) if typed.get("due") else None,
            month=self._month(typed["month"]) if typed.get("month") else None,
            year=_year(typed["year"]) if typed.get("year") else None,
            by=GROUPINGS[typed.get("by", "1")],
            time=self._moment(typed["time"]) if typed.get("time") else None,
            place=typed.get("place", ""),
            way=typed["way"] if self.kind is NoticeKind.RECEIPT else Wishes().way,
            revoke=correcting == "2",
            reissue=correcting == "3",
        )

    def _month(self, text: str) -> str:
        return read_month(text, self.today)

    def _due(self, text: str) -> date:
        try:
            due = date.fromisoformat(text)
        except ValueError:
            raise BadValue(f"“{text}”不是日期，请写成 2026-09-20。") from None
        if due < self.today:
            raise BadValue(f"期限 {due} 已经过去，请核对。")
        return due

    def _moment(self, text: str) -> datetime:
        day, _, hour = text.partition(" ")
        try:
            moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour.strip()))
        except ValueError:
            raise BadValue(f"“{text}”不是时间，请写成 2026-09-05 15:00。") from None
        if moment.date() < self.today:
            raise BadValue(f"时间 {text} 已经过去，请核对。")
        return moment


_LABELS = {
    "to": "主送",
    "due": "整改期限",
    "time": "时间",
    "reason": "事由",
    "place": "地点",
    "month": "月份",
    "year": "年度",
}
_OPTION = re.compile(r"(?:加|用) --(\w+).*$")


def in_the_forms_words(refusal: str) -> str:
    """A refusal that names an option of the command line, naming the line of the form instead."""

    def line(found: re.Match[str]) -> str:
        label = _LABELS.get(found[1])
        return f"在“{label}”栏填写。" if label else found[0]

    return _OPTION.sub(line, refusal)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadValue(f"“{text}”不是年度，请写成 2026。")
    return int(text)


def _one_of(text: str, known: Mapping[str, str]) -> str:
    if text not in known:
        raise BadValue(f"“{text}”看不懂，请填{'、'.join(known)}之一。")
    return text
