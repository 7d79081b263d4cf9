"""Due and overdue lists of the real plans against the annotated deadlines, and the task commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from importers.importing import import_policy
from ledger import inspections, occurrences, policies
from ledger.database import Book, open_book
from tui.cli import main

CHINA = timezone(timedelta(hours=8))
PLANS = {"luohe-2020": date(2020, 1, 1), "zhongzhan-2022": date(2022, 5, 10)}
DAYS = {
    "luohe-2020": ["2020-03-01", "2020-03-31", "2020-04-01", "2020-09-15", "2020-12-31", "2021-06-30"],
    "zhongzhan-2022": ["2022-05-10", "2022-05-11", "2022-06-10", "2022-08-01", "2022-12-31", "2024-01-01"],
}
Owed = list[tuple[str, str, str]]


@pytest.fixture(scope="module", params=sorted(PLANS))
def real(
    request: pytest.FixtureRequest, shared_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Book, Owed]]:
    """A real plan in force, and its completion dates as annotated by hand."""
    name = request.param
    gold = json.loads((shared_dir / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    owed = [
        (deadline["date"], task["number"], deadline["printed"])
        for task in gold["obligations"]
        for deadline in task["deadlines"]
        if deadline["kind"] == "due"
    ]
    path = tmp_path_factory.mktemp(name) / "book.db"
    with open_book(f"sqlite:///{path}") as book:
        import_policy(book, "陈思源", shared_dir / "policies" / f"{name}.docx")
        with book.write("刘敏") as tx:
            policies.adopt(tx, 1, PLANS[name])
        yield name, book, sorted(owed)


def told(found: list[occurrences.Occurrence]) -> Owed:
    return sorted((each.due.isoformat(), each.task, each.printed) for each in found)


def test_what_is_due_and_overdue_is_what_the_annotated_deadlines_say(real: tuple[str, Book, Owed]) -> None:
    name, book, owed = real
    assert len(owed) == {"luohe-2020": 54, "zhongzhan-2022": 16}[name]
    for text in DAYS[name]:
        day = date.fromisoformat(text)
        with book.read() as tx:
            assert told(occurrences.overdue(tx, day)) == [each for each in owed if each[0] < text]
            for days in (0, 7, 30, 90):
                last = (day + timedelta(days=days)).isoformat()
                due = told(occurrences.due_within(tx, day, days))
                assert due == [each for each in owed if text <= each[0] <= last]


def test_the_inspection_rates_that_the_real_plans_demand_are_known(real: tuple[str, Book, Owed]) -> None:
    name, book, _ = real
    with book.read() as tx:
        demanded = [
            (each.task, each.cycle.value, int(each.target.value))
            for each in inspections.demands(tx, PLANS[name])
        ]
    assert (
        demanded
        == {
            "luohe-2020": [("23", "month", 30), ("23#2", "quarter", 35)],
            "zhongzhan-2022": [("19", "month", 20)],
        }[name]
    )


Run = Callable[..., str]


@pytest.fixture
def run(book_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a task command on the sample plan on 1 September; its output, or the refusal."""

    def call(*words: str, person: str = "张三", status: int = 0) -> str:
        line = [*words, "--db", str(book_path), "--as", person]
        assert main(line, clock=lambda: datetime(2026, 9, 1, 9, tzinfo=CHINA)) == status
        out, err = capsys.readouterr()
        return err if status else out

    return call


def first_due(run: Run) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(run("task", "list", "--due", "400", "--json"))
    return found[0]


def test_a_deadline_is_listed_reported_put_off_and_told_as_a_calendar(run: Run, tmp_path: Path) -> None:
    due = first_due(run)
    task, key = due["task"], due["key"]
    assert task in run("task", "list", "--due", "400")
    assert run("task", "report", task, key, "--percent", "40", "--evidence", "照片12张") == (
        f"任务 {task}（{key}）进度 40%。\n"
    )
    asked = run("task", "extend", task, key, "--until", "2028-01-31", "--reason", "设备未到货")
    number = asked.split("：")[0].split()[1]
    assert "设备未到货" in run("task", "extensions")
    assert run("task", "approve", number, status=2) == "延期由张三申请，不能由本人批复，请换一人批复。\n"
    assert run("task", "approve", number, person="李四") == f"延期申请 {number}已批准。\n"
    now = json.loads(run("task", "list", "--json"))
    [put_off] = [each for each in now if (each["task"], each["key"]) == (task, key)]
    assert (put_off["due"], put_off["percent"]) == ("2028-01-31", 40)
    assert "期限" in run("task", "ics", "--out", str(tmp_path / "期限.ics"))
    assert "DTSTART;VALUE=DATE:20280131" in (tmp_path / "期限.ics").read_text("utf-8")


