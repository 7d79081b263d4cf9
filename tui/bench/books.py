"""What keeping the books costs, against raw SQL doing the same: filing, importing, totals, search."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.bench.frame import Pair, measure

if TYPE_CHECKING:
    from ledger.database import Book
    from ledger.drafts import FindingDraft

FILINGS = 200
IMPORTED = 100_000
POSTINGS = 3_000_000
OFFICES, MONTHS = 360, 60
SEARCHED = 200_000
DAY = date(2025, 8, 12)
TEXT = "施工工地未落实六个百分之百的，扣缴10万元/起。"
WORDS = ("裸土未覆盖", "出入车辆未冲洗", "物料露天堆放", "围挡不到位", "道路积尘", "渣土车未密闭")
TABLES = ("event", "finding", "assessment", "finding_search (rowid, words, tags)")


def noon() -> datetime:
    """A fixed clock."""
    return datetime(2025, 9, 3, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def make_book(path: Path) -> Book:
    """Books with a plan of one rule in force and one office."""
    from ledger import policies, units
    from ledger.database import open_book
    from ledger.drafts import UnitDraft
    from ledger.money import Money
    from ledger.plan import DeductionRule, DocumentHead, Plan, Source, Span
    from ledger.vocabulary import UnitKind

    content = TEXT.encode()
    span = Span(0, len(TEXT))
    rule = DeductionRule(1, "施工工地", TEXT, Money.wan(10), "起", True, None, None, False, "五", span)
    head = DocumentHead("方案", "清环攻坚办〔2025〕6号", None, None, 2025, None)
    source = Source(hashlib.sha256(content).hexdigest(), "txt", "plan.txt")
    book = open_book(str(path), clock=noon)
    with book.write("经办") as tx:
        policy = policies.import_plan(tx, Plan(head, TEXT, source, deductions=(rule,)), content)
        policies.adopt(tx, policy.number, date(2025, 1, 1))
        units.register(tx, UnitDraft("东城办事处", UnitKind.OFFICE))
    return book


def drafts() -> Iterator[FindingDraft]:
    """Endless findings, each with its own key and words."""
    from ledger.drafts import AssessmentDraft, FindingDraft
    from ledger.money import Money
    from ledger.vocabulary import AssessmentStatus, Level

    price = AssessmentDraft(AssessmentStatus.PRICED, 1, 1, Money.wan(10), ("10万元 × 1 = 10万元",), 0.9)
    for number in itertools.count(1):
        text = f"第{number}处工地{WORDS[number % 6]}、{WORDS[number // 6 % 6]}，督导组交办"
        yield FindingDraft(f"bench-{number}", text, DAY, Level.MUNICIPAL, price, "市攻坚办", "东城办事处")


def filed_rows(folder: Path, count: int) -> tuple[list[list[tuple[Any, ...]]], Path]:
    """The rows that filing `count` findings writes, table by table, and a copy of the books before them."""
    from ledger import findings, search

    blank = folder / "blank.db"
    with make_book(blank) as book:
        pass
    with closing(sqlite3.connect(blank)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        first = connection.execute("SELECT max(seq) FROM event").fetchone()[0]
    copy = folder / "rows.db"
    shutil.copy(blank, copy)
    from ledger.database import open_book

    with open_book(str(copy), clock=noon) as book, book.write("经办") as tx:
        findings.file_many(tx, itertools.islice(drafts(), count))
    with closing(sqlite3.connect(copy)) as connection:
        rows = [
            connection.execute("SELECT * FROM event WHERE seq > ? ORDER BY seq", (first,)).fetchall(),
            connection.execute("SELECT * FROM finding ORDER BY id").fetchall(),
            connection.execute("SELECT * FROM assessment ORDER BY id").fetchall(),
        ]
        columns = [row[1] for row in connection.execute("PRAGMA table_info(finding)")]
    place, office, number = (columns.index(name) for name in ("text", "office_id", "number"))
    body = columns.index("inspecting_body")
    words = [
        (row[0], search.tokens(search.searched_text(row[place], row[body], row[number])), f"o{row[office]}")
        for row in rows[1]
    ]
    copy.unlink()
    return [*rows, words], blank


def inserts(rows: list[list[tuple[Any, ...]]]) -> list[str]:
    """An insert for each table."""
    return [
        f"INSERT INTO {table} VALUES ({','.join('?' * len(those[0]))})"
        for table, those in zip(TABLES, rows, strict=True)
    ]


def raw(path: Path) -> sqlite3.Connection:
    """A bare connection with the durability of the books."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@measure(
    "books.filing",
    title=f"经接口登记 {FILINGS} 个问题，各自提交",
    baseline="裸 SQL 写同样的行，同样落盘",
    bound=2.0,
    repeats=5,
)
def filing(folder: Path) -> Pair:
    from ledger import findings
    from ledger.database import open_book

    turns = 12
    rows, blank = filed_rows(folder, FILINGS * turns)
    statements = inserts(rows)
    ours, theirs = folder / "ours.db", folder / "theirs.db"
    shutil.copy(blank, ours)
    shutil.copy(blank, theirs)
    book, connection = open_book(str(ours), clock=noon), raw(theirs)
    endless, place = drafts(), itertools.count()

    def by_interface() -> None:
        for draft in itertools.islice(endless, FILINGS):
            with book.write("经办") as tx:
                findings.file_number(tx, draft)

    def by_hand() -> None:
        for number in itertools.islice(place, FILINGS):
            connection.execute("BEGIN IMMEDIATE")
            for statement, table in zip(statements, rows, strict=True):
                connection.execute(statement, table[number])
            connection.execute("COMMIT")

    def close() -> None:
        book.close()
        connection.close()

    return Pair(by_interface, by_hand, close)


