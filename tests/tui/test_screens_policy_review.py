"""A newcomer imports a county's plan, looks it over by the keys that the screen names, and prices by it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from importers.reviewing import review_of
from ledger import explanations, findings, policies, reviews, units
from ledger.database import open_book
from ledger.drafts import UnitDraft
from ledger.invariants import verify
from ledger.money import Money
from ledger.vocabulary import PolicyStatus, UnitKind
from tui.screens.fact_steps import FactTable
from tui.widgets.clause_view import ClauseView
from tui.widgets.finding_detail import FindingDetail
from tui.widgets.prose import Prose

COUNTY = Path(__file__).resolve().parents[1] / "importers" / "documents" / "county_2023_labels.txt"
FOUND = "8月12日城关街道锦绣花园工地裸土没有覆盖，市里督查发现的"


@pytest.fixture
def county_path(tmp_path: Path) -> Path:
    """Books of the county's office before its plan comes in."""
    path = tmp_path / "county.db"
    with (
        open_book(str(path), clock=lambda: datetime(2026, 9, 1, 8).astimezone()) as book,
        book.write("张三") as tx,
    ):
        units.register(tx, UnitDraft("城关街道办事处", UnitKind.OFFICE, ("城关街道", "城关办")))
    return path


async def imported(desk: Any) -> Any:
    """The plan imported, the cursor among its facts."""
    await desk.go("6")
    await desk.press("i")
    await desk.fill(str(COUNTY))
    await desk.press("right")
    return desk.find("#facts", FactTable)


async def to_fact(desk: Any, key: str) -> None:
    """To a fact of the list."""
    table = desk.find("#facts", FactTable)
    keys = [row.fact.key if row.fact else None for row in map(table.row_at, range(table.count))]
    table.cursor = keys.index(key)
    await desk.settle()


def shown(desk: Any, selector: str) -> str:
    return str(desk.app.screen.query_one(selector).content)


def fact(desk: Any, key: str) -> Any:
    found = desk.read(lambda tx: reviews.facts_of(tx, 1))
    return next(each for each in found if each.key == key)


async def test_a_plan_is_reviewed_adopted_and_priced_by(county_path: Path, open_desk: Any) -> None:
    async with open_desk(county_path) as desk:
        await imported(desk)
        await to_fact(desk, "扣缴3")
        await desk.press("e", "1")
        await desk.fill("6万元")
        await desk.fill("与纸质件核对")
        assert desk.said == "扣缴3的金额改为6万元，记为人工录入。还有 13 条存疑。"
        await to_fact(desk, "扣缴5")
        await desk.press("x")
        await desk.fill("纸质件上已划去")
        assert desk.said == "已剔除扣缴5（按 a 可恢复）。还有 13 条存疑。"
        await desk.press("n", "1")
        for words in ("祭祀焚烧纸钱", "0.2万元", "处", "", "会议要求"):
            await desk.fill(words)
        assert desk.said == "已补录扣缴，记为人工录入，标明没有原文依据。还有 13 条存疑。"
        assert desk.find("#facts", FactTable).row.text == "6. 祭祀焚烧纸钱"
        await desk.press("escape", "a")
        assert "还没有核对的条目：13 条存疑、35 条读得明确。" in shown(desk, ".dialog-text")
        await desk.fill("2023-05-01")
        assert desk.read(policies.list_policies)[0].status is PolicyStatus.ADOPTED
        places = desk.read(lambda tx: [each.rule.place for each in policies.rules_in_force(tx, tx.today)])
        assert places == [1, 2, 3, 4, 6]

        await desk.go("3")
        await desk.type(FOUND)
        await desk.press("enter")
        row = desk.read(lambda tx: findings.get(tx, "2026-0001")).row
        assert (row.rule_place, row.amount) == (3, Money.wan(6))
        [mark] = desk.read(lambda tx: explanations.explain(tx, "2026-0001")).entered
        assert (mark.by, mark.reason, mark.words) == ("张三", "与纸质件核对", "金额：2万元 → 6万元")
        await desk.show("findings")
        await desk.press("enter")
        page = desk.app.screen.query_one(FindingDetail).query_one(Prose)
        assert "人工录入：张三，2026-09-01 09:30，与纸质件核对（金额：2万元 → 6万元）" in page.text
        assert desk.read(verify) == []


