"""Summaries as files: of all offices, or the month of one office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.money import ZERO
from ledger.months import first_day, last_day
from ledger.views import Summary, SummaryRow

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead

FORMS = ("docx", "xlsx")


def write_summary(
    summary: Summary, letterhead: Letterhead, path: Path, issued_on: date, *, recipient: str = ""
) -> Path:
    """Writes a summary as .docx or .xlsx by the path's ending; folders on the way are made."""
    from templates import summaries

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        return summaries.write_xlsx(summary, letterhead, path, issued_on=issued_on)
    return summaries.write_docx(summary, letterhead, path, issued_on=issued_on, recipient=recipient)


def month_of_office(tx: Tx, office: str, month: str) -> Summary:
    """One office's month; an office without findings has a summary of zeros."""
    from ledger import summaries

    whole = summaries.summarize(tx, first_day(month), last_day(month), "office")
    none = SummaryRow(office, office, 0, ZERO, ZERO, ZERO)
    row = next((row for row in whole.rows if row.label == office), none)
    total = SummaryRow("", "合计", row.findings, row.deductions, row.reversals, row.subsidies)
    return Summary("office", whole.from_day, whole.to_day, (row,), total)


def write_month_of_office(
    tx: Tx, letterhead: Letterhead, office: str, month: str, folder: Path, issued_on: date
) -> Sequence[Path]:
    """The month of one office as .docx and .xlsx in a folder."""
    summary = month_of_office(tx, office, month)
    return [
        write_summary(
            summary, letterhead, folder / f"{month}{office}汇总.{form}", issued_on, recipient=office
        )
        for form in FORMS
    ]
