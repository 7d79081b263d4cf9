"""One writer at a time. Books stay correct without it: the database's own lock is always taken as well.

SQLite's lock is waited for in sleeps that grow to a tenth of a second, so that an unlucky program waits
hundreds of times longer than the others.  Here programs ask for a lock on a file beside the books every few
milliseconds, and threads of one program stand in a queue.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ledger.errors import BooksUnavailable

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows: threads take turns, processes rely on the database's own lock
    fcntl = None

PATIENCE = 30.0
PAUSE = 0.002
BUSY = "账簿正被另一个程序长时间占用，本次操作没有记入，请稍后重试。"


class Turnstile:
    """A lock among the threads of this program and among programs on this machine."""

    def __init__(self, path: Path) -> None:
        self._thread = threading.Lock()
        self._owner: int | None = None
        self._path = path
        self._file: Any = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and hold it. Raises BooksUnavailable when another program does not let go."""
        if self._owner == threading.get_ident():
            raise RuntimeError("this thread is writing already: one transaction at a time")
        if not self._thread.acquire(timeout=PATIENCE):
            raise BooksUnavailable(BUSY)
        try:
            self._owner = threading.get_ident()
            self._lock_file()
            try:
                yield
            finally:
                self._unlock_file()
        finally:
            self._owner = None
            self._thread.release()

    def _lock_file(self) -> None:
        if fcntl is None:
            return
        if self._file is None:
            self._file = self._path.open("ab", buffering=0)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise BooksUnavailable(BUSY) from None
                time.sleep(PAUSE)
            else:
                return

    def _unlock_file(self) -> None:
        if fcntl is not None and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Forget the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
