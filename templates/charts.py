"""The charts of a circular as pictures, drawn with a Chinese font that the machine has.

Nothing is drawn with a font that lacks the characters: boxes in place of names would go out under a seal.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from ledger.errors import BadValue
from ledger.money import FEN_PER_WAN, Money
from ledger.views import Summary, SummaryRow
from templates.package import Parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontEntry

# By the likeness to the paper's own faces; then whatever else holds the characters.
PREFERRED = (
    "FangSong", "FangSong_GB2312", "仿宋", "SimSun", "宋体", "STSong", "Songti SC", "FandolSong", "SimHei",
    "黑体", "Microsoft YaHei", "PingFang SC", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC",
    "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN", "FandolHei",
)  # fmt: skip
# Characters that every chart and every office's name may need, rare capitals among them.
NEEDED = "扣缴财力万元办事处街道壹贰叁肆伍陆柒捌玖镇乡"
OFFICES, MONTHS = "各单位扣缴", "逐月扣缴"
INCHES = (6.1, 3.54)
DOTS = 200
FEWEST_COLUMNS = 6
GREY = "#595959"
BAR = "#7F7F7F"
NO_FONT = (
    "没有找到中文字体，图表无法绘制：请安装仿宋、宋体或黑体（Linux 可装 fonts-noto-cjk），或者不带图表出件。"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name and its amount."""

    label: str
    amount: Money


def circular_charts(offices: Summary, months: Summary) -> Parts:
    """The pictures of a circular by the name that its template gives them: per office, and month by month.

    Raises BadValue where the machine has no font with Chinese characters.
    """
    by_office = sorted(offices.rows, key=lambda row: (-row.net.fen, row.label))
    return {
        OFFICES: office_bars([_bar(row) for row in by_office]),
        MONTHS: monthly_course(month_bars(months.rows)),
    }


def month_bars(rows: Sequence[SummaryRow]) -> list[Bar]:
    """The months in order, 8月; with their year where there is more than one."""
    ordered = sorted(rows, key=lambda row: row.key)
    years = {row.key[:4] for row in ordered}
    return [
        Bar(f"{row.key[:4] + '年' if len(years) > 1 else ''}{int(row.key[5:])}月", row.net) for row in ordered
    ]


def office_bars(bars: Sequence[Bar]) -> bytes:
    """Horizontal bars, the longest above, each with its amount in 万元; a PNG."""
    figure, axes = _sheet("各单位净扣缴财力（万元）", rows=len(bars))
    names = [bar.label for bar in reversed(bars)]
    lengths = [_wan(bar.amount) for bar in reversed(bars)]
    drawn = axes.barh(names, lengths, color=BAR, height=0.6)
    axes.bar_label(drawn, labels=[_figure_of(bar.amount) for bar in reversed(bars)], padding=3, fontsize=9)
    axes.margins(x=0.12)
    return _png(figure)


def monthly_course(bars: Sequence[Bar]) -> bytes:
    """A column a month with its amount in 万元; a PNG."""
    figure, axes = _sheet("逐月净扣缴财力（万元）")
    drawn = axes.bar([bar.label for bar in bars], [_wan(bar.amount) for bar in bars], color=BAR, width=0.55)
    axes.bar_label(drawn, labels=[_figure_of(bar.amount) for bar in bars], padding=3, fontsize=9)
    axes.margins(y=0.15)
    # A few months stand as columns, not as walls.
    axes.set_xlim(-0.6, max(len(bars), FEWEST_COLUMNS) - 0.4)
    return _png(figure)


@lru_cache(maxsize=1)
def chinese_font() -> str:
    """The file of a font on this machine that holds every needed character. Raises BadValue where none is."""
    # Its notes on building caches are for programmers and would stand on a clerk's screen.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib import font_manager, ft2font

    # Of several weights the one nearest to regular stays in the mapping: it comes last.
    entries = sorted(font_manager.fontManager.ttflist, key=_distance_from_regular, reverse=True)
    known = {entry.name: entry.fname for entry in entries}
    candidates = [known[name] for name in PREFERRED if name in known]
    candidates += [path for name, path in sorted(known.items()) if name not in PREFERRED]
    for path in candidates:
        try:
            characters = ft2font.FT2Font(path).get_charmap()
        except (OSError, RuntimeError):
            continue
        if all(ord(character) in characters for character in NEEDED):
            return path
    raise BadValue(NO_FONT)


def _distance_from_regular(entry: FontEntry) -> tuple[bool, bool, int, str]:
    weight = entry.weight if isinstance(entry.weight, int) else 400
    # Not every font tells its weight; the file's name does.
    return (entry.style != "normal", "bold" in entry.fname.lower(), abs(weight - 400), entry.fname)


def _sheet(title: str, rows: int = 0) -> tuple[Figure, Axes]:
    from matplotlib import font_manager
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    face = font_manager.FontProperties(fname=chinese_font())
    figure = Figure(figsize=(INCHES[0], max(INCHES[1], 0.32 * rows + 0.8)), dpi=DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(title, fontproperties=face, fontsize=12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0, labelsize=10, colors=GREY)
    axes.set_axisbelow(True)
    return figure, axes


def _png(figure: Figure) -> bytes:
    from matplotlib import font_manager

    face = font_manager.FontProperties(fname=chinese_font(), size=10)
    for axes in figure.axes:
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(face)
    buffer = BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _bar(row: SummaryRow) -> Bar:
    return Bar(row.label, row.net)


def _wan(amount: Money) -> float:
    """A length on paper, not an amount: the figure beside the bar is exact."""
    return amount.fen / FEN_PER_WAN


def _figure_of(amount: Money) -> str:
    return f"{(Decimal(amount.fen) / FEN_PER_WAN).normalize():f}"
