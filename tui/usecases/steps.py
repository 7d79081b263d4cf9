"""The steps of a record's life in the clerk's words."""

from __future__ import annotations

LABELS = {
    "filed": "登记",
    "approved": "复核",
    "sent_back": "退回",
    "voided": "作废",
    "reassessed": "重新计价",
    "allocated": "分担",
    "posted": "记账",
    "settled": "财政已扣缴",
    "reversed": "红字冲销",
    "amended": "更正",
    "corrected": "更正",
    "reallocated": "重新分担",
    "rectification_assigned": "交办整改",
    "rectification_extended": "整改延期",
    "rectified": "报告整改",
    "rectification_verified": "核实整改",
    "rectification_rejected": "整改退回",
    "rectification_closed": "整改销号",
    "rectification_reopened": "重启整改",
    "objection_entered": "提出异议",
    "objection_decided": "异议处理",
    "facts_reviewed": "核对事项",
    "booked": "入账",
    "notice_issued": "发文",
    "notice_written": "文书成文",
    "notice_voided": "文书作废",
}


def step_label(step: str) -> str:
    """The Chinese word for a step; one that has none is shown as the books name it."""
    return LABELS.get(step, step)
