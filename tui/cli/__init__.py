"""The command line: the entry point, and nothing heavy.

`main` is the only place where a failure becomes a line on stderr and an exit status: 2 for usage, input and
refusals, 1 where the books do not verify or a bound is not met.  No command prints a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from ledger.clock import local_now

VERSION_FLAGS = ("--version", "-V")


def main(arguments: Sequence[str] | None = None, *, clock: Callable[[], datetime] = local_now) -> int:
    """Runs one command line and gives its exit status; `clock` is read by commands that need a day."""
    from tui.cli.streams import use_utf8

    use_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if any(flag in words[:1] for flag in VERSION_FLAGS):
        from importlib.metadata import version

        print(f"gongjian-ledger {version('gongjian-ledger')}")  # noqa: T201
        return 0
    from tui.cli.boundary import run

    return run(words, clock)
