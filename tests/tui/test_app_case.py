"""One case from the policy document to the monthly total, by keys alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ledger import findings, notices, summaries
from ledger.money import Money
from ledger.vocabulary import FindingStatus, NoticeKind
from tui.screens.entry import EntryScreen
from tui.screens.policies import PoliciesScreen
from tui.widgets.clause_view import ClauseView
from tui.widgets.entry_field import EntryField
from tui.widgets.line_table import LineTable


async def test_a_new_clerk_takes_a_case_from_the_plan_to_the_monthly_total(
    empty_path: Path, demo: Path, open_desk: Any
) -> None:
    async with open_desk(empty_path, None) as desk:
        await desk.type("张三")
        await desk.press("enter")
        assert "先按 6 到“政策”" in desk.said

        await desk.press("equals_sign", "i")
        await desk.fill(str(demo / "offices.csv"))
        assert desk.said == "名册已登记 8 个单位。"

        await desk.press("6", "i")
        await desk.fill(str(demo / "plan.docx"))
        assert isinstance(desk.screen, PoliciesScreen)
        assert desk.said.startswith("已导入第1号政策：18 项任务、12 条扣缴标准")
        await desk.press("right")
        facts, clause = desk.find("#facts", LineTable), desk.find("#clause", ClauseView)
        while "六个百分之百" not in clause.marked and facts.cursor + 1 < facts.count:
            await desk.press("down")
        assert "六个百分之百" in clause.marked
        await desk.press("escape", "a")
        await desk.fill("2026-05-01")
        assert desk.said == "已采用第1号政策，自 2026-05-01 起按它计价。"

        await desk.press("3")
        await desk.type("8月12日松涧办锦鲤湾三期工地裸土没盖、车没冲，市里查的")
        assert isinstance(desk.screen, EntryScreen)
        assert desk.find("#field-office", EntryField).input.value == "松涧街道办事处"
        assert desk.find("#field-rule", EntryField).input.value == "2"
        assert desk.find("#field-count", EntryField).input.value == "2"
        assert desk.find("#field-task", EntryField).input.value == "8"
        await desk.press("enter")
        assert desk.said.startswith("已立案 2026-0001：松涧街道办事处，120,000.00 元")

        await desk.hand_over("李四")
        await desk.go("4")
        await desk.press("a")
        assert desk.said.startswith("2026-0001 已复核，扣缴 120,000.00 元")

        await desk.press("2", "d", "enter")
        assert "下一步按 p 记账" in desk.said
        await desk.press("p")
        assert desk.said == "2026-0001 已记账，凭证 2026-08-分担-0001，120,000.00 元。"
        await desk.press("c", "n", "y")
        assert desk.said.startswith("已签发 青环攻坚办扣〔2026〕1号")
        [paper] = (empty_path.parent / "文书").glob("*.docx")
        assert "松涧街道办事处" in paper.name

        await desk.press("9")
        [notice] = desk.read(notices.list_notices)
        assert (notice.kind, notice.recipient) == (NoticeKind.DEDUCTION, "松涧街道办事处")
        total = desk.read(
            lambda tx: summaries.summarize(tx, date(2026, 8, 1), date(2026, 8, 31), "office")
        ).total
        assert total.net == Money.yuan(120_000)
        assert desk.read(lambda tx: findings.get(tx, "2026-0001")).row.status is FindingStatus.NOTIFIED
