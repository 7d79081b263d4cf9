"""Whether a grade was announced and in which industry is said or asked, never taken from a word alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger import grades
from ledger.database import Book
from ledger.errors import BadValue
from tui.assistant.answers.grading import announced_in, industry_in
from tui.assistant.dialogue import Conversation

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("words", "announced"),
    [
        ("省厅还没公示", False),
        ("未公示", False),
        ("正在公示", False),
        ("公示期还没过", False),
        ("没有通过公示", False),
        ("已公示", True),
        ("省厅公示过了", True),
        ("经省厅公示的A级", True),
        ("公示期满", True),
        ("公示了吗", None),
        ("省厅公示第3批", None),
        ("登记成A级", None),
    ],
)
def test_an_announcement_is_read_with_its_negation(words: str, announced: bool | None) -> None:
    assert announced_in(words) is announced


@pytest.mark.parametrize(
    ("words", "industry"),
    [("兴达陶瓷登记成B级，属于铸件行业", "铸造"), ("兴达水泥有限公司登记成B级", None)],
)
def test_an_industry_is_what_is_called_one(words: str, industry: str | None) -> None:
    assert industry_in(words) == industry


def test_what_was_said_is_what_the_books_hold(talk: Conversation, book: Book) -> None:
    talk.say("把兴达陶瓷登记成B级，铸造行业，省厅还没公示", TODAY)
    assert talk.say("确认", TODAY).text.startswith("已登记")
    with book.read() as tx:
        [view] = grades.current(tx, TODAY)
    assert (view.grade, view.industry, view.announced) == ("B", "铸造", False)


def test_an_industry_that_the_books_hold_is_not_asked_again(talk: Conversation, book: Book) -> None:
    for words in ("把兴达陶瓷登记成B级，铸造行业，省厅已公示", "确认", "把兴达陶瓷登记成A级"):
        talk.say(words, TODAY)
    assert talk.asks == "announced"
    assert talk.say("公示了", TODAY).text.endswith("确认登记吗？")


def test_a_card_without_them_is_not_written(talk: Conversation) -> None:
    talk.say("把兴达陶瓷登记成B级", TODAY)
    assert talk.card is not None
    assert talk.write is not None
    with pytest.raises(BadValue, match="还缺：是否已公示、所属行业，补齐后再确认。"):
        talk.write(talk.card)
    with pytest.raises(BadValue, match="企业评级要说明是否已公示和所属行业。"):
        talk.write(replace(talk.card, missing=()))
