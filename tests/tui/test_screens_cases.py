"""问题, 复核, 通知书, 账簿, 汇总: each main task by keys alone, and what the books say afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from ledger import findings, journal, notices, periods, summaries
from ledger.drafts import FindingFilter
from ledger.money import ZERO, Money, total
from ledger.vocabulary import AssessmentStatus, FindingStatus, NoticeKind
from tui.screens.dialogs import Confirm, Reading
from tui.screens.working import Working
from tui.widgets.finding_detail import FindingDetail
from tui.widgets.line_table import LineTable
from tui.widgets.prose import Prose


def _rows(desk: Any, **wanted: Any) -> Any:
    return desk.read(lambda tx: findings.list_findings(tx, FindingFilter(**wanted), None, 500))


async def test_one_key_approves_and_goes_on_to_the_next(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        table = desk.find("#queue", LineTable)
        first, before = table.row, table.count
        await desk.press("a")
        assert table.count == before - 1
        assert table.row.number != first.number
        assert desk.read(lambda tx: findings.get(tx, first.number)).approver == "李四"


async def test_who_filed_cannot_approve(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "张三") as desk:
        await desk.go("4")
        row = desk.find("#queue", LineTable).row
        await desk.press("a")
        assert desk.said == f"问题 {row.number} 是张三经办的，不能由本人复核，请换一人复核。"
        assert desk.read(lambda tx: findings.get(tx, row.number)).row.status is FindingStatus.FILED


async def test_a_finding_is_sent_back_with_a_reason(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        row = desk.find("#queue", LineTable).row
        await desk.press("b", "enter")
        assert str(desk.app.screen.query_one("#objection", Static).content) == "请先填写。"
        await desk.type("请补充检查单位")
        await desk.press("enter")
        view = desk.read(lambda tx: findings.get(tx, row.number))
        assert view.row.status is FindingStatus.RETURNED
        assert view.events[-1].reason == "请补充检查单位"


async def test_all_that_others_filed_is_approved_after_asking(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        await desk.press("A", "n")
        assert len(_rows(desk, status=FindingStatus.FILED)) > 0
        await desk.press("A", "y")
        left = _rows(desk, status=FindingStatus.FILED)
        assert {row.assessment_status for row in left} <= {AssessmentStatus.UNDECIDED}


async def test_a_word_of_one_character_finds_and_marks(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("2")
        await desk.press("slash")
        await desk.type("煤")
        table = desk.find("#findings", LineTable)
        assert 0 < table.count < len(_rows(desk))
        assert table.marks == ("煤",)
        await desk.press("enter", "escape")
        assert table.count == len(_rows(desk))


async def test_findings_are_narrowed_by_status_office_and_month(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("2")
        table = desk.find("#findings", LineTable)
        await desk.press("s")
        await desk.type("yjz")
        await desk.press("enter")
        assert {table.row_at(index).status for index in range(table.count)} == {FindingStatus.POSTED}
        await desk.press("o")
        await desk.type("sj")
        await desk.press("enter")
        assert {table.row_at(index).office for index in range(table.count)} == {"松涧街道办事处"}
        await desk.press("x", "m")
        await desk.type("7")
        await desk.press("enter")
        assert table.count == 0
        await desk.press("x")
        assert table.count == len(_rows(desk))


async def test_an_amount_is_followed_down_to_the_characters_of_the_clause(
    month_path: Path, open_desk: Any
) -> None:
    async with open_desk(month_path, "李四", size=(160, 45)) as desk:
        await desk.go("2")
        await desk.press("s")
        await desk.type("yjz")
        await desk.press("enter")
        page = desk.find("#finding-detail", FindingDetail).query_one(Prose).text
        row = desk.find("#findings", LineTable).row
        view = desk.read(lambda tx: findings.get(tx, row.number))
        assert str(row.amount) in page
        assert view.assessment.rule.rule.printed in page.replace("\n", "")
        assert "SHA-256" in page
        assert view.vouchers[-1].number in page


async def test_an_amount_is_divided_among_offices_and_posted(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        row = desk.find("#queue", LineTable).row
        await desk.press("a")
        await desk.go("2")
        await desk.press("slash")
        await desk.type(row.number)
        await desk.press("enter", "d")
        await desk.fill("sjj 60% ldj 40%")
        assert "下一步按 p 记账" in desk.said
        await desk.press("p")
        view = desk.read(lambda tx: findings.get(tx, row.number))
        assert [share.unit for share in view.shares] == ["松涧街道办事处", "柳渡街道办事处"]
        assert total(share.amount for share in view.shares) == row.amount


async def test_a_posted_finding_is_reversed_once_in_red(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("2")
        await desk.press("s")
        await desk.type("yjz")
        await desk.press("enter")
        row = desk.find("#findings", LineTable).row
        await desk.press("r")
        await desk.type("复查撤销")
        await desk.press("enter")
        assert desk.said.startswith(f"{row.number} 已红字冲销，凭证 2026-")
        view = desk.read(lambda tx: findings.get(tx, row.number))
        assert view.row.status is FindingStatus.REVERSED
        assert total(entry.debit for voucher in view.vouchers for entry in voucher.entries) == ZERO
        await desk.press("r")
        assert desk.read(lambda tx: findings.get(tx, row.number)) == view


async def test_what_is_not_booked_yet_is_voided_with_a_reason(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        row = desk.find("#queue", LineTable).row
        await desk.press("v")
        await desk.type("重复")
        await desk.press("enter")
        assert desk.read(lambda tx: findings.get(tx, row.number)).row.status is FindingStatus.VOIDED


async def test_the_treasurys_voucher_is_noted(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("2")
        await desk.press("s")
        await desk.type("yjz")
        await desk.press("enter")
        row = desk.find("#findings", LineTable).row
        await desk.press("f")
        await desk.type("财预0001")
        await desk.press("enter")
        assert desk.read(lambda tx: findings.get(tx, row.number)).treasury_voucher == "财预0001"


async def test_one_notice_for_each_unit_of_the_marked_findings(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("8")
        waiting = _rows(desk, status=FindingStatus.POSTED)
        await desk.press(*["space"] * len(waiting), "n", "y")
        units = {row.office for row in waiting}
        issued = desk.read(notices.list_notices)
        assert {notice.recipient for notice in issued} == units
        assert len(list((month_path.parent / "文书").glob("*.docx"))) == len(units)
        assert desk.find("#waiting-notice", LineTable).count == 0


async def test_nothing_is_issued_where_nothing_waits(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path, "李四") as desk:
        await desk.go("8")
        await desk.press("n")
        assert desk.said == "没有待签发的问题：先在“问题”里记账。"


async def test_the_journal_shows_what_the_books_hold(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("5")
        await desk.press("left_square_bracket")
        vouchers = desk.read(lambda tx: journal.vouchers(tx, "2026-08"))
        assert desk.find("#vouchers", LineTable).count == len(vouchers)
        page = desk.find("#voucher-text", Prose).text
        assert vouchers[-1].number in page
        assert vouchers[-1].summary in page
        await desk.press("t")
        balances = desk.read(lambda tx: journal.trial_balance(tx, "2026-08"))
        assert desk.find("#balances", LineTable).count == len(balances)
        assert "借贷相等" in str(desk.find("#balance-total", Prose.__base__).content)


async def test_a_month_is_closed_after_asking_and_takes_no_entries(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("5")
        await desk.press("left_square_bracket", "c")
        await desk.press("n")
        assert not desk.read(lambda tx: periods.is_closed(tx, "2026-08"))
        await desk.press("c", "y")
        assert desk.said == "2026-08 已结账，更正记入未结账的月份。"
        assert desk.read(lambda tx: periods.is_closed(tx, "2026-08"))
        await desk.press("c")
        assert desk.said == "2026-08 已结账。"


async def test_a_closed_month_is_opened_again_by_two_people(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("5")
        await desk.press("left_square_bracket", "c", "y", "u")
        await desk.type("漏记一张")
        await desk.press("enter", "u")
        assert "李四" in desk.said
        await desk.hand_over("张三")
        await desk.go("5")
        await desk.press("u")
        assert desk.said == "2026-08 已反结账，可以记账。"
        assert not desk.read(lambda tx: periods.is_closed(tx, "2026-08"))


async def test_an_issued_notice_is_voided_with_a_reason(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("8")
        await desk.press("n", "y", "right", "v")
        await desk.type("单位名称有误")
        await desk.press("enter")
        assert desk.said.endswith("已作废。")
        assert [notice.voided for notice in desk.read(notices.list_notices)] == [True]


async def test_the_summary_shows_the_ledgers_numbers_and_writes_them(
    month_path: Path, open_desk: Any
) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("9")
        await desk.press("left_square_bracket")
        books = desk.read(lambda tx: summaries.summarize(tx, date(2026, 8, 1), date(2026, 8, 31), "office"))
        table = desk.find("#summary", LineTable)
        assert [table.row_at(index) for index in range(table.count)] == list(books.rows)
        assert str(books.total.net) in str(desk.find("#summary-total", Prose.__base__).content)
        await desk.press("w")
        files = {path.suffix for path in (month_path.parent / "文书").iterdir()}
        assert files == {".docx", ".xlsx"}
        await desk.press("b", "y")
        assert desk.screen.where() == "汇总 › 2026年"
        assert books.total.net > Money(0)


async def test_a_list_that_is_stopped_half_way_files_nothing(
    book_path: Path, demo: Path, open_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = Working.tell

    def stopped_at_the_third(bar: Working, done: int, of: int, what: str) -> None:
        bar.stopping = done >= 3
        tell(bar, done, of, what)

    monkeypatch.setattr(Working, "tell", stopped_at_the_third)
    async with open_desk(book_path) as desk:
        await desk.go("2")
        await desk.press("i")
        await desk.type(str(demo / "findings.csv"))
        await desk.press("enter")
        assert desk.said == "已停止：清单一条也没有立。"
        assert desk.read(findings.count) == 0


async def test_a_list_under_its_bar_is_filed_and_reported(
    book_path: Path, demo: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("2")
        await desk.press("i")
        await desk.type(str(demo / "findings.csv"))
        await desk.press("enter")
        if isinstance(desk.app.screen, Confirm):
            await desk.press("y")
        assert isinstance(desk.app.screen, Reading)
        await desk.press("escape")
        assert desk.said.startswith("清单 ")
        assert desk.read(findings.count) > 0


async def test_a_month_of_notices_is_issued_under_its_bar(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("8")
        waiting = desk.find("#waiting-notice", LineTable).count
        assert waiting
        await desk.press("b")
        await desk.fill("8")
        assert desk.said.startswith("2026-08 已签发 ")
        assert desk.find("#waiting-notice", LineTable).count == 0


async def test_a_month_of_notices_that_is_stopped_keeps_whole_papers_only(
    month_path: Path, open_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = Working.tell

    def stopped_at_the_first(bar: Working, done: int, of: int, what: str) -> None:
        bar.stopping = True
        tell(bar, done, of, what)

    monkeypatch.setattr(Working, "tell", stopped_at_the_first)
    async with open_desk(month_path, "李四") as desk:
        await desk.go("8")
        await desk.press("b")
        await desk.fill("8")
        assert desk.said == "已停止：前 1 个单位的通知书已经签发，其余没有；再按 b 会接着签发。"
        issued = desk.read(notices.list_notices)
        files = list((month_path.parent / "文书").iterdir())
        assert len(issued) == len(files) == 1


async def test_every_kind_of_paper_is_offered_and_asks_for_what_it_needs(
    month_path: Path, open_desk: Any
) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("8")
        await desk.press("o")
        assert [choice.label for choice in desk.app.screen._choices] == [
            kind.label for kind in NoticeKind if kind is not NoticeKind.DEDUCTION
        ]
        await desk.type("zgdb")
        await desk.press("enter")
        await desk.type("2026-08-20")
        await desk.press("enter")
        assert str(desk.app.screen.query_one("#objection").content) == "期限 2026-08-20 已经过去，请核对。"
        await desk.fill("2026-09-20")
        await desk.press("enter")
        assert desk.said.startswith("已签发 ")
        await desk.press("o")
        await desk.type("hzb")
        await desk.press("enter")
        await desk.press("enter", "enter", "enter")
        assert desk.said == "不知道主送哪个财政部门，请在“主送”栏填写。"
        await desk.press("o")
        await desk.type("hzb")
        await desk.press("enter", "enter", "enter")
        await desk.type("青岚区财政局")
        await desk.press("enter")
        assert desk.said.startswith("已签发 "), desk.said
        kinds = [notice.kind for notice in desk.read(notices.list_notices)]
        assert kinds == [NoticeKind.RECTIFICATION, NoticeKind.SUMMARY]


async def test_a_correction_needs_a_paper_to_correct(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("8")
        await desk.press("o")
        await desk.type("gztz")
        await desk.press("enter")
        assert desk.said == "先到“已签发”里选要更正的文书，再按 o。"
