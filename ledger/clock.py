"""The clock of this machine: the one place that looks at the wall; everywhere else time is an argument."""

from __future__ import annotations

from datetime import datetime


def local_now() -> datetime:
    """The time of this machine, aware, in its own zone."""
    return datetime.now().astimezone()
