"""Chinese in terminal cells: no drift, no half character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.cells import cut, fit, set_lines
from tui.widgets.pinyin import matches, rank, spellings
from tui.widgets.prose import Paragraph, field

TEXTS = st.text(alphabet="府城办事处abc 12，。“”㎡1/–（）", max_size=60)


@given(TEXTS, st.integers(1, 40), st.booleans())
def test_what_is_fitted_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right)) == width


def test_a_character_that_does_not_fit_whole_is_dropped() -> None:
    assert cut("府城办事处", 6) == "府城…"
    assert cut("府城办事处", 10) == "府城办事处"
    assert fit("府城", 5, right=True) == " 府城"


@given(TEXTS, st.integers(2, 40))
def test_lines_hold_every_character_once_and_none_is_too_wide(text: str, width: int) -> None:
    lines = set_lines(text, width)
    assert "".join(text[start:end] for start, end in lines) == text
    assert all(cell_len(text[start:end]) <= width for start, end in lines)


def test_a_comma_does_not_begin_a_line() -> None:
    lines = set_lines("裸土未覆盖，车辆未冲洗", 10)
    assert [("裸土未覆盖，车辆未冲洗"[start:end]) for start, end in lines] == [
        "裸土未覆",
        "盖，车辆未",
        "冲洗",
    ]


def test_a_label_hangs_beside_its_lines() -> None:
    assert [line.plain for line in field("发现", "市级督查发现问题").set(18)] == [
        "发现      市级督查",
        "          发现问题",
    ]


def test_amounts_stand_against_the_right_edge() -> None:
    [line] = Paragraph((("100.00", ""),), "借", indent=4, right=True).set(20)
    assert line.plain == "借" + " " * 12 + "100.00"


def test_names_are_found_by_initials_syllables_and_characters() -> None:
    assert spellings("府城办事处")[1] == "fcbsc"
    assert matches("fcb", "府城办事处")
    assert matches("fucheng", "府城办事处")
    assert matches("城办", "府城办事处")
    assert not matches("lx", "府城办事处")
    assert rank("府城", "府城办事处") < rank("fcb", "府城办事处") < rank("cheng", "府城办事处")
