"""The alarm clock: wakes the timetable at the designated times, on its start, and every few minutes between.

APScheduler only rings.  Which papers are due and done is the ledger's own table, so that a late, doubled or
missed ring, a machine that slept and a clock that was set change nothing but the time of making.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from tui.timetable.kinds import MAKING_TIME

CHECK_MINUTES = 10


class Alarm:
    """Rings `ring` in a thread of its own; rings never overlap."""

    def __init__(
        self, ring: Callable[[], None], *, check_seconds: float = CHECK_MINUTES * 60, first_after: float = 0
    ) -> None:
        self._ring = ring
        self._check_seconds, self._first_after = check_seconds, first_after
        self._scheduler: Any = None
        self._one_at_a_time = threading.Lock()
        self._times: frozenset[time] = frozenset()

    def start(self, times: Iterable[time] = (MAKING_TIME,)) -> None:
        """Rings at once or after the first delay, then at these times of every day and every few minutes."""
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.interval import IntervalTrigger

        # A ring that comes late is still wanted, and several that were missed are one.
        scheduler = BackgroundScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        scheduler.add_job(
            self._ring_once,
            IntervalTrigger(seconds=self._check_seconds),
            id="check",
            next_run_time=datetime.now().astimezone() + timedelta(seconds=self._first_after),
        )
        self._scheduler = scheduler
        self.set_times(times)
        scheduler.start()

    def set_times(self, times: Iterable[time]) -> None:
        """Ring at these times of every day from now on."""
        from apscheduler.triggers.cron import CronTrigger

        wanted = frozenset(times)
        if self._scheduler is None:
            return
        for gone in self._times - wanted:
            self._scheduler.remove_job(f"at {gone}")
        for added in wanted - self._times:
            trigger = CronTrigger(hour=added.hour, minute=added.minute)
            self._scheduler.add_job(self._ring_once, trigger, id=f"at {added}")
        self._times = wanted

    def stop(self) -> None:
        """Waits for a ring under way, then lets go of the thread."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
            self._scheduler = None
            self._times = frozenset()

    def _ring_once(self) -> None:
        with self._one_at_a_time:
            self._ring()
