"""Plays the sample month end to end, from the plan to the summaries and the closed month.

The clock is the sample's own, so that every run makes the same books.  Only a folder whose book.db is the
sample's own is played in again; other files in it are left alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from importers.importing import import_policy, import_roster
from ledger.drafts import AllocationDraft
from ledger.errors import BooksDoNotVerify, GongjianError, Refused
from ledger.views import FindingRow, Summary
from ledger.vocabulary import FindingStatus, NoticeKind
from penalties.filing import Judge
from penalties.posting import approve_and_post
from penalties.sheet_import import import_findings
from tui.demo import make_samples
from tui.timetable.kinds import MONTHLY_SUMMARY
from tui.timetable.runs import catch_up, make_summary
from tui.usecases.papers import Wishes, issue, letterhead_of
from tui.usecases.summaries import write_summary

if TYPE_CHECKING:
    from ledger.database import Book

PREPARER, APPROVER = "陈思源", "刘敏"
CHINA = timezone(timedelta(hours=8))
MONTH, FIRST, LAST = "2026-08", date(2026, 8, 1), date(2026, 8, 31)
SAMPLES = {
    "青岚区2026年大气污染防治攻坚战实施方案.docx": make_samples.PLAN,
    "2026年8月督查交办问题清单.xlsx": make_samples.FINDINGS,
    "单位名录.csv": make_samples.OFFICES,
}
DOC_NUMBER = "青环攻坚办〔2026〕6号"
# What people decide in the month, by the inspectors' numbers.
OUTSIDE, FALLBACK_PLACE = "云督〔2026〕8-16", 12
REPAIRED_BY = date(2026, 9, 20)
SHARED, SHARES = "云督〔2026〕8-07", {"望湖街道办事处": 2, "临江街道办事处": 1}
REVERSED = "云督〔2026〕8-06"
WHY_FALLBACK = "点位在建成区以外，餐饮一项不适用，按其他大气环境问题计"
WHY_SHARED = "点位跨望湖、临江两街道，区攻坚办会议认定按2:1分担"
WHY_REVERSED = "经复查，检查时净化器停电检修且门店未营业，市攻坚办同意撤销该问题"


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is set."""

    now: datetime = field(default_factory=lambda: datetime(2026, 5, 6, 9, tzinfo=CHINA))

    def __call__(self) -> datetime:
        return self.now

    def set(self, month: int, day: int, hour: int, minute: int = 0) -> None:
        self.now = datetime(2026, month, day, hour, minute, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Played:
    """What the month left behind; `kept` is an earlier book that somebody had worked in."""

    book: Path
    kept: Path | None
    samples: tuple[Path, ...]
    notices: tuple[Path, ...]
    papers: tuple[Path, ...]
    summaries: tuple[Path, ...]
    office_summaries: tuple[Path, ...]
    findings: tuple[FindingRow, ...]
    by_office: Summary
    invariants: int


def play(folder: Path) -> Played:
    """Plays the month into a folder, whose book.db is made anew; nothing else in it is removed.

    Raises Refused where book.db is not the sample's, BooksDoNotVerify where the month does not add up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "book.db"
    kept = clear_the_way(path)
    clock = Clock()
    samples = tuple(_copied(source, folder / "样例" / name) for name, source in SAMPLES.items())
    with _opened(path, clock) as book:
        plan, sheet, roster = samples
        _prepare(book, clock, plan, roster)
        numbers = _file(book, clock, sheet)
        _approve(book, clock, numbers)
        notices = _issue(book, clock, folder / "通知书")
        papers = _issue_others(book, clock, numbers, folder / "文书")
        summaries = _summarize(book, clock, folder)
        office_summaries = _close(book, clock, folder / "汇总")
        return _looked_over(book, path, kept, (samples, notices, papers, summaries, office_summaries))


def clear_the_way(path: Path) -> Path | None:
    """Takes the sample's own book away so that a second run starts anew.

    A sample in which somebody has worked on is kept beside, under the path that this gives.  Raises Refused
    for any other file.
    """
    if not path.exists():
        return None
    nature = _nature(path)
    if nature is Nature.OTHER:
        raise Refused(f"“{path}”不是样例账簿，没有覆盖；请用 --dir 换一个目录。")
    kept = None
    if nature is Nature.WORKED_IN:
        turns = (path.with_name(f"{path.stem}-留存{turn}{path.suffix}") for turn in count(1))
        kept = path.rename(next(each for each in turns if not each.exists()))
    for ending in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return kept


class Nature(Enum):
    """What a book at the sample's place is."""

    SAMPLE = "as played, or empty"
    WORKED_IN = "played, and then worked in by somebody"
    OTHER = "not the sample's"


def _nature(path: Path) -> Nature:
    from ledger import people, policies

    try:
        with _opened(path, Clock()) as book, book.read() as tx:
            known = [policy.doc_number for policy in policies.list_policies(tx)]
            names = {person.name for person in people.list_people(tx)}
    except GongjianError:
        return Nature.OTHER
    if known[:1] != [DOC_NUMBER]:
        return Nature.OTHER if known or names - {PREPARER, APPROVER} else Nature.SAMPLE
    return Nature.SAMPLE if len(known) == 1 and names <= {PREPARER, APPROVER} else Nature.WORKED_IN


@contextmanager
def _opened(path: Path, clock: Clock) -> Iterator[Book]:
    from ledger.database import open_book

    book = open_book(f"sqlite:///{path}", clock=clock)
    try:
        yield book
    finally:
        book.close()


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target


def _prepare(book: Book, clock: Clock, plan: Path, roster: Path) -> None:
    """May: the plan becomes a draft, the other person adopts it."""
    from ledger import policies

    import_roster(book, PREPARER, roster)
    imported = import_policy(book, PREPARER, plan)
    clock.set(5, 6, 10)
    with book.write(APPROVER) as tx:
        policies.adopt(tx, imported.policy.number, date(2026, 5, 1))


def _file(book: Book, clock: Clock, sheet: Path) -> dict[str, str]:
    """31 August: the month's list is filed; a person decides the case that no rule covers as it stands.

    Gives the findings' numbers by the inspectors'.
    """
    from ledger import findings

    clock.set(8, 31, 9)
    outcomes = import_findings(book, PREPARER, sheet, clock().date())
    numbers = {
        outcome.row.number: outcome.finding.row.number
        for outcome in outcomes
        if outcome.finding is not None and outcome.row.number is not None
    }
    clock.set(8, 31, 10)
    with book.write(PREPARER) as tx:
        row = findings.get(tx, numbers[OUTSIDE]).row
        proposal = Judge(tx).propose(row.text, clock().date(), row.found_on)
        decided = proposal.draft("", found_on=row.found_on, level=row.level, place=FALLBACK_PLACE)
        findings.reassess(tx, row.number, decided.assessment, WHY_FALLBACK)
    return numbers


def _approve(book: Book, clock: Clock, numbers: dict[str, str]) -> None:
    """The other person approves, divides and posts; one finding is taken back by red letters."""
    from ledger import deductions, findings
    from ledger.drafts import FindingFilter
    from penalties.allocate import by_shares

    clock.set(8, 31, 14)
    with book.write(APPROVER) as tx:
        waiting = findings.list_findings(tx, FindingFilter(status=FindingStatus.FILED), None, 100)
        for row in reversed(waiting):
            shared: AllocationDraft | None = None
            if row.number == numbers[SHARED] and row.amount is not None:
                shared = by_shares(row.amount, SHARES, WHY_SHARED)
            approve_and_post(tx, row.number, shared)
    clock.set(8, 31, 16)
    with book.write(APPROVER) as tx:
        deductions.reverse(tx, numbers[REVERSED], WHY_REVERSED)


def _issue(book: Book, clock: Clock, folder: Path) -> tuple[Path, ...]:
    """One notice for each unit that bears something."""
    from ledger import findings
    from ledger.drafts import FindingFilter

    clock.set(8, 31, 17)
    with book.read() as tx:
        posted = findings.list_findings(tx, FindingFilter(status=FindingStatus.POSTED), None, 100)
    numbers = [row.number for row in reversed(posted)]
    papers = issue(book, PREPARER, numbers, NoticeKind.DEDUCTION, folder, clock().date())
    return tuple(paper.path for paper in papers)


def _issue_others(book: Book, clock: Clock, numbers: dict[str, str], folder: Path) -> tuple[Path, ...]:
    """The decision on the shared finding, the repair of it, the month's circular, a receipt."""
    from ledger import notices

    clock.set(8, 31, 17, 30)
    shared, today = [numbers[SHARED]], clock().date()
    with book.read() as tx:
        served = [notice.number for notice in notices.list_notices(tx, NoticeKind.DEDUCTION)][:1]
    wanted: tuple[tuple[NoticeKind, list[str], Wishes], ...] = (
        (NoticeKind.ALLOCATION, shared, Wishes()),
        (NoticeKind.RECTIFICATION, shared, Wishes(due=REPAIRED_BY)),
        (NoticeKind.CIRCULAR, [], Wishes(month=MONTH)),
        (NoticeKind.RECEIPT, served, Wishes()),
    )
    made = [
        issue(book, PREPARER, about, kind, folder, today, wishes=wishes) for kind, about, wishes in wanted
    ]
    return tuple(paper.path for papers in made for paper in papers)


def _summarize(book: Book, clock: Clock, folder: Path) -> tuple[Path, ...]:
    """The month for the finance bureau."""
    from ledger import summaries

    clock.set(8, 31, 18)
    with book.read() as tx:
        totals = summaries.summarize(tx, FIRST, LAST, "office")
        head = letterhead_of(tx, LAST)
    paths = [folder / f"2026年8月扣缴财力情况汇总表.{form}" for form in ("docx", "xlsx")]
    return tuple(write_summary(totals, head, path, clock().date(), recipient="区财政局") for path in paths)


def _close(book: Book, clock: Clock, folder: Path) -> tuple[Path, ...]:
    """1 September: the timetable makes each office's month; then the month is closed."""
    from ledger import periods

    clock.set(9, 1, 8)
    outcomes = catch_up(book, PREPARER, folder, clock, make_summary, only=(MONTHLY_SUMMARY,))
    clock.set(9, 1, 9)
    with book.write(APPROVER) as tx:
        periods.close_month(tx, MONTH)
    return tuple(path for outcome in outcomes for path in outcome.files)


def _looked_over(book: Book, path: Path, kept: Path | None, files: Sequence[tuple[Path, ...]]) -> Played:
    from ledger import findings, invariants
    from ledger import summaries as totals
    from ledger.drafts import FindingFilter

    violations = invariants.verify(book)
    if violations:
        raise BooksDoNotVerify(f"样例账簿核验不通过：{violations[0].invariant}：{violations[0].offender}")
    with book.read() as tx:
        rows = findings.list_findings(tx, FindingFilter(), None, 100)
        by_office = totals.summarize(tx, FIRST, LAST, "office")
    samples, notices, papers, summaries, office_summaries = files
    return Played(
        book=path,
        kept=kept,
        samples=samples,
        notices=notices,
        papers=papers,
        summaries=summaries,
        office_summaries=office_summaries,
        findings=tuple(reversed(rows)),
        by_office=by_office,
        invariants=len(invariants.INVARIANTS),
    )
