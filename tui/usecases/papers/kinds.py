"""Every kind of paper by its name, and what makes it."""

from __future__ import annotations

from ledger.errors import BadValue
from ledger.vocabulary import NoticeKind
from tui.usecases.papers import on_findings, on_papers, on_periods
from tui.usecases.papers.on_payments import Maker, payments

ALSO = {"撤销通知": NoticeKind.CORRECTION, "责任认定": NoticeKind.ALLOCATION, "通报": NoticeKind.CIRCULAR}

MAKERS: dict[NoticeKind, Maker] = {
    NoticeKind.DEDUCTION: on_findings.deductions,
    NoticeKind.ALLOCATION: on_findings.allocations,
    NoticeKind.RECTIFICATION: on_findings.rectifications,
    NoticeKind.INTERVIEW: on_findings.interviews,
    NoticeKind.CORRECTION: on_papers.corrections,
    NoticeKind.RECEIPT: on_papers.receipts,
    NoticeKind.SUBSIDY: payments(NoticeKind.SUBSIDY),
    NoticeKind.REWARD: payments(NoticeKind.REWARD),
    NoticeKind.CIRCULAR: on_periods.circulars,
    NoticeKind.SUMMARY: on_periods.summaries_of,
}


def kind_named(word: str) -> NoticeKind:
    """A kind of paper by its stored value or its Chinese name. Raises BadValue."""
    for kind in NoticeKind:
        if word in (kind.value, kind.label):
            return kind
    if word in ALSO:
        return ALSO[word]
    known = "、".join(f"{kind.label}（{kind.value}）" for kind in NoticeKind)
    raise BadValue(f"没有“{word}”这种文书，可用：{known}。")
