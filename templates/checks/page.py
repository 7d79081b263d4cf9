"""Page, type area, grid and page numbers (5.1–5.2, 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from templates.checks.document import Defect, PaperFile, Paragraph, number_of
from templates.instrument import W
from templates.standard import (
    CHARACTER_SPACE,
    CONVERTED,
    FOOTER_DISTANCE,
    LEFT,
    LETTER_MARK_TOP,
    LINES_A_PAGE,
    NOMINAL,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SIZE_BODY,
    SIZE_IMPRINT,
    Form,
)

TOLERANCE = 57  # one millimetre, as the standard allows


def check_page(paper: PaperFile) -> Iterator[Defect]:
    """The last section stands for all: papers have one."""
    section = paper.section
    if section is None:
        yield Defect("5.1", "没有页面设置")
        return
    size, margins, grid = (section.find(f"{W}{tag}") for tag in ("pgSz", "pgMar", "docGrid"))
    if size is None or (number_of(size.get(f"{W}w")), number_of(size.get(f"{W}h"))) != (
        PAGE_WIDTH,
        PAGE_HEIGHT,
    ):
        yield Defect("5.1", "纸张不是 A4 竖排（210×297 毫米）")
    if margins is None:
        yield Defect("5.2.1", "没有页边距")
        return
    given = {
        name: number_of(value) for name, value in ((k.split("}")[1], v) for k, v in margins.attrib.items())
    }
    known = [
        profile
        for profile in (NOMINAL, CONVERTED)
        if abs(given.get("top", 0) - profile.top) <= TOLERANCE
        and abs(given.get("bottom", 0) - profile.bottom) <= TOLERANCE
    ]
    if not known:
        yield Defect("5.2.1", "天头、地脚不是 37/35 毫米（或折算的 34.58/32.58 毫米）")
    if abs(given.get("left", 0) - LEFT) > TOLERANCE or abs(given.get("right", 0) - RIGHT) > TOLERANCE:
        yield Defect("5.2.1", "订口不是 28 毫米或版心宽不是 156 毫米")
    if abs(given.get("footer", 0) - FOOTER_DISTANCE) > TOLERANCE:
        yield Defect("7.5", "页脚距页边不是 25.3 毫米，页码一字线不在版心下 7 毫米")
    if paper.form is Form.LETTER and abs(given.get("header", 0) - LETTER_MARK_TOP) > TOLERANCE:
        yield Defect("10.1", "信函发文机关标志上边缘距上页边不是 30 毫米")
    yield from _grid(paper, grid.attrib if grid is not None else {}, known[0].line if known else NOMINAL.line)
    yield from _page_numbers(paper)


def _grid(paper: PaperFile, grid: dict[str, str], line: int) -> Iterator[Defect]:
    if grid.get(f"{W}type") != "linesAndChars" or number_of(grid.get(f"{W}charSpace")) > CHARACTER_SPACE:
        yield Defect("5.2.3", "文档网格不是每行 28 字")
    if number_of(grid.get(f"{W}linePitch")) != line:
        yield Defect("5.2.3", f"文档网格不是每面 {LINES_A_PAGE} 行")
    body = [
        paragraph
        for paragraph in paper.flow
        if paragraph.style.startswith(("公文正文", "公文一级", "公文二级"))
    ]
    for paragraph in body:
        if (paragraph.property("spacing", "lineRule"), number_of(paragraph.property("spacing", "line"))) != (
            "exact",
            line,
        ):
            yield Defect("5.2.3", f"“{paragraph.text[:10]}”行距不是固定值 {line / 20} 磅")
    for paragraph in body:
        if number_of(paragraph.run_property("sz")) != SIZE_BODY:
            yield Defect("5.2.2", f"“{paragraph.text[:10]}”不是三号字")


def _page_numbers(paper: PaperFile) -> Iterator[Defect]:
    settings = paper.settings
    if settings is None or settings.find(f"{W}evenAndOddHeaders") is None:
        yield Defect("7.5", "没有设置奇偶页不同")
    for which, side, name in (("default", "right", "单页"), ("even", "left", "双页")):
        numbered = [p for p in paper.reference("footer", which) or [] if _is_page_number(p)]
        if not numbered:
            yield Defect("7.5", f"{name}没有页码")
        for paragraph in numbered:
            if paragraph.property("jc", "val") != side or paragraph.characters(side) != 1:
                yield Defect("7.5", f"{name}页码不在{'右' if side == 'right' else '左'}空一字处")
            if number_of(paragraph.run_property("sz")) != SIZE_IMPRINT:
                yield Defect("7.5", f"{name}页码不是四号字")
            if paragraph.text.count("—") != 2:
                yield Defect("7.5", f"{name}页码两边没有一字线")


def _is_page_number(paragraph: Paragraph) -> bool:
    codes = (node.text or "" for node in paragraph.element.iter(f"{W}instrText"))
    return any(code.strip() == "PAGE" for code in codes)
