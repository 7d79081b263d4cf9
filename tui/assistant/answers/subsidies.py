"""What an enterprise or a unit gets: by grade from the subsidy lines, by topic from the text, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.sentences.numerals import INTEGER, integer
from ledger.money import Money, total
from ledger.plan import Plan, RewardRule, SubsidyRule
from tui.assistant.answers.script import Script, quoted
from tui.assistant.answers.tasks import where
from tui.assistant.passages import plain
from tui.assistant.retrieval import Found

_COUNTED_AFTER = re.compile(
    rf"(?P<g>[ABCDabcd](?=级|类)|(?:绩效)?引领)(?:性|型|级|类|企业|的|有){{0,4}}\s*(?P<n>{INTEGER}|两)\s*[家个户]"
)
_COUNTED = re.compile(rf"(?P<n>{INTEGER}|两)\s*[家个户]\s*(?P<g>[ABCDabcd]|(?:绩效)?引领)")
MONEY_WORDS = re.compile(r"补助|补贴|奖补|奖励|专项资金|资金支持|以奖代补|补偿|资金|优惠")


def by_grade(script: Script, text: str, grades: Sequence[str]) -> None:
    """What the grades get, and the sum where the question counts enterprises."""
    plan = script.plan
    counted = {_grade(hit["g"]): integer(hit["n"]) or 0 for hit in _COUNTED.finditer(text)}
    if not counted:
        counted = {_grade(hit["g"]): integer(hit["n"]) or 0 for hit in _COUNTED_AFTER.finditer(text)}
    parts: list[tuple[Money, int]] = []
    for grade in grades:
        rule = rule_for(plan, grade)
        if rule is None:
            _nothing(script, plan, grade)
            continue
        script.cite_rule(rule)
        cite_home(script, rule)
        script.say(
            f"{script.document()}{place(plan, rule)}：{_label(grade)}企业补助{rule.amount.as_wan()}。",
            rule.amount.as_wan(),
            grade,
        )
        if grade in counted:
            parts.append((rule.amount, counted[grade]))
    if parts and (len(parts) > 1 or parts[0][1] > 1):
        sum_ = total(amount * count for amount, count in parts)
        working = "+".join(f"{amount.as_wan()}×{count}" for amount, count in parts) + f"={sum_.as_wan()}"
        script.say(f"合计：{working}。")
    rule = next((rule for rule in plan.subsidies if rule.condition), None)
    if (parts and rule) or (any(rule_for(plan, grade) for grade in grades) and rule):
        script.say(f"条件：{quoted(plain(rule.condition or ''))}。", rule.condition or "")


def conditions(script: Script) -> None:
    """Every subsidy and reward line, with its condition."""
    plan = script.plan
    lines: list[SubsidyRule | RewardRule] = [*plan.subsidies, *plan.rewards]
    if not lines:
        script.say(f"{script.document() or '现行方案'}没有写补助或奖励的标准。")
        return
    for rule in plan.subsidies:
        script.cite_rule(rule)
        cite_home(script, rule)
        script.say(
            f"{place(plan, rule)}：{plain(rule.name)}，{rule.amount.as_wan()}。",
            rule.amount.as_wan(),
            plain(rule.name),
        )
    for reward in plan.rewards:
        script.cite_rule(reward)
        script.say(
            f"{reward.clause}：{plain(reward.name)}，{reward.amount.as_wan()}。",
            reward.amount.as_wan(),
            plain(reward.name),
        )
    condition = next((line.condition for line in lines if line.condition), None)
    if condition:
        script.say(f"条件：{quoted(plain(condition))}。", condition)


def by_topic(script: Script, found: Found) -> None:
    """What the plan says about money for a matter: the sentences with words of money."""
    said = [passage for passage in found.sentences if MONEY_WORDS.search(passage.text)]
    if found.task:
        script.cite_task(found.task)
    if not said:
        script.say(f"{script.document()}{where(found)}没有写补助或奖励。")
        return
    script.say(f"{script.document()}{where(found)}：")
    for passage in said[:2]:
        script.say(f"{script.quote(passage)}。")
    if not re.search(r"\d\s*万?元", " ".join(passage.text for passage in said[:2])):
        script.say("文件没有写具体金额。")


def rule_for(plan: Plan, grade: str) -> SubsidyRule | None:
    """The subsidy line of a grade: A, B, C, D or 绩效引领性."""
    stem = "引领" if "引领" in grade else grade
    exact = [rule for rule in plan.subsidies if stem in rule.grade]
    return exact[0] if exact else next((rule for rule in plan.subsidies if f"{stem}级" in rule.printed), None)


def cite_home(script: Script, rule: SubsidyRule) -> None:
    """The task that a subsidy line stands in, where it stands in one."""
    for task in script.plan.obligations:
        if task.span.start <= rule.span.start < task.span.end:
            script.cite_task(task)


def _nothing(script: Script, plan: Plan, grade: str) -> None:
    tiers = "、".join(dict.fromkeys(plain(rule.grade) for rule in plan.subsidies))
    for rule in plan.subsidies:
        cite_home(script, rule)
        script.cite(rule.clause, "", None)
    only = f"，只写了{tiers}" if tiers else ""
    script.say(f"{script.document()}文件没有写{_label(grade)}企业的补助{only}。", tiers, grade)


def _label(grade: str) -> str:
    return grade if "引领" in grade else f"{grade}级"


def _grade(word: str) -> str:
    return "绩效引领性" if "引领" in word else word.upper()


def place(plan: Plan, rule: SubsidyRule) -> str:
    """How a subsidy line is cited: by the task that it stands in, else by its clause."""
    home = next(
        (task for task in plan.obligations if task.span.start <= rule.span.start < task.span.end), None
    )
    return f"第{home.number}项任务" if home else rule.clause
