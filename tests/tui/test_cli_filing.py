"""Filing where a person has to decide: outside a rule's limits, and several facts in one text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.cli import main

Run = Callable[..., tuple[int, str, str]]
OUTSIDE = "8月12日市督查组在松涧办查到建成区以外的一家饭店油烟净化器没开"
TWO = "8月12日市督查组在松涧办查到永昌木业2蒸吨燃煤锅炉1台没拆；另外厂区原料堆场露天没盖网"


def noon() -> datetime:
    return datetime(2026, 8, 31, 12, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def run(book_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on books with the sample plan in force: status, stdout, stderr."""

    def call(*words: str, person: str = "陈思源") -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([*words, "--db", str(book_path), "--as", person], clock=noon)
        out, err = capsys.readouterr()
        return status, out, err

    return call


def listed(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("finding", "list", "--json")[1])["findings"]
    return found


def test_outside_a_zone_nothing_is_priced_until_a_person_has_chosen(run: Run) -> None:
    _, out, _ = run("finding", "file", OUTSIDE)
    assert out.startswith("已登记 2026-0001：待人工判定，待复核")
    assert "文中写明“建成区以外”，在范围外，不符合" in out
    assert "请人工判定" in out
    assert "gongjian finding decide 2026-0001 --rule 第几项 --reason 理由" in out
    status, _, err = run("finding", "approve", "2026-0001", person="刘敏")
    assert (status, err) == (2, "问题 2026-0001 还没有判定适用条款，请先选定条款并计价再复核。\n")
    status, out, _ = run("finding", "decide", "2026-0001", "--rule", "12", "--reason", "在村里，按兜底条款")
    assert (status, out) == (0, "问题 2026-0001 已选定条款，现在是“待复核”。\n")
    assert run("finding", "approve", "2026-0001", person="刘敏")[0] == 0
    [row] = listed(run)
    assert (row["rule"], row["amount_yuan"], row["status"]) == (12, 5000, "approved")
    shown = run("finding", "show", "2026-0001")[1]
    assert "文中写明“建成区以外”，在范围外，不符合" in shown
    assert run("verify") == (0, "", "")


def test_the_fallback_may_be_chosen_at_once(run: Run) -> None:
    assert run("finding", "file", OUTSIDE, "--rule", "12")[1].startswith("已登记 2026-0001：0.5万元")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--reason", "在村里"), "请用 --rule 写明按扣缴标准第几项计。\n"),
        (("--rule", "13", "--reason", "在村里"), "扣缴标准里没有第13项，请核对序号。\n"),
    ],
)
def test_a_decision_names_a_rule_that_stands_in_the_schedule(
    run: Run, words: tuple[str, ...], message: str
) -> None:
    run("finding", "file", OUTSIDE)
    assert run("finding", "decide", "2026-0001", *words) == (2, "", message)


