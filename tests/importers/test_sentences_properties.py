"""Whatever is typed is read without a fault, and a day reads back from every way of writing it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.rosters import Registry, RosterUnit
from importers.sentences import read_sentence, split_findings
from ledger.vocabulary import UnitKind

TODAY = date(2025, 8, 15)
REGISTRY = Registry((RosterUnit("孟村办事处", UnitKind.OFFICE),)).with_names(
    ["区城市管理局", "区住房和城乡建设局"]
)
PIECES = (
    "昨天 8.12 上周三 初五 市 省厅 区里 自查 孟村 办事处 城管局 工地 没盖 裸土 2台 三家 其中 共 锅炉",
    "35吨 t/h 豫H12345 禁燃区 外 、 ， 。 ； （ ） ① 1. 各 一 两 俩 没 有证 渣土车 、、 × = 100% 号 月",
    "日 . / - 不到位 六个百分之百 12 的 在 里 查 发现 前 起 年 0 ２ 〇 十 百",
)
WORDS = st.lists(st.sampled_from(" ".join(PIECES).split()), max_size=25).map("".join)
DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A number under a hundred as it is said."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


WRITTEN = (
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{day.month}月{day.day}号",
    lambda day: f"{spoken(day.month)}月{spoken(day.day)}日",
    lambda day: f"{day.month}.{day.day} ",
    lambda day: f"{day.month}/{day.day} ",
    lambda day: f"{day.month}月{day.day}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
)


@settings(deadline=None)
@given(st.integers(0, 364), st.sampled_from(range(len(WRITTEN))), st.sampled_from(["", "市督导组", "孟村，"]))
def test_a_day_of_the_last_year_reads_back_however_it_is_written(back: int, way: int, before: str) -> None:
    day = TODAY - timedelta(days=back)
    written = WRITTEN[way](day)
    assert read_sentence(f"{before}{written}查到工地裸土没盖", TODAY, REGISTRY).found_on == day


@settings(deadline=None)
@given(st.integers(1, 400))
def test_days_ago_read_back(count: int) -> None:
    assert read_sentence(f"{count}天前市里查的", TODAY, REGISTRY).found_on == TODAY - timedelta(days=count)


@settings(deadline=None)
@given(st.integers(1, 99))
def test_a_spoken_count_reads_back(count: int) -> None:
    [quantity] = read_sentence(f"市里查到{spoken(count)}辆黑渣土车", TODAY, REGISTRY).quantities
    assert (quantity.value, quantity.measure) == (count, "辆")


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_words_of_the_trade_in_any_order_are_read_without_a_fault(text: str) -> None:
    facts = read_sentence(text, TODAY, REGISTRY)
    assert facts.found_on is None or facts.found_on <= TODAY
    for part in (*facts.dates, *facts.quantities, *facts.zones):
        assert 0 <= part.span.start < part.span.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    read_sentence(text, TODAY, REGISTRY)
    assert split_findings(text)


@settings(deadline=None)
@given(WORDS)
def test_reading_twice_says_the_same(text: str) -> None:
    assert read_sentence(text, TODAY, REGISTRY) == read_sentence(text, TODAY, REGISTRY)
