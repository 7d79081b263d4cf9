"""What the program said last, read back: a question for one slot, or a record with its facts.

A conversation that only hands over the last words (JSONL, a restart) goes on from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tui.assistant.periods import read_period

NONE, RECORD, OTHER = "none", "record", "other"

QUESTIONS: dict[str, str] = {
    "office": "请问是哪个办事处？",
    "count": "共几起？",
    "date": "发现日期是哪天？",
    "subject": "涉及的企业或工地名称？",
    "unit": "责任单位是？",
    "rule": "是哪一类问题？",
    "number": "是哪一条？请说编号。",
    "grade": "评定为哪一级？",
    "month": "要哪个月的？",
    "level": "是哪一级查到的，国家、省、市，还是区里自查？",
    "amount": "金额是多少？",
    "reason": "为什么作废？请说理由。",
    "announced": "公示了吗？",
    "industry": "属于哪个行业？",
    "yes": "确认吗？",
}

_ASKS: tuple[tuple[str, str], ...] = (
    ("yes", r"确认(?:登记|吗|么)?[？?吗]|是否|对吗|对不对|要不要|好吗|可以吗|行吗"),
    ("office", r"哪个(?:办|街道|乡|镇|办事处|辖区)|办事处[是？?]|什么办事处|哪个地方|所属办事处|属于哪个办"),
    ("announced", r"公示了吗|公示过?没有?[？?]"),
    ("industry", r"[哪什][个么]行业"),
    ("reason", r"理由|为什么|什么原因"),
    ("level", r"哪一?级(?:查|发现|检查)|谁查的|谁发现|哪级|发现层级|什么级别查"),
    ("grade", r"评定?为?哪一?级|几级|什么等级|哪个等级|绩效等级|哪一级"),
    ("count", r"几起|几台|几处|几辆|几家|几个|几项|几户|多少[起台处辆家个项户]|数量|起数|共几"),
    ("month", r"哪个?月|几月|月份"),
    ("date", r"日期|哪天|哪一天|什么时候|几号发现|何时|时间是|哪日"),
    ("number", r"编号|第几号|哪一条|哪条|几号"),
    ("unit", r"责任单位|哪个(?:部门|局|单位)|牵头单位|由谁负责|承办单位"),
    ("subject", r"名称|哪家|企业|工地|项目|店名|叫什么|哪个(?:厂|公司|店)|对象"),
    ("rule", r"哪一?类|什么类型|类型|哪种|什么问题|问题是什么|哪方面|扣缴类别|什么情况"),
    ("amount", r"金额|多少钱"),
)
_RECORDED = re.compile(r"已登记|拟登记|已更正|已改|登记[:：]|已录入|草稿|第\d+号")
_NUMBER = re.compile(r"第(\d+)号|(\d{4}-\d{4})|编号(\d+)")
_COUNT = re.compile(r"(\d+)(?:起|项|台|辆|处|家|户|个)")


@dataclass(frozen=True, slots=True)
class Context:
    """`kind` is none, record, ask:SLOT or other; the rest is what a record's words hold."""

    kind: str = NONE
    text: str = ""
    day: date | None = None
    number: str | None = None
    count: int | None = None

    @property
    def asks(self) -> str | None:
        """The slot that was asked for."""
        return self.kind[4:] if self.kind.startswith("ask:") else None


def read_context(text: str | None, today: date) -> Context:
    """The context that the program's last words make."""
    if not text or not text.strip():
        return Context()
    period = read_period(text, today, bare_days=False)
    day = period.first if period and period.kind == "day" else None
    number = _NUMBER.search(text)
    count = _COUNT.search(text)
    return Context(
        kind=_kind(text),
        text=text,
        day=day,
        number=next((group for group in number.groups() if group), None) if number else None,
        count=int(count.group(1)) if count else None,
    )


def _kind(text: str) -> str:
    question = _last_question(text)
    if question:
        for slot, pattern in _ASKS:
            if re.search(pattern, question):
                return f"ask:{slot}"
    return RECORD if _RECORDED.search(text) else OTHER


def _last_question(text: str) -> str | None:
    parts = [part for part in re.split(r"(?<=[。！？?\n])", text) if part.strip()]
    last = parts[-1].strip() if parts else ""
    asked = last.endswith(("？", "?")) or re.search(r"(?:请问|请说|请补充|是哪|请提供|请选)", last)
    return last if asked else None
