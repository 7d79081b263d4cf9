"""The circular's charts: drawn where a Chinese font is, refused with the remedy where none is."""

from __future__ import annotations

import dataclasses
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from matplotlib import font_manager

from ledger.errors import BadValue
from ledger.money import ZERO, Money
from ledger.views import Summary, SummaryRow
from ledger.vocabulary import NoticeKind
from templates.charts import (
    MONTHS,
    OFFICES,
    Bar,
    chinese_font,
    circular_charts,
    month_bars,
    monthly_course,
    office_bars,
)
from templates.contexts import NoticeContext
from templates.notices import render_notice

Papers = dict[str, tuple[NoticeKind, NoticeContext]]


@pytest.fixture
def font() -> str:
    try:
        return chinese_font()
    except BadValue:
        pytest.skip("no font with Chinese characters on this machine: apt-get install fonts-noto-cjk")


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    chinese_font.cache_clear()
    latin = [entry for entry in font_manager.fontManager.ttflist if entry.name.startswith("DejaVu")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
    yield
    chinese_font.cache_clear()


@pytest.fixture
def months(summary: Summary) -> Summary:
    rows = tuple(SummaryRow(key, key, 1, Money.yuan(5), ZERO, ZERO) for key in ("2025-08", "2025-07"))
    return dataclasses.replace(summary, by="month", rows=rows)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_charts_of_a_circular_take_the_places_in_its_template(
    font: str, papers: Papers, summary: Summary, months: Summary, tmp_path: Path
) -> None:
    kind, context = papers["circular with charts"]
    charts = circular_charts(summary, months)
    assert set(charts) == {OFFICES, MONTHS}
    paper = render_notice(kind, context, tmp_path / "a.docx", pictures=charts)
    with zipfile.ZipFile(paper) as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert sorted(pictures) == sorted(charts.values())


def test_the_same_figures_give_the_same_picture(font: str) -> None:
    bars = [Bar("府城街道办事处", Money.yuan(310_000)), Bar("许衡办事处", Money.yuan("0.01"))]
    assert office_bars(bars) == office_bars(bars)
    assert monthly_course(bars) == monthly_course(bars)


def test_many_offices_make_the_chart_higher(font: str) -> None:
    few = [Bar(f"第{n}办事处", Money.yuan(n)) for n in range(3)]
    many = [Bar(f"第{n}办事处", Money.yuan(n)) for n in range(30)]
    assert size_of(office_bars(many))[1] > 2 * size_of(office_bars(few))[1]


def test_without_a_chinese_font_no_chart_is_drawn(
    no_fonts: Callable[[], None], summary: Summary, months: Summary
) -> None:
    with pytest.raises(BadValue) as caught:
        circular_charts(summary, months)
    assert str(caught.value) == (
        "没有找到中文字体，图表无法绘制：请安装仿宋、宋体或黑体（Linux 可装 fonts-noto-cjk），"
        "或者不带图表出件。"
    )


def test_months_stand_in_order_and_carry_the_year_where_there_are_two(months: Summary) -> None:
    assert [bar.label for bar in month_bars(months.rows)] == ["7月", "8月"]
    later = SummaryRow("2026-01", "2026-01", 1, Money.yuan(5), ZERO, ZERO)
    assert [bar.label for bar in month_bars((*months.rows, later))] == ["2025年7月", "2025年8月", "2026年1月"]
