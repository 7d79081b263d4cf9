"""Opening the books, and what happens when the machine lets them down: they stay valid, or say why not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ledger import database, dialect, findings, guards, invariants, people, search, turnstile
from ledger.database import open_book
from ledger.errors import BooksUnavailable
from ledger.schema import Base

Desk = Any


def refusal(path: str) -> str:
    with pytest.raises(BooksUnavailable) as refused:
        open_book(path)
    return str(refused.value)


def test_books_are_created_once_and_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'book.db'}"
    with open_book(url) as book, book.write("张经办"):
        pass
    with open_book(url) as book, book.read() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert tx.connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert tx.connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one() == 1


def test_the_migrations_end_in_the_declared_schema(blank_file: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = sa.create_engine(f"sqlite:///{blank_file}")
    with engine.connect() as connection:
        options = {"compare_type": False, "include_object": declared}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        written = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'finding_search'"
        ).scalar_one()
    engine.dispose()
    assert found == []
    assert version == database.HEAD
    assert written == search.CREATE[0]


def declared(_item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    return not (kind == "table" and str(name).startswith("finding_search"))


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "book.db"
    monkeypatch.setattr(guards, "triggers", lambda: {"broken": "CREATE NONSENSE"})
    with pytest.raises(BooksUnavailable):
        open_book(str(path))
    monkeypatch.undo()
    with open_book(str(path)) as book:
        assert invariants.verify(book) == []


def test_a_write_that_fails_half_way_leaves_nothing(desk: Desk) -> None:
    draft = desk.draft()

    def fail() -> None:
        with desk.book.write("张经办") as tx:
            findings.file(tx, draft)
            raise RuntimeError("断电")

    with pytest.raises(RuntimeError):
        fail()
    with desk.book.read() as tx:
        assert findings.count(tx) == 0
    assert desk.file() == "2025-0001"
    assert invariants.verify(desk.book) == []


def test_a_reader_sees_one_state_while_others_write(desk: Desk) -> None:
    desk.file()
    with desk.book.read() as tx:
        assert findings.count(tx) == 1
        desk.file()
        assert findings.count(tx) == 1
    with desk.book.read() as tx:
        assert findings.count(tx) == 2


def test_threads_take_turns_and_nothing_is_lost(desk: Desk) -> None:
    drafts = [desk.draft() for _ in range(40)]

    def work(mine: list[Any]) -> None:
        for draft in mine:
            with desk.book.write("张经办") as tx:
                findings.file(tx, draft)

    threads = [threading.Thread(target=work, args=(drafts[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk.book.read() as tx:
        assert findings.count(tx) == 40
    assert invariants.verify(desk.book) == []


def test_two_programs_write_to_one_file(desk: Desk) -> None:
    with open_book(str(desk.book.path), clock=desk.clock) as other:
        for draft in [desk.draft() for _ in range(3)]:
            with other.write("张经办") as tx:
                findings.file(tx, draft)
            desk.file()
    assert invariants.verify(desk.book) == []


def test_a_full_disk_is_one_line_and_nothing_is_written(desk: Desk) -> None:
    desk.file()
    with desk.book.read() as tx:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    draft = desk.draft(text="长" * 200_000)
    with desk.book.write("张经办"):
        pass
    desk.book._writer.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    desk.book._writer.rollback()
    with pytest.raises(BooksUnavailable) as refused, desk.book.write("张经办") as tx:
        findings.file(tx, draft)
    assert str(refused.value) == "磁盘已满，本次操作没有记入账簿，请清理磁盘后重试。"
    with desk.book.read() as tx:
        assert findings.count(tx) == 1
    assert invariants.verify(desk.book) == []


def test_a_network_share_is_refused_with_the_reason(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(dialect, "file_system_of", lambda path: "nfs4")
    path = tmp_path / "book.db"
    assert refusal(str(path)) == (f"“{path}”在网络共享盘（nfs4）上，多人写入会损坏账簿，请放到本机硬盘。")
    assert not path.exists()


def test_the_deepest_mount_decides_what_file_system_a_path_is_on() -> None:
    mounts = (
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
        "40 22 0:35 / /mnt rw shared:1 - tmpfs tmpfs rw\n"
        "41 40 0:36 / /mnt/共享\\040盘 rw - cifs //nas/share rw\n"
        "garbage\n"
    )
    assert dialect.mounted_as("/mnt/共享 盘/book.db", mounts) == "cifs"
    assert dialect.mounted_as("/mnt/other", mounts) == "tmpfs"
    assert dialect.mounted_as("/opt/x", mounts) == "ext4"
    assert dialect.mounted_as("/mntx", mounts) == "ext4"


def test_a_read_only_file_is_refused(tmp_path: Path, blank_file: Path, monkeypatch: Any) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(blank_file.read_bytes())
    monkeypatch.setattr(os, "access", lambda where, mode: Path(where) != path or mode == os.R_OK)
    assert refusal(str(path)) == f"账簿“{path}”是只读文件，不能记账，请检查文件权限。"


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(os, "access", lambda where, mode: Path(where) != tmp_path)
    assert refusal(str(tmp_path / "book.db")) == f"文件夹“{tmp_path}”不可写，不能记账，请检查权限。"


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    assert refusal(str(path)) == "这个数据库文件属于别的程序，不是账簿，请核对路径。"
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(b"PK\x03\x04 not a database at all")
    assert refusal(str(path)) == f"“{path}”不是账簿文件，请核对路径。"


def test_a_truncated_file_is_refused(tmp_path: Path, blank_file: Path) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(blank_file.read_bytes()[:6000])
    assert refusal(str(path)) == "账簿文件已损坏，请用最近的备份恢复（gongjian restore）。"


def test_books_of_a_newer_program_are_refused(tmp_path: Path, blank_file: Path) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(blank_file.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert refusal(str(path)) == "账簿是由更新版本的程序写的，请先升级本程序再打开。"


def test_a_folder_a_missing_folder_and_a_foreign_url_are_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)) == f"“{tmp_path}”是文件夹，请写出账簿文件名，例如 book.db。"
    gone = tmp_path / "没有"
    assert refusal(str(gone / "book.db")) == f"文件夹“{gone}”不存在，请先建好再打开账簿。"
    assert refusal("mysql://host/db") == "本版本只支持 SQLite 账簿文件，不支持“mysql”。"
    assert refusal("sqlite://") == "账簿必须是一个文件，请写成 sqlite:///路径/book.db。"


def test_a_program_that_does_not_let_go_is_not_waited_for_for_ever(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr(turnstile, "PATIENCE", 0.05)
    with (
        open_book(str(desk.book.path), clock=desk.clock) as other,
        other.write("张经办"),
        pytest.raises(BooksUnavailable) as refused,
        desk.book.write("张经办"),
    ):
        pass
    assert str(refused.value) == "账簿正被另一个程序长时间占用，本次操作没有记入，请稍后重试。"
    assert desk.file() == "2025-0001"


def test_a_write_within_a_write_is_a_fault_of_the_program_not_a_deadlock(desk: Desk) -> None:
    with desk.book.write("张经办"), pytest.raises(RuntimeError), desk.book.write("张经办"):
        pass
    assert desk.file() == "2025-0001"


def test_without_a_lock_file_the_database_s_own_lock_suffices(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr("ledger.turnstile.fcntl", None)
    with open_book(str(desk.book.path), clock=desk.clock) as other, other.write("张经办") as tx:
        findings.file(tx, desk.draft())
    assert invariants.verify(desk.book) == []


def test_opening_the_books_twice_in_one_program_keeps_their_locks(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with open_book(f"sqlite:///{path}") as book:
        with book.write("张经办"):
            pass
        with book.read():
            pass
        open_book(f"sqlite:///{path}").close()
        elsewhere = (
            "import sys; from ledger.database import open_book\n"
            "with open_book(sys.argv[1]) as book, book.write('李复核'):\n    pass\n"
        )
        subprocess.run([sys.executable, "-c", elsewhere, f"sqlite:///{path}"], check=True)
        assert path.with_name("book.db-wal").exists(), "the other program took the log away"
        with book.write("王财务"):
            pass
        with book.read() as tx:
            assert [person.name for person in people.list_people(tx)] == ["张经办", "李复核", "王财务"]
            assert tx.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
