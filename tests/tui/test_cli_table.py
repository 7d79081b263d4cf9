"""Tables are laid out by terminal cells, and nothing in them is cut off."""

from __future__ import annotations

from tui.cli.table import cells, pad, shorten, table


def test_a_chinese_character_is_two_cells_wide() -> None:
    assert cells("府城 A1") == 7
    assert pad("府城", 6) == "府城  "
    assert pad("府城", 6, right=True) == "  府城"


def test_columns_line_up_whatever_they_hold() -> None:
    text = table(["单位", "金额"], [("府城办事处", "1.00"), ("A", "200,000.00")], right=(1,))
    assert text.splitlines() == [
        "单位              金额",
        "──────────────────────",
        "府城办事处        1.00",
        "A           200,000.00",
    ]


def test_a_total_stands_below_a_rule() -> None:
    text = table(["单位", "数"], [("甲", "1")], right=(1,), total=("合计", "1"))
    assert text.splitlines()[-2:] == ["────────", "合计   1"]


def test_a_long_text_is_shortened_to_its_cells_with_a_mark() -> None:
    assert shorten("施工工地未落实", 9) == "施工工地…"
    assert shorten("两行\n并作一行", 20) == "两行 并作一行"
