"""The values that papers are filled with, made from what the ledger hands out.

Every field carries the Chinese tag by which a clerk's template names it.  A context refuses what a paper must
not say: an amount that is not priced, a finding that its recipient does not bear, findings that do not add up
to the amount that the books hold for the notice.
"""

from __future__ import annotations

from ledger.vocabulary import NoticeKind
from templates.contexts.allocations import AllocationContext, allocation_context
from templates.contexts.circulars import CircularContext, circular_context
from templates.contexts.deductions import DeductionContext, deduction_context
from templates.contexts.letterhead import Letterhead, NoticeContext
from templates.contexts.measures import (
    CorrectionContext,
    InterviewContext,
    ReceiptContext,
    RectificationContext,
    correction_context,
    interview_context,
    receipt_context,
    rectification_context,
)
from templates.contexts.payments import Payment, PaymentContext, payment_context
from templates.contexts.totals import SummaryContext, summary_context

CONTEXTS: dict[NoticeKind, type[NoticeContext]] = {
    NoticeKind.DEDUCTION: DeductionContext,
    NoticeKind.ALLOCATION: AllocationContext,
    NoticeKind.RECTIFICATION: RectificationContext,
    NoticeKind.SUBSIDY: PaymentContext,
    NoticeKind.REWARD: PaymentContext,
    NoticeKind.INTERVIEW: InterviewContext,
    NoticeKind.CORRECTION: CorrectionContext,
    NoticeKind.CIRCULAR: CircularContext,
    NoticeKind.SUMMARY: SummaryContext,
    NoticeKind.RECEIPT: ReceiptContext,
}

__all__ = [
    "CONTEXTS",
    "Letterhead",
    "NoticeContext",
    "Payment",
    "allocation_context",
    "circular_context",
    "correction_context",
    "deduction_context",
    "interview_context",
    "payment_context",
    "receipt_context",
    "rectification_context",
    "summary_context",
]
