"""The words and the card for a finding that would be filed. Nothing is written before a person confirms."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.drafts import AssessmentDraft
from ledger.vocabulary import AssessmentStatus
from tui.assistant.answers.amounts import left_to
from tui.assistant.answers.script import Script, quoted, times
from tui.assistant.contexts import QUESTIONS
from tui.assistant.filing import Reading
from tui.assistant.passages import plain
from tui.assistant.values import Intent, Proposal

LABELS = {
    "date": "发现日期",
    "office": "办事处",
    "level": "发现层级",
    "rule": "问题类别",
    "count": "起数",
    "subject": "企业或工地",
    "unit": "责任单位",
}


def propose(
    script: Script, readings: Sequence[Reading], words: str, shown: Sequence[Reading] = ()
) -> tuple[Proposal, str | None]:
    """Says what would be filed and with which reasons; the card, and the slot still asked for.

    `shown` are the readings as they were told before: a reason that was given is not given again.
    """
    several = len(readings) > 1
    for number, reading in enumerate(readings, start=1):
        price = reading.assessment()
        head = f"{number}. " if several else ""
        script.say(f"{head}拟登记：{summary(reading, price)}。", *_facts(reading, price), str(number))
        before = shown[number - 1] if number <= len(shown) else None
        if before is not None and _same_reason(before, reading, price):
            _again(script, reading, price, before.assessment())
        else:
            _reason(script, reading, price)
    missing = [slot for slot in LABELS if any(slot in reading.missing() for reading in readings)]
    missing.sort(key=("office", "date", "level").index)
    asks = missing[0] if missing else None
    if asks:
        lacking = f"还缺：{'、'.join(LABELS[slot] for slot in missing)}。" if len(missing) > 1 else ""
        script.say(lacking + question(readings, asks))
    else:
        script.say("确认登记吗？回复“确认”写入，或说要改哪一项。")
    title = f"登记{len(readings)}条问题" if several else "登记问题"
    rows = [fields(reading, number if several else 0) for number, reading in enumerate(readings, start=1)]
    card = Proposal(
        Intent.FILE_FINDING,
        title,
        tuple(pair for row in rows for pair in row),
        tuple(step(reading) for reading in readings),
        words,
        tuple(LABELS[slot] for slot in missing),
        tuple(readings),
    )
    return card, asks


def question(readings: Sequence[Reading], asks: str) -> str:
    """The question for a slot, with the places of the findings that lack it where others have it."""
    lacking = [place for place, one in enumerate(readings, 1) if asks in one.missing()]
    which = "" if len(lacking) in (0, len(readings)) else f"第{'、'.join(map(str, lacking))}条，"
    return which + QUESTIONS.get(asks, "确认登记吗？")


def step(reading: Reading) -> dict[str, object]:
    """What the card would file, as plain values."""
    return {
        "text": reading.text,
        **reading.slots(),
        "level": reading.level.value if reading.level else None,
        "inspecting_body": reading.facts.body,
        "obligation": reading.tasks[0] if reading.tasks else None,
        "status": reading.assessment().status.value,
    }


def fields(reading: Reading, number: int = 0) -> list[tuple[str, str]]:
    """The lines of the card."""
    slots, price = reading.slots(), reading.assessment()
    mark = f"{number}·" if number else ""
    rows = [(name, str(slots[name])) for name in ("date", "office", "subject", "unit") if name in slots]
    lines = [(f"{mark}{LABELS[name]}", value) for name, value in rows]
    if reading.level:
        lines.append((f"{mark}发现层级", reading.level.label))
    if reading.rule:
        rule = reading.rule.rule
        lines.append((f"{mark}问题类别", f"第{rule.place}类 {plain(rule.name)}"))
        lines.append((f"{mark}起数", str(reading.count(price))))
    lines.append((f"{mark}金额", amount_words(reading, price)))
    if reading.tasks:
        lines.append((f"{mark}对应任务", f"第{reading.tasks[0]}项"))
    return lines


def amount_words(reading: Reading, price: AssessmentDraft) -> str:
    """The amount with its working, or why there is none."""
    if price.status is AssessmentStatus.FREE:
        return "不扣缴"
    if price.status is AssessmentStatus.PENDING:
        return "金额待定"
    if price.amount is None or reading.rule is None:
        return "待人工判定"
    rate, count = reading.rule.rule.amount, price.count
    return (
        times(rate, count) if rate and count > 1 and rate * count == price.amount else price.amount.as_wan()
    )


def summary(reading: Reading, price: AssessmentDraft) -> str:
    """The finding on one line: 2022-08-12 松涧街道办事处 锦鲤湾三期 施工工地…… 2起 20万元."""
    slots = reading.slots()
    parts = [str(slots[slot]) for slot in ("date", "office", "subject") if slot in slots]
    if reading.rule:
        parts.append(plain(reading.rule.rule.name))
        parts.append(f"{reading.count(price)}起")
    parts.append(price.amount.as_wan() if price.amount else amount_words(reading, price))
    if "unit" in slots:
        parts.append(f"责任单位 {slots['unit']}")
    return " ".join(parts)


def _facts(reading: Reading, price: AssessmentDraft) -> list[str]:
    found = [str(value) for value in reading.slots().values()]
    if price.amount is not None:
        found.append(price.amount.as_wan())
    return [*found, *price.working, reading.text, str(price.count)]


def _working(price: AssessmentDraft) -> str:
    lines = [line.rstrip("。；") for line in price.working]
    return "".join(line if line.endswith("：") else f"{line}；" for line in lines).rstrip("；") + "。"


def _same_reason(before: Reading, reading: Reading, price: AssessmentDraft) -> bool:
    same = before.rule is not None and before.rule == reading.rule and before.tasks == reading.tasks
    return same and before.assessment().status == price.status


def _again(script: Script, reading: Reading, price: AssessmentDraft, before: AssessmentDraft) -> None:
    """The places once more, and the working where the amount is another."""
    task = script.plan.obligation(reading.tasks[0]) if reading.tasks else None
    if reading.rule is None:
        return
    rule = reading.rule.rule
    script.cite_rule(rule)
    if task:
        script.cite_task(task)
    if price.amount != before.amount and rule.amount and price.amount == rule.amount * price.count:
        working = times(rule.amount, price.count)
        script.say(f"算法：{working}。", str(price.count))


def _reason(script: Script, reading: Reading, price: AssessmentDraft) -> None:
    view = reading.rule
    task = script.plan.obligation(reading.tasks[0]) if reading.tasks else None
    if view is None:
        why = reading.proposal.match.reason
        script.say(f"不计价：{why}。" if why else "判定不了是哪一类，不计价；请说明是什么问题。", why)
        return
    rule = view.rule
    script.cite_rule(rule)
    if price.status is AssessmentStatus.FREE:
        script.say(price.working[-1], *price.working)
    elif price.status is AssessmentStatus.PENDING:
        script.say(f"金额待定：{rule.clause}只写{left_to(rule)}，没有写金额。")
    elif price.status is AssessmentStatus.UNDECIDED:
        script.say(_working(price), *price.working)
        script.say("请说按第几类，或由人工选定。")
    elif rule.amount and price.amount == rule.amount * price.count:
        working = times(rule.amount, price.count)
        stacked = "（同一工地多项不到位，叠加扣缴）" if rule.stackable and price.count > 1 else ""
        script.say(
            f"依据{rule.clause}：{quoted(plain(rule.printed))}；{working}{stacked}。", str(price.count)
        )
    else:
        script.say(_working(price), *price.working)
    if task:
        script.cite_task(task)
        script.say(f"对应第{task.number}项任务“{task.heading}”。", task.number)
