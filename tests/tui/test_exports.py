"""The journal for other programs and the books' copies, by their commands."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from tui.cli import main
from tui.demo.play import play
from tui.usecases.exporting import FORMATS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the sample's month."""
    return play(tmp_path_factory.mktemp("exports")).book


@pytest.fixture(scope="module")
def files(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The journal in every format."""
    folder = tmp_path_factory.mktemp("files")
    for form in FORMATS:
        out = folder / f"账.{form}"
        assert main(["export", "--format", form, "--out", str(out), "--db", str(path)]) == 0
    return {form: folder / f"账.{form}" for form in FORMATS}


def test_beancount_accepts_the_file(files: dict[str, Path]) -> None:
    loader = pytest.importorskip("beancount.loader")
    entries, errors, _ = loader.load_file(str(files["beancount"]))
    assert errors == []
    assert len(entries) > 46


def test_hledger_accepts_the_file(files: dict[str, Path]) -> None:
    if shutil.which("hledger") is None:
        pytest.skip("hledger is not installed")
    utf8 = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(["hledger", "check", "-f", files["hledger"]], check=True, env=utf8)


def test_the_workbook_holds_every_entry_and_a_balance_for_each_account(files: dict[str, Path]) -> None:
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_path(str(files["xlsx"]))
    assert book.sheet_names == ["凭证", "余额表"]
    rows = book.get_sheet_by_name("凭证").to_python()
    heads = next(row for row in rows if "凭证号" in row)
    body = [row for row in rows if str(row[0]).startswith("2026-08-")]
    for side in ("借方", "贷方"):
        place = heads.index(side)
        assert sum(Decimal(str(row[place])) for row in body) == Decimal(2_536_000)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "请写明格式和文件，例如 --format beancount --out 账簿.beancount。\n"),
        (
            ["--format", "pdf", "--out", "a.pdf"],
            "--format 没有“pdf”这一项，可选：beancount、hledger、csv、xlsx、json。\n",
        ),
    ],
)
def test_an_export_that_cannot_be_is_refused(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *words]) == 2
    assert capsys.readouterr().err == message


def test_an_export_never_overwrites_the_book(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "csv", "--out", str(path), "--db", str(path)]) == 2
    assert capsys.readouterr().err == f"“{path}”是账簿本身，请换一个文件名。\n"


def test_a_backup_is_proven_and_brings_the_books_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, other = tmp_path / "备份.db", tmp_path / "另一处.db"
    assert main(["backup", str(copy), "--db", str(path)]) == 0
    head = capsys.readouterr().out.split("末位哈希 ")[1]
    assert main(["restore", str(copy), "--db", str(other)]) == 0
    assert capsys.readouterr().out.split("末位哈希 ")[1] == head
    assert main(["verify", "--db", str(other)]) == 0
    assert main(["backup", str(copy), "--db", str(path)]) == 2
    assert capsys.readouterr().err == f"“{copy}”已经存在，备份不覆盖旧文件，请换一个文件名。\n"


def test_what_is_no_backup_leaves_the_books_alone(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    bad = tmp_path / "坏.db"
    bad.write_text("不是账簿", encoding="utf-8")
    assert main(["restore", str(bad), "--db", str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert path.read_bytes() == before
