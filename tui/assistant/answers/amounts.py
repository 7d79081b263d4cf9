"""What a finding of a kind costs the treasury, from the schedule; a sum is never guessed."""

from __future__ import annotations

import re

from importers.sentences.measures import demanded, usual_keys
from ledger.plan import DeductionRule, Plan
from ledger.vocabulary import Level
from penalties.conditions import levels_priced
from tui.assistant import naming
from tui.assistant.answers.script import Script, quoted, times
from tui.assistant.contexts import QUESTIONS
from tui.assistant.passages import passages, plain
from tui.assistant.values import Slots

ON_PERSONS = re.compile(
    r"本人|个人|司机|老板|业主|店主|车主|工人|村民|农户|法人|自己[要得]?交|企业自己|单位自己|的人[要得会罚]|拘留"
)
_ALL = re.compile(r"哪些|全部|都有|所有|分别|各类|每类|哪几类|标准(?:是什么|是啥|表)?[？?。]?$|清单|一览")
_FINE = re.compile(r"罚款|处以?\d[\d.,]*万?元|罚\d[\d.,]*万?元")
_TREASURY = re.compile(r"扣[缴减除罚](?:[\u4e00-\u9fff]{0,4})(?:财政|财力|资金)")
_STACKS = re.compile(r"叠加|累加|累计|逐项|按项|分别")
_NAMES_LEVELS = re.compile(r"(?:国家|省|市|县|区).*(?:督|检查|巡查|发现|通报|交办)")
_LEFT_TO = re.compile(r"(?:继续|严格)?(?:按照?|依照|依据|参照|根据|执行).*$", re.DOTALL)
_RULES_SHOWN, _FINES_SHOWN = 12, 3


def answer(
    script: Script,
    text: str,
    slots: Slots,
    rules: tuple[DeductionRule, ...],
    tasks: tuple[str, ...],
    topic: str = "",
    counted: str = "",
) -> None:
    """Writes the answer to a question about an amount.

    `tasks` are the numbers of the tasks that the kind violates, `topic` what is asked about where no line of
    the schedule names it, `counted` how a count was judged that the question does not state.
    """
    plan = script.plan
    if ON_PERSONS.search(text):
        _fines(script, text)
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
    stacking = _stacking(rule)
    if isinstance(count, int):
        how = f"同一工地{count}项不到位叠加扣缴" if rule.stackable else f"{count}{unit}"
        script.say(f"{how}：{times(rule.amount, count)}。", counted)
    elif stacking:
        script.say(f"几项不到位的，文件写明：{quoted(stacking)}。")
    _suggested(script, rule, slots)
    script.say(f"原文：{quoted(plain(rule.printed))}。")
    if re.search(r"自查|区里自己|区级", text):
        _whose_findings(script, rule)


def ask_count(script: Script, rule: DeductionRule, stated: int, most: int) -> str:
    """Asks for the count where the one stated is more than can fail; the slot that is asked for."""
    script.cite_rule(rule)
    script.say(
        f"{stated}项超过了工地控尘措施的总数（{most}项），不计算金额。{QUESTIONS['count']}",
        f"{stated} {most}",
    )
    return "count"


def most_measures(rule: DeductionRule) -> int:
    """How many measures a site can fail under a rule that stacks: those it demands, else the usual ones."""
    known = demanded(rule.printed)
    return known[0] if known else len(usual_keys())


def _stacking(rule: DeductionRule) -> str:
    """The rule's own words on several failings, "" where it has none."""
    parts = [part for part in (rule.condition or "").split("；") if rule.stackable and _STACKS.search(part)]
    return plain(parts[0]) if parts else ""


def _whose_findings(script: Script, rule: DeductionRule) -> None:
    """Whether what the district finds itself costs anything, by the levels that the rule prices."""
    priced = levels_priced(rule)
    named = [part for part in (rule.condition or "").split("；") if _NAMES_LEVELS.search(part)]
    words = f"文件写明扣缴的是：{quoted(plain(named[0]))}" if named else "文件没有写明由哪一级发现的才扣缴"
    levels = "、".join(level.label for level in Level if level in priced)
    own = "也扣缴" if Level.DISTRICT in priced else "只登记、督促整改，不扣缴"
    script.say(f"{words}；这里按{levels}发现的计价，区级自查发现的{own}。", *named)


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
        f"{script.document()}{rule.clause}没有写这一类的扣缴金额，只写{left_to(rule)}。"
        f"金额要以{reference}为准，这里不作答；等录入该文件的标准后再计价，在此之前是“金额待定”。"
    )
    if "amount" in slots:
        script.say("您说的数在文件里查不到，不能确认。")
    script.say(f"原文：{quoted(plain(rule.printed))}。")


def left_to(rule: DeductionRule) -> str:
    """The rule's own words that leave the amount to another document, quoted."""
    printed = plain(rule.printed)
    hit = _LEFT_TO.search(printed)
    return quoted(hit.group() if hit else printed)


def named_elsewhere(rule: DeductionRule) -> str:
    """The document to which a line leaves its amount: by its number, else as 有关规定."""
    reference = rule.reference or ""
    return f"{reference}的规定" if "号" in reference else "有关规定（文件没有写明文号）"


def _fines(script: Script, text: str) -> None:
    """What the plan says of fines on persons and firms, quoted; that it says nothing, where it does not."""
    plan = script.plan
    asked = set(naming.content(text))
    found = [passage for passage in passages(plan) if _FINE.search(passage.text)]
    found.sort(key=lambda passage: -len(asked & set(passage.text)))
    if found:
        script.say(f"{script.document() or '文件'}里写到罚款的是：")
        for passage in found[:_FINES_SHOWN]:
            script.say(f"{script.quote(passage)}。")
        script.say("没有写到的情形，罚款多少不作答。")
        return
    script.say("文件没有写对个人、司机、业主或企业罚款多少。")
    if plan.deductions:
        rule = plan.deductions[0]
        script.cite_rule(rule)
        words = _TREASURY.search(plain(rule.printed)) or _TREASURY.search(plain(plan.text))
        written = f"写的是“{words.group()}”，" if words else ""
        script.say(f"文件里的扣缴标准{written}不是对当事人的罚款。")


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
