"""Findings and vouchers as the command line shows them, in tables and in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.money import Money
from ledger.views import FindingRow, FindingView, VoucherView
from tui.cli.table import moment, shorten, table
from tui.usecases.steps import step_label


def findings_table(rows: Sequence[FindingRow]) -> str:
    """One line a finding, the amount in yuan or why there is none."""
    return table(
        ["编号", "日期", "层级", "属地", "问题", "条款", "数量", "金额（元）", "状态"],
        [
            (
                row.number,
                str(row.found_on),
                row.level.label,
                row.office or "未定",
                shorten(row.text, 40),
                f"第{row.rule_place}项" if row.rule_place is not None else "",
                str(row.count),
                str(row.amount) if row.amount is not None else row.assessment_status.label,
                row.status.label,
            )
            for row in rows
        ],
        right=(6, 7),
    )


def finding_text(finding: FindingView) -> str:
    """A finding with everything that happened to it."""
    row, assessment = finding.row, finding.assessment
    facts = [
        ("状态", row.status.label),
        ("发现日期", str(row.found_on)),
        ("发现层级", f"{row.level.label}　{finding.inspecting_body or ''}".strip()),
        ("属地", row.office or "未定"),
        ("对象", row.subject or ""),
        ("违反任务", " ".join(filter(None, [finding.obligation, finding.obligation_heading]))),
        ("金额", _amount(row.amount) or row.assessment_status.label),
        ("分担", "、".join(f"{share.unit} {share.amount}" for share in finding.shares)),
        ("分担理由", finding.allocation_reason or ""),
        ("财政凭证", finding.treasury_voucher or ""),
        ("文书", "、".join(finding.notices)),
        ("凭证", "、".join(voucher.number for voucher in finding.vouchers)),
    ]
    lines = [f"问题 {row.number}", row.text, ""]
    lines += [f"{name}：{value}" for name, value in facts if value]
    lines += ["", "计算：", *(f"  {step}" for step in assessment.working)]
    lines += ["", "经过："]
    for event in finding.events:
        reason = f"　{event.reason}" if event.reason else ""
        lines.append(f"  {moment(event.at)}　{event.actor}　{step_label(event.step)}{reason}")
    return "\n".join(lines)


def _amount(amount: Money | None) -> str:
    return f"{amount}元" if amount is not None else ""


def row_as_json(row: FindingRow) -> dict[str, Any]:
    """A finding as a list gives it; amounts in yuan."""
    return {
        "number": row.number,
        "date": row.found_on.isoformat(),
        "level": row.level.value,
        "office": row.office,
        "subject": row.subject,
        "text": row.text,
        "status": row.status.value,
        "assessment": row.assessment_status.value,
        "rule": row.rule_place,
        "rule_name": row.rule_name,
        "count": row.count,
        "amount_yuan": row.amount.as_json() if row.amount is not None else None,
        "preparer": row.preparer,
    }


def finding_as_json(finding: FindingView) -> dict[str, Any]:
    """A finding with its life: shares, vouchers, papers, events."""
    return row_as_json(finding.row) | {
        "inspecting_body": finding.inspecting_body,
        "place": finding.place,
        "obligation": finding.obligation,
        "working": list(finding.assessment.working),
        "approver": finding.approver,
        "shares": [{"unit": s.unit, "amount_yuan": s.amount.as_json()} for s in finding.shares],
        "allocation_reason": finding.allocation_reason,
        "treasury_voucher": finding.treasury_voucher,
        "notices": list(finding.notices),
        "vouchers": [voucher_as_json(voucher) for voucher in finding.vouchers],
        "events": [
            {"step": e.step, "actor": e.actor, "at": e.at.isoformat(), "reason": e.reason}
            for e in finding.events
        ],
    }


def voucher_as_json(voucher: VoucherView) -> dict[str, Any]:
    """A voucher with its entries; red letters are negative."""
    return {
        "number": voucher.number,
        "kind": voucher.kind.value,
        "booked_on": voucher.booked_on.isoformat(),
        "summary": voucher.summary,
        "reverses": voucher.reverses,
        "preparer": voucher.preparer,
        "approver": voucher.approver,
        "hash": voucher.hash,
        "entries": [
            {
                "account": entry.account,
                "party": entry.party,
                "debit": entry.debit.as_json(),
                "credit": entry.credit.as_json(),
            }
            for entry in voucher.entries
        ],
    }
