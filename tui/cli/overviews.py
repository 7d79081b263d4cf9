"""Views for reading in a terminal: a plan at a glance, a policy in the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from importers.comparison import Change
from importers.coverage import Coverage
from ledger.plan import Deadline, DeductionRule, Plan
from ledger.views import PolicyView
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


def policies_table(policies: Sequence[PolicyView]) -> str:
    """Policies as the books have them."""
    rows = [
        (
            str(policy.number),
            policy.doc_number or "",
            shorten(policy.title, 50),
            policy.status.label,
            _in_force(policy),
            str(policy.obligations),
            str(policy.rules),
        )
        for policy in policies
    ]
    return table(["编号", "文号", "标题", "状态", "计价期间", "任务", "标准"], rows, right=(0, 5, 6))


def _in_force(policy: PolicyView) -> str:
    if policy.from_day is None:
        return ""
    return f"{policy.from_day} 起" if policy.until is None else f"{policy.from_day} 至 {policy.until}"


def policy_as_json(policy: PolicyView) -> dict[str, Any]:
    """A policy's record; its content is what `policy show N --json` gives."""
    return {
        "number": policy.number,
        "title": policy.title,
        "doc_number": policy.doc_number,
        "year": policy.year,
        "status": policy.status.value,
        "from": policy.from_day.isoformat() if policy.from_day else None,
        "until": policy.until.isoformat() if policy.until else None,
        "file_name": policy.file_name,
        "sha256": policy.sha256,
        "imported_by": policy.imported_by,
        "adopted_by": policy.adopted_by,
        "obligations": policy.obligations,
        "rules": policy.rules,
    }


def change_as_json(change: Change) -> dict[str, Any]:
    """A changed clause: `kind` is 任务, 扣缴标准, 补助标准 or 奖励标准, `change` what became of it."""
    return {
        "kind": change.part.label,
        "change": change.kind.label,
        "before": change.named(change.before),
        "after": change.named(change.after),
        "alike": round(change.alike, 4),
        "carries_over": change.carries_over,
        "differences": [
            {"aspect": d.aspect, "before": d.before, "after": d.after} for d in change.differences
        ],
    }


def coverage_line(coverage: Coverage) -> str:
    """How much of a document became facts, and how many sentences hold something that did not."""
    left = Counter(leftover.kind for leftover in coverage.leftovers)
    share = f"读出的条目占全文 {coverage.share_in_parts:.0%}"
    if not left:
        return f"{share}，没有漏下写着日期、单位或金额的句子。"
    kinds = "、".join(f"{kind.label} {number} 句" for kind, number in left.items())
    return f"{share}，还有 {left.total()} 句写着日期、单位或金额而没有成为条目（{kinds}）。"


def coverage_as_json(coverage: Coverage) -> dict[str, Any]:
    """The shares of the text, between 0 and 1, and the sentences to look at with their places in it."""
    return {
        "share_in_parts": round(coverage.share_in_parts, 4),
        "share_quoted": round(coverage.share_quoted, 4),
        "leftovers": [
            {
                "kind": left.kind.value,
                "sentence": left.sentence,
                "span": [left.span.start, left.span.end],
            }
            for left in coverage.leftovers
        ],
    }
