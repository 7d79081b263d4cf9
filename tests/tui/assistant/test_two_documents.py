"""Questions over two documents: the one in force answers unless another is meant, and the other is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from importers.rosters import Registry
from ledger.plan import Plan
from tui.assistant.assistant import Assistant

TODAY = date(2026, 8, 20)


@pytest.fixture(scope="module")
def both(plan: Plan, roster: Registry) -> Assistant:
    """The shipped plan, and the same as if of 2024 with another figure."""
    head = replace(plan.document, title="云川市青岚区2024年大气污染防治攻坚战实施方案", year=2024)
    text = plan.text.replace("每天洒水不少于4次", "每天洒水不少于3次")
    earlier = replace(plan, document=replace(head, doc_number="青环攻坚办〔2024〕3号"), text=text)
    return Assistant([plan, earlier], roster)


def test_the_plan_in_force_answers(both: Assistant) -> None:
    reply = both.say("道路每天洒水几次", TODAY)
    assert "不少于4次" in reply.text
    assert "2024" not in reply.text


def test_another_document_answers_by_its_year_and_is_named(both: Assistant) -> None:
    reply = both.say("2024年方案里道路每天洒水几次", TODAY)
    assert "不少于3次" in reply.text
    assert "青环攻坚办〔2024〕3号" in reply.text


def test_last_years_document_is_the_earlier_one(both: Assistant) -> None:
    assert "不少于3次" in both.say("去年的方案对道路洒水怎么规定", TODAY).text


def test_a_comparison_quotes_both(both: Assistant) -> None:
    said = both.say("两年的道路洒水要求有什么不同", TODAY).text
    assert "不少于4次" in said
    assert "不少于3次" in said


def test_the_real_plans_answer_for_themselves(shared_dir: object) -> None:
    from pathlib import Path

    from importers.plans import read_plan

    folder = Path(str(shared_dir)) / "policies"
    plans = [read_plan(folder / name) for name in ("zhongzhan-2022.docx", "luohe-2020.docx")]
    over = Assistant(plans, Registry())
    reply = over.say("漯河2020年餐饮油烟每季度检测率不低于多少", date(2022, 8, 15))
    assert "35%" in reply.text
    assert "漯环攻坚办〔2020〕13号" in reply.text


def test_a_named_document_is_never_answered_from_another(shared_dir: object) -> None:
    from pathlib import Path

    from importers.plans import read_plan

    folder = Path(str(shared_dir)) / "policies"
    plans = [read_plan(folder / name) for name in ("zhongzhan-2022.docx", "luohe-2020.docx")]
    over = Assistant(plans, Registry())
    reply = over.say("漯河禁放烟花是公安局牵头不", date(2022, 8, 15))
    assert "市公安局" in reply.text
    assert {citation.document for citation in reply.citations} == {"漯环攻坚办〔2020〕13号"}
