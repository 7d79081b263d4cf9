"""Questions about what is in the books: what waits, why one finding costs what it does, and totals."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.database import Book
from penalties.posting import approve_and_post
from tui.assistant.dialogue import Conversation

TODAY = date(2026, 8, 20)
TOLD = "8月12日柳渡办黑渣土车两辆，市里查的"


@pytest.fixture
def one_of_two_posted(talk: Conversation, book: Book) -> Conversation:
    """A conversation over books with one posted finding and one that waits."""
    for told in (TOLD, "8月13日柳渡办黑渣土车1辆，市里查的"):
        talk.say(told, TODAY)
        talk.confirm()
    with book.write("刘敏") as tx:
        approve_and_post(tx, "2026-0001")
    return talk


@pytest.mark.parametrize(
    "asked", ["哪些问题还没复核", "还有几条没复核", "待复核的有几条", "哪几条还没有复核？"]
)
def test_what_waits_is_listed_by_its_status(one_of_two_posted: Conversation, asked: str) -> None:
    said = one_of_two_posted.say(asked, TODAY).text
    assert said.startswith("待复核：共1条。")
    assert "2026-0002 2026-08-13" in said
    assert "2026-0001" not in said


@pytest.mark.parametrize("asked", ["2026-0001为什么扣10万", "2026-0001凭什么扣这么多", "2026-0001怎么算的"])
def test_one_findings_amount_is_explained(one_of_two_posted: Conversation, asked: str) -> None:
    said = one_of_two_posted.say(asked, TODAY).text
    assert said.startswith("2026-0001 2026-08-12 柳渡街道办事处")
    assert "依据：" in said
    assert "计算：每辆5万元 × 2 = 10万元" in said
    assert "至" not in said.split("\n")[0]


def test_a_total_says_apart_what_is_posted_and_what_is_only_filed(one_of_two_posted: Conversation) -> None:
    said = one_of_two_posted.say("2026年8月柳渡办扣了多少", TODAY).text
    assert "柳渡街道办事处：10万元（1条）" in said
    assert "另有1条这期间发现的问题已登记、未记账，不在以上金额内。" in said


@pytest.mark.parametrize(
    "told",
    [
        "8月12日市督查柳渡办举报烧秸秆，现场复核不属露天焚烧",
        "登记：8月12日市里查柳渡办工地裸土，经核实不属实",
    ],
)
def test_what_was_found_not_to_be_so_is_not_proposed(talk: Conversation, told: str) -> None:
    reply = talk.say(told, TODAY)
    assert reply.proposal is None
    assert "不作为扣缴问题登记" in reply.text


def test_a_place_outside_a_zone_is_still_proposed(talk: Conversation) -> None:
    told = "登记：8月12日市里查到柳渡办老张饭店油烟净化器没开，不属于建成区"
    assert talk.say(told, TODAY).proposal is not None
