"""What is particular to SQLite, all in one place: files, locks, pragmas, and the words of its failures.

The rest of the ledger is SQLAlchemy Core that another database could run; a step to PostgreSQL gives this
module (and `guards`, `search`) a sibling.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from ledger.errors import BooksUnavailable, Refused

APPLICATION_ID = 0x474A4C47
BUSY_MILLISECONDS = 30_000
DRIVER_ERRORS = (sqlite3.Error,)
NETWORK_FILE_SYSTEMS = frozenset(
    [
        "afs",
        "afpfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs",
        "fuse.glusterfs",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb2",
        "smb3",
        "smbfs",
    ]
)
_GUARD_MARK = "账簿："


def path_of(url: str) -> Path:
    """The file that a database URL (or a bare path) names. Raises BooksUnavailable for other databases."""
    if "://" not in url:
        return Path(url).expanduser()
    try:
        parts = sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        raise BooksUnavailable(f"看不懂账簿地址“{url}”，请写成 sqlite:///路径/book.db。") from None
    if parts.get_backend_name() != "sqlite":
        raise BooksUnavailable(f"本版本只支持 SQLite 账簿文件，不支持“{parts.get_backend_name()}”。")
    if not parts.database or parts.database == ":memory:":
        raise BooksUnavailable("账簿必须是一个文件，请写成 sqlite:///路径/book.db。")
    return Path(parts.database).expanduser()


def file_system_of(path: Path) -> str:
    """The type of the file system that holds a path, or "" where the system does not tell."""
    if sys.platform == "win32":
        import ctypes  # the drive's type is known to Windows alone

        root = os.path.splitdrive(str(path.resolve()))[0]
        remote = root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root + "\\") == 4
        return "smbfs" if remote else ""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    except OSError:
        return ""
    return mounted_as(str(path.resolve()), mounts)


def mounted_as(path: str, mounts: str) -> str:
    """The type of the deepest mount above a path, from the text of /proc/self/mountinfo."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        point = fields[4].replace("\\040", " ")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            best, kind = len(point), right.split()[0]
    return kind


def inspect_file(path: Path) -> None:
    """Refuse what cannot hold books.

    Network shares (WAL corrupts there), folders, foreign or read-only files.
    """
    if path.is_dir():
        raise BooksUnavailable(f"“{path}”是文件夹，请写出账簿文件名，例如 book.db。")
    if not path.parent.is_dir():
        raise BooksUnavailable(f"文件夹“{path.parent}”不存在，请先建好再打开账簿。")
    kind = file_system_of(path.parent)
    if kind in NETWORK_FILE_SYSTEMS:
        raise BooksUnavailable(f"“{path}”在网络共享盘（{kind}）上，多人写入会损坏账簿，请放到本机硬盘。")
    if path.exists() and path.stat().st_size:
        if not os.access(path, os.R_OK):
            raise BooksUnavailable(f"没有权限读取账簿“{path}”，请检查文件权限。")
        _refuse_no_database(path)
        if not os.access(path, os.W_OK):
            raise BooksUnavailable(f"账簿“{path}”是只读文件，不能记账，请检查文件权限。")
    if not os.access(path.parent, os.W_OK):
        raise BooksUnavailable(f"文件夹“{path.parent}”不可写，不能记账，请检查权限。")


def _refuse_no_database(path: Path) -> None:
    # Looked at through SQLite only: closing a handle of our own on the file would drop, by the rules of
    # POSIX, every lock that this process holds on the books, and another program would then rewrite them.
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as probe:
        try:
            probe.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error):
                raise BooksUnavailable(f"“{path}”不是账簿文件，请核对路径。") from None


def make_engine(path: Path) -> Engine:
    """An engine whose connections keep foreign keys, WAL and full synchronisation, and leave BEGIN to us."""
    engine = sa.create_engine(
        sa.engine.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
        pool_size=8,
        max_overflow=24,
    )

    return listened(engine)


def scratch_engine() -> Engine:
    """An engine on an empty database in memory."""
    return listened(sa.create_engine("sqlite://"))


def listened(engine: Engine) -> Engine:
    """The engine, with its connections set up and its transactions begun as books need it."""
    sa.event.listen(engine, "connect", on_connect)
    sa.event.listen(engine, "begin", on_begin)
    return engine


def on_begin(connection: Connection) -> None:
    """Begin a transaction as SQLAlchemy asks for one, unless `begin_writing` has begun it."""
    if not _driver(connection).in_transaction:
        connection.exec_driver_sql("BEGIN")


def begin_writing(connection: Connection) -> None:
    """Begin a transaction that takes the write lock at once, or it could lose it half way."""
    _driver(connection).execute("BEGIN IMMEDIATE")


def commit(connection: Connection) -> None:
    """Commit what `begin_writing` began, whether SQLAlchemy has seen of it or not."""
    if connection.in_transaction():
        connection.commit()
    else:
        _driver(connection).commit()


def tidy(connection: Connection) -> None:
    """Let SQLite look at its statistics and move the write-ahead log into the file."""
    driver = _driver(connection)
    driver.execute("PRAGMA optimize")
    driver.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def on_connect(connection: Any, _record: Any) -> None:
    """Set a driver's connection up: no BEGIN of its own, foreign keys, full synchronisation."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA cache_size=-32000")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def prepare_file(connection: Connection) -> None:
    """Put the file in WAL mode and mark it as ours, once. Raises as `refuse_foreign`."""
    driver: Any = connection.connection
    cursor = driver.cursor()
    if refuse_foreign(cursor):
        cursor.execute(f"PRAGMA application_id={APPLICATION_ID}")
    [mode] = cursor.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


@contextmanager
def refusals() -> Iterator[None]:
    """Turns the driver's failures that a user can act on into refusals."""
    try:
        yield
    except (sa.exc.DBAPIError, *DRIVER_ERRORS) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refuse_foreign(connection: Any) -> bool:
    """Raises BooksUnavailable for a database that is not this program's; True for one that is empty."""
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and tables:
        raise BooksUnavailable("这个数据库文件属于别的程序，不是账簿，请核对路径。")
    return bool(application != APPLICATION_ID)


def refusal_of(error: BaseException) -> Refused | None:
    """What a failure of the driver means to a user, or None when it is a fault of the program."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return None
    words = str(cause)
    if _GUARD_MARK in words:
        return Refused(words)
    for sign, message in _FAILURES:
        if sign in words:
            return BooksUnavailable(message)
    return None


_FAILURES = (
    ("database or disk is full", "磁盘已满，本次操作没有记入账簿，请清理磁盘后重试。"),
    ("attempt to write a readonly database", "账簿文件是只读的，本次操作没有记入，请检查文件权限。"),
    ("database is locked", "账簿正被另一个程序长时间占用，本次操作没有记入，请稍后重试。"),
    ("disk I/O error", "读写磁盘出错，本次操作没有记入账簿，请检查磁盘。"),
    ("unable to open database file", "无法打开账簿文件，请检查路径和权限。"),
    ("malformed", "账簿文件已损坏，请用最近的备份恢复（gongjian restore）。"),
    ("file is not a database", "这不是账簿文件，请核对路径。"),
)
