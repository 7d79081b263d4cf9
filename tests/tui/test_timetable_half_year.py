"""Half a year under a clock that nobody can trust: every paper exactly once, every letter at most once.

What is expected is counted here anew, day by day, without the program's own calendar.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ledger import deliveries, invariants, runs, timetable
from ledger.database import Book, open_book
from ledger.errors import BadValue
from tui.timetable import mail
from tui.timetable.delivering import deliver
from tui.timetable.kinds import Kind, kind_named, set_kind
from tui.timetable.periods import Due
from tui.timetable.runs import catch_up, outstanding

Paper = tuple[str, str, str]
BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")


class Killed(BaseException):
    """The power goes: nothing after this point happens in the program."""


class Clock:
    """The machine's clock: true time, shifted by whoever sets it."""

    def __init__(self, zone: ZoneInfo, start: datetime) -> None:
        self.zone, self.true, self.shift = zone, start, timedelta()

    def __call__(self) -> datetime:
        return (self.true + self.shift).astimezone(self.zone)


def expected(first: date, last: date, begun: date, offices: Sequence[str]) -> set[Paper]:
    """As counted from the first entry; of what was over when the timetable began, the last of each kind."""
    before = counted(first, begun, offices)
    last_ones = {
        key: max((period for kind, _, period in before if kind == key), default="")
        for key in ("daily", "weekly", "circular", "monthly_summary", "quarterly", "yearly")
    }
    return {
        paper
        for paper in counted(first, last, offices)
        if paper not in before or paper[2] == last_ones[paper[0]]
    }


def counted(first: date, last: date, offices: Sequence[str]) -> set[Paper]:
    """The papers whose designated day is not after `last`, counted with nothing but the days themselves."""
    papers: set[Paper] = set()
    day = first
    while day < last:
        after = day + timedelta(days=1)
        papers.add(("daily", "", f"{day:%Y-%m-%d}"))
        if after.weekday() == 0:
            papers.add(("weekly", "", f"{day:%G-W%V}"))
        if after.day == 1:
            papers.add(("circular", "", f"{day:%Y-%m}"))
            papers |= {("monthly_summary", office, f"{day:%Y-%m}") for office in offices}
            if after.month in (1, 4, 7, 10):
                papers.add(("quarterly", "", f"{day.year}-Q{(day.month - 1) // 3 + 1}"))
            if after.month == 1:
                papers.add(("yearly", "", f"{day.year}"))
        day = after
    return papers


class World:
    """Two programs on one book, an unsteady hand at the power switch and the clock."""

    def __init__(self, path: Path, folder: Path, clock: Clock, seed: int) -> None:
        self.clock, self.folder, self.chance = clock, folder, random.Random(seed)
        self.books = [open_book(f"sqlite:///{path}", clock=clock) for _ in range(2)]
        self.sent: Counter[str] = Counter()
        self.deep = False

    def make(self, _book: Book, due: Due, folder: Path, _today: date) -> Sequence[Path]:
        event = self.chance.random()
        if event < 0.04:
            raise BadValue("磁盘已满，请清理后重试。")
        if event < 0.08:
            raise Killed
        if event < 0.2 and not self.deep:
            self.deep = True
            try:
                self.turn(self.books[1])
            finally:
                self.deep = False
        path = folder / f"{due.kind}-{due.office}-{due.period}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(due.label, encoding="utf-8")
        if event > 0.96:
            raise Killed
        return [path]

    def send(self, _server: mail.Server, _password: str, letter: EmailMessage) -> None:
        event = self.chance.random()
        if event < 0.05:
            raise mail.NotSent("连不上")
        if event < 0.1:
            raise Killed
        self.sent[letter["Subject"]] += 1
        if event > 0.95:
            raise Killed

    def turn(self, book: Book) -> None:
        try:
            catch_up(book, "甲机", self.folder, self.clock, self.make)
            deliver(book, "甲机", self.clock, "", self.send)
        except Killed:
            pass

    def close(self) -> None:
        for book in self.books:
            book.close()


