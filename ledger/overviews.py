"""The first screen's figures: what is filed, waiting and posted, of the month at work and its year."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ledger.months import first_day, last_day, month_of
from ledger.schema import Assessment, Finding, MonthTotal
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Overview
from ledger.vocabulary import AssessmentStatus, FindingStatus, VoucherKind

_finding, _assessment, _total = table_of(Finding), table_of(Assessment), table_of(MonthTotal)


def overview(tx: Tx, today: date) -> Overview:
    """Where the books stand.

    The month is today's, or where nothing is booked in it the last one with entries.
    """
    from ledger.summaries import summarize  # which offers this function too

    posted = sa.and_(_total.c.month <= month_of(today), _total.c.kind == VoucherKind.ALLOCATION)
    booked = tx.scalar(sa.select(sa.func.max(_total.c.month)).where(posted))
    month = str(booked or month_of(today))
    year = date(int(month[:4]), 1, 1)
    # Over the index of states alone: what waits is few, what is done may be a million.
    counts = dict.fromkeys(FindingStatus, 0)
    for status, number in tx.all(sa.select(_finding.c.status, sa.func.count()).group_by(_finding.c.status)):
        counts[status] = number
    this_year = summarize(tx, year, date(year.year, 12, 31), "office")
    this_month = summarize(tx, first_day(month), last_day(month), "office")
    return Overview(
        month=month,
        counts=counts,
        waiting_approval=counts[FindingStatus.FILED],
        waiting_allocation=_assessed(tx, AssessmentStatus.PRICED, FindingStatus.APPROVED),
        waiting_posting=counts[FindingStatus.ALLOCATED],
        pending_amount=_assessed(tx, AssessmentStatus.PENDING, *_OPEN),
        posted_this_month=this_month.total.net,
        posted_this_year=this_year.total.net,
        offices=this_year.rows,
    )


def _assessed(tx: Tx, assessment: AssessmentStatus, *states: FindingStatus) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(_finding.join(_assessment, _assessment.c.id == _finding.c.assessment_id))
        .where(_finding.c.status.in_(states), _assessment.c.status == assessment)
    )
    return int(tx.scalar(query))


_OPEN = (FindingStatus.FILED, FindingStatus.RETURNED, FindingStatus.APPROVED)
