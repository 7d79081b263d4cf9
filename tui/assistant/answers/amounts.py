"""What a finding of a kind costs the treasury, from the schedule; a sum is never guessed."""

from __future__ import annotations

import re

from ledger.plan import DeductionRule, Plan
from tui.assistant.answers.script import Script, quoted, times
from tui.assistant.passages import plain
from tui.assistant.values import Slots

ON_PERSONS = re.compile(
    r"本人|个人|司机|老板|业主|店主|车主|工人|村民|农户|法人|自己[要得]?交|企业自己|单位自己|的人[要得会罚]|拘留"
)
_ALL = re.compile(r"哪些|全部|都有|所有|分别|各类|每类|哪几类|标准(?:是什么|是啥|表)?[？?。]?$|清单|一览")
_RULES_SHOWN = 12


def answer(
    script: Script,
    text: str,
    slots: Slots,
    rules: tuple[DeductionRule, ...],
    tasks: tuple[str, ...],
    topic: str = "",
) -> None:
    """Writes the answer to a question about an amount.

    `tasks` are the numbers of the tasks that the kind violates, `topic` what is asked about where no line of
    the schedule names it.
    """
    plan = script.plan
    if ON_PERSONS.search(text):
        _no_fine(script, plan)
        return
    rule = next((rule for rule in rules if rule.place == slots.get("rule")), None)
    if not plan.deductions:
        script.say(f"{script.document() or '现行方案'}里没有扣缴标准，查不到金额。")
        return
    if rule is None:
        if topic:
            script.say(f"扣缴标准里没有写“{topic}”。", topic)
        _schedule(script, plan, priced=not topic and bool(_ALL.search(text)))
        return
    script.cite_rule(rule)
    for number in tasks:
        task = plan.obligation(number)
        if task:
            script.cite_task(task)
    if rule.amount is None:
        _elsewhere(script, rule, text, slots)
        return
    count = slots.get("count")
    unit = rule.per or "起"
    head = f"{script.document()}{rule.clause}：{plain(rule.name)}，每{unit}扣缴财力{rule.amount.as_wan()}。"
    script.say(head, rule.amount.as_wan())
    if isinstance(count, int):
        working = times(rule.amount, count)
        how = f"同一工地{count}项不到位叠加扣缴" if rule.stackable else f"{count}{unit}"
        script.say(f"{how}：{working}。", working, str(count))
    elif rule.stackable:
        script.say("同一工地多项措施不到位的，每多一项再扣一份，叠加扣缴。")
    _suggested(script, rule, slots)
    script.say(f"原文：{quoted(plain(rule.printed))}。")
    if re.search(r"自查|区里自己|区级", text):
        script.say("只有国家、省、市督导组发现的才扣缴；区级自查发现的登记、督促整改，不扣缴。")


def _suggested(script: Script, rule: DeductionRule, slots: Slots) -> None:
    said = slots.get("amount")
    if said is None or rule.amount is None:
        return
    count = slots.get("count")
    right = (rule.amount * count if isinstance(count, int) else rule.amount).as_json()
    script.say("您说的数和文件一致。" if said == right else "您说的数和文件不一致，以文件为准。")


def _elsewhere(script: Script, rule: DeductionRule, text: str, slots: Slots) -> None:
    reference = named_elsewhere(rule)
    script.say(
        f"{script.document()}{rule.clause}没有写这一类的扣缴金额，只写按{reference}处罚问责。"
        f"金额要以{reference}为准，这里不作答；等录入该文件的标准后再计价，在此之前是“金额待定”。"
    )
    if "amount" in slots:
        script.say("您说的数在文件里查不到，不能确认。")
    script.say(f"原文：{quoted(plain(rule.printed))}。")


def named_elsewhere(rule: DeductionRule) -> str:
    """The document to which a line leaves its amount: by its number, else as 有关规定."""
    reference = rule.reference or ""
    return f"{reference}的规定" if "号" in reference else "有关规定（文件没有写明文号）"


def _no_fine(script: Script, plan: Plan) -> None:
    script.say(
        "文件没有写对个人、司机、业主或企业罚款多少。"
        "文件里的扣缴标准是上级扣缴区财力的标准，不是对当事人的罚款；罚款由执法部门按法律法规决定。"
    )
    if plan.deductions:
        script.cite_rule(plan.deductions[0])


def _schedule(script: Script, plan: Plan, *, priced: bool) -> None:
    script.say(
        f"{script.document()}扣缴标准有{len(plan.deductions)}类，请说是哪一类：", str(len(plan.deductions))
    )
    for rule in plan.deductions[:_RULES_SHOWN]:
        script.cite_rule(rule)
        cost = (
            f"每{rule.per or '起'}{rule.amount.as_wan()}"
            if rule.amount
            else f"按{rule.reference or '另一份文件'}"
        )
        line = f"{plain(rule.name)}：{cost}" if priced else plain(rule.name)
        script.say(f"{rule.place}. {line}", str(rule.place), line)
