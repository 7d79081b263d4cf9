"""The words and the card for a finding that would be filed. Nothing is written before a person confirms."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.plan import Plan
from ledger.vocabulary import AssessmentStatus
from tui.assistant.answers.script import Script, quoted, times
from tui.assistant.contexts import QUESTIONS
from tui.assistant.filing import Reading
from tui.assistant.passages import plain
from tui.assistant.values import Intent, Proposal, Slots

_NEEDED = ("office", "date")


def propose(script: Script, readings: Sequence[Reading], words: str) -> tuple[Proposal, str | None]:
    """Says what would be filed and with which reasons; the card, and the slot still asked for."""
    for number, reading in enumerate(readings, start=1):
        head = f"{number}. " if len(readings) > 1 else ""
        script.say(f"{head}拟登记：{summary(reading)}。", *_facts(reading), str(number))
        _reason(script, script.plan, reading)
    missing = [slot for slot in _NEEDED if any(slot not in reading.slots() for reading in readings)]
    asks = missing[0] if missing else None
    if asks:
        script.say(
            ("还缺：" + "、".join(_LABELS[slot] for slot in missing) + "。" if len(missing) > 1 else "")
            + QUESTIONS[asks]
        )
    else:
        script.say("确认登记吗？回复“确认”写入，或说要改哪一项。")
    card = Proposal(
        Intent.FILE_FINDING,
        "登记问题" if len(readings) == 1 else f"登记{len(readings)}条问题",
        tuple(
            pair
            for number, reading in enumerate(readings, start=1)
            for pair in fields(reading, number if len(readings) > 1 else 0)
        ),
        tuple(step(reading) for reading in readings),
        words,
        tuple(_LABELS[slot] for slot in missing),
    )
    return card, asks


_LABELS = {
    "office": "办事处",
    "date": "发现日期",
    "rule": "问题类别",
    "count": "起数",
    "subject": "企业或工地",
    "unit": "责任单位",
}


def step(reading: Reading) -> dict[str, object]:
    """What the card hands to the use case of filing."""
    slots: Slots = reading.slots()
    return {
        "text": reading.text,
        **slots,
        "level": reading.facts.level.value if reading.facts.level else None,
        "inspecting_body": reading.facts.body,
        "obligation": reading.tasks[0] if reading.tasks else None,
        "status": reading.status.value,
    }


def fields(reading: Reading, number: int = 0) -> list[tuple[str, str]]:
    """The lines of the card."""
    slots = reading.slots()
    mark = f"{number}·" if number else ""
    rows = [
        (f"{mark}{_LABELS[slot]}", str(slots[slot]))
        for slot in ("date", "office", "subject", "unit")
        if slot in slots
    ]
    if reading.rule:
        rows.append((f"{mark}问题类别", f"第{reading.rule.place}类 {plain(reading.rule.name)}"))
        rows.append((f"{mark}起数", str(reading.count)))
    rows.append((f"{mark}金额", amount_words(reading)))
    if reading.tasks:
        rows.append((f"{mark}对应任务", f"第{reading.tasks[0]}项"))
    return rows


def amount_words(reading: Reading) -> str:
    """The amount with its working, or why there is none."""
    if reading.status is AssessmentStatus.FREE:
        return "不扣缴"
    if reading.status is AssessmentStatus.PENDING:
        return "金额待定"
    if reading.rule is None or reading.rule.amount is None or reading.amount is None:
        return "待人工判定"
    return times(reading.rule.amount, reading.count) if reading.count != 1 else reading.amount.as_wan()


def summary(reading: Reading) -> str:
    """The finding on one line: 2022-08-12 府城办事处 锦绣花园二期 施工工地…… 2起 20万元."""
    slots = reading.slots()
    parts = [str(slots[slot]) for slot in ("date", "office", "subject") if slot in slots]
    if reading.rule:
        parts.append(plain(reading.rule.name))
        parts.append(f"{reading.count}起")
    parts.append(reading.amount.as_wan() if reading.amount else amount_words(reading))
    if "unit" in slots:
        parts.append(f"责任单位 {slots['unit']}")
    return " ".join(parts)


def _facts(reading: Reading) -> list[str]:
    found = [str(value) for value in reading.slots().values()]
    if reading.amount is not None:
        found.append(reading.amount.as_wan())
    return [*found, reading.text, str(reading.count)]


def _reason(script: Script, plan: Plan, reading: Reading) -> None:
    rule = reading.rule
    for number in reading.tasks[:2]:
        task = plan.obligation(number)
        if task and rule:
            script.cite_task(task)
    if rule is None:
        script.say("按现行方案判定不了是哪一类，不计价；请说明是什么问题，或由人工选定。")
        return
    script.cite_rule(rule)
    if reading.status is AssessmentStatus.FREE:
        script.say("区级自查发现的问题只登记、整改、销号，不扣缴财力。")
    elif reading.status is AssessmentStatus.PENDING:
        reference = rule.reference or "另一份文件"
        script.say(f"金额待定：{rule.clause}只写按{reference}规定处罚问责，没有写金额。")
    elif rule.amount:
        working = times(rule.amount, reading.count)
        stacked = "（同一工地多项不到位，叠加扣缴）" if rule.stackable and reading.count > 1 else ""
        script.say(f"依据{rule.clause}：{quoted(plain(rule.printed))}；{working}{stacked}。", working)
    if reading.tasks:
        task = plan.obligation(reading.tasks[0])
        if task:
            script.say(f"对应第{task.number}项任务“{task.heading}”。", task.number)
    if reading.match.abstain:
        script.say("把握不大，请核对类别。")