@pytest.fixture
def month_book_file(month_book: Path, tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    shutil.copy(month_book, path)
    return path


def played(path: Path, tmp_path: Path, zone: ZoneInfo, days: int, seed: int) -> World:
    """Days in which programs look at the clock a few times, when the machine is on at all."""
    clock = Clock(zone, datetime(2026, 9, 1, 7, tzinfo=zone))
    world = World(path, tmp_path / "汇总", clock, seed)
    with world.books[0].write("甲机") as tx:
        for key in ("monthly_summary", "circular"):
            set_kind(tx, _to(key))
        mail.set_server(tx, mail.Server("smtp.example.gov.cn", 465, "office@example.gov.cn"))
    end = clock.true + timedelta(days=days)
    asleep_until = clock.true
    while clock.true < end:
        clock.true += timedelta(hours=world.chance.choice((3, 7, 11)))
        if world.chance.random() < 0.02:
            asleep_until = clock.true + timedelta(days=world.chance.randrange(2, 9))
        if clock.true < asleep_until or clock.true.weekday() >= 5:
            continue
        event = world.chance.random()
        clock.shift = timedelta()
        if event < 0.06:
            clock.shift = -timedelta(days=world.chance.randrange(1, 40))
        elif event < 0.09:
            clock.shift = timedelta(hours=world.chance.randrange(1, 70))
        world.turn(world.books[0])
    clock.shift = timedelta()
    for _ in range(60):
        clock.true += timedelta(minutes=11)
        world.turn(world.books[1])
        if not outstanding(world.books[0], clock()):
            break
    return world


def _to(key: str) -> Kind:
    return replace(kind_named(key), recipients=("mail:finance@example.gov.cn",))


def check(world: World, first: date) -> int:
    """Every expected paper was made exactly once; gives how many."""
    from ledger import units
    from ledger.vocabulary import UnitKind

    book, today = world.books[0], world.clock().date()
    with book.read() as tx:
        offices = [unit.name for unit in units.list_units(tx, UnitKind.OFFICE)]
        claims = [each for each in timetable.list_claims(tx) if each.done_at is not None]
        attempts = runs.list_runs(tx, 100_000)
        letters = deliveries.list_deliveries(tx, 100_000)
    wanted = expected(first, today, date(2026, 9, 1), offices)
    done = Counter((each.kind, each.office or "", each.period) for each in claims)
    good = Counter(
        (each.kind, each.office or "", each.period)
        for each in attempts
        if each.ended_at is not None and each.error is None
    )
    assert set(done.values()) == {1}
    assert wanted <= done.keys()
    assert all(
        period > f"{today:%Y-%m}" or kind in ("weekly", "daily") for kind, _, period in done - Counter(wanted)
    )
    assert done == good
    assert all(
        len(each.head or "") == 64 and all(Path(name).is_file() for name in each.files) for each in claims
    )
    assert max(world.sent.values()) == 1
    assert len(letters) == len({(each.kind, each.office, each.period, each.recipient) for each in letters})
    arrived = [each for each in letters if each.delivered_at is not None]
    assert len(arrived) <= sum(world.sent.values()) <= len(letters)
    assert {each.error for each in attempts if each.error is not None} >= {"磁盘已满，请清理后重试。"}
    assert any(each.ended_at is None for each in attempts), "some attempts were broken off"
    assert invariants.verify(book) == []
    return len(wanted)


def test_six_weeks_with_two_programs_and_an_unsteady_clock(month_book_file: Path, tmp_path: Path) -> None:
    with closing(played(month_book_file, tmp_path, SHANGHAI, 42, seed=7)) as world:
        assert check(world, date(2026, 8, 1)) >= 40 + 6 + 9


@pytest.mark.slow
@pytest.mark.parametrize("zone", [SHANGHAI, BERLIN], ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_half_a_year(month_book_file: Path, tmp_path: Path, zone: ZoneInfo, seed: int) -> None:
    with closing(played(month_book_file, tmp_path, zone, 183, seed)) as world:
        assert check(world, date(2026, 8, 1)) >= 170


def started(words: Sequence[str], clock: str, name: str) -> subprocess.Popen[bytes]:
    """A real `gongjian` whose clock is an expression over the true seconds since its epoch."""
    probe = (
        "import sys, time\n"
        "from datetime import datetime, timedelta, timezone\n"
        "from tui.cli import main\n"
        f"def clock():\n    return {clock}\n"
        f"sys.exit(main({list(words)!r}, clock=clock))\n"
    )
    env = {**os.environ, "GONGJIAN_USER": name}
    return subprocess.Popen(
        [sys.executable, "-c", probe], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def fast(seconds_a_day: float) -> str:
    """A day passes in so many seconds, counted from now."""
    return (
        "datetime(2026, 9, 1, 9, tzinfo=timezone(timedelta(hours=8)))"
        f" + timedelta(days=(time.time() - {time.time()}) / {seconds_a_day})"
    )


def until(condition: Callable[[], bool], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def test_a_program_killed_in_the_middle_is_followed_by_another(month_book_file: Path, tmp_path: Path) -> None:
    """A real process, a real kill −9: what it had claimed is made by the next, once the lease is over."""
    words = ["schedule", "run", "--db", str(month_book_file), "--out", str(tmp_path / "汇总")]
    standing = "datetime(2026, 9, 3, 9, tzinfo=timezone(timedelta(hours=8)))"
    process = started(words, standing, "甲机")
    now = datetime(2026, 9, 3, 9, tzinfo=SHANGHAI)
    with open_book(f"sqlite:///{month_book_file}", clock=lambda: now) as book:

        def under_way() -> bool:
            with book.read() as tx:
                return len(timetable.list_claims(tx)) >= 4

        until(under_way, "it has begun")
        process.send_signal(signal.SIGKILL)
        process.communicate()
        left = outstanding(book, now)
        assert left
        now += timedelta(minutes=11)
        nothing: Callable[..., Sequence[Path]] = lambda *_: ()  # noqa: E731
        outcomes = catch_up(book, "乙机", tmp_path, lambda: now, nothing)
        assert {outcome.due.label for outcome in outcomes} == {due.label for due in left}
        with book.read() as tx:
            done = Counter((each.kind, each.office, each.period) for each in timetable.list_claims(tx))
        assert set(done.values()) == {1}
        assert invariants.verify(book) == []


@pytest.mark.slow
def test_two_real_programs_for_a_minute_of_days_that_last_a_second(
    month_book_file: Path, tmp_path: Path
) -> None:
    words = ["schedule", "run", "--every", "1", "--db", str(month_book_file), "--out", str(tmp_path / "汇总")]
    clock = fast(1.0)
    begin = time.time()
    programs = [started(words, clock, name) for name in ("甲机", "乙机")]
    time.sleep(60)
    printed: list[str] = []
    for program in programs:
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=120)
        assert program.returncode == 0, err.decode()
        printed += out.decode().splitlines()
    days = int(time.time() - begin)
    now = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI) + timedelta(days=days)
    with open_book(f"sqlite:///{month_book_file}", clock=lambda: now) as book:
        with book.read() as tx:
            claims = timetable.list_claims(tx)
            attempts = runs.list_runs(tx, 100_000)
        assert invariants.verify(book) == []
    done = [each for each in claims if each.done_at is not None]
    assert len(done) == len(claims), [each for each in claims if each.done_at is None]
    daily = sorted(each.period for each in done if each.kind == "daily")
    first, last = date.fromisoformat(daily[0]), date.fromisoformat(daily[-1])
    assert last >= date(2026, 9, 5), "too few days passed to show anything"
    assert daily == [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    made = [" ".join(line.split("：")[0].split("（")[0].split()[2:]) for line in printed]
    assert len(made) == len(set(made)) == len(done)
    assert {each.person for each in attempts} == {"甲机", "乙机"}
    # Ten minutes pass in seven milliseconds here, so that living programs lose claims to each other.
    overtaken = ("已由另一个程序接手，不能登记完成。", "已经完成，不能重复登记。")
    assert all(each.error is None or each.error.endswith(overtaken) for each in attempts)
