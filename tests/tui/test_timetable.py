"""Papers that fall due by the calendar: each exactly once, late if need be, never silently missing."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from importers.importing import import_policy, import_roster
from ledger.database import Book, open_book
from ledger.errors import BadValue
from penalties.sheet_import import import_findings
from tui.cli import main
from tui.demo import make_samples
from tui.timetable.alarm import Alarm
from tui.timetable.kinds import MONTHLY_SUMMARY, USUAL, kind_named
from tui.timetable.periods import Due, next_designated, papers_due
from tui.timetable.runs import Outcome, catch_up, make_summary, outstanding
from tui.timetable.service import Service
from tui.timetable.telling import News, round_text

CHINA = timezone(timedelta(hours=8))
OFFICES = 8
MONTHLY = (MONTHLY_SUMMARY,)


def at(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


class HandSet:
    """A clock that tests set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> HandSet:
    return HandSet(at(2026, 8, 31, 9))


@pytest.fixture
def book(tmp_path: Path, clock: HandSet) -> Iterator[Book]:
    """The sample's August, filed and posted."""
    with open_book(f"sqlite:///{tmp_path / 'book.db'}", clock=clock) as book:
        from ledger import policies

        import_roster(book, "陈思源", make_samples.OFFICES)
        import_policy(book, "陈思源", make_samples.PLAN)
        with book.write("刘敏") as tx:
            policies.adopt(tx, 1, date(2026, 5, 1))
        import_findings(book, "陈思源", make_samples.FINDINGS, date(2026, 8, 31), approver="刘敏")
        yield book


def nothing(_book: Book, _due: Due, _folder: Path, _today: date) -> Sequence[Path]:
    return ()


def made(outcomes: list[Outcome]) -> set[tuple[str, str]]:
    return {(outcome.due.period, outcome.due.office) for outcome in outcomes if outcome.error is None}


def due_of(kind: str, first: date, now: datetime, *offices: str) -> list[tuple[str, str]]:
    return [(each.period, each.office) for each in papers_due(first, offices, now, [kind_named(kind)])]


def test_a_month_falls_due_on_the_first_day_after_it_at_eight() -> None:
    first = date(2026, 8, 3)
    assert due_of("circular", first, at(2026, 9, 1, 7, 59)) == []
    assert due_of("circular", first, at(2026, 9, 1, 8)) == [("2026-08", "")]
    assert [period for period, _ in due_of("circular", first, at(2027, 1, 2))] == [
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
        "2026-12",
    ]


def test_days_weeks_quarters_and_years_fall_due_the_day_after() -> None:
    first = date(2026, 12, 24)
    assert [period for period, _ in due_of("daily", first, at(2026, 12, 26, 9))] == [
        "2026-12-24",
        "2026-12-25",
    ]
    assert due_of("weekly", first, at(2026, 12, 28, 7)) == []
    assert due_of("weekly", first, at(2026, 12, 28, 8)) == [("2026-W52", "")]
    assert due_of("weekly", first, at(2027, 1, 4, 8)) == [("2026-W52", ""), ("2026-W53", "")]
    assert due_of("quarterly", first, at(2027, 1, 1, 8)) == [("2026-Q4", "")]
    assert due_of("yearly", first, at(2027, 1, 1, 8)) == [("2026", "")]


