"""政策, 任务, 总览, 助手, 企业, 设置 and who sits at the desk: by keys alone, and what is refused."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from ledger import findings, grades, occurrences, people, policies, subsidies, units
from ledger.money import Money
from ledger.vocabulary import FindingStatus, PaymentStatus, PolicyStatus
from tui.messages import TimetableTold
from tui.screens.dialogs import Choose
from tui.screens.people import WhoIsAtWork
from tui.timetable.kinds import USUAL, addresses, kind_named, kinds
from tui.widgets.bars import Bars
from tui.widgets.chat_line import ChatLine
from tui.widgets.clause_view import ClauseView
from tui.widgets.line_table import LineTable
from tui.widgets.prose import Prose


async def test_a_corrupt_document_is_refused_in_one_line(book_path: Path, open_desk: Any) -> None:
    broken = book_path.parent / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    async with open_desk(book_path) as desk:
        await desk.go("6")
        await desk.press("i")
        await desk.fill(str(broken))
        assert "坏.docx" in desk.said
        assert "\n" not in desk.said
        assert len(desk.read(policies.list_policies)) == 1


async def test_a_missing_file_keeps_the_question_open(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("6")
        await desk.press("i")
        await desk.fill("/没有/这份.docx")
        objection = str(desk.app.screen.query_one("#objection").content)
        assert objection == "找不到文件“/没有/这份.docx”，请核对路径。"
        await desk.press("escape")


async def test_a_second_plan_takes_over_from_its_day(book_path: Path, demo: Path, open_desk: Any) -> None:
    later = book_path.parent / "later.txt"
    later.write_text((demo / "plan.txt").read_text("utf-8").replace("2026", "2027"), "utf-8")
    async with open_desk(book_path) as desk:
        await desk.go("6")
        await desk.press("i")
        await desk.fill(str(later))
        await desk.press("a")
        await desk.fill("2026-08-20")
        first, second = desk.read(policies.list_policies)
        assert (first.until, second.status) == (date(2026, 8, 19), PolicyStatus.ADOPTED)
        await desk.press("a")
        assert desk.said == "第2号政策已采用，2026-08-20起。"
        await desk.press("d")
        await desk.type("1")
        assert "第1号 → 第2号" in desk.app.screen.text
        await desk.press("escape")


async def test_every_fact_marks_the_characters_it_was_read_from(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        plan = desk.read(lambda tx: policies.plan_of(tx, 1))
        await desk.go("6")
        await desk.press("right")
        facts, clause = desk.find("#facts", LineTable), desk.find("#clause", ClauseView)
        for index in range(0, facts.count, 7):
            facts.cursor = index
            await desk.settle()
            assert clause.marked == facts.row.span.of(plan.text)
            shown = "".join(clause.render_line(y).text for y in range(clause.size.height)).replace(" ", "")
            assert clause.marked.replace("\n", "").replace(" ", "")[:8] in shown


async def test_tasks_are_found_by_number_unit_person_and_initials(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("7")
        table = desk.find("#tasks", LineTable)
        whole = table.count
        for typed, number in (("8", "8"), ("渣土 乔山月", "9"), ("yhbz", "14"), ("没有这样的词", None)):
            await desk.press("slash", "end", "ctrl+u")
            await desk.type(typed)
            assert table.count < whole
            assert (table.row.number if table.row else None) == number
        await desk.press("end", "ctrl+u", "escape", "d")
        dues = [table.row_at(index) for index in range(table.count)]
        assert 0 < len(dues) < whole
        assert "2026" in desk.find("#task-text", Prose).text


async def test_progress_of_a_task_is_noted_and_what_is_done_is_no_longer_due(
    book_path: Path, open_desk: Any
) -> None:
    today = date(2026, 9, 1)
    async with open_desk(book_path) as desk:
        await desk.go("7")
        await desk.press("d")
        table = desk.find("#tasks", LineTable)
        number, whole = table.row.number, table.count
        dues = desk.find("#task-text", Prose)
        await desk.press("r")
        if isinstance(desk.app.screen, Choose):
            await desk.type("1")
        await desk.type("120")
        await desk.press("enter")
        assert str(desk.app.screen.query_one("#objection").content) == (
            "“120”不是进度，请填 0 到 100 之间的整数。"
        )
        await desk.fill("60")
        await desk.type("7月现场核查照片")
        await desk.press("enter")
        assert "进度 60%" in desk.said
        assert "60%　2026-09-01 报：7月现场核查照片" in dues.text
        await desk.press("c")
        if isinstance(desk.app.screen, Choose):
            await desk.type("1")
        await desk.type("区治理办验收〔2026〕3号")
        await desk.press("enter")
        assert desk.said.endswith("进度 100%，已完成。")
        done = desk.read(lambda tx: [each for each in occurrences.deadlines(tx, today) if each.done])
        assert [each.task for each in done] == [number]
        assert table.count <= whole
        await desk.show("overview")
        listed = desk.find("#dues", LineTable)
        shown = [(listed.row_at(place).task, listed.row_at(place).key) for place in range(listed.count)]
        assert (done[0].task, done[0].key) not in shown


async def test_the_overview_leads_to_what_waits(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        waiting = desk.find("#waiting", LineTable)
        filed = desk.read(lambda tx: findings.count(tx, findings.FindingFilter(status=FindingStatus.FILED)))
        assert waiting.row.count == filed
        assert desk.find("#offices", Bars)._bars
        await desk.press("enter")
        assert desk.screen.MODE == "review"
        await desk.press("escape")
        assert desk.screen.MODE == "overview"
        await desk.press("end", "enter")
        assert desk.screen.MODE == "notices"


async def test_an_empty_book_says_what_to_do_first(empty_path: Path, open_desk: Any) -> None:
    async with open_desk(empty_path, "张三") as desk:
        assert desk.said == "账簿是空的：先按 6 到“政策”，按 i 导入方案，再按 a 采用。"


async def test_the_assistant_answers_with_its_place_on_every_screen(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("5")
        await desk.press("semicolon")
        await desk.type("无证拉土车2辆该扣几万")
        await desk.press("enter")
        chat = desk.find("#chat-line", ChatLine)
        text = chat.query_one(Prose).text
        assert "10万元" in text
        assert "五（二）" in text
        await desk.press("escape")
        assert not chat.display
        await desk.go("0")
        assert "10万元" in desk.find("#talk-lines", Prose).text


async def test_the_assistant_answers_nothing_without_a_policy(empty_path: Path, open_desk: Any) -> None:
    async with open_desk(empty_path, "张三") as desk:
        await desk.go("0")
        await desk.type("无证拉土车2辆该扣几万")
        await desk.press("enter")
        assert "还没有导入方案" in desk.find("#talk-lines", Prose).text


async def test_a_grade_makes_a_subsidy_due_that_another_person_books(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("-")
        await desk.press("n")
        for text in ("恒昌铸造有限公司", "a", "铸造", None, "y", "省厅公示第3批"):
            if text is not None:
                await desk.type(text)
            await desk.press("enter")
        assert desk.said == "已登记 恒昌铸造有限公司 A级。"
        assert len(desk.read(lambda tx: grades.current(tx, date(2026, 9, 1)))) == 1
        assert desk.find("#enterprises", LineTable).row.verdict == "可拟发"
        await desk.press("p")
        await desk.press("a", "y")
        assert "张三" in desk.said
        await desk.hand_over("李四")
        await desk.go("-")
        await desk.press("a", "y")
        [payment] = desk.read(subsidies.list_payments)
        assert (payment.status, payment.amount) == (PaymentStatus.PAID, Money.yuan(150_000))
        await desk.press("r")
        await desk.type("抽查降级")
        await desk.press("enter")
        assert desk.read(subsidies.list_payments)[0].status is PaymentStatus.REVERSED


async def test_a_unit_is_registered_with_its_other_names(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("=")
        await desk.press("n")
        await desk.type("青岚区水利局 水利局")
        await desk.press("enter", "2")
        assert desk.said == "已登记青岚区水利局（部门）。"
        assert desk.read(lambda tx: units.find(tx, "水利局")).name == "青岚区水利局"


async def test_times_and_recipients_of_the_timetable_are_set(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("=")
        papers = desk.find("#papers", LineTable)
        assert [papers.row_at(place).label for place in range(papers.count)] == [kind.label for kind in USUAL]
        await desk.press("t")
        await desk.type("3")
        await desk.press("enter")
        await desk.fill("25:00")
        assert str(desk.app.screen.query_one("#objection").content) == "“25:00”不是时刻，请写成 08:00。"
        for text in ("9:30", "2", "dir:/tmp/通报 mail:office@qinglan.gov.cn"):
            await desk.fill(text)
        assert desk.said == (
            "情况通报：启用，期末后2天 09:30，收件：dir:/tmp/通报、mail:office@qinglan.gov.cn。"
        )
        circular = desk.read(lambda tx: kind_named("circular", kinds(tx)))
        assert (circular.at, circular.after) == (time(9, 30), 2)
        await desk.press("t")
        await desk.type("3")
        await desk.press("enter", "enter", "enter")
        await desk.fill("微信")
        assert desk.said.startswith("收件方式“微信”看不懂")
        assert desk.read(lambda tx: kind_named("circular", kinds(tx))) == circular
        unit = desk.find("#units", LineTable).row.name
        await desk.press("e")
        await desk.fill("a@qinglan.gov.cn")
        assert desk.read(addresses) == {unit: "a@qinglan.gov.cn"}


async def test_who_is_at_work_is_chosen_by_digit_initials_or_name(month_path: Path, open_desk: Any) -> None:
    for typed, name in (("2", "李四"), ("zs", "张三"), ("王五", "王五")):
        async with open_desk(month_path, None) as desk:
            assert isinstance(desk.app.screen, WhoIsAtWork)
            await desk.type(typed)
            if isinstance(desk.app.screen, WhoIsAtWork):
                await desk.press("enter")
            if name == "王五":
                said = str(desk.app.screen.query_one("#objection", Static).render())
                assert said == "账簿里没有“王五”。是新来的人就再按回车登记；写错了请改。"
                await desk.press("enter")
            assert desk.app.session.person == name
    async with open_desk(month_path, None) as desk:
        assert "王五" not in [person.name for person in desk.read(people.list_people)]
        await desk.press("escape")


async def test_a_mistyped_name_is_mended_before_anybody_new_is_entered(
    month_path: Path, open_desk: Any
) -> None:
    async with open_desk(month_path, None) as desk:
        await desk.type("李死")
        await desk.press("enter")
        assert isinstance(desk.app.screen, WhoIsAtWork)
        await desk.fill("李四")
        assert desk.app.session.person == "李四"


async def test_while_the_book_is_read_nobody_says_that_it_was_never_used(
    month_path: Path, open_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WhoIsAtWork, "_read", lambda _: None)
    async with open_desk(month_path, None) as desk:
        assert desk.app.screen.query_one(LineTable).empty == "正在读取账簿……"
        await desk.type("李四")
        await desk.press("enter")
        assert isinstance(desk.app.screen, WhoIsAtWork)
        await desk.press("escape")


async def test_the_day_is_never_cut_from_the_title(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "欧阳思源", size=(100, 30)) as desk:
        assert str(desk.find("#title-bar", Static).render()).rstrip().endswith("欧阳思源 9月1日")
    async with open_desk(month_path, "欧阳思源", size=(84, 24)) as desk:
        assert str(desk.find("#title-bar", Static).render()).rstrip().endswith("9月1日")


async def test_ctrl_c_says_in_chinese_how_to_quit(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        desk.app.action_help_quit()
        await desk.settle()
        assert [(each.title, each.message) for each in desk.app._notifications] == [
            ("要退出吗？", "按 Ctrl+Q 退出；已写入的都在账簿里。")
        ]


async def test_news_of_the_timetable_waits_for_an_empty_line(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        desk.screen.say("已复核 2026-0001。", "good")
        desk.app.post_message(TimetableTold("补做定期文件 2 份，见汇总"))
        await desk.settle()
        assert desk.said == "已复核 2026-0001。"
        await desk.go("4")
        assert desk.said == "补做定期文件 2 份，见汇总"
        await desk.go("5")
        assert desk.said == ""


async def test_a_book_that_cannot_be_opened_says_why(tmp_path: Path, open_desk: Any) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"no database at all" * 100)
    async with open_desk(foreign, "张三") as desk:
        assert str(foreign) in desk.app.screen.text
        await desk.press("escape")
    assert desk.app.return_code == 2


async def test_somebody_elses_change_is_noticed(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        desk.app.look()
        await desk.settle()
        row = desk.find("#queue", LineTable).row
        with desk.book.write("王五") as tx:
            findings.approve(tx, row.number)
        desk.app.look()
        await desk.settle()
        assert desk.said == "别人刚写了账簿，已重新读取。"
        assert desk.find("#queue", LineTable).row.number != row.number


async def test_somebody_elses_change_overwrites_no_question(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("4")
        desk.app.look()
        await desk.settle()
        row = desk.find("#queue", LineTable).row
        desk.screen.say("再按回车照此立案。", "bad")
        with desk.book.write("王五") as tx:
            findings.approve(tx, row.number)
        desk.app.look()
        await desk.settle()
        assert desk.said == "再按回车照此立案。"
        assert desk.find("#queue", LineTable).row.number != row.number


async def test_the_menu_finds_a_place_by_initials(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.press("g")
        await desk.type("tzs")
        await desk.press("enter")
        assert desk.screen.MODE == "notices"
        await desk.press("ctrl+p")
        await desk.type("fh")
        await desk.until(lambda: len(desk.app.screen.query("CommandList")) > 0, "the palette is open")
        assert isinstance(desk.app.focused, Input)
        await desk.press("escape")
