"""The alarm clock: wakes the timetable at the designated times, on its start, and every few minutes between.

APScheduler only rings.  Which papers are due and done is the ledger's own table, so that a late, doubled or
missed ring, a machine that slept and a clock that was set change nothing but the time of making.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tui.timetable.periods import MAKING_TIME

CHECK_MINUTES = 10


class Alarm:
    """Rings `ring` in a thread of its own; rings never overlap."""

    def __init__(self, ring: Callable[[], None], *, check_seconds: float = CHECK_MINUTES * 60) -> None:
        self._ring = ring
        self._check_seconds = check_seconds
        self._scheduler: Any = None
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Rings at once, then on the timetable."""
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.cron import CronTrigger
        from apscheduler.triggers.interval import IntervalTrigger

        # A ring that comes late is still wanted, and several that were missed are one.
        scheduler = BackgroundScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        designated = CronTrigger(day=1, hour=MAKING_TIME.hour, minute=MAKING_TIME.minute)
        scheduler.add_job(self._ring_once, designated, id="designated")
        scheduler.add_job(
            self._ring_once,
            IntervalTrigger(seconds=self._check_seconds),
            id="check",
            next_run_time=datetime.now().astimezone(),
        )
        scheduler.start()
        self._scheduler = scheduler

    def stop(self) -> None:
        """Waits for a ring under way, then lets go of the thread."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
            self._scheduler = None

    def _ring_once(self) -> None:
        with self._one_at_a_time:
            self._ring()