def test_the_next_time_is_the_nearest_of_all_kinds() -> None:
    monthly = [kind_named("monthly_summary")]
    assert next_designated(at(2026, 9, 1, 7), monthly) == at(2026, 9, 1)
    assert next_designated(at(2026, 9, 1, 8), monthly) == at(2026, 10, 1)
    assert next_designated(at(2026, 12, 24), monthly) == at(2027, 1, 1)
    assert next_designated(at(2026, 9, 1, 8), USUAL) == at(2026, 9, 2)
    assert next_designated(at(2026, 9, 1, 8), []) is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(
    "change", [date(2026, 3, 6), date(2026, 3, 27), date(2026, 10, 23), date(2026, 10, 30)]
)
def test_summer_time_makes_no_day_twice_and_leaves_none_out(zone: str, change: date) -> None:
    """Half past two, which a spring night skips and an autumn night shows twice."""
    kind = replace(kind_named("daily"), at=time_of_day(2, 30))
    now = datetime.combine(change, time_of_day(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    seen: list[str] = []
    for _ in range(4 * 24 * 6):
        now += timedelta(minutes=10)
        due = papers_due(change, [], now.astimezone(ZoneInfo(zone)), [kind])
        fresh = [each.period for each in due if each.period not in seen]
        assert len(fresh) <= 1
        seen += fresh
    assert seen == [(change + timedelta(days=n)).isoformat() for n in range(3)]


def test_what_is_due_is_told_oldest_first_for_each_office() -> None:
    assert due_of("monthly_summary", date(2026, 7, 9), at(2026, 9, 15), "甲办", "乙办") == [
        ("2026-07", "甲办"),
        ("2026-07", "乙办"),
        ("2026-08", "甲办"),
        ("2026-08", "乙办"),
    ]


def test_nothing_is_due_before_the_first_entry(tmp_path: Path) -> None:
    with open_book(f"sqlite:///{tmp_path / 'empty.db'}", clock=lambda: at(2026, 9, 1)) as book:
        import_roster(book, "陈思源", make_samples.OFFICES)
        assert outstanding(book, at(2030, 1, 1)) == []


def test_every_office_gets_its_month_once(book: Book, clock: HandSet, tmp_path: Path) -> None:
    clock.now = at(2026, 9, 1, 8)
    first = catch_up(book, "陈思源", tmp_path, clock, make_summary, MONTHLY)
    assert len(made(first)) == OFFICES
    files = [path for outcome in first for path in outcome.files]
    assert len(files) == 3 * OFFICES
    assert all(path.is_file() for path in files)
    assert catch_up(book, "陈思源", tmp_path, clock, make_summary, MONTHLY) == []


def test_what_was_missed_while_the_machine_was_off_is_made_at_the_next_start(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    clock.now = at(2026, 9, 1)
    catch_up(book, "陈思源", tmp_path, clock, nothing, MONTHLY)
    clock.now = at(2026, 11, 20, 15)
    outcomes = catch_up(book, "陈思源", tmp_path, clock, nothing, MONTHLY)
    assert {period for period, _ in made(outcomes)} == {"2026-09", "2026-10"}
    assert all(outcome.late for outcome in outcomes)
    assert outcomes[0].due.designated == at(2026, 10, 1)


def test_books_that_never_ran_the_timetable_owe_the_last_period_of_each_kind(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    clock.now = at(2027, 5, 20, 15)
    due = outstanding(book, clock())
    assert sorted({(each.kind, each.period) for each in due}) == [
        ("circular", "2027-04"),
        ("daily", "2027-05-19"),
        ("monthly_summary", "2027-04"),
        ("quarterly", "2027-Q1"),
        ("weekly", "2027-W19"),
        ("yearly", "2026"),
    ]
    catch_up(book, "陈思源", tmp_path, clock, nothing)
    assert outstanding(book, clock()) == []


def test_an_office_without_findings_gets_no_file_for_its_month(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    clock.now = at(2026, 10, 1)
    outcomes = catch_up(book, "陈思源", tmp_path, clock, make_summary, MONTHLY)
    assert len(made(outcomes)) == OFFICES
    assert [outcome.files for outcome in outcomes] == [()] * OFFICES
    assert list(tmp_path.rglob("*汇总*")) == []


def test_all_that_a_look_came_to_is_told_in_one_line(book: Book, clock: HandSet, tmp_path: Path) -> None:
    def broken(_book: Book, due: Due, folder: Path, _today: date) -> Sequence[Path]:
        if due.office == "柳渡街道办事处":
            raise BadValue("磁盘已满，请清理后重试。")
        return (folder / "a.docx", folder / "a.xlsx")

    clock.now = at(2026, 9, 1)
    told = catch_up(book, "陈思源", tmp_path, clock, broken, MONTHLY)
    assert round_text(told) == (
        f"补做定期文件 {2 * (OFFICES - 1)} 份，见汇总；"
        "2026-08 柳渡街道办事处 月度汇总 未做成：磁盘已满，请清理后重试。"
    )
    assert round_text([]) == ""


def test_a_clock_that_is_set_back_and_forth_makes_nothing_twice(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    seen: list[tuple[str, str]] = []
    for now in (at(2026, 9, 1), at(2026, 8, 20), at(2026, 10, 3), at(2026, 9, 1), at(2026, 11, 1)):
        clock.now = now
        seen += made(catch_up(book, "陈思源", tmp_path, clock, nothing, MONTHLY))
    assert len(seen) == len(set(seen)) == 3 * OFFICES


def test_two_programs_at_once_share_the_work_without_doubles(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    clock.now = at(2026, 9, 1)
    catch_up(book, "陈思源", tmp_path, clock, nothing, MONTHLY)
    clock.now = at(2026, 12, 1)
    results: dict[str, list[Outcome]] = {}

    def work(name: str) -> None:
        with open_book(f"sqlite:///{tmp_path / 'book.db'}", clock=clock) as own:
            results[name] = catch_up(own, name, tmp_path, clock, nothing, MONTHLY)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("甲机", "乙机")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    papers = [(o.due.period, o.due.office) for outcomes in results.values() for o in outcomes]
    assert len(papers) == len(set(papers)) == 3 * OFFICES


def test_a_paper_that_fails_is_told_and_tried_again(book: Book, clock: HandSet, tmp_path: Path) -> None:
    def broken(_book: Book, due: Due, _folder: Path, _today: date) -> Sequence[Path]:
        if due.office == "柳渡街道办事处":
            raise BadValue("磁盘已满，请清理后重试。")
        return ()

    clock.now = at(2026, 9, 1)
    [failed] = [each for each in catch_up(book, "陈思源", tmp_path, clock, broken, MONTHLY) if each.error]
    assert (failed.due.office, failed.error) == ("柳渡街道办事处", "磁盘已满，请清理后重试。")
    assert [due.office for due in outstanding(book, clock(), MONTHLY)] == ["柳渡街道办事处"]
    assert made(catch_up(book, "陈思源", tmp_path, clock, nothing, MONTHLY)) == {
        ("2026-08", "柳渡街道办事处")
    }


def test_a_program_that_died_in_the_middle_is_followed_by_another_when_its_lease_is_over(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    def killed(_book: Book, _due: Due, _folder: Path, _today: date) -> Sequence[Path]:
        raise KeyboardInterrupt

    clock.now = at(2026, 9, 1)
    with pytest.raises(KeyboardInterrupt):
        catch_up(book, "陈思源", tmp_path, clock, killed, MONTHLY)
    assert len(made(catch_up(book, "刘敏", tmp_path, clock, nothing, MONTHLY))) == OFFICES - 1
    clock.now += timedelta(hours=1)
    assert len(made(catch_up(book, "刘敏", tmp_path, clock, nothing, MONTHLY))) == 1


def test_the_alarm_rings_at_its_start_and_again_and_stops() -> None:
    rung = threading.Semaphore(0)
    alarm = Alarm(rung.release, check_seconds=0.05)
    alarm.start()
    try:
        assert rung.acquire(timeout=10), "it rings at once"
        assert rung.acquire(timeout=10), "it rings again"
    finally:
        alarm.stop()
    while rung.acquire(blocking=False):
        pass
    assert not rung.acquire(timeout=0.2), "it has stopped"


def test_the_commands_list_what_is_due_make_it_and_say_how_late(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        clock: Callable[[], datetime] = HandSet(at(2026, 9, 3, 10))
        line = [*words, "--db", str(tmp_path / "book.db"), "--as", "陈思源"]
        assert main(line, clock=clock) == 0
        return capsys.readouterr().out

    for kind in ("日报", "周报"):
        run("schedule", "set", kind, "--off")
    assert run("schedule", "list").count("待做") == OFFICES + 1
    assert "（应做于 2026-09-01 08:00，2026-09-03 10:00 补做）" in run("schedule", "catch-up")
    assert run("schedule", "catch-up") == "没有到期而未做的汇总。\n"
    assert (tmp_path / "汇总" / "2026-08" / "2026-08松涧街道办事处汇总.docx").is_file()
    assert (tmp_path / "汇总" / "2026-08" / "2026-08情况通报（送审稿）.docx").is_file()
    assert "下一次：2026-10-01 08:00" in run("schedule", "list")
    assert run("schedule", "log").count("3 个文件") == OFFICES


def test_a_service_catches_up_at_its_start_and_tells_what_it_made(
    book: Book, clock: HandSet, tmp_path: Path
) -> None:
    clock.now = at(2026, 9, 1)
    told: queue.Queue[News] = queue.Queue()
    url = f"sqlite:///{tmp_path / 'book.db'}"
    service = Service(url, "陈思源", tmp_path, clock=clock, tell=told.put, make=nothing, check_seconds=600)
    service.start()
    try:
        due = outstanding(book, clock())
        while outstanding(book, clock()):
            told.get(timeout=20)
    finally:
        service.stop()
    assert due == [] or {each.period for each in due} >= {"2026-08"}
    assert outstanding(book, clock()) == []


def test_a_service_that_cannot_open_the_books_says_so(tmp_path: Path, clock: HandSet) -> None:
    told: list[News] = []
    (tmp_path / "坏.db").write_text("不是数据库", encoding="utf-8")
    Service(f"sqlite:///{tmp_path / '坏.db'}", "陈思源", tmp_path, clock=clock, tell=told.append).ring()
    [refusal] = told
    assert isinstance(refusal, str)
    assert "坏.db" in refusal
