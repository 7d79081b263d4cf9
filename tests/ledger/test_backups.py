"""Backup while in use, restore with proof: what does not verify is not put in place."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ledger import backups, chain, findings, guards, invariants
from ledger.database import open_book
from ledger.errors import BooksDoNotVerify, BooksUnavailable

Desk = Any


def test_a_backup_is_whole_books_with_the_same_head(desk: Desk, tmp_path: Path) -> None:
    desk.posted()
    proof = backups.backup(desk.book, tmp_path / "备份.db")
    with desk.book.read() as tx:
        events, head, _ = chain.head(tx)
    assert (proof.events, proof.head) == (events, head)
    assert sorted(path.name for path in tmp_path.glob("备份*")) == ["备份.db"]
    with open_book(str(proof.path), clock=desk.clock) as copy:
        assert invariants.verify(copy) == []


def test_others_write_while_the_books_are_backed_up(desk: Desk, tmp_path: Path, monkeypatch: Any) -> None:
    desk.posted()
    monkeypatch.setattr(backups, "PAGES", 1)
    with desk.book.write("张经办") as tx:
        findings.file(tx, desk.draft())
        proof = backups.backup(desk.book, tmp_path / "备份.db")
    with open_book(str(proof.path), clock=desk.clock) as copy, copy.read() as tx:
        assert findings.count(tx) == 1


def test_restored_books_are_the_backed_up_ones_and_the_others_are_kept(desk: Desk, tmp_path: Path) -> None:
    desk.posted()
    kept = backups.backup(desk.book, tmp_path / "备份.db")
    desk.posted()
    proof = backups.restore(kept.path, desk.book.path)
    assert proof.head == kept.head
    with desk.book.read() as tx:
        assert findings.count(tx) == 1
    assert desk.file() == "2025-0002"
    assert invariants.verify(desk.book) == []
    before = desk.book.path.with_name("book.db.before-restore")
    with open_book(str(before), clock=desk.clock) as old, old.read() as tx:
        assert findings.count(tx) == 2


def test_books_are_restored_where_there_were_none(desk: Desk, tmp_path: Path) -> None:
    desk.posted()
    kept = backups.backup(desk.book, tmp_path / "备份.db")
    backups.restore(kept.path, tmp_path / "new.db")
    with open_book(str(tmp_path / "new.db"), clock=desk.clock) as book:
        assert invariants.verify(book) == []


def test_a_backup_does_not_overwrite(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "备份.db"
    out.write_text("旧")
    with pytest.raises(BooksUnavailable) as refusal:
        backups.backup(desk.book, out)
    assert str(refusal.value) == f"“{out}”已经存在，备份不覆盖旧文件，请换一个文件名。"


def test_a_tampered_backup_is_not_restored(desk: Desk, tmp_path: Path) -> None:
    desk.posted()
    kept = backups.backup(desk.book, tmp_path / "备份.db")
    with sqlite3.connect(kept.path) as connection:
        connection.execute("DROP TRIGGER entry_stands")
        connection.execute("UPDATE entry SET debit = debit + 100 WHERE debit > 0")
        connection.execute(guards.triggers()["entry_stands"])
    connection.close()
    with pytest.raises(BooksDoNotVerify) as refusal:
        backups.restore(kept.path, desk.book.path)
    assert str(refusal.value) == (
        "“book.db.restoring”核验不通过：每张凭证借贷相等，且至少一借一贷：2025-08-扣缴-0001 号凭证借贷不等"
    )
    with desk.book.read() as tx:
        assert findings.count(tx) == 1
    assert invariants.verify(desk.book) == []


def test_what_holds_no_books_is_not_restored(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(BooksUnavailable) as refusal:
        backups.restore(other, desk.book.path)
    assert str(refusal.value) == "这个数据库文件属于别的程序，不是账簿，请核对路径。"
    with pytest.raises(BooksUnavailable) as missing:
        backups.restore(tmp_path / "没有.db", desk.book.path)
    assert str(missing.value) == f"找不到备份文件“{tmp_path / '没有.db'}”。"
