"""Cards for what is neither filing nor asking: papers, voiding, correcting, summaries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.plan import DeductionRule
from ledger.vocabulary import NoticeKind
from tui.assistant.answers.records import described
from tui.assistant.answers.script import Script, times
from tui.assistant.contexts import QUESTIONS, Context
from tui.assistant.passages import plain
from tui.assistant.values import Intent, Proposal, Slots

_PAPERS: tuple[tuple[str, NoticeKind], ...] = (
    (r"整改|督办|交办", NoticeKind.RECTIFICATION),
    (r"认定", NoticeKind.ALLOCATION),
    (r"约谈", NoticeKind.INTERVIEW),
    (r"拨付|补助", NoticeKind.SUBSIDY),
    (r"更正", NoticeKind.CORRECTION),
    (r"回证", NoticeKind.RECEIPT),
    (r"通报", NoticeKind.CIRCULAR),
    (r"奖励", NoticeKind.REWARD),
    (r"", NoticeKind.DEDUCTION),
)
_REASON = re.compile(
    r"登?重复|登重|重了|登错|记错|复核.{0,6}不算|市里.{0,6}不[算认]|不算|不认|误登|不属实|已撤销"
)
_FIELDS = {
    "number": "编号",
    "date": "日期",
    "month": "月份",
    "date_from": "从",
    "date_to": "到",
    "office": "办事处",
    "unit": "单位",
    "rule": "问题类别",
    "count": "起数",
    "subject": "企业或工地",
    "grade": "等级",
    "amount": "金额",
}


def card(intent: Intent, title: str, slots: Slots, words: str, **extra: object) -> Proposal:
    """A card over plain slots."""
    fields = tuple((_FIELDS.get(name, name), str(value)) for name, value in slots.items())
    return Proposal(intent, title, fields, ({**slots, **extra},), words)


def paper(
    script: Script, text: str, slots: Slots, rules: Sequence[DeductionRule]
) -> tuple[Proposal, str | None]:
    """Which paper would be made for which findings."""
    kind = next(kind for pattern, kind in _PAPERS if re.search(pattern, text))
    what = described(slots, rules)
    script.say(f"拟出{kind.label}：{what}。确认后按台账里符合条件的问题生成，确认前不编号、不出文。", what)
    asks = None
    if not slots:
        asks = "number"
        script.say(QUESTIONS[asks])
    return card(Intent.MAKE_NOTICE, f"出{kind.label}", slots, text, kind=kind.value), asks


def summary(script: Script, text: str, slots: Slots, rules: Sequence[DeductionRule]) -> Proposal:
    """Which summary would be made."""
    by = (
        "rule"
        if re.search(r"按(?:规则|类别|类型|问题|种类)|分类", text)
        else "month"
        if re.search(r"按月", text)
        else "office"
    )
    grouped = {"rule": "按问题类别", "month": "按月", "office": "按办事处"}[by]
    what = described(slots, rules)
    script.say(f"拟出汇总：{what}，{grouped}。金额由台账汇总，确认后生成文件。", what)
    return card(Intent.SUMMARY_REPORT, "出汇总", slots, text, by=by)


def void(
    script: Script, text: str, slots: Slots, rules: Sequence[DeductionRule], context: Context
) -> tuple[Proposal, str | None]:
    """Which record would be voided, by a reversal where it is booked."""
    target = dict(slots)
    if not target and context.number:
        target["number"] = context.number
    what = described(target, rules) if target else "上一条登记"
    reason = _REASON.search(text)
    script.say(f"拟作废：{what}。确认后作废；已记账的用红字冲销，原记录保留。", what)
    asks = None
    if reason:
        script.say(f"理由：{reason.group()}。", text)
    else:
        asks = "number" if not target and context.kind == "none" else "reason"
        script.say(QUESTIONS[asks])
    ground = reason.group() if reason else None
    return card(Intent.VOID_FINDING, "作废登记", target, text, reason=ground), asks


def correction(
    script: Script, text: str, slots: Slots, rules: Sequence[DeductionRule], context: Context
) -> tuple[Proposal | None, str | None]:
    """What of the last record would change, with the new amount where the record tells its kind."""
    if not slots:
        script.say("要改哪一项，改成什么？")
        return card(Intent.CORRECT_LAST, "更正上一条", slots, text), None
    if "amount" in slots:
        script.say("金额由类别和起数按标准算出，不能单独改；请说要改的类别或起数。", text)
        return None, None
    changes = "；".join(f"{_FIELDS[name]}改为{_shown(name, value, rules)}" for name, value in slots.items())
    script.say(f"拟更正上一条：{changes}。", text, *(str(value) for value in slots.values()))
    rule = next((rule for rule in rules if rule.place == slots.get("rule")), None)
    count = slots.get("count", context.count)
    if rule and rule.amount and isinstance(count, int):
        script.cite_rule(rule)
        working = times(rule.amount, count)
        script.say(f"金额随之为{working}（{rule.clause}）。", str(count))
    script.say("确认后更正；已记账的先红字冲销再重登。")
    return card(Intent.CORRECT_LAST, "更正上一条", slots, text, number=context.number), None


def _shown(name: str, value: str | int, rules: Sequence[DeductionRule]) -> str:
    if name == "rule":
        rule = next((rule for rule in rules if rule.place == value), None)
        return f"第{value}类 {plain(rule.name)}" if rule else str(value)
    return str(value)
