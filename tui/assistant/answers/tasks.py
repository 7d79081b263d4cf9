"""What a task demands, by when, and whose it is: quoted from the plan, or said to be absent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ledger.plan import Assignment, Deadline, Obligation, Plan
from ledger.vocabulary import DeadlineKind, Role
from tui.assistant.answers.script import Script, due
from tui.assistant.passages import Passage
from tui.assistant.retrieval import Found

_FIGURE = re.compile(r"\d")
_ROLES = (Role.LEAD, Role.RESPONSIBLE, Role.SUPERVISE, Role.COOPERATE)
_SENTENCES = 3
_SHOWN = 12
_LIST_GAP = 30  # characters between two units of one list: names of persons and the words of a role


def obligation(script: Script, found: Found, text: str) -> None:
    """What the task or clause says: its best sentences, who leads it, by when."""
    script.say(f"{script.document()}{where(found)}：")
    chosen = best_sentences(found, text)
    for passage in chosen:
        script.say(f"{script.quote(passage)}。")
    if found.task is None:
        return
    script.cite_task(found.task)
    line = _leads(whose(found))
    if line:
        script.say(line)
    shown = {passage.text for passage in chosen}
    dated = [item for item in found.task.deadlines if not any(item.printed in said for said in shown)]
    if dated:
        script.say("期限：" + "；".join(dict.fromkeys(due(item) for item in dated)) + "。", *_days(dated))


def whose(found: Found) -> list[Assignment]:
    """The assignments printed after the paragraph that answers; all where the task has one list of them."""
    if found.task is None:
        return []
    every = list(found.task.assignments)
    own = [part for part in every if found.task.span.start <= part.span.start < found.task.span.end]
    after = found.sentences[0].span.end if found.sentences else 0
    following = [part for part in own if part.span.start >= after]
    if not following or len(following) == len(own) == len(every):
        following = own
    group: list[Assignment] = []
    for part in following:
        if group and part.span.start - group[-1].span.end > _LIST_GAP:
            break
        group.append(part)
    leads = any(part.role in (Role.LEAD, Role.RESPONSIBLE) for part in group)
    return group if leads and group else every


def best_sentences(found: Found, text: str) -> list[Passage]:
    """The sentences to quote: those that match best, one with a figure first where a figure is asked for."""
    ranked = [
        passage
        for passage in found.sentences
        if passage.text.strip("0123456789.、） )") != f"{passage.heading}。"
    ]
    ranked = ranked or list(found.sentences)
    wants_figure = re.search(r"多少|几|百分|比例|率|标准|指标|目标|浓度|超过|多久|多大", text)
    if wants_figure:
        ranked.sort(key=lambda passage: not _answers_measure(passage.text, text))
        if ranked and not _answers_measure(ranked[0].text, text) and _asks_measure(text):
            ranked = [rest for rest in found.rest if _answers_measure(rest.text, text)][:1] + ranked
    return ranked[:_SENTENCES]


_MEASURES: tuple[tuple[str, str], ...] = (
    (r"几克|多少克", r"\d+\s*克"),
    (r"百分|比例|比重|率|抽查多少|占多|几成", r"\d\s*%|百分之"),
    (r"多少亩", r"\d\s*万?亩"),
    (r"吨", r"\d\s*吨"),
    (r"浓度|毫克|微克", r"\d\s*(?:毫克|微克)"),
    (r"几[条处个次家台]|多少[条处个次家台]", r"\d\s*[条处个次家台]"),
    (r"几国|国几", r"国[一二三四五六]"),
    (r"几级|什么水平|什么等级|哪一?级", r"[A-D]\s*级"),
    (r"多久|多长时间|几年", r"[一二两三四五\d]+\s*(?:年|个月|天|日)"),
)


def has_figure(passages: Sequence[Passage], text: str) -> bool:
    """Whether a figure of the kind that is asked for stands in one of the passages."""
    asked = re.search(r"多少(?!钱)|几(?![月号年])|百分|比例|率|浓度|目标|指标", text)
    return bool(asked) and any(_answers_measure(passage.text, text) for passage in passages)


def _asks_measure(text: str) -> bool:
    return any(re.search(asked, text) for asked, _ in _MEASURES)


def _answers_measure(sentence: str, text: str) -> bool:
    for asked, answered in _MEASURES:
        if re.search(asked, text):
            return bool(re.search(answered, sentence))
    return bool(_FIGURE.search(sentence))


def deadline(script: Script, found: Found, text: str, topic: str) -> None:
    """By when the matter is due: the date of its own sentence first, then the task's others."""
    task = found.task
    script.say(f"{script.document()}{where(found)}：")
    if task is None or (not task.deadlines and not task.undated):
        _no_deadline(script, found, topic)
        return
    script.cite_task(task)
    said = best_sentences(found, "")[:1]
    near = _of_sentences(task, said)
    others = [item for item in task.deadlines if item not in near]
    for group, label in ((near, "期限"), (others, "同一任务的其他期限" if near else "本任务的期限")):
        if group:
            script.say(
                f"{label}：{'；'.join(dict.fromkeys(_dated(item) for item in group))}。", *_days(group)
            )
    if not task.deadlines:
        script.say(
            "文件写的是：" + "；".join(phrase.printed for phrase in task.undated) + "，没有写具体日期。"
        )
    for passage in said:
        script.say(f"原文：{script.quote(passage)}。")
    if not near and others:
        script.say("这句话本身没有写期限。")


