"""What being on time costs: papers claimed and marked exactly once, and the list of overdue tasks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tui.bench.frame import Pair, measure

if TYPE_CHECKING:
    from ledger.database import Book
    from tui.timetable.periods import Due

DAYS = 60
TASKS = 500
CHINA = timezone(timedelta(hours=8))


def nothing(_book: Book, _due: Due, _folder: Path, _today: date) -> Sequence[Path]:
    """A paper without a file, so that only the books' part is timed."""
    return ()


@measure(
    "timetable.once",
    title=f"{DAYS} 份日报各登记开始、登记完成，记运行记录，保证只做一次",
    baseline="sqlite3 在相同的事务里写入相同的行",
    bound=10.0,
    repeats=5,
)
def once(folder: Path) -> Pair:
    """Claim, run log and completion of each paper, against the same rows written in as many transactions."""
    from ledger import deductions, findings
    from ledger.drafts import AllocationDraft, ShareDraft
    from ledger.money import Money
    from tui.bench.books import drafts, make_book
    from tui.timetable.runs import catch_up

    book = make_book(folder / "book.db")
    with book.write("经办") as tx:
        number = findings.file(tx, next(drafts())).row.number
    with book.write("复核") as tx:
        findings.approve(tx, number)
        whole = AllocationDraft((ShareDraft("东城办事处", Money.wan(10)),), "属地")
        deductions.allocate(tx, number, whole)
        deductions.post(tx, number)
    now = [datetime(2025, 8, 1, 9, tzinfo=CHINA)]

    def ours() -> None:
        now[0] += timedelta(days=DAYS)
        catch_up(book, "经办", folder, lambda: now[0], nothing, ("daily",))

    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE claim (id INTEGER PRIMARY KEY, kind TEXT, office TEXT, period TEXT, claimed_at TEXT,"
        " lease_until TEXT, attempts INTEGER, done_at TEXT, files TEXT, head TEXT,"
        " UNIQUE (kind, office, period));"
        "CREATE TABLE run (id INTEGER PRIMARY KEY, kind TEXT, period TEXT, attempt INTEGER, started_at TEXT,"
        " ended_at TEXT, head TEXT, files TEXT)"
    )
    turn = [0]

    def raw() -> None:
        for _ in range(DAYS):
            turn[0] += 1
            period, at, head = str(turn[0]), "2025-08-01T01:00:00.000000Z", "0" * 64
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO claim (kind, office, period, claimed_at, lease_until, attempts)"
                " VALUES ('daily', '', ?, ?, ?, 1)",
                (period, at, at),
            )
            run = connection.execute(
                "INSERT INTO run (kind, period, attempt, started_at, head) VALUES ('daily', ?, 1, ?, ?)",
                (period, at, head),
            ).lastrowid
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "UPDATE claim SET done_at = ?, files = '[]', head = ? WHERE period = ?", (at, head, period)
            )
            connection.execute("UPDATE run SET ended_at = ?, files = '[]' WHERE id = ?", (at, run))
            connection.execute("COMMIT")

    def close() -> None:
        connection.close()
        book.close()

    return Pair(ours, raw, close)


@measure(
    "timetable.overdue",
    title=f"{TASKS} 项任务的方案，列出逾期任务",
    baseline="json 读入同一份方案",
    repeats=5,
)
def overdue(folder: Path) -> Pair:
    """The overdue list of a large plan, against the bare parsing of what the books keep of it."""
    import hashlib

    from ledger import occurrences, policies
    from ledger.database import open_book
    from ledger.plan import Deadline, DocumentHead, Obligation, Plan, Source, Span
    from ledger.vocabulary import DeadlineKind

    text = "".join(f"{place}.完成第{place}项治理，2025年9月底前。\n" for place in range(1, TASKS + 1))
    content = text.encode()
    tasks = []
    for place, line in enumerate(text.splitlines(), 1):
        start = text.index(line)
        span = Span(start, start + len(line))
        due = Deadline(date(2025, 9, 30), "2025年9月底前", DeadlineKind.DUE, span)
        tasks.append(Obligation(str(place), line, "", "", span, deadlines=(due,)))
    head = DocumentHead("方案", "清环攻坚办〔2025〕6号", None, None, 2025, None)
    source = Source(hashlib.sha256(content).hexdigest(), "txt", "plan.txt")
    path = folder / "book.db"
    book = open_book(str(path), clock=lambda: datetime(2025, 10, 1, 9, tzinfo=CHINA))
    with book.write("经办") as tx:
        policy = policies.import_plan(tx, Plan(head, text, source, obligations=tuple(tasks)), content)
        policies.adopt(tx, policy.number, date(2025, 1, 1))
    with closing(sqlite3.connect(path)) as connection:
        [stored] = connection.execute("SELECT plan FROM policy").fetchone()

    def ours() -> None:
        with book.read() as tx:
            assert len(occurrences.overdue(tx, date(2025, 10, 1))) == TASKS

    return Pair(ours, lambda: json.loads(stored), book.close)
