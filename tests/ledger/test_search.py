"""Search is exact: for words of any length it finds what LIKE would find, nothing more and nothing less."""

from __future__ import annotations

import random
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import backups, corrections, deductions, findings, search
from ledger.database import open_book
from ledger.drafts import AllocationDraft, FindingFilter, ShareDraft
from ledger.errors import BadValue
from ledger.money import Money
from ledger.vocabulary import FindingStatus

Desk = Any
TEXTS = (
    "锦绣花园二期裸土未覆盖、出入车辆未冲洗",
    "幸福里工地(二期)PM10超标，围挡不到位。",
    "中原路与解放路交叉口，渣土车未密闭",
    "某燃煤锅炉35t/h未拆除",
    "堆场A区未防尘；A区南侧积尘",
    "烧烤店油烟净化器未开",
    "工地 东侧裸土",
    "𠮷野家门前露天烧烤",
    "电",
)


@pytest.fixture
def filed(desk: Desk) -> Desk:
    for text in TEXTS:
        desk.file(text=text, subject=None)
    return desk


def found(desk: Desk, words: str, **more: Any) -> list[str]:
    with desk.book.read() as tx:
        rows = findings.list_findings(tx, FindingFilter(text=words, **more), limit=1000)
        assert findings.count(tx, FindingFilter(text=words, **more)) == len(rows)
    return [row.text for row in rows][::-1]


def like(words: str) -> list[str]:
    folded = [search.fold(word) for word in words.split()]
    return [
        text
        for text, number in zip(TEXTS, range(1, 100), strict=False)
        if all(
            any(word in search.fold(field) for field in (text, "市攻坚办", f"2025-{number:04d}"))
            for word in folded
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        "土",
        "电",
        "裸土",
        "工地 裸土",
        "pm10",
        "A区",
        "(二期)",
        "35t/h",
        "2025-0003",
        "𠮷野",
        "未覆盖、出入",
        "不存在",
        "地东",
    ],
)
def test_words_find_what_like_finds(filed: Desk, words: str) -> None:
    assert found(filed, words) == like(words)


def test_a_phrase_does_not_cross_punctuation(filed: Desk) -> None:
    assert found(filed, "覆盖出入") == []


def test_a_short_word_is_never_dropped_from_an_and(filed: Desk) -> None:
    assert found(filed, "燃煤锅炉 车") == []
    assert found(filed, "燃煤锅炉 未") == [TEXTS[3]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_piece_of_any_text_is_found_exactly(filed: Desk, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, len(text) - 1))
    word = text[start : start + data.draw(st.integers(1, 8))]
    if word.strip():
        assert found(filed, word) == like(word)


@pytest.mark.slow
def test_ten_thousand_random_words_differ_from_like_in_none(desk: Desk) -> None:
    rng = random.Random(7)
    letters = "裸土覆盖工地车辆冲洗锦绣花园二期未在路AB12，。、 （）"
    with desk.book.write("张经办") as tx:
        texts = ["".join(rng.choices(letters, k=rng.randint(3, 40))).strip() or "土" for _ in range(400)]
        for text in texts:
            findings.file_number(tx, desk.draft(text=text, subject=None, inspecting_body=None))
    with desk.book.read() as tx:
        for _ in range(10_000):
            word = "".join(rng.choices(letters, k=rng.randint(1, 8))).strip()
            words = [search.fold(each) for each in word.split()]
            if not words:
                continue
            numbers = [f"2025-{n:04d}" for n in range(1, len(texts) + 1)]
            expected = sum(
                all(each in search.fold(text) or each in number for each in words)
                for text, number in zip(texts, numbers, strict=True)
            )
            assert findings.count(tx, FindingFilter(text=word)) == expected, word


def test_an_office_narrows_a_search(filed: Desk) -> None:
    filed.file(text="西城裸土", office="西城办事处", subject=None)
    assert found(filed, "裸土", office="西城办事处") == ["西城裸土"]
    assert found(filed, "锅炉", office="西城办事处") == []


def test_search_and_filters_are_all_kept(filed: Desk) -> None:
    assert found(filed, "裸土", status=FindingStatus.POSTED) == []
    assert found(filed, "裸土", from_day=date(2025, 8, 13)) == []
    assert len(found(filed, "裸土", month="2025-08", rule=1)) == 2


def test_the_rule_filter_follows_a_finding_s_price(desk: Desk) -> None:
    number = desk.file()
    with desk.book.write("张经办") as tx:
        findings.reassess(tx, number, desk.priced(3, 2), "应适用堆场条款")
        assert findings.count(tx, FindingFilter(rule=1)) == 0
        assert findings.count(tx, FindingFilter(rule=3, text="裸土", month="2025-08")) == 1
    desk.approve(number)
    desk.allocate(number, ("东城办事处", 20_000))
    with desk.book.write("王会计") as tx:
        deductions.post(tx, number)
        whole = AllocationDraft((ShareDraft("东城办事处", Money.wan(10)),), "属地")
        corrections.correct(tx, number, desk.priced(1, 1), whole, "仍属工地")
        assert findings.count(tx, FindingFilter(rule=3)) == 0
        assert findings.count(tx, FindingFilter(rule=1, office="东城办")) == 1


def test_books_of_an_earlier_program_are_indexed_anew(filed: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    backups.backup(filed.book, old)
    connection = sqlite3.connect(old)
    connection.execute("UPDATE alembic_version SET version_num = '0003'")
    connection.execute("DROP TABLE finding_search")
    connection.execute("DROP TABLE fact_review")
    connection.execute(search.CREATE[0])
    connection.commit()
    connection.close()
    with open_book(str(old), clock=filed.clock) as book, book.read() as tx:
        assert findings.count(tx, FindingFilter(text="裸土", rule=1, office="东城办", month="2025-08")) == 2


def test_what_is_no_month_is_refused(filed: Desk) -> None:
    with pytest.raises(BadValue) as refusal, filed.book.read() as tx:
        findings.count(tx, FindingFilter(month="八月"))
    assert str(refusal.value) == "“八月”不是月份，请写成 2025-08 的样子。"


def test_a_search_of_nothing_lists_all(filed: Desk) -> None:
    with filed.book.read() as tx:
        assert findings.count(tx, FindingFilter(text="  ")) == len(TEXTS)
        assert findings.count(tx, up_to=3) == 3


def test_quotes_and_operators_are_words_like_any_other(filed: Desk) -> None:
    for words in (
        '"',
        "裸土 OR 锅炉",
        "NEAR(裸土)",
        "words : x",
        "裸*",
        "^裸",
        "-裸土",
        "'; DROP TABLE finding",
    ):
        assert found(filed, words) == like(words)


def test_merging_the_index_in_idle_time_changes_no_answer(filed: Desk) -> None:
    filed.book.tidy()
    assert found(filed, "裸土") == like("裸土")
