"""What is said of an amount stands in the plan that is asked, word for word, or is asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from importers.plans import read_plan
from importers.rosters import Registry
from ledger.plan import Plan
from tui.assistant.assistant import Assistant

TODAY = date(2026, 8, 20)
FINE = "对焚烧秸秆的个人，处500元罚款。"


def with_rule(plan: Plan, place: int, **changes: object) -> Plan:
    """The plan with one line of its schedule changed."""
    rules = tuple(
        replace(rule, **changes) if rule.place == place else rule  # type: ignore[arg-type]
        for rule in plan.deductions
    )
    return replace(plan, deductions=rules)


def test_a_name_of_measures_is_no_count(assistant: Assistant) -> None:
    said = assistant.say("工地六个百分百一项没落实扣多少", TODAY).text
    assert "6万元" in said
    assert "×" not in said


def test_more_measures_than_a_site_has_are_asked_about(assistant: Assistant) -> None:
    reply = assistant.say("工地101项没落实扣多少", TODAY)
    assert reply.text == "101项超过了工地控尘措施的总数（6项），不计算金额。共几起？"
    assert reply.asks == "count"
    assert "count" not in reply.slots


def test_a_fine_that_the_plan_names_is_quoted(plan: Plan, roster: Registry) -> None:
    old = "严控施工工地扬尘。"
    at = plan.text.index(old)
    # the heading of a task gives way to a sentence on fines that is as long, so that every span stays
    words = FINE + plan.text[at + len(FINE) :]
    reply = Assistant([replace(plan, text=plan.text[:at] + words)], roster).say("焚烧秸秆个人罚多少", TODAY)
    assert "处500元罚款" in reply.text
    assert "文件没有写对" not in reply.text


def test_without_a_fine_the_schedule_is_named_in_its_own_words(shared_dir: Path) -> None:
    plan = read_plan(shared_dir / "policies" / "luohe-2020.docx")
    said = Assistant([plan], Registry()).say("烧秸秆的村民个人罚款多少", date(2020, 8, 20)).text
    assert "文件没有写对个人、司机、业主或企业罚款多少。" in said
    assert "扣减地方财力" in said
    assert "区财力" not in said


def test_stacking_is_told_in_the_words_of_the_rule(
    assistant: Assistant, plan: Plan, roster: Registry
) -> None:
    assert "「同一工地查出多项措施落实不到位的，按项叠加扣缴」" in assistant.say("工地扬尘扣多少", TODAY).text
    other = Assistant([with_rule(plan, 2, condition="一处工地有数项的，累计扣缴")], roster)
    assert "「一处工地有数项的，累计扣缴」" in other.say("工地扬尘扣多少", TODAY).text


def test_whose_findings_cost_is_read_from_the_rule(plan: Plan, roster: Registry) -> None:
    narrow = with_rule(plan, 4, condition="国家、省督查发现的", printed="黑渣土车，每发现一辆扣缴5万元")
    said = Assistant([narrow], roster).say("区级自查发现黑渣土车扣多少", TODAY).text
    assert "「国家、省督查发现的」" in said
    assert "这里按国家、省" in said
    assert "、市" not in said


def test_what_leaves_the_amount_to_another_document_is_quoted(assistant: Assistant) -> None:
    said = assistant.say("露天焚烧该扣几万", TODAY).text
    words = "只写「按照《云川市关于对露天焚烧行为实行责任追究的通知》（云办〔2024〕18号）规定执行」"
    assert words in said
    assert "处罚问责" not in said
