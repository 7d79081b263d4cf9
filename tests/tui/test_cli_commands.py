"""The commands as the contract has them, over the sample's month."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main
from tui.demo import make_samples

CHINA = timezone(timedelta(hours=8))
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with the sample's plan adopted and its list filed, approved and posted."""
    path = tmp_path_factory.mktemp("books") / "book.db"
    for words in (
        ("units", "import", str(make_samples.OFFICES)),
        ("policy", "import", str(make_samples.PLAN)),
        ("policy", "adopt", "1", "--from", "2026-05-01"),
        ("finding", "import", str(make_samples.FINDINGS), "--approve-by", "刘敏"),
    ):
        assert main([*words, "--db", str(path), "--as", "陈思源"], clock=noon) == 0
    return path


def noon() -> datetime:
    return datetime(2026, 8, 31, 12, tzinfo=CHINA)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command at noon of 31 August on the test's own books: status, stdout, stderr."""

    def call(*words: str, db: Path | None = None, person: str = "陈思源") -> tuple[int, str, str]:
        capsys.readouterr()
        line = [*words, "--db", str(db or tmp_path / "book.db"), "--as", person]
        status = main(line, clock=noon)
        out, err = capsys.readouterr()
        return status, out, err

    return call


def stdin(monkeypatch: pytest.MonkeyPatch, *rows: object) -> None:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def prepared(run: Run) -> None:
    for words in (
        ("units", "import", str(make_samples.OFFICES)),
        ("policy", "import", str(make_samples.PLAN)),
        ("policy", "adopt", "1", "--from", "2026-05-01"),
    ):
        assert run(*words)[0] == 0


# parse and match need no books


def test_parse_gives_every_fact_its_place_in_the_canonical_text(run: Run) -> None:
    plan = json.loads(run("parse", str(make_samples.PLAN), "--json")[1])
    text = run("parse", str(make_samples.PLAN), "--text")[1].removesuffix("\n")
    assert plan["source"]["format"] == "docx"
    assert len(plan["source"]["sha256"]) == 64
    for rule in plan["deductions"]:
        start, end = rule["span"]
        assert text[start:end] == rule["printed"]
    assert [len(plan[key]) for key in ("obligations", "deductions", "subsidies")] == [18, 12, 3]


def test_parse_without_options_shows_an_overview(run: Run) -> None:
    status, out, _ = run("parse", str(make_samples.PLAN))
    assert status == 0
    assert "任务 18 项　扣缴标准 12 条" in out
    assert "按云办〔2024〕18号" in out


def test_a_broken_document_is_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04 not a document")
    status, out, err = run("parse", str(path), "--json")
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "坏.docx" in err


def match_one(run: Run, monkeypatch: pytest.MonkeyPatch, text: str) -> dict[str, Any]:
    stdin(monkeypatch, {"id": 7, "text": text, "today": "2026-08-15"})
    line = run("match", "--policy", str(make_samples.PLAN), "--units", str(make_samples.OFFICES), "--jsonl")[
        1
    ]
    answer: dict[str, Any] = json.loads(line)
    return answer


def test_match_answers_with_rule_count_amount_task_day_and_office(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = match_one(run, monkeypatch, "8月12日市督查组在松涧办锦绣花园二期查到裸土没盖、车没冲")
    assert answer["id"] == 7
    assert (answer["rule"], answer["count"], answer["amount_yuan"]) == (2, 2, 120000)
    assert answer["obligations"][0] == "8"
    assert (answer["date"], answer["office"], answer["source_level"]) == (
        "2026-08-12",
        "松涧街道办事处",
        "市",
    )
    assert answer["rules"][0] == 2
    assert 0 <= answer["confidence"] <= 1


def test_match_names_no_amount_where_the_document_names_none(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = match_one(run, monkeypatch, "昨天省里查到白塔镇有人露天焚烧秸秆")
    assert (answer["rule"], answer["amount_yuan"]) == (5, None)


def test_match_says_what_only_the_district_found_costs_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = match_one(run, monkeypatch, "区级自查发现云锦办一工地裸土未覆盖")
    assert (answer["applies"], answer["amount_yuan"]) == (False, 0)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("不是 JSON", "标准输入第 1 行不是 JSON，请每行写一个 JSON 对象。\n"),
        ('["一"]', '标准输入第 1 行不是 JSON 对象，请写成 {"id": …, "text": …}。\n'),
        ('{"id": 1}', '标准输入第 1 行缺少 "text"，请写成 {"id": …, "text": "…"}。\n'),
        (
            '{"text": "扬尘", "today": "8月"}',
            '标准输入第 1 行的 "today" 不是日期，请写成 2026-08-01。\n',
        ),
    ],
)
def test_a_line_that_match_cannot_read_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, row: str, message: str
) -> None:
    stdin(monkeypatch, row)
    status, out, err = run("match", "--policy", str(make_samples.PLAN), "--jsonl")
    assert (status, out, err) == (2, "", message)


