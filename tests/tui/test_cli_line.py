"""The command line itself: who acts, on which books, and how it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.errors import BadInput
from tui.cli import main
from tui.cli.line import take_apart, who_acts
from tui.settings import book_path, book_url

HEAVY = ("sqlalchemy", "alembic", "textual", "docx", "docxtpl", "lxml", "numpy", "pydantic", "apscheduler")


def test_the_person_and_the_books_may_stand_anywhere_on_the_line() -> None:
    line = take_apart(["finding", "--as", "陈思源", "list", "--db=账簿.db", "--status", "filed"])
    assert line.words == ("finding", "list", "--status", "filed")
    assert (line.person, line.url) == ("陈思源", "账簿.db")


def test_after_a_double_dash_nothing_is_lifted() -> None:
    assert take_apart(["match", "--", "--as", "甲"]).words == ("match", "--", "--as", "甲")


@pytest.mark.parametrize("words", [["list", "--as"], ["list", "--as="], ["--as", "  ", "list"]])
def test_a_person_without_a_name_is_refused(words: list[str]) -> None:
    with pytest.raises(BadInput, match="--as 后面缺少姓名，请写成 --as 姓名。"):
        take_apart(words)


def test_the_environment_names_the_person_where_the_line_does_not() -> None:
    assert who_acts(None, {"GONGJIAN_USER": "刘敏"}) == "刘敏"
    assert who_acts("陈思源", {"GONGJIAN_USER": "刘敏"}) == "陈思源"


def test_a_plain_path_is_an_sqlite_file_and_the_line_wins_over_the_environment() -> None:
    assert book_url("a/b.db", {"GONGJIAN_DB": "c.db"}) == "sqlite:///a/b.db"
    assert book_url(None, {"GONGJIAN_DB": "sqlite:///c.db"}) == "sqlite:///c.db"
    assert book_path("sqlite:////tmp/a.db") == Path("/tmp/a.db")


@pytest.mark.parametrize("scheme", ["mysql", "postgresql+psycopg"])
def test_other_databases_are_refused(scheme: str) -> None:
    with pytest.raises(BadInput, match=r"不支持的数据库“.+”，本版账簿是一个 SQLite 文件"):
        book_url(f"{scheme}://h/d", {})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["pars"], "没有命令“pars”。是否要写 parse？用法见 gongjian --help。\n"),
        (["parse"], "缺少“文件”。用法见 gongjian parse --help。\n"),
        (["parse", "--jsn", "x"], "没有选项 --jsn。是否要写 --json？用法见 gongjian parse --help。\n"),
        (["parse", "a", "b"], "多出了参数“b”。用法见 gongjian parse --help。\n"),
        (["parse", "无此文件.docx"], "找不到文件“无此文件.docx”，请检查路径。\n"),
        (["parse", "."], "“.”是文件夹，请给出一个文件。\n"),
    ],
)
def test_wrong_usage_is_one_chinese_line_and_status_2(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", message)


def test_an_unexpected_failure_goes_to_the_log_and_not_to_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_words: object) -> None:
        raise ZeroDivisionError("a test's own failure")

    log = tmp_path / "state" / "gongjian.log"
    monkeypatch.setattr("tui.cli.boundary.take_apart", fail)
    monkeypatch.setattr("tui.settings.log_file", lambda: log)
    assert main(["parse", "x"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line == f"程序内部错误（ZeroDivisionError），详情记在 {log}，请把它发给维护人员。"
    assert "a test's own failure" in log.read_text(encoding="utf-8")


def test_help_and_version_import_nothing_heavy() -> None:
    for flag in ("--help", "--version"):
        probe = (
            f"import sys; from tui.cli import main; main([{flag!r}]); print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
        loaded = {name.partition(".")[0] for name in done.stderr.split()}
        assert loaded.isdisjoint(HEAVY), flag


def test_every_command_explains_itself_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    from tui.cli.commands import COMMANDS

    for name in COMMANDS:
        assert main([name, "--help"]) == 0
        page = capsys.readouterr().out
        assert page.startswith(f"用法：gongjian {name}"), name
        assert "--as 姓名" in page


def test_what_is_printed_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from tui.cli import main; main(['--help'])"],
        capture_output=True,
        check=True,
        env={"PATH": "", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "HOME": str(tmp_path)},
    )
    assert "攻坚台账" in done.stdout.decode("utf-8")


def in_process(words: list[str], **streams: object) -> subprocess.CompletedProcess[bytes]:
    probe = f"import sys; from tui.cli import main; sys.exit(main({words!r}))"
    return subprocess.run([sys.executable, "-c", probe], stderr=subprocess.PIPE, **streams)  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    from tui.demo import make_samples

    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = in_process(["parse", str(make_samples.PLAN), "--json"], stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = in_process(["bench", "--help"], stdout=full)
    assert done.returncode == 2
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("读写失败（")
