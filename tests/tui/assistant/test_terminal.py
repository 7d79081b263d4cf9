"""The conversation in the terminal: shown words, refusals in one line, and goodbye."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ledger.database import Book
from tui.assistant.terminal import GREETING, converse

TODAY = date(2026, 8, 20)


def played(book: Book, *lines: str) -> list[str]:
    shown: list[str] = []
    keys = iter("abcdefgh")
    converse(book, "李明", today=TODAY, mint=lambda: next(keys), lines=lines, show=shown.append)
    return shown


def test_it_greets_answers_with_the_clause_and_leaves(book: Book) -> None:
    greeting, answer = played(book, "黑渣土车扣多少", "", "退出", "没人听了")
    assert greeting == GREETING
    assert "5万元" in answer
    assert answer.endswith("出处：1. 青环攻坚办〔2026〕6号 五（二）；2. 青环攻坚办〔2026〕6号 第9项任务")


def test_a_place_opens_the_text_of_the_document(book: Book) -> None:
    _, _, opened, beyond, _ = played(book, "烟花爆竹谁牵头", "出处1", "出处9", "谢谢")
    first, text = opened.split("\n", 1)
    assert first.startswith("青环攻坚办〔2026〕6号 第")
    assert "烟花爆竹" in text
    assert "牵头单位" in text
    assert beyond == "上一句答复有1处出处，请说“出处1”到“出处1”。"


def test_a_refusal_is_shown_and_the_talk_goes_on(book: Book) -> None:
    _, refused, answer = played(book, "3月1号柳渡办黑渣土车一辆，市里查的", "烟花爆竹谁牵头")
    assert "\n" not in refused
    assert "2026-03-01" in refused
    assert "青岚公安分局" in answer


def test_what_is_confirmed_is_in_the_books(book: Book, written: Callable[[], int]) -> None:
    played(book, "昨天柳渡办黑渣土车一辆，市里查的", "确认")
    assert written() == 1
