"""At the desk the place that an answer stands on opens beside the conversation, and what is said is kept."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from tui.screens.assistant import CitedClause
from tui.screens.talking import notebook_of
from tui.widgets.prose import Prose

ASKED = "无证拉土车2辆该扣几万"


async def test_a_number_opens_the_clause_beside_the_conversation(book_path: Any, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("0")
        await desk.type(ASKED)
        await desk.press("enter")
        clause = desk.find("#talk-clause", CitedClause)
        assert not clause.display
        assert "1. " in desk.find("#talk-lines", Prose).text
        await desk.type("1")
        await desk.press("enter")
        assert clause.display
        assert "每发现一辆扣缴5万元" in clause.marked
        assert "五（二）" in str(clause.border_title)
        await desk.press("2")
        assert "五（二）" not in str(clause.border_title)
        assert desk.screen.MODE == "assistant"
        await desk.press("escape")
        assert not clause.display
        assert desk.app.focused is desk.find("#talk-input", Input)


async def test_from_another_screen_the_clause_opens_at_the_assistant(book_path: Any, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("5")
        await desk.press("semicolon")
        await desk.type(ASKED)
        await desk.press("enter")
        await desk.type("出处1")
        await desk.press("enter")
        assert desk.screen.MODE == "assistant"
        assert "每发现一辆扣缴5万元" in desk.find("#talk-clause", CitedClause).marked


async def test_a_number_that_was_asked_for_is_an_answer(book_path: Any, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("0")
        await desk.type(ASKED)
        await desk.press("enter")
        await desk.type("又抓了两辆黑渣土车，市里查的")
        await desk.press("enter")
        await desk.type("2")
        await desk.press("enter")
        assert not desk.find("#talk-clause", CitedClause).display


async def test_what_is_said_at_the_desk_is_kept(book_path: Any, open_desk: Any) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("0")
        await desk.type(ASKED)
        await desk.press("enter")
        [turn] = notebook_of(desk.app.session, "张三").record.turns()
        assert (turn.person, turn.said) == ("张三", ASKED)
        assert any("五（二）" in source for source in turn.sources)


async def test_what_was_left_unfinished_is_shown_before_anything_is_done(
    book_path: Any, open_desk: Any
) -> None:
    async with open_desk(book_path) as desk:
        await desk.go("0")
        await desk.type("又抓了两辆黑渣土车，市里查的")
        await desk.press("enter")
    async with open_desk(book_path) as desk:
        await desk.go("0")
        await desk.type("确认")
        await desk.press("enter")
        assert "上次还有没登记完的" in desk.find("#talk-lines", Prose).text