# policies


def test_a_policy_is_imported_once_and_adopted_from_a_day(run: Run) -> None:
    first = json.loads(run("policy", "import", str(make_samples.PLAN), "--json")[1])
    again = json.loads(run("policy", "import", str(make_samples.PLAN), "--json")[1])
    assert (first["number"], again["number"], first["status"]) == (1, 1, "draft")
    run("policy", "adopt", "1", "--from", "2026.5.1")
    [listed] = json.loads(run("policy", "list", "--json")[1])
    assert (listed["status"], listed["from"]) == ("adopted", "2026-05-01")
    assert "严控施工工地扬尘" in run("policy", "show", "1")[1]


def test_a_plan_does_not_differ_from_itself(run: Run, played: Path) -> None:
    assert run("policy", "diff", "1", "1", db=played)[1] == "两个方案的任务、扣缴标准和补助没有差别。\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("policy", "adopt", "1"), "请写明从哪一天起采用，例如 --from 2026-05-01。\n"),
        (
            ("policy", "adopt", "一", "--from", "2026-05-01"),
            "方案编号的“一”不对，请填 1 以上的整数。\n",
        ),
        (
            ("policy", "adopt", "1", "--from", "2026-02-30"),
            "--from 的“2026-02-30”不是日期，请写成 2026-08-01。\n",
        ),
        (("policy", "show", "9"), "没有第 9 号政策，请用 gongjian policy list 查看。\n"),
    ],
)
def test_policy_refusals(run: Run, words: tuple[str, ...], message: str) -> None:
    assert run(*words) == (2, "", message)


# findings


def test_a_finding_needs_an_adopted_policy(run: Run) -> None:
    run("units", "import", str(make_samples.OFFICES))
    status, _, err = run("finding", "file", "8月12日市里在松涧办查到一处工地裸土未覆盖")
    assert status == 2
    assert err.startswith("2026-08-12 没有已采用的扣缴标准")


def test_a_list_is_filed_approved_and_posted_and_a_second_time_changes_nothing(run: Run) -> None:
    prepared(run)
    for turn in range(2):
        status, out, _ = run(
            "finding", "import", str(make_samples.FINDINGS), "--approve-by", "刘敏", "--json"
        )
        assert status == 0
        rows = [json.loads(line) for line in out.splitlines()]
        assert len(rows) == 24
        assert (rows[0]["number"], rows[0]["amount_yuan"], rows[0]["status"]) == (
            "2026-0001",
            120000,
            "posted",
        )
        known = {row["known"] for row in rows if row["status"] != "filed"}
        assert known == ({False} if turn == 0 else {True})
    assert json.loads(run("finding", "list", "--json")[1])["total"] == 24
    assert run("verify") == (0, "", "")