async def test_what_was_guessed_comes_first_and_one_key_accepts_it(county_path: Path, open_desk: Any) -> None:
    async with open_desk(county_path) as desk:
        table = await imported(desk)
        assert shown(desk, "#coverage").startswith("原文 67% 已读成条目，存疑 13 条")
        assert table.row.state == "存疑80%"
        assert shown(desk, "#about") == "存疑：原文没有写年份，按 2023 年算"
        assert desk.find("#clause", ClauseView).marked == "6月底前"
        await desk.press("a")
        assert desk.said == "已确认任务1.期限1。还有 12 条存疑。"
        assert (table.cursor, table.row.fact.key) == (0, "任务2.期限1")
        await desk.press(*["a"] * 12)
        assert desk.said == "已确认任务4.单位3。存疑的都看完了。"
        await desk.press("space")
        assert desk.said == "没有存疑或漏读的了。按 Esc 回到文件清单，再按 a 采用。"


async def test_the_keys_of_the_review_stand_at_the_foot_of_the_screen(
    county_path: Path, open_desk: Any
) -> None:
    async with open_desk(county_path) as desk:
        await imported(desk)
        keys = shown(desk, "#keys")
        assert all(word in keys for word in ("a 确认", "e 改定", "x 剔除", "n 补录", "下一处存疑"))


async def test_a_missed_sentence_is_jumped_to_and_made_a_fact(county_path: Path, open_desk: Any) -> None:
    plan = county_path.parent / "plan.txt"
    text = COUNTY.read_text("utf-8")
    plan.write_text(text + "\n（三）强化资金保障。县财政安排专项经费12万元用于监测设备购置。\n", "utf-8")
    async with open_desk(county_path) as desk:
        await desk.go("6")
        await desk.press("i")
        await desk.fill(str(plan))
        await desk.press("right")
        table: Any = desk.find("#facts", FactTable)
        for _ in desk.read(lambda tx: review_of(tx, 1)).doubtful:
            await desk.press("space")
        assert (table.row.kind, table.row.state) == ("漏读", "待补")
        assert desk.find("#clause", ClauseView).marked == "县财政安排专项经费12万元用于监测设备购置"
        await desk.press("a")
        assert desk.said.startswith("这一行还不是条目")
        await desk.press("n", "1", "enter", "enter", "enter", "enter")
        await desk.fill("正文漏读")
        assert desk.said == "已补录扣缴，记为人工录入。还有 13 条存疑。"
        added = fact(desk, "扣缴6")
        assert (added.fact.amount, added.has_source) == (Money.wan(12), True)


async def test_a_missing_deadline_is_added_to_its_task(county_path: Path, open_desk: Any) -> None:
    async with open_desk(county_path) as desk:
        await imported(desk)
        await to_fact(desk, "任务3")
        await desk.press("n", "2", "enter")
        await desk.fill("六月")
        assert shown(desk, "#objection") == "“六月”不是日期，请写成 2026-06-30。"
        for words in ("2023-06-30", "没有的话"):
            await desk.fill(words)
        assert shown(desk, "#objection").startswith("原文里没有“没有的话”")
        for words in ("", "县长办公会要求"):
            await desk.fill(words)
        assert fact(desk, "任务3.期限2").fact.date == date(2023, 6, 30)


async def test_an_adopted_policy_says_why_its_facts_stand(county_path: Path, open_desk: Any) -> None:
    async with open_desk(county_path) as desk:
        await imported(desk)
        await desk.press("escape", "a")
        await desk.fill("2023-05-01")
        await desk.press("right", "a")
        assert desk.said == "第1号政策已采用，条目不能再确认；更正请导入新的版本。"
        await desk.press("x")
        assert desk.said == "第1号政策已采用，条目不能再剔除；更正请导入新的版本。"
