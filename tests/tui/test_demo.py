"""The sample month: shipped as its sources say, played end to end, and again in the same folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.database import open_book
from ledger.errors import Refused
from ledger.money import Money
from ledger.vocabulary import FindingStatus
from tui.cli import main
from tui.demo import make_samples
from tui.demo.play import APPROVER, PREPARER, Clock, clear_the_way, play


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("demo")
    play(directory)
    return directory


def test_the_shipped_plan_is_what_its_source_says() -> None:
    from importers.document import read_document

    source = make_samples.PLAN_SOURCE.read_text(encoding="utf-8")
    printed = [text for _, text in make_samples.plan_paragraphs(source)]
    assert "".join(read_document(make_samples.PLAN).text.split()) == "".join("".join(printed).split())


def test_the_sample_plan_is_read_whole_and_without_doubts() -> None:
    from importers.plans import read_plan

    plan = read_plan(make_samples.PLAN)
    assert [task.number for task in plan.obligations] == [str(number) for number in range(1, 19)]
    assert all(task.assignments for task in plan.obligations)
    assert len(plan.deductions) == 12
    assert [rule.place for rule in plan.deductions if rule.stackable] == [2]
    assert [(rule.place, rule.reference) for rule in plan.deductions if rule.amount is None] == [
        (5, "云办〔2024〕18号")
    ]
    assert [rule.place for rule in plan.deductions if rule.fallback] == [12]
    assert (plan.subsidies[0].grade, plan.subsidies[0].amount) == ("A级", Money.wan(15))


def test_the_month_adds_up(folder: Path, tmp_path: Path) -> None:
    played = play(tmp_path)
    total = played.by_office.total
    assert (total.deductions, total.reversals, total.net) == (
        Money.wan("127.8"),
        Money.wan(1),
        Money.wan("126.8"),
    )
    assert len(played.findings) == 24
    assert {path.suffix for path in played.notices} == {".docx"}
    assert len(played.notices) == 8
    assert all(path.is_file() for path in (*played.notices, *played.summaries, *played.office_summaries))


def test_the_month_holds_every_kind_of_case(folder: Path) -> None:
    from ledger import findings

    with open_book(f"sqlite:///{folder / 'book.db'}") as book, book.read() as tx:
        rows = {row.text[:4]: row for row in findings.list_findings(tx, findings.FindingFilter(), None, 100)}
        shared = findings.get(tx, rows["望湖大桥"].number)
    assert rows["区级自查"].status is FindingStatus.RECORDED
    assert rows["白塔村村"].assessment_status.label == "金额待定"
    assert rows["老味道火"].status is FindingStatus.REVERSED
    assert (rows["石坪镇山"].rule_place, rows["石坪镇山"].amount) == (12, Money.yuan(5000))
    assert [(share.unit, share.amount) for share in shared.shares] == [
        ("临江街道办事处", Money.wan(6)),
        ("望湖街道办事处", Money.wan(12)),
    ]


def test_nobody_approved_what_they_filed(folder: Path) -> None:
    from ledger import findings

    with open_book(f"sqlite:///{folder / 'book.db'}") as book, book.read() as tx:
        rows = findings.list_findings(tx, findings.FindingFilter(), None, 100)
        people = {(row.preparer, findings.get(tx, row.number).approver) for row in rows}
    assert people == {(PREPARER, APPROVER)}


def test_two_plays_make_the_same_books(folder: Path, tmp_path: Path) -> None:
    def heads(directory: Path) -> list[str]:
        from ledger import journal

        with open_book(f"sqlite:///{directory / 'book.db'}") as book, book.read() as tx:
            return [voucher.hash for voucher in journal.vouchers(tx)]

    play(tmp_path)
    assert heads(tmp_path) == heads(folder)


def test_a_second_play_starts_fresh_and_leaves_other_files_alone(tmp_path: Path) -> None:
    play(tmp_path)
    (tmp_path / "我的笔记.txt").write_text("别删", encoding="utf-8")
    played = play(tmp_path)
    assert played.kept is None
    assert len(played.findings) == 24
    assert (tmp_path / "我的笔记.txt").read_text(encoding="utf-8") == "别删"


def test_a_sample_that_somebody_worked_in_is_kept_beside(tmp_path: Path) -> None:
    play(tmp_path)
    with open_book(f"sqlite:///{tmp_path / 'book.db'}") as book, book.write("张工"):
        pass
    kept = clear_the_way(tmp_path / "book.db")
    assert kept == tmp_path / "book-留存1.db"
    assert kept.is_file()
    assert not (tmp_path / "book.db").exists()


def test_a_book_that_is_not_the_sample_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with open_book(f"sqlite:///{path}") as book, book.write("张工"):
        pass
    with pytest.raises(Refused, match="不是样例账簿，没有覆盖；请用 --dir 换一个目录。"):
        play(tmp_path)
    path.write_text("不是数据库", encoding="utf-8")
    with pytest.raises(Refused):
        play(tmp_path)
    assert path.read_text(encoding="utf-8") == "不是数据库"


def test_the_sample_clock_stands_until_it_is_set() -> None:
    clock = Clock()
    assert clock() == clock()
    clock.set(8, 31, 9)
    assert clock().isoformat() == "2026-08-31T09:00:00+08:00"


def test_the_command_tells_what_it_made_and_the_totals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--dir", str(tmp_path / "样例月")]) == 0
    out = capsys.readouterr().out
    assert "合计                22  1,278,000.00   10,000.00  1,268,000.00        0.00" in out
    assert "净额 126.8万元" in out
    assert "条不变式全部成立" in out
    assert main(["--db", str(tmp_path / "样例月" / "book.db"), "verify"]) == 0
    assert capsys.readouterr().out == ""