def test_jsonl_goes_in_and_comes_out_with_numbers_and_amounts(run: Run, tmp_path: Path) -> None:
    prepared(run)
    path = tmp_path / "问题.jsonl"
    path.write_text(
        json.dumps(
            {"id": "甲-1", "text": "锦绣花园二期裸土没盖、车没冲", "date": "2026-08-12", "office": "松涧办"},
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    [line] = run("finding", "import", str(path), "--approve-by", "刘敏")[1].splitlines()
    row = json.loads(line)
    assert (row["number"], row["amount_yuan"], row["office"]) == ("2026-0001", 120000, "松涧街道办事处")
    assert "没有写明发现层级，按市级督查计。" in row["notes"]


def a_sheet(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "清单.csv"
    path.write_text("\n".join(["问题描述,检查日期,责任单位", *rows]), encoding="utf-8")
    return str(path)


def test_one_bad_row_leaves_the_books_as_they_were(run: Run, tmp_path: Path) -> None:
    prepared(run)
    sheet = a_sheet(tmp_path, "工地裸土未覆盖,2026-08-12,松涧办", "工地围挡缺失,2026-09-30,柳渡办")
    status, out, err = run("finding", "import", sheet)
    assert status == 2
    assert err == (
        "2 行中有 1 行不能登记（第 3 行：日期 2026-09-30 在今天之后，请核对。）"
        "整份未登记；改好后重来，或加 --partial 只登记其余各行。\n"
    )
    assert "可登记" in out
    assert json.loads(run("finding", "list", "--json")[1])["total"] == 0


def test_partial_files_what_can_be_filed_and_says_what_was_not(run: Run, tmp_path: Path) -> None:
    prepared(run)
    sheet = a_sheet(tmp_path, "工地裸土未覆盖,2026-08-12,松涧办", "工地围挡缺失,2026-09-30,柳渡办")
    status, out, err = run("finding", "import", sheet, "--partial")
    assert (status, err) == (2, "2 行中有 1 行没有登记，其余已登记。\n")
    assert "2026-0001" in out
    assert json.loads(run("finding", "list", "--json")[1])["total"] == 1


def test_an_unknown_office_is_entered_and_said_so(run: Run, tmp_path: Path) -> None:
    prepared(run)
    _, out, _ = run("finding", "import", a_sheet(tmp_path, "工地裸土未覆盖,2026-08-12,北岭街道"))
    assert "“北岭街道”原不在单位名录，已登记为办事处。" in out
    assert "北岭街道" in run("units", "list")[1]


def test_preparer_and_approver_are_never_one(run: Run) -> None:
    prepared(run)
    assert run("finding", "import", str(make_samples.FINDINGS), "--approve-by", "陈思源") == (
        2,
        "",
        "经办和复核不能都是陈思源，请用 --approve-by 写另一个人。\n",
    )
    assert run("finding", "file", "8月12日市里在松涧办查到一处工地裸土未覆盖")[1].startswith(
        "已登记 2026-0001：6万元"
    )
    status, _, err = run("finding", "approve", "2026-0001")
    assert status == 2
    assert "不能由本人复核" in err


def test_findings_are_listed_by_what_they_are(run: Run, played: Path) -> None:
    def total(*words: str) -> int:
        found: int = json.loads(run("finding", "list", *words, "--json", db=played)[1])["total"]
        return found

    assert total("--status", "已记账", "--office", "松涧街道办事处") == 3
    assert total("--office", "松涧办") == 3
    assert total("--rule", "2", "--text", "裸土") == 2
    assert total("--from", "2026-08-20", "--to", "2026-08-31") == 6
    assert run("finding", "list", "--status", "飞了", db=played)[2].startswith(
        "没有“飞了”这个状态，可选：待复核、"
    )


def test_a_finding_is_shown_with_its_life_in_chinese(run: Run, played: Path) -> None:
    out = run("finding", "show", "2026-0001", db=played)[1]
    for words in ("状态：已记账", "刘敏　复核", "刘敏　记账", "违反任务：8 严控施工工地扬尘"):
        assert words in out


def test_shares_are_written_by_weight_or_by_amount(run: Run) -> None:
    prepared(run)
    run("finding", "file", "8月12日市里在松涧办查到一处工地裸土未覆盖、车辆未冲洗")
    assert run("finding", "approve", "2026-0001", person="刘敏")[0] == 0
    assert run("finding", "allocate", "2026-0001", "松涧办=2", "柳渡办=1", "--reason", "两办交界")[0] == 0
    shares = json.loads(run("finding", "show", "2026-0001", "--json")[1])["shares"]
    assert {share["unit"]: share["amount_yuan"] for share in shares} == {
        "松涧街道办事处": 80000,
        "柳渡街道办事处": 40000,
    }
    status, _, err = run(
        "finding", "allocate", "2026-0001", "松涧办=5万元", "柳渡办=5万元", "--reason", "协商"
    )
    assert status == 2
    assert "少 20,000.00 元" in err
    assert run("finding", "allocate", "2026-0001", "松涧办", "--reason", "x")[2].startswith(
        "“松涧办”不是分担写法"
    )


# reports


def test_an_amount_is_explained_down_to_the_characters(run: Run, played: Path) -> None:
    text = run("parse", str(make_samples.PLAN), "--text")[1]
    explained = json.loads(run("explain", "2026-0001", "--json", db=played)[1])
    start, end = explained["span"]
    assert text[start:end] == explained["quote"]
    assert explained["amount_yuan"] == 120000
    assert explained["clause"] == "五（二）"
    assert len(explained["vouchers"]) == 2
    assert "【建筑、市政、拆迁" in run("explain", "2026-0001", db=played)[1]


def test_totals_are_whole_yuan_by_office_rule_and_month(run: Run, played: Path) -> None:
    for by in ("office", "rule", "month"):
        out = run(
            "summary", "--from", "2026-08-01", "--to", "2026-08-31", "--by", by, "--format", "json", db=played
        )[1]
        summary = json.loads(out)
        net = summary["total"]["net"]
        assert isinstance(net, int)
        assert sum(row["net"] for row in summary["rows"]) == net > 1_200_000
        if by == "office":
            assert {row["label"]: row["net"] for row in summary["rows"]}["松涧街道办事处"] == 155000


def test_a_summary_is_written_for_word_and_excel(run: Run, played: Path, tmp_path: Path) -> None:
    for form in ("docx", "xlsx"):
        out = tmp_path / f"汇总.{form}"
        words = ("summary", "--from", "2026-08-01", "--to", "2026-08-31", "--format", form, "--out", str(out))
        assert run(*words, db=played)[1] == f"{out}\n"
        assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "请写明起止日期，例如 --from 2026-08-01 --to 2026-08-31。\n"),
        (
            ("--from", "2026-08-31", "--to", "2026-08-01"),
            "起始日 2026-08-31 晚于截止日 2026-08-01，请对调。\n",
        ),
        (
            ("--from", "2026-08-01", "--to", "2026-08-31", "--by", "人"),
            "--by 没有“人”这一项，可选：office、rule、month。\n",
        ),
    ],
)
def test_summary_refusals(run: Run, words: tuple[str, ...], message: str) -> None:
    assert run("summary", *words) == (2, "", message)