@measure(
    "books.import",
    title=f"整批登记 {IMPORTED:,} 个问题（含核对、哈希、检索）",
    baseline="裸 SQL executemany 同样的行",
    bound=3.0,
    repeats=1,
)
def importing(folder: Path) -> Pair:
    from ledger import findings
    from ledger.database import open_book

    rows, blank = filed_rows(folder, IMPORTED)
    statements = inserts(rows)
    copies = itertools.count()

    def copy() -> Path:
        path = folder / f"copy-{next(copies)}.db"
        shutil.copy(blank, path)
        return path

    def by_interface() -> None:
        path = copy()
        with open_book(str(path), clock=noon) as book, book.write("经办") as tx:
            findings.file_many(tx, itertools.islice(drafts(), IMPORTED))
        path.unlink()

    def by_hand() -> None:
        path = copy()
        with closing(raw(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement, table in zip(statements, rows, strict=True):
                connection.executemany(statement, table)
            connection.execute("COMMIT")
        path.unlink()

    return Pair(by_interface, by_hand)


def fill_journal(path: Path, postings: int) -> None:
    """Entries of many offices and months by SQL alone, with the month totals that they fold to."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        months = [f"{2021 + place // 12}-{place % 12 + 1:02d}" for place in range(MONTHS)]
        connection.executemany(
            "INSERT INTO account VALUES (?, 1, 'borne_by_unit', ?)",
            [(place, f"第{place}办事处") for place in range(1, OFFICES + 1)],
        )
        connection.executemany(
            "INSERT INTO entry (voucher_id, line, account_id, month, debit, credit, cases)"
            " VALUES (?, ?, ?, ?, ?, 0, 1)",
            (
                (place // 3 + 1, place % 3, place % OFFICES + 1, months[place * 7 // 11 % MONTHS], 1_000_000)
                for place in range(postings)
            ),
        )
        connection.execute(
            "INSERT INTO month_total SELECT account_id, month, 'allocation', 0, sum(debit), 0, count(*)"
            " FROM entry GROUP BY account_id, month"
        )
        connection.commit()


@measure(
    "books.totals",
    title=f"{OFFICES} 个单位 × {MONTHS} 个月的净额（月度合计表）",
    baseline=f"对 {POSTINGS:,} 条分录裸 GROUP BY（覆盖索引）",
    bound=0.2,
    repeats=3,
)
def totals(folder: Path) -> Pair:
    from ledger import summaries
    from ledger.database import open_book

    path = folder / "book.db"
    make_book(path).close()
    fill_journal(path, POSTINGS)
    book, connection = open_book(str(path), clock=noon), raw(path)

    def by_interface() -> int:
        with book.read() as tx:
            return len(summaries.office_months(tx, "2021-01", "2025-12"))

    def by_hand() -> int:
        query = "SELECT account_id, month, sum(debit) - sum(credit) FROM entry GROUP BY account_id, month"
        return len(connection.execute(query).fetchall())

    def close() -> None:
        book.close()
        connection.close()

    return Pair(by_interface, by_hand, close)


@measure(
    "books.search",
    title=f"{SEARCHED:,} 个问题中检索并取最新一页",
    baseline="LIKE 全表计数",
    bound=0.05,
    repeats=5,
)
def searching(folder: Path) -> Pair:
    from ledger import findings
    from ledger.drafts import FindingFilter

    path = folder / "book.db"
    book = make_book(path)
    with book.write("经办") as tx:
        findings.file_many(tx, itertools.islice(drafts(), SEARCHED))
    connection = raw(path)
    words = ("裸土", "积尘 围挡", "车", "第199999处", "不存在", "未密闭")

    def by_interface() -> None:
        with book.read() as tx:
            for word in words:
                findings.list_findings(tx, FindingFilter(text=word), limit=20)

    def by_hand() -> None:
        for word in words:
            conditions = " AND ".join("text LIKE ?" for _ in word.split())
            values = [f"%{part}%" for part in word.split()]
            connection.execute(f"SELECT count(*) FROM finding WHERE {conditions}", values).fetchone()

    def close() -> None:
        book.close()
        connection.close()

    return Pair(by_interface, by_hand, close)
