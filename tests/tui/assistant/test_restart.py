"""A draft survives a restart as plain values, and is judged again."""

from __future__ import annotations

import json
from datetime import date

from tui.assistant.dialogue import Conversation

TODAY = date(2026, 8, 20)


def test_a_draft_goes_on_where_it_was_left(talk: Conversation) -> None:
    talk.say("柳渡拦下黑渣土车2辆", TODAY)
    talk.say("昨天", TODAY)
    talk.say("不对，是三辆", TODAY)
    kept = json.loads(json.dumps(talk.kept()))
    fresh = Conversation(talk.assistant, talk.write)
    reply = fresh.take_up(kept, TODAY)
    assert reply is not None
    assert "15万元" in reply.text
    assert reply.asks == "level"
    fresh.say("省里", TODAY)
    assert "已登记" in fresh.say("确认", TODAY).text


def test_nothing_waits_nothing_is_kept(talk: Conversation) -> None:
    talk.say("黑渣土车扣多少", TODAY)
    assert talk.kept() == {}
    assert talk.take_up({}, TODAY) is None
