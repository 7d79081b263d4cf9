"""Opening the books.

The one place where a database file is opened, created or brought to the present schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from ledger import dialect, people, search
from ledger.clock import local_now
from ledger.errors import BooksUnavailable
from ledger.transactions import Tx
from ledger.turnstile import Turnstile

__all__ = ["Book", "Tx", "open_book"]

HEAD = "0005"


def open_book(url: str, *, clock: Callable[[], datetime] = local_now) -> Book:
    """Open the books at an SQLite URL (`sqlite:///dir/book.db`) or path; create them where there is no file.

    Raises BooksUnavailable for network shares, files of other programs, read-only files and books that a
    newer version of the program has written.
    """
    path = dialect.path_of(url)
    dialect.inspect_file(path)
    engine = dialect.make_engine(path)
    turnstile = Turnstile(path.with_name(path.name + ".lock"))
    try:
        _bring_up_to_date(engine, turnstile)
    except (sa.exc.DBAPIError, *dialect.DRIVER_ERRORS, OSError) as error:
        engine.dispose()
        turnstile.close()
        raise dialect.refusal_of(error) or BooksUnavailable(f"打不开账簿“{path}”：{error}") from error
    except BooksUnavailable:
        engine.dispose()
        turnstile.close()
        raise
    return Book(path, engine, turnstile, clock)


def _bring_up_to_date(engine: Engine, turnstile: Turnstile) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
        dialect.refuse_foreign(connection.connection.cursor())
    with turnstile.turn(), engine.connect() as connection:
        dialect.prepare_file(connection)
        revision = _revision(connection)
        if revision == HEAD:
            return
        if revision is not None and revision > HEAD:
            raise BooksUnavailable("账簿是由更新版本的程序写的，请先升级本程序再打开。")
        from ledger.migrations import upgrade  # Alembic costs a tenth of a second at import

        upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """The schema's revision, or None for a file without one; leaves no transaction open."""
    cursor = connection.connection.cursor()
    [known] = cursor.execute("SELECT count(*) FROM sqlite_master WHERE name='alembic_version'").fetchone()
    row = cursor.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    cursor.close()
    return None if row is None else str(row[0])


class Book:
    """The books, open. Safe to share among threads: readers run beside each other, writers take turns."""

    def __init__(
        self, path: Path, engine: Engine, turnstile: Turnstile, clock: Callable[[], datetime]
    ) -> None:
        self.path = path
        self._engine = engine
        self._turnstile = turnstile
        self._clock = clock
        self._writer: Connection | None = None
        self._shared: dict[Any, Any] = {}

    def _now(self) -> datetime:
        now = self._clock()
        return now if now.tzinfo is not None else now.astimezone()

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """One state of the books, to read from."""
        with dialect.refusals(), self._engine.connect() as connection, connection.begin():
            yield Tx(connection, self._now(), shared=self._shared)

    @contextmanager
    def write(self, actor: str) -> Iterator[Tx]:
        """All or nothing, in the name of `actor`, who is entered as a clerk if not known yet."""
        with self.begin() as tx:
            tx.person = people.enter(tx, actor)
            yield tx

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """As `write`, with nobody acting yet: for taking recorded steps again in the names that they bear."""
        with dialect.refusals(), self._turnstile.turn():
            connection = self._writing_connection()
            try:
                dialect.begin_writing(connection)
                yield Tx(connection, self._now(), shared=self._shared)
                dialect.commit(connection)
            except BaseException:
                self._drop_writer()
                raise

    def _writing_connection(self) -> Connection:
        # Held open between writes: a checkout for each costs as much as the filing's own statements.
        if self._writer is None:
            self._writer = self._engine.connect()
        return self._writer

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def tidy(self) -> None:
        """What is better done in idle time than in the middle of a filing.

        Merging the index, emptying the log.
        """
        with self.begin() as tx:
            search.merge(tx)
        with dialect.refusals(), self._engine.connect() as connection:
            dialect.tidy(connection)

    def close(self) -> None:
        """Let go of every connection; the file stays consistent without it."""
        self._drop_writer()
        self._engine.dispose()
        self._turnstile.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