def test_notices_are_numbered_and_written_one_for_each_unit(run: Run, tmp_path: Path) -> None:
    prepared(run)
    run("finding", "import", str(make_samples.FINDINGS), "--approve-by", "刘敏")
    status, out, _ = run("notice", "2026-0001", "2026-0002", "2026-0012", "--out", str(tmp_path / "发文"))
    assert status == 0
    paths = [Path(line) for line in out.splitlines()]
    assert [path.is_file() for path in paths] == [True, True]
    assert "松涧街道办事处" in paths[0].name
    assert run("notice", "2026-0015", "--out", str(tmp_path))[2] == (
        "问题 2026-0015 还没有分担到单位，请先复核、分担、记账，再出文书。\n"
    )
    assert run("notice", "2026-0001", "--kind", "喜报")[2].startswith(
        "没有“喜报”这种文书，可用：扣缴财力通知书（deduction）、责任认定书（allocation）、"
    )


def test_a_closed_month_is_closed_once(run: Run) -> None:
    prepared(run)
    assert run("period", "close", "2026年8月") == (0, "2026-08 已结账。\n", "")
    assert run("period", "close", "2026-08") == (2, "", "2026-08 已经结账。\n")


def test_verify_is_silent_when_all_holds(run: Run, played: Path) -> None:
    assert run("verify", db=played) == (0, "", "")
    assert json.loads(run("verify", "--json", db=played)[1]) == {"holds": True, "violations": {}}


def test_without_a_terminal_the_desk_is_not_opened(run: Run) -> None:
    assert run() == (2, "", "界面需要在终端里打开；这里没有终端，可用的命令见 gongjian --help。\n")


@pytest.mark.parametrize("words", [["verify"], ["finding", "list"], ["explain", "2026-0001"]])
def test_books_that_are_not_there_are_not_made_by_looking(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "没有.db"
    assert main([*words, "--db", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"账簿“{path}”不存在，请核对 --db 或 GONGJIAN_DB；新账簿由 gongjian policy import 建立。\n"
    )
    assert not path.exists()


def test_the_value_on_a_closed_months_summary_proves_the_books(
    played: Path, run: Run, tmp_path: Path
) -> None:
    import shutil

    db = tmp_path / "closed.db"
    shutil.copy(played, db)
    assert run("period", "close", "2026-08", db=db)[0] == 0
    table = run("summary", "--from", "2026-08-01", "--to", "2026-08-31", db=db)[1]
    head = table.rstrip().rpartition("结账校验值：")[2]
    assert len(head) == 64
    assert run("verify", "--printed", f"2026-08={head}", db=db) == (0, "", "")
    status, out, _ = run("verify", "--printed", f"2026-08={'0' * 64}", db=db)
    assert status == 1
    assert "2026-08 汇总表上印的哈希 000000000000… 不在账簿中" in out
