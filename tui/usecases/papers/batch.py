"""All deduction notices of a month: a file each, one merged for printing; a failure costs no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.drafts import FindingFilter
from ledger.errors import BadValue, GongjianError
from ledger.vocabulary import FindingStatus, NoticeKind
from tui.usecases.papers.issuing import Paper, issue
from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Book, Tx

OPEN = (FindingStatus.POSTED, FindingStatus.NOTIFIED, FindingStatus.SETTLED)
MOST = 100_000
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class MonthOfPapers:
    """What came of a month: papers, who got none and why, and the file that holds all for printing."""

    papers: tuple[Paper, ...]
    failed: tuple[tuple[str, str], ...]
    merged: Path | None


def issue_month(
    book: Book,
    person: str,
    month: str,
    folder: Path,
    today: date,
    wishes: Wishes | None = None,
    progress: Progress = lambda done, of, name: None,
) -> MonthOfPapers:
    """Issues a deduction notice to each unit that has not been told of a finding of the month.

    Each unit is a write of its own, so that a refusal costs no other.  `progress` is told after each how
    many are done, of how many, and the unit.  Raises BadValue where nothing of the month waits.
    """
    from templates.merging import merge
    from templates.package import save

    with book.read() as tx:
        waiting = _waiting(tx, month)
    if not waiting:
        raise BadValue(f"{month} 没有待通知的扣缴，请核对月份，或先把问题复核、分担、记账。")
    papers: list[Paper] = []
    failed: list[tuple[str, str]] = []
    for done, (unit, numbers) in enumerate(waiting.items(), 1):
        wanted = replace(wishes or Wishes(), only=unit)
        try:
            papers += issue(book, person, numbers, NoticeKind.DEDUCTION, folder, today, wishes=wanted)
        except GongjianError as error:
            failed.append((unit, str(error)))
        progress(done, len(waiting), unit)
    merged = None
    if papers:
        try:
            content = merge([paper.path.read_bytes() for paper in papers])
            merged = save(content, folder / f"{month}扣缴财力通知书合并打印.docx")
        except (GongjianError, OSError) as error:
            failed.append(("合并打印", str(error)))
    return MonthOfPapers(tuple(papers), tuple(failed), merged)


def _waiting(tx: Tx, month: str) -> dict[str, list[str]]:
    """The findings of a month that each unit bears and has not been told of, by unit in registered order."""
    from ledger import findings, notices, units

    told = {
        (notice.recipient, number)
        for notice in notices.list_notices(tx, NoticeKind.DEDUCTION)
        if not notice.voided
        for number in notice.findings
    }
    found: dict[str, list[str]] = {}
    for row in reversed(findings.list_findings(tx, FindingFilter(month=month), None, MOST)):
        if row.status not in OPEN:
            continue
        for share in findings.get(tx, row.number).shares:
            if share.amount.fen and (share.unit, row.number) not in told:
                found.setdefault(share.unit, []).append(row.number)
    order = {unit.name: place for place, unit in enumerate(units.list_units(tx))}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))
