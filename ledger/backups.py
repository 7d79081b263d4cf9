"""Backup while the books are in use, and restoring with proof.

A backup is a whole database file by itself.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger import chain, dialect, invariants
from ledger.database import Book, open_book
from ledger.errors import BooksDoNotVerify, BooksUnavailable

PAGES = 4096


@dataclass(frozen=True, slots=True)
class Proof:
    """What a backup or restored file holds: how many events, the chain's last hash, and that it verifies."""

    path: Path
    events: int
    head: str


def backup(book: Book, out: Path) -> Proof:
    """Copy the books as they are at this moment into a new file, and verify the copy.

    Others may write meanwhile.  Raises BooksUnavailable when the file exists or cannot be written,
    BooksDoNotVerify when the books are not sound; nothing is left behind then.
    """
    if out.exists():
        raise BooksUnavailable(f"“{out}”已经存在，备份不覆盖旧文件，请换一个文件名。")
    partial = out.with_name(out.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        with dialect.refusals(), closing(_connect(book.path)) as source:
            _copy(source, partial)
        proof = prove(partial)
        os.replace(partial, out)
    finally:
        for suffix in ("", "-wal", "-shm", ".lock"):
            Path(f"{partial}{suffix}").unlink(missing_ok=True)
    return Proof(out, proof.events, proof.head)


def restore(backup_file: Path, target: Path) -> Proof:
    """Verify a backup and put it in the place of the books at `target`.

    What stood there is kept beside it as `….before-restore`.  Programs that have the books open see the
    restored ones with their next transaction.  Raises BooksUnavailable for a file that holds no books,
    BooksDoNotVerify for one that does not verify: `target` is untouched then.
    """
    if not backup_file.is_file():
        raise BooksUnavailable(f"找不到备份文件“{backup_file}”。")
    dialect.inspect_file(target)
    candidate = target.with_name(target.name + ".restoring")
    try:
        with dialect.refusals():
            with closing(_connect(backup_file)) as source:
                if dialect.refuse_foreign(source):
                    raise BooksUnavailable(f"“{backup_file}”是空文件，不是账簿备份。")
                _copy(source, candidate)
            proof = prove(candidate)
            if target.exists() and target.stat().st_size:
                kept = target.with_name(target.name + ".before-restore")
                kept.unlink(missing_ok=True)
                with closing(_connect(target)) as present:
                    _copy(present, kept)
            with closing(_connect(candidate)) as source:
                _copy(source, target)
    finally:
        for suffix in ("", "-wal", "-shm", ".lock"):
            Path(f"{candidate}{suffix}").unlink(missing_ok=True)
    return Proof(target, proof.events, proof.head)


def prove(path: Path) -> Proof:
    """Verify the books in a file. Raises BooksDoNotVerify with the first offender."""
    with open_book(str(path)) as book, book.read() as tx:
        violations = invariants.verify(tx)
        if violations:
            first = violations[0]
            raise BooksDoNotVerify(f"“{path.name}”核验不通过：{first.invariant}：{first.offender}")
        events, head, _ = chain.head(tx)
    return Proof(path, events, head)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=dialect.BUSY_MILLISECONDS / 1000)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(_connect(target)) as copy:
        source.backup(copy, pages=PAGES)
