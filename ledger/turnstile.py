"""One writer at a time, in turn.

SQLite's own lock is polled without a queue, so that an unlucky program waits hundreds of times longer than
the others; a lock on a file beside the books lets the kernel do the queueing. Books stay correct without
it: the database's own lock is always taken as well.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows: threads take turns, processes rely on the database's own lock
    fcntl = None


class Turnstile:
    """A lock among the threads of this program and among programs on this machine."""

    def __init__(self, path: Path) -> None:
        self._thread = threading.Lock()
        self._path = path
        self._file: Any = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and hold it."""
        with self._thread:
            if fcntl is None:
                yield
                return
            if self._file is None:
                self._file = self._path.open("ab", buffering=0)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Forget the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