def _no_deadline(script: Script, found: Found, topic: str) -> None:
    if found.task:
        script.cite_task(found.task)
    script.say(f"文件没有写明{'“' + topic + '”的' if topic else ''}完成期限。")
    for passage in best_sentences(found, "")[:1]:
        script.say(f"原文只写：{script.quote(passage)}。")
    if found.task and found.task.recurring:
        script.say(
            "经常性要求："
            + "、".join(dict.fromkeys(phrase.printed for phrase in found.task.recurring))
            + "。"
        )


def _of_sentences(task: Obligation, sentences: Sequence[Passage]) -> list[Deadline]:
    spans = [passage.span for passage in sentences if passage.task is task]
    return [item for item in task.deadlines if any(s.start <= item.span.start < s.end for s in spans)]


def _dated(item: Deadline) -> str:
    kind = {DeadlineKind.START: "（起）", DeadlineKind.PERIOD_END: "（止）"}.get(item.kind, "")
    return due(item) + ("" if re.search(r"至|起$|止$", item.printed) else kind)


def _days(items: Sequence[Deadline]) -> list[str]:
    return [f"{item.printed} {item.date.year}年{item.date.month}月{item.date.day}日" for item in items]


def due_between(script: Script, plan: Plan, first: date, last: date, *, overdue: bool = False) -> None:
    """The tasks whose date lies in a span, earliest first."""
    rows = sorted(
        (item.date, task.number, task.heading, due(item), task)
        for task in plan.obligations
        for item in task.deadlines
        if first <= item.date <= last and item.kind is not DeadlineKind.START
    )
    span = f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
    if not rows:
        script.say(f"{span}没有{'已过期限' if overdue else '到期'}的任务。", span)
        return
    script.say(f"{span}{'期限已到' if overdue else '到期'}的任务有{len(rows)}项：", span, str(len(rows)))
    for day, number, heading, printed, task in rows[:_SHOWN]:
        script.cite(task.number, f"{heading} {printed} {day.isoformat()}", task.span)
        script.say(f"第{number}项 {heading}：{printed}")
    if len(rows) > _SHOWN:
        script.say(f"只列前{_SHOWN}项，其余请到任务屏查看。", str(_SHOWN))


def where(found: Found) -> str:
    """The place of what was found, as a clerk cites it."""
    if found.task:
        return f"第{found.key}项任务“{found.task.heading}”"
    heading = found.sentences[0].heading if found.sentences else ""
    return f"{found.key}{'“' + heading + '”' if heading else ''}"


def responsible(script: Script, found: Found, parts: Sequence[Assignment] | None = None) -> None:
    """Whose the task is: every unit by its part, with the persons that are printed."""
    task = found.task
    if task is None:
        script.say(f"{script.document()}{where(found)}：")
        for passage in found.sentences[:2]:
            script.say(f"{script.quote(passage)}。")
        return
    script.cite_task(task)
    script.say(f"{script.document()}{where(found)}：")
    chosen = list(parts) if parts is not None else list(task.assignments)
    for role in _ROLES:
        units = list(dict.fromkeys(_unit(part) for part in chosen if part.role is role))
        if units:
            script.say(f"{role.label}：{'、'.join(units)}。")
    if task.persons_unaligned:
        script.say("责任人：" + "、".join(task.persons_unaligned) + "。")
    elif not any(part.persons for part in chosen):
        script.say("文件没有写责任人姓名。")


def _unit(part: Assignment) -> str:
    return f"{part.unit}（责任人：{'、'.join(part.persons)}）" if part.persons else part.unit


def _leads(parts: Sequence[Assignment]) -> str:
    first = [part for part in parts if part.role is Role.LEAD]
    label = "牵头"
    if not first:
        first, label = [part for part in parts if part.role is Role.RESPONSIBLE], "责任单位"
    units = list(dict.fromkeys(part.unit for part in first))
    return f"{label}：{'、'.join(units[:6])}。" if units else ""


def person(script: Script, plan: Plan, name: str) -> None:
    """Which unit a person answers for, and in which tasks."""
    held = [(task, part) for task in plan.obligations for part in task.assignments if name in part.persons]
    if not held:
        script.say(f"文件里没有“{name}”这个责任人。", name)
        return
    units = list(dict.fromkeys(part.unit for _, part in held))
    numbers = list(dict.fromkeys(task.number for task, _ in held))
    for task, _ in held:
        script.cite_task(task)
    script.say(f"{script.document()}{name}是{'、'.join(units)}的责任人。", name)
    shown = "、".join(numbers[:_SHOWN])
    script.say(
        f"列为责任人的任务：第{shown}项{'等' if len(numbers) > _SHOWN else ''}，共{len(numbers)}项。",
        shown,
        str(len(numbers)),
    )


def unit(script: Script, plan: Plan, name: str, *, wants_person: bool) -> None:
    """A unit's persons and tasks; that a document names no person is said."""
    held = [(task, part) for task in plan.obligations for part in task.assignments if part.unit == name]
    persons = list(dict.fromkeys(person for _, part in held for person in part.persons))
    if not held:
        script.say(f"{script.document()}文件没有给“{name}”派任务，也没有写它的责任人。", name)
        return
    if persons:
        script.say(f"{script.document()}{name}的责任人：{'、'.join(persons)}。", name)
    elif wants_person:
        script.say(f"{script.document()}文件没有写{name}的责任人姓名。", name)
    for role in _ROLES:
        numbers = list(dict.fromkeys(task.number for task, part in held if part.role is role))
        for task, part in held:
            if part.role is role and task.number in numbers[:_SHOWN]:
                script.cite_task(task)
        if numbers:
            shown = "、".join(numbers[:_SHOWN])
            more = "等" if len(numbers) > _SHOWN else ""
            line = f"作为{role.label}的任务：第{shown}项{more}，共{len(numbers)}项。"
            script.say(line, shown, str(len(numbers)))
