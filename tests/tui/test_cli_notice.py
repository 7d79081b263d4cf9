"""`gongjian notice` and `gongjian template` as a clerk and a script call them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tui.cli import main

Run = Callable[..., tuple[int, str, str]]
NUMBER = "青环攻坚办扣〔2026〕1号"


@pytest.fixture
def run(month_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        line = [*words, "--db", str(month_path), "--as", "张三"]
        status = main(line, clock=lambda: datetime(2026, 9, 1, 9, 30).astimezone())
        return (status, *capsys.readouterr())

    return call


def test_findings_are_named_with_or_without_options_before_them(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("notice", "--out", str(tmp_path), "2026-0001")
    assert (status, Path(out.strip()).parent) == (0, tmp_path)
    status, out, _ = run("notice", "2026-0002", "--kind", "deduction", "--out", str(tmp_path))
    assert status == 0
    assert Path(out.strip()).name.startswith("青环攻坚办扣〔2026〕2号_扣缴财力通知书_")


def test_a_paper_is_verified_silently_on_stdout_and_a_changed_one_by_line(run: Run, tmp_path: Path) -> None:
    paper = run("notice", "2026-0001", "--out", str(tmp_path))[1].strip()
    assert run("notice", "verify", paper) == (0, "", f"{NUMBER} 与签发时逐字节相同，与账簿一致。\n")
    assert (
        run("notice", NUMBER, "--kind", "撤销通知", "--revoke", "--reason", "有误", "--out", str(tmp_path))[0]
        == 0
    )
    assert run("notice", "verify", paper)[:2] == (1, f"{NUMBER}：账簿中这份文书已作废\n")


def test_a_paper_is_printed_again_as_it_was(run: Run, tmp_path: Path) -> None:
    paper = Path(run("notice", "2026-0001", "--out", str(tmp_path))[1].strip())
    status, out, _ = run("notice", "reprint", NUMBER, "--out", str(tmp_path / "again"))
    assert status == 0
    assert Path(out.strip()).read_bytes() == paper.read_bytes()


def test_a_month_tells_its_progress_on_stderr_and_its_files_on_stdout(run: Run, tmp_path: Path) -> None:
    status, out, err = run("notice", "batch", "--month", "2026年8月", "--out", str(tmp_path))
    files = [Path(line) for line in out.splitlines()]
    assert status == 0
    assert all(path.is_file() for path in files)
    assert files[-1].name == "2026-08扣缴财力通知书合并打印.docx"
    assert err.splitlines()[0].startswith(f"[1/{len(files) - 1}] ")


def test_issued_papers_are_listed(run: Run, tmp_path: Path) -> None:
    assert run("notice", "list")[1] == "还没有签发过文书。\n"
    run("notice", "2026-0001", "--out", str(tmp_path))
    assert NUMBER in run("notice", "list")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("batch",), "请写明月份，例如 --month 2026-08。"),
        (("verify", "没有.docx"), "找不到文件“没有.docx”，请检查路径。"),
        (("reprint", "某〔2026〕1号"), "没有文号为“某〔2026〕1号”的通知书，请核对文号。"),
        (("9999-0001",), "没有编号为 9999-0001 的问题，请核对编号（例如 2025-0001）。"),
        (
            ("2026-0001", "--kind", "约谈通知书", "--time", "明天下午"),
            '--time 的“明天下午”不是时间，请写成 "2026-09-05 15:00"。',
        ),
        (
            ("2026-0001", "--templates", "没有"),
            "没有模板目录“没有”，请检查路径，或先运行 gongjian template copy。",
        ),
        (
            ("2026-0001", "--kind", "整改督办单", "--due", "月底"),
            "--due 的“月底”不是日期，请写成 2026-08-01。",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line(words: tuple[str, ...], message: str, run: Run) -> None:
    assert run("notice", *words) == (2, "", f"{message}\n")


def test_a_file_that_is_no_paper_is_refused(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "别的.docx"
    other.write_bytes(b"PK")
    assert run("notice", "verify", str(other)) == (
        2,
        "",
        "“别的.docx”不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx 后再试。\n",
    )


def test_templates_are_copied_checked_and_used(run: Run, month_path: Path, tmp_path: Path) -> None:
    status, out, _ = run("template", "copy")
    own = Path(out.splitlines()[0])
    assert (status, own.parent.resolve()) == (0, (month_path.parent / "模板").resolve())
    assert run("template", "copy")[:2] == (0, "")
    assert run("template", "check", str(own)) == (
        0,
        "扣缴财力通知书模板可以使用，版式符合 GB/T 9704-2012。\n",
        "",
    )
    assert str(own) in run("template", "list")[1]
    assert run("notice", "2026-0001", "--out", str(tmp_path))[0] == 0


def test_the_fields_of_a_kind_are_listed(run: Run) -> None:
    assert "整改期限" in run("template", "list", "--kind", "整改督办单")[1].splitlines()


def test_a_template_with_missing_fields_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    run("template", "copy", "--out", str(tmp_path))
    wrong = tmp_path / "扣缴财力通知书-信函.docx"
    shutil.copy(tmp_path / "约谈通知书-信函.docx", wrong)
    status, out, _ = run("template", "check", str(wrong))
    assert status == 1
    assert "没有这个字段：事由" in out.splitlines()
    assert "缺少字段：合计大写" in out.splitlines()
    assert run("template", "check", str(tmp_path / "无.docx"))[0] == 2
