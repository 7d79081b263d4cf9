"""`gongjian policy review`: a county's plan looked over and put right on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tui.cli import main

COUNTY = Path(__file__).resolve().parents[1] / "importers" / "documents" / "county_2023_labels.txt"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on books into which the county's plan was imported: status, stdout, stderr."""

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        line = [*words, "--db", str(tmp_path / "book.db"), "--as", "陈思源"]
        status = main(line, clock=lambda: datetime(2023, 5, 4, 9).astimezone())
        return (status, *capsys.readouterr())

    assert call("policy", "import", str(COUNTY))[0] == 0
    return call


def test_what_the_reader_guessed_is_listed_with_why(run: Run) -> None:
    status, out, _ = run("policy", "review", "1")
    assert status == 0
    assert "任务1.期限1  存疑80%  6月底前" in out
    assert "原文没有写年份，按 2023 年算" in out
    assert "还没有核对的条目：13 条存疑、37 条读得明确。" in out


def test_facts_are_put_right_rejected_and_added_in_one_go(run: Run) -> None:
    status, out, err = run(
        *("policy", "review", "1", "--set", "扣缴3.amount=60000", "--set", "任务1.期限1.日期=2023-06-20"),
        *("--reject", "任务1.单位3", "--add", "扣缴 名称=散煤销售 金额=1万元 计量=处 原文=散煤复燃"),
        *("--add", "任务1.期限 日期=2023年12月31日", "--reason", "与纸质件核对"),
    )
    assert (status, err) == (0, "")
    assert "人工录入：陈思源，2023-05-04 09:00，与纸质件核对（金额：2万元 → 6万元）" in out
    assert "（补录，没有原文依据）" in out
    shown = json.loads(run("policy", "show", "1", "--json")[1])
    assert [rule["amount_yuan"] for rule in shown["deductions"]] == [5000, 30000, 60000, 100000, 5000, 10000]
    assert [part["date"] for part in shown["obligations"][0]["deadlines"]] == ["2023-06-20", "2023-12-31"]


def test_all_the_rest_is_accepted_at_once(run: Run) -> None:
    assert run("policy", "review", "1", "--accept-all")[1].startswith("已核对 50 条。\n")
    found = json.loads(run("policy", "review", "1", "--json")[1])
    assert (found["doubtful"], found["reviewed"]) == (0, found["facts"])
    assert "还没有核对" not in run("policy", "adopt", "1", "--from", "2023-05-01")[1]


def test_adopting_says_what_nobody_looked_at(run: Run) -> None:
    out = run("policy", "adopt", "1", "--from", "2023-05-01")[1]
    assert out.splitlines()[1] == "还没有核对的条目：13 条存疑、37 条读得明确。"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--set", "扣缴3=5", "--reason", "核对"), "--set “扣缴3=5”看不懂，请写成 扣缴3.金额=6万元。"),
        (("--set", "扣缴3.amount=60000"), "改定、剔除或补录条目要写明原因。"),
        (("--set", "扣缴3.金额=六块"), "“六块”不是金额，请填 60000 或 6万元。"),
        (
            ("--set", "扣缴3.日期=2023-01-01"),
            "扣缴3 没有“日期”这一栏，可填：名称、金额、计量、叠加、条件、依据文件、兜底。",
        ),
        (("--set", "任务1.期限1.日期=6月"), "“6月”不是日期，请写成 2026-06-30。"),
        (
            ("--set", "任务1.单位1.职责=主管"),
            "“主管”不在可选之列，请填：牵头单位、配合单位、责任单位、督导单位。",
        ),
        (("--accept", "扣缴9"), "第 1 号政策没有“扣缴9”这一条，请用 gongjian policy review 1 查看。"),
        (
            ("--add", "扣缴 名称=甲 金额=1万元 原文=没有的话", "--reason", "核对"),
            "原文里没有“没有的话”，请照原文抄写；没有原文依据的请留空。",
        ),
        (
            ("--add", "扣缴 名称=甲 金额=1万元 原文=大气污染", "--reason", "核对"),
            "原文里有 4 处“大气污染”，请多抄几个字以便认准是哪一处。",
        ),
        (
            ("--add", "罚款 名称=甲", "--reason", "核对"),
            "不知道“罚款”是哪一类条目，请照清单上的编号填写，例如 扣缴3、任务12.期限1。",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(run: Run, words: tuple[str, ...], message: str) -> None:
    assert run("policy", "review", "1", *words) == (2, "", f"{message}\n")


def test_an_adopted_policy_is_shown_and_not_changed(run: Run) -> None:
    run("policy", "adopt", "1", "--from", "2023-05-01")
    assert run("policy", "review", "1")[0] == 0
    status, _, err = run("policy", "review", "1", "--reject", "扣缴1", "--reason", "核对")
    assert status == 2
    assert err.startswith("第 1 号政策已自 2023-05-01 起采用，条目不能再改；")
