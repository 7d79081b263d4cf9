"""Views for reading in a terminal: a plan at a glance, a policy in the books."""

from __future__ import annotations

from ledger.plan import Deadline, DeductionRule, Plan
from tui.cli.table import shorten, table


def plan_overview(plan: Plan) -> str:
    """Title, tasks, schedule, subsidies and what the reader could not understand."""
    head = plan.document
    parts = [
        "\n".join(
            [
                head.title,
                f"文号 {head.doc_number or '未载'}　印发 {head.issued_on or '未载'}",
                f"发文机关 {head.issuer or '未载'}",
                f"任务 {len(plan.obligations)} 项　扣缴标准 {len(plan.deductions)} 条　"
                f"补助 {len(plan.subsidies)} 条　奖励 {len(plan.rewards)} 条",
            ]
        )
    ]
    if plan.obligations:
        rows = [
            (task.number, shorten(task.heading, 44), str(len(task.assignments)), _dates(task.deadlines))
            for task in plan.obligations
        ]
        parts.append(table(["任务", "标题", "单位", "期限"], rows, right=(2,)))
    if plan.deductions:
        parts.append(schedule_table(plan.deductions))
    if plan.subsidies:
        grades = [(rule.grade, shorten(rule.name, 44), rule.amount.as_wan()) for rule in plan.subsidies]
        parts.append(table(["等级", "补助", "金额"], grades, right=(2,)))
    if plan.problems:
        parts.append("\n".join(["需要人工核对：", *(f"  · {problem.message}" for problem in plan.problems)]))
    return "\n\n".join(parts)


def schedule_table(rules: tuple[DeductionRule, ...]) -> str:
    """The deduction schedule in printed order."""
    rows = [
        (
            str(rule.place),
            shorten(rule.name, 52),
            rule.amount.as_wan() if rule.amount is not None else f"按{rule.reference or '另行规定'}",
            rule.per,
            "、".join(word for word, holds in (("叠加", rule.stackable), ("兜底", rule.fallback)) if holds),
        )
        for rule in rules
    ]
    return table(["序号", "扣缴情形", "标准", "每", "说明"], rows, right=(0, 2))


def _dates(deadlines: tuple[Deadline, ...]) -> str:
    return "、".join(str(deadline.date) for deadline in deadlines)
