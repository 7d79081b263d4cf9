"""The frame of the benchmark: a registry of measures, interleaved repeats, ratios and their bounds.

A measure prepares two callables that do the same work: ours, and a baseline that anyone can reproduce (a
plain library call, raw SQL).  Absolute times depend on the machine, so only ratios carry a bound.
"""

from __future__ import annotations

import gc
import math
import pkgutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """The two works of a measure. One call of each is one repeat; `close` releases what they hold.

    `notes` says in Chinese, after the repeats, what a ratio cannot: shares that are right, quantiles.
    """

    ours: Work
    baseline: Work
    close: Callable[[], None] = lambda: None
    notes: Callable[[], tuple[str, ...]] = tuple


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured. `bound` is the largest ratio ours / baseline that is accepted; None only reports."""

    name: str
    title: str
    baseline_title: str
    prepare: Callable[[Path], Pair]
    bound: float | None
    repeats: int


@dataclass(frozen=True, slots=True)
class Result:
    """Medians in seconds over the repeats of one run."""

    measure: Measure
    ours: float
    baseline: float
    notes: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline if self.baseline else math.inf

    @property
    def holds(self) -> bool:
        return self.measure.bound is None or self.ratio <= self.measure.bound


class Registry:
    """The measures by name, in the order in which they were registered."""

    def __init__(self) -> None:
        self._measures: dict[str, Measure] = {}

    def add(self, measure: Measure) -> None:
        """Raises ValueError where the name is taken."""
        if measure.name in self._measures:
            raise ValueError(f"a measure of that name exists: {measure.name}")
        self._measures[measure.name] = measure

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._measures.values())

    def named(self, words: Iterable[str]) -> list[Measure]:
        """The measures whose name begins with one of the words; all where there are none."""
        prefixes = tuple(words)
        return [measure for measure in self if not prefixes or measure.name.startswith(prefixes)]


REGISTRY = Registry()


def measure(
    name: str, *, title: str, baseline: str, bound: float | None = None, repeats: int = 7
) -> Callable[[Callable[[Path], Pair]], Callable[[Path], Pair]]:
    """Registers a function that prepares a Pair in an empty folder.

    `name` is ROOM.WHAT in English; `title` and `baseline` say in Chinese what the two do.
    """

    def register(prepare: Callable[[Path], Pair]) -> Callable[[Path], Pair]:
        REGISTRY.add(Measure(name, title, baseline, prepare, bound, repeats))
        return prepare

    return register


def load_all() -> Registry:
    """Imports every module of this package, so that its measures are registered."""
    package = import_module(__package__ or "tui.bench")
    for found in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{found.name}")
    return REGISTRY


def run(
    measure: Measure,
    *,
    repeats: int | None = None,
    clock: Callable[[], float] = time.perf_counter,
    folder: AbstractContextManager[str] | None = None,
) -> Result:
    """Runs a measure: one call of each unmeasured, then interleaved repeats whose order alternates."""
    with folder or tempfile.TemporaryDirectory(prefix="gongjian-bench-") as directory:
        pair = measure.prepare(Path(directory))
        try:
            pair.ours()
            pair.baseline()
            ours: list[float] = []
            baseline: list[float] = []
            for turn in range(repeats or measure.repeats):
                order = ((pair.ours, ours), (pair.baseline, baseline))
                for work, times in order if turn % 2 == 0 else reversed(order):
                    times.append(_timed(work, clock))
            notes = pair.notes()
        finally:
            pair.close()
    return Result(measure, statistics.median(ours), statistics.median(baseline), notes)


def _timed(work: Work, clock: Callable[[], float]) -> float:
    gc.collect()
    start = clock()
    work()
    return clock() - start
