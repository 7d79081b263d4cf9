"""Confirming writes what the card shows, in the confirming person's name, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ledger import findings
from ledger.database import Book
from ledger.errors import BadValue, NoRuleInForce, NotFound, SamePerson
from penalties.posting import approve_and_post
from tui.assistant.dialogue import Conversation

TODAY = date(2026, 8, 20)
TOLD = "昨天柳渡办黑渣土车两辆，市里查的"


def test_what_was_confirmed_is_recorded_with_the_words_it_came_from(talk: Conversation, book: Book) -> None:
    talk.say(f"登记一条：{TOLD}", TODAY)
    talk.confirm()
    with book.read() as tx:
        filed = findings.get(tx, "2026-0001")
    assert filed.row.text == TOLD
    assert filed.row.preparer == "李明"
    assert filed.row.amount is not None
    assert filed.row.amount.as_wan() == "10万元"
    assert filed.obligation == "9"


def test_who_filed_in_the_chat_cannot_approve(talk: Conversation, book: Book) -> None:
    talk.say(TOLD, TODAY)
    talk.confirm()
    with pytest.raises(SamePerson), book.write("李明") as tx:
        approve_and_post(tx, "2026-0001")


def test_a_card_with_something_missing_is_not_written(talk: Conversation, written: Callable[[], int]) -> None:
    talk.say("柳渡拦下黑渣土车2辆", TODAY)
    assert talk.confirm().text == "还缺：发现日期、发现层级，补齐后才能确认。"
    assert written() == 0


def test_voiding_without_a_ground_is_refused(talk: Conversation) -> None:
    talk.say(TOLD, TODAY)
    talk.confirm()
    talk.say("第1号作废", TODAY)
    with pytest.raises(BadValue, match="作废要写明理由，例如“登记重复”。"):
        talk.confirm()


def test_voiding_what_is_not_there_is_refused(talk: Conversation) -> None:
    talk.say("第7号作废，登重了", TODAY)
    with pytest.raises(NotFound):
        talk.confirm()


def test_a_day_before_the_plan_is_refused_where_it_is_said(talk: Conversation) -> None:
    with pytest.raises(NoRuleInForce):
        talk.say("3月1号柳渡办黑渣土车两辆，市里查的", TODAY)


def test_without_a_card_nothing_is_confirmed(talk: Conversation, written: Callable[[], int]) -> None:
    assert talk.confirm().text == "没有等待确认的内容。"
    assert talk.drop().text == "没有等待确认的内容。"
    assert written() == 0


def test_two_findings_of_one_card_are_written_together_or_not_at_all(
    talk: Conversation, written: Callable[[], int]
) -> None:
    talk.say("市里查的：1.昨天柳渡办黑渣土车一辆；2.昨天南桥办放鞭炮一起。", TODAY)
    talk.drafts[1] = talk.drafts[1].__class__(talk.drafts[1].proposal)
    talk.confirm()
    assert written() == 2


def test_over_documents_alone_nothing_can_be_written(talk: Conversation) -> None:
    alone = Conversation(talk.assistant)
    alone.say(TOLD, TODAY)
    assert alone.confirm().text == "这里只对文件作答，没有打开台账，不能写入。"