def test_a_row_outside_a_zone_is_filed_and_not_posted_and_says_why(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(
        "交办编号,检查日期,属地,发现层级,问题描述\n"
        "甲1,2026-08-12,松涧办,市,建成区以外的一家饭店油烟净化器没开\n"
        "甲2,2026-08-12,松涧办,市,工地裸土没盖\n",
        encoding="utf-8",
    )
    status, out, _ = run("finding", "import", str(path), "--approve-by", "刘敏", "--json")
    one, other = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert (one["status"], one["assessment"], one["amount_yuan"]) == ("filed", "undecided", None)
    assert any("“建成区以外”，在范围外，不符合。第9项不适用，是否改按第12项" in note for note in one["notes"])
    assert one["notes"][-1] == "适用条款待人工选定，已登记，未复核、未记账。"
    assert (other["status"], other["amount_yuan"]) == ("posted", 60000)


def test_two_facts_at_one_place_are_shown_before_anything_is_filed(run: Run) -> None:
    status, out, err = run("finding", "file", TWO)
    assert status == 2
    assert out.splitlines()[1::2] == ["   第1项，8万元", "   第7项，2万元"]
    assert err == "描述里像是有 2 个问题，还没有登记：逐个登记请加 --each，合为一条请加 --as-one。\n"
    assert listed(run) == []


def test_two_facts_are_filed_one_by_one_with_day_and_office_of_the_whole(run: Run) -> None:
    status, _, _ = run("finding", "file", TWO, "--each")
    assert status == 0
    rows = listed(run)
    assert [(row["rule"], row["amount_yuan"]) for row in reversed(rows)] == [(1, 80000), (7, 20000)]
    assert {(row["date"], row["office"]) for row in rows} == {("2026-08-12", "松涧街道办事处")}


def test_a_person_may_file_them_as_one(run: Run) -> None:
    assert run("finding", "file", TWO, "--as-one", "--rule", "1", "--count", "1")[0] == 0
    assert [row["amount_yuan"] for row in listed(run)] == [80000]


def test_one_rule_does_not_correct_two_findings(run: Run) -> None:
    status, _, err = run("finding", "file", TWO, "--each", "--rule", "1")
    assert status == 2
    assert err == "逐个登记时不能用 --rule、--count，请去掉，或把几个问题分开各登记一次。\n"
    assert listed(run) == []


def a_sheet(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "清单.csv"
    path.write_text("\n".join(["检查日期,属地,发现层级,问题描述", *rows]), encoding="utf-8")
    return str(path)


def notes_of(run: Run, sheet: str, *more: str) -> list[list[str]]:
    out = run("finding", "import", sheet, "--json", *more)[1]
    return [json.loads(line)["notes"] for line in out.splitlines()]


def test_almost_the_same_words_of_one_day_and_office_are_marked_and_filed(run: Run, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path,
        "2026-08-12,松涧办,市,锦鲤湾三期工地大面积裸土未覆盖，出场车辆未冲洗",
        "2026-08-12,松涧街道办事处,市,锦鲤湾三期工地大面积裸土没覆盖，出场车辆未冲洗。",
        "2026-08-12,松涧办,市,锦鲤湾二期工地大面积裸土未覆盖，出场车辆未冲洗",
        "2026-08-13,松涧办,市,锦鲤湾三期工地大面积裸土没有覆盖，出场车辆未冲洗",
    )
    again = [[note for note in notes if "几乎相同" in note] for notes in notes_of(run, sheet)]
    assert again == [[], ["与第 2 行同日同属地，文字几乎相同，请核对是否重复。"], [], []]
    assert len(listed(run)) == 4


def test_a_mistyped_office_is_taken_for_the_one_it_means_and_said_so(run: Run, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path, "2026-08-12,松间街道办事处,市,工地裸土未覆盖")
    [notes] = notes_of(run, sheet)
    assert notes == ["责任单位“松间街道办事处”不在单位名录，按“松涧街道办事处”登记，请核对。"]
    assert [row["office"] for row in listed(run)] == ["松涧街道办事处"]


def test_a_row_that_tells_of_two_facts_is_priced_by_neither_until_a_person_has_chosen(
    run: Run, tmp_path: Path
) -> None:
    two = "永昌木业2蒸吨燃煤锅炉1台没拆；厂区原料堆场露天没盖网"
    [notes] = notes_of(run, a_sheet(tmp_path, f"2026-08-12,松涧办,市,{two}"))
    assert notes == [
        "一行里像是有 2 个问题，只登记了一条，请核对是否拆开另行登记："
        "“永昌木业2蒸吨燃煤锅炉1台没拆”；“厂区原料堆场露天没盖网”。"
    ]
    assert [(row["amount_yuan"], row["assessment"]) for row in listed(run)] == [(None, "undecided")]
    words = ("finding", "decide", "2026-0001", "--rule", "1", "--reason", "只按锅炉计，料堆另行登记")
    assert run(*words)[0] == 0
    assert [row["amount_yuan"] for row in listed(run)] == [80000]


def test_an_approver_of_the_list_approves_no_row_of_two_facts(run: Run, tmp_path: Path) -> None:
    two = "永昌木业2蒸吨燃煤锅炉1台没拆；厂区原料堆场露天没盖网"
    sheet = a_sheet(tmp_path, f"2026-08-12,松涧办,市,{two}", "2026-08-12,松涧办,市,锦鲤湾三期工地裸土未覆盖")
    [notes, _] = notes_of(run, sheet, "--approve-by", "刘敏")
    assert notes[-1] == "适用条款待人工选定，已登记，未复核、未记账。"
    assert sorted(str(row["status"]) for row in listed(run)) == ["filed", "posted"]


@pytest.mark.parametrize(("office", "posted"), [("东关办事处", True), ("火星办", False), ("某某", False)])
def test_an_unknown_office_is_entered_only_by_a_full_name(
    run: Run, tmp_path: Path, office: str, posted: bool
) -> None:
    sheet = a_sheet(tmp_path, f"2026-08-12,{office},市,锦鲤湾三期工地裸土未覆盖")
    status, out, _ = run("finding", "import", sheet, "--approve-by", "刘敏", "--json")
    row = json.loads(out)
    if posted:
        assert (status, row["status"], row["notes"]) == (
            0,
            "posted",
            [f"“{office}”原不在单位名录，已登记为办事处。"],
        )
        return
    assert (status, row["number"], row["problem"]) == (
        2,
        None,
        f"责任单位“{office}”不在单位名录，也不像单位全称；请改写为全称，"
        "或先用 gongjian units import 登记这个单位再导入。",
    )
    assert listed(run) == []


def test_a_row_whose_condition_is_unknown_is_filed_and_not_approved(run: Run, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path,
        "2026-08-12,松涧办,市,永昌木业燃煤锅炉1台没拆",
        "2026-08-12,松涧办,,老张饭店油烟净化器没开",
    )
    unknown, silent = notes_of(run, sheet, "--approve-by", "刘敏")
    assert unknown == [
        "条件“10蒸吨及以下”：文中未写明吨位，按符合计，对吗？",
        "上述问题待人工确认，已登记，未复核、未记账。",
    ]
    assert "上述问题待人工确认，已登记，未复核、未记账。" not in silent
    assert sorted(str(row["status"]) for row in listed(run)) == ["filed", "posted"]


def test_a_row_of_sums_is_skipped_and_said_so(run: Run, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path, "2026-08-12,松涧办,市,锦鲤湾三期工地裸土未覆盖", "合计,,,1")
    assert notes_of(run, sheet) == [[], ["合计行，不是问题，已跳过。"]]
    assert len(listed(run)) == 1


def test_approving_a_list_that_was_filed_before_says_what_was_done(
    run: Run, tmp_path: Path, book_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = a_sheet(tmp_path, "2026-08-12,松涧办,市,锦鲤湾三期工地裸土未覆盖")
    assert notes_of(run, sheet) == [[]]
    line = ["finding", "import", sheet, "--approve-by", "刘敏", "--db", str(book_path), "--as", "陈思源"]
    later = noon() + timedelta(days=3)
    assert main(line, clock=lambda: later) == 0
    assert "此前已登记，本次已复核并记账。" in capsys.readouterr().out
    assert notes_of(run, sheet, "--approve-by", "刘敏") == [[]]


@pytest.mark.parametrize(
    ("office", "message"),
    [
        ("松间街道办事处", "没有登记过“松间街道办事处”，是不是“松涧街道办事处”？请核对后重填。\n"),
        ("不明街道", "没有登记过“不明街道”，请先在设置中登记该单位。\n"),
    ],
)
def test_a_mistyped_office_is_asked_back(run: Run, office: str, message: str) -> None:
    words = ("finding", "file", "8月12日市督查组查到工地裸土未覆盖", "--office", office)
    assert run(*words) == (2, "", message)


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (
            "2026-08-12,松涧办,市,永昌木业40吨燃煤锅炉一台,1",
            "条款栏写第1项，文字却写明在它的限定之外，请核对。",
        ),
        ("2026-08-12,松涧办,市,厂区污水直排,12", "条款栏写第12项，文字却不像大气环境问题，请核对。"),
        (
            "2026-08-12,松涧办,市,区级自查发现甲工地裸土未覆盖,2",
            "层级栏写的是上级督查，文字却写明是区级自查，请核对。",
        ),
    ],
)
def test_a_column_that_the_words_speak_against_is_not_posted(
    run: Run, tmp_path: Path, row: str, note: str
) -> None:
    sheet = tmp_path / "交办.csv"
    sheet.write_text(f"检查日期,责任单位,发现层级,问题描述,条款\n{row}\n", "utf-8")
    [notes] = notes_of(run, str(sheet), "--approve-by", "刘敏")
    assert notes == [note, "上述问题待人工确认，已登记，未复核、未记账。"]
    assert [each["status"] for each in listed(run)] == ["filed"]
