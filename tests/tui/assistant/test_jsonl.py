"""Conversations as lines: what comes out, and which lines are refused."""

from __future__ import annotations

import json

import pytest

from importers.rosters import Registry
from ledger.errors import BadInput
from ledger.plan import Plan
from tui.assistant.jsonl import answer_lines


def test_a_line_gives_a_line(plan: Plan, roster: Registry) -> None:
    question = {"id": "a", "text": "三辆黑渣土车扣多少", "today": "2026-08-20", "context": None}
    [line] = answer_lines([json.dumps(question), "  "], [plan], roster)
    answer = json.loads(line)
    assert list(answer) == ["id", "intent", "slots", "reply", "citations", "proposal"]
    assert (answer["id"], answer["intent"]) == ("a", "ask_amount")
    assert answer["slots"] == {"rule": 4, "count": 3}
    assert "15万元" in answer["reply"]
    assert "五（二）" in answer["citations"]
    assert answer["proposal"] is None


def test_a_proposal_is_told_with_what_is_missing_and_unconfirmed(plan: Plan, roster: Registry) -> None:
    question = {"id": 1, "text": "柳渡拦下黑渣土车2辆", "today": "2026-08-20"}
    [line] = answer_lines([json.dumps(question)], [plan], roster)
    card = json.loads(line)["proposal"]
    assert card["kind"] == "file_finding"
    assert card["missing"] == ["发现日期", "发现层级"]
    assert card["confirmed"] is False
    assert card["steps"][0]["amount"] == 100_000


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "第1行不是 JSON，请每行写一个对象"),
        ("[]", "第1行缺少“text”，请写上要说的话。"),
        ('{"id": 1}', "第1行缺少“text”，请写上要说的话。"),
        ('{"text": "好", "today": "明天"}', "第1行的“today”不是日期，请写成 2025-08-15 的样子。"),
        ('{"text": "好"}', "第1行的“today”不是日期，请写成 2025-08-15 的样子。"),
        ('{"text": "好", "today": "2026-01-01", "context": 3}', "第1行的“context”应是文字或 null。"),
    ],
)
def test_what_is_no_line_is_refused_by_its_number(
    line: str, message: str, plan: Plan, roster: Registry
) -> None:
    with pytest.raises(BadInput, match=message):
        list(answer_lines([line], [plan], roster))


def test_without_a_plan_there_is_nothing_to_ask(roster: Registry) -> None:
    with pytest.raises(BadInput, match="没有方案可问，请用 --policy 给出至少一份文件。"):
        list(answer_lines([], [], roster))