def test_reminders_are_listed_by_stage_and_seen(run: Run) -> None:
    due = first_due(run)
    said = run("task", "remind", "--on", due["due"])
    assert "提醒" in said
    assert run("task", "seen", due["task"], due["key"], "--on", due["due"]) == (
        f"任务 {due['task']}（{due['key']}）的提醒已阅：张三。\n"
    )
    assert "张三" in run("task", "remind", "--on", due["due"])


def test_thresholds_are_shown_and_set(run: Run) -> None:
    assert run("task", "escalation") == ("到期前 7 天起提醒，逾期 1 天起催办，15 天起督办，30 天起约谈。\n")
    assert run("task", "escalation", "--supervise", "10", "--workdays") == (
        "到期前 7 个工作日起提醒，逾期 1 个工作日起催办，10 个工作日起督办，30 个工作日起约谈。\n"
    )


def test_working_days_cite_their_notice_and_refuse_years_without_one(run: Run) -> None:
    assert run("task", "workday", "2026-09-30", "5") == "2026-10-13（依据：国办发明电〔2025〕7号）\n"
    assert run("task", "workday", "2031-01-02", "5", status=2) == (
        "没有 2031 年的放假安排，不能推算工作日（已有：2020—2026）；请录入国务院办公厅该年的通知。\n"
    )


def test_inspections_are_logged_and_their_rate_is_told_beside_what_the_plan_demands(
    shared_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The 月抽查率不低于20% of a real plan."""

    def run(*words: str, status: int = 0) -> str:
        line = [*words, "--db", str(tmp_path / "book.db"), "--as", "张三"]
        assert main(line, clock=lambda: datetime(2022, 6, 20, 9, tzinfo=CHINA)) == status
        out, err = capsys.readouterr()
        return err if status else out

    run("units", "import", str(shared_dir / "policies" / "zhongzhan-offices.csv"))
    run("policy", "import", str(shared_dir / "policies" / "zhongzhan-2022.docx"))
    run("policy", "adopt", "1", "--from", "2022-05-10")
    unit = ("--unit", "李封")
    assert "缺分母" in run("inspect", "rates")
    run("inspect", "objects", "19", "10", *unit, "--from", "2022-06-01")
    assert run("inspect", "add", "19", "--target", "老王饭店", *unit) == (
        "2022-06-20 李封办事处检查老王饭店：未发现问题。\n"
    )
    [rate] = json.loads(run("inspect", "rates", "--json"))
    assert (rate["rate"], rate["demanded"], rate["met"]) == ("10.00", "20", False)
    run("inspect", "add", "19", "--target", "小李面馆", *unit, "--on", "2022-06-18")
    assert "20.00%  达到" in run("inspect", "rates")
    assert "小李面馆" in run("inspect", "list", "--from", "2022-06-01", "--to", "2022-06-30")
    assert run("inspect", "add", "20", "--target", "某店", *unit, status=2) == (
        "任务 20 没有抽查率要求，有要求的任务：19。\n"
    )


def test_repairs_that_are_due_are_listed(month_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ledger import findings, rectification
    from ledger.drafts import FindingFilter

    with open_book(f"sqlite:///{month_path}", clock=lambda: datetime(2026, 9, 1, 9, tzinfo=CHINA)) as book:
        with book.read() as tx:
            number = findings.list_findings(tx, FindingFilter(), None, 100)[-1].number
        with book.write("李四") as tx:
            rectification.assign(tx, number, date(2026, 9, 20), None)
    line = ["--db", str(month_path), "--as", "张三"]
    now = datetime(2026, 9, 25, 9, tzinfo=CHINA)
    assert main(["task", "repairs", *line], clock=lambda: now) == 0
    out = capsys.readouterr().out
    assert number in out
    assert "逾期 5 天" in out
    assert main(["task", "repairs", "--on", "2026-09-01", *line], clock=lambda: now) == 0
    assert capsys.readouterr().out == "2026-09-01 前没有到期的整改。\n"


def test_a_day_without_such_tasks_says_so(run: Run) -> None:
    assert run("task", "list", "--overdue", "--on", "2026-05-02") == "2026-05-02 没有这样的任务。\n"
    assert run("task", "list", "--due", "很快", status=2) == "--due 的“很快”不对，请填 0 以上的整数。\n"
