"""立案: what is typed is judged, corrected in place, filed by Enter, and never lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ledger import findings, policies
from ledger.database import open_book
from ledger.money import Money
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level
from tui.screens.entry import EntryScreen
from tui.screens.entry_views import asked_line
from tui.usecases.steps import step_label
from tui.widgets.candidates import Candidates
from tui.widgets.entry_field import EntryField
from tui.widgets.entry_text import EntryText

SITE = "8月12日松涧办锦鲤湾三期工地裸土没盖、车没冲，市里查的"


def _filed(desk: Any, number: str = "2026-0001") -> Any:
    return desk.read(lambda tx: findings.get(tx, number))


async def test_enter_files_what_is_shown_and_the_next_one_starts_at_once(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.press("enter")
        await desk.type("8月13日建成区内柳渡街道老味道火锅店油烟净化器没开，市里查的")
        await desk.press("enter")
        first, second = _filed(desk), _filed(desk, "2026-0002")
        assert (first.row.office, first.row.amount) == ("松涧街道办事处", Money.yuan(120_000))
        assert (second.row.office, second.row.rule_place) == ("柳渡街道办事处", 9)
        assert desk.find("#entry-text", EntryText).text == ""


async def test_enter_right_after_the_last_character_waits_for_its_judgement(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        desk.find("#entry-text", EntryText).insert(SITE)
        await desk.pilot.press("enter")
        await desk.settle()
        assert _filed(desk).row.count == 2


async def test_a_digit_chooses_another_rule_and_says_that_a_person_chose(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.press("down")
        second = desk.find("#candidates", Candidates)._candidates[1]
        await desk.press("2")
        assert desk.find("#field-rule", EntryField).typed == second.value
        await desk.press("enter")
        view = _filed(desk)
        assert view.row.rule_place == int(second.value)
        assert view.assessment.chosen_by_person


async def test_every_field_is_corrected_in_place_with_ascii_keys(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        for name, value in {
            "day": "0811",
            "level": "2",
            "office": "ldj",
            "count": "3",
            "task": "9",
            "subject": "jlw3q",
        }.items():
            await desk.focus(f"#input-{name}")
            await desk.type(value)
        await desk.press("enter")
        view = _filed(desk)
        assert view.row.found_on == date(2026, 8, 11)
        assert view.row.level is Level.PROVINCIAL
        assert view.row.office == "柳渡街道办事处"
        assert (view.row.count, view.row.amount) == (3, Money.yuan(180_000))
        assert view.obligation == "9"
        assert view.row.subject == "jlw3q"


async def test_a_correction_is_taken_back(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.focus("#input-count")
        await desk.type("5")
        assert desk.find("#field-count", EntryField).input.value == "5"
        await desk.press("ctrl+r")
        assert desk.find("#field-count", EntryField).input.value == "2"


async def test_what_cannot_be_used_is_refused_beside_its_field(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.focus("#input-day")
        await desk.type("1299")
        await desk.press("enter")
        assert desk.said == "没有“1299”这一天，请核对月份和日期。"
        assert desk.read(findings.count) == 0


async def test_a_finding_before_any_adopted_policy_is_refused(empty_path: Path, open_desk: Any) -> None:
    async with open_desk(empty_path, "张三") as desk:
        await desk.go("3")
        assert desk.said.startswith("还没有采用的扣缴标准")
        await desk.type(SITE)
        await desk.press("enter")
        assert desk.said == "还没有采用的扣缴标准，请先到“政策”导入并采用方案。"


async def test_doubts_are_asked_once_then_filed_as_they_are(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type("8月12日工地裸土没盖，市里查的")
        await desk.press("enter")
        assert "再按回车照此立案" in desk.said
        assert desk.read(findings.count) == 0
        await desk.press("enter")
        assert _filed(desk).row.office is None


async def test_what_the_district_found_itself_costs_nothing_and_says_why(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type("8月12日松涧办锦鲤湾三期工地裸土没盖，区里自查发现")
        await desk.press("enter", "enter")
        view = _filed(desk)
        assert view.row.assessment_status is AssessmentStatus.FREE
        assert any("自查" in line for line in view.assessment.working)


async def test_a_draft_survives_the_program_and_files_once(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
    async with open_desk(book_path) as desk:
        await desk.go("3")
        assert desk.find("#entry-text", EntryText).text == SITE
        assert desk.said == "上次没立完的一条还在。"
        await desk.press("enter")
        assert desk.read(findings.count) == 1
    async with open_desk(book_path) as desk:
        await desk.go("3")
        assert desk.find("#entry-text", EntryText).text == ""


async def test_a_filed_finding_is_corrected_with_a_reason(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.press("enter")
        await desk.go("2")
        await desk.press("e")
        assert isinstance(desk.screen, EntryScreen)
        assert desk.screen.where() == "立案 › 更正 2026-0001"
        await desk.focus("#input-office")
        await desk.fill("ldj")
        await desk.type("单位写错")
        await desk.press("enter")
        view = _filed(desk)
        assert view.row.office == "柳渡街道办事处"
        assert view.row.status is FindingStatus.FILED
        assert view.events[-1].reason == "单位写错"
        assert desk.read(findings.count) == 1


SEVERAL = (
    "8月12日市里查到柳渡街道建成区内老味道火锅店油烟净化器没开；8月13日市里查到松涧办锦鲤湾三期工地裸土没盖"
)


async def test_a_text_of_several_findings_is_filed_as_separate_cases_by_one_key(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SEVERAL)
        await desk.press("enter")
        assert desk.said == "像是有 2 个问题：按 Ctrl+L 各立一案。再按回车作为一条立案。"
        assert desk.read(findings.count) == 0
        await desk.press("ctrl+l")
        assert desk.said == "已立案 2 条：2026-0001 至 2026-0002，待复核。接着写下一条。"
        first, second = _filed(desk), _filed(desk, "2026-0002")
        assert (first.row.office, first.row.rule_place) == ("柳渡街道办事处", 9)
        assert (second.row.office, second.row.found_on) == ("松涧街道办事处", date(2026, 8, 13))
        assert desk.find("#entry-text", EntryText).text == ""


async def test_a_text_of_several_findings_is_filed_as_one_by_enter_again(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SEVERAL)
        await desk.press("enter", "enter")
        assert _filed(desk).row.text == SEVERAL
        assert desk.read(findings.count) == 1


async def test_parts_that_need_a_persons_eye_are_filed_one_after_the_other(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SEVERAL.replace("松涧办", ""))
        await desk.press("ctrl+l")
        assert desk.said == "已拆成 2 条，有的还要人看，逐条立案。"
        assert desk.read(findings.count) == 0
        await desk.press("enter")
        assert desk.read(findings.count) == 1
        assert "锦鲤湾" in desk.find("#entry-text", EntryText).text


async def test_a_repeated_problem_is_asked_about_and_doubles_the_price(
    book_path: Path, demo: Path, open_desk: Any
) -> None:
    from importers.importing import import_policy

    later = book_path.parent / "doubling.txt"
    plan = (
        (demo / "plan.txt").read_text("utf-8").replace("按项叠加扣缴）", "按项叠加扣缴，重复出现的加倍扣缴）")
    )
    later.write_text(plan, "utf-8")
    with open_book(f"sqlite:///{book_path}") as book:
        import_policy(book, "张三", later)
        with book.write("张三") as tx:
            policies.adopt(tx, 2, date(2026, 8, 1))
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.press("enter")
        assert "是不是重复出现的问题？" in desk.said
        await desk.focus("#input-repeated")
        await desk.type("x")
        await desk.press("enter")
        assert desk.said == "“x”看不懂，是请写 y，不是请写 n。"
        await desk.fill("y")
        assert any("重复出现" in line for line in _filed(desk).assessment.working)


async def test_coming_back_one_types_into_the_text(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.press("down")
        await desk.go("2")
        await desk.go("3")
        assert isinstance(desk.app.focused, EntryText)


async def test_of_the_finding_before_only_the_day_is_taken_over_and_marked(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type("8月12日松涧办锦鲤湾三期工地裸土没盖，区里自查发现")
        await desk.press("enter", "enter")
        await desk.type("柳渡街道建成区内老味道火锅店油烟净化器没开")
        day = desk.find("#field-day", EntryField)
        assert (day.input.value, day._note) == ("2026-08-12", "沿用上条")
        level = desk.find("#field-level", EntryField).input.value
        await desk.press("ctrl+n")
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type("柳渡街道建成区内老味道火锅店油烟净化器没开")
        assert desk.find("#field-level", EntryField).input.value == level
        assert desk.find("#field-day", EntryField)._note != "沿用上条"


async def test_a_question_is_void_once_the_text_has_changed(book_path: Path, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type("8月12日工地裸土没盖，市里查的")
        await desk.press("enter")
        await desk.type("。")
        await desk.press("enter")
        assert "再按回车照此立案" in desk.said
        assert desk.read(findings.count) == 0
        await desk.press("enter")
        assert desk.read(findings.count) == 1


def test_several_questions_are_counted() -> None:
    assert asked_line(("单位没读出来。",)) == "单位没读出来。"
    assert asked_line(("单位没读出来。", "层级没写。")) == "共 2 处要看（见“依据”）：单位没读出来。"


async def test_tab_goes_from_the_text_through_the_fields_to_the_candidates(
    book_path: Path, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("3")
        await desk.type(SITE)
        await desk.press("tab")
        assert desk.app.focused is desk.find("#field-day", EntryField).input
        await desk.press(*["tab"] * 10)
        assert isinstance(desk.app.focused, Candidates)


def test_every_step_of_a_finding_has_its_chinese_word() -> None:
    for step in ("filed", "amended", "corrected", "reallocated", "rectified", "objection_entered"):
        assert not step_label(step).isascii()
