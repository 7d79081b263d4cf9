"""Tables in the text, and the imprint at the foot of the last page (7.4, 8, 10.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from templates.checks.document import Defect, PaperFile, Paragraph, number_of
from templates.instrument import W
from templates.standard import CONVERTED, NOMINAL, SIZE_IMPRINT, TYPE_WIDTH, Form

THICK, THIN = 8, 6  # 0.35 mm and 0.25 mm in eighths of a point
PRINTED = re.compile(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日印发")


def check_tables(paper: PaperFile) -> Iterator[Defect]:
    """Each table fits, repeats its head, keeps rows whole, and has its own line spacing."""
    for table in paper.body.iter(f"{W}tbl"):
        if is_imprint(table):
            continue
        width = sum(number_of(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol"))
        if width > TYPE_WIDTH + 20:
            yield Defect("8", "表格宽于版心")
        rows = table.findall(f"{W}tr")
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield Defect("8", "表头没有设置跨页重复")
        if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield Defect("8", "表格的行会跨页断开")
        for element in table.iter(f"{W}p"):
            yield from _cell(Paragraph(element, paper))


def _cell(paragraph: Paragraph) -> Iterator[Defect]:
    sample = f"表格中“{paragraph.text[:10]}”"
    if number_of(paragraph.property("spacing", "line")) in (NOMINAL.line, CONVERTED.line):
        yield Defect("8", f"{sample}用了正文的固定行距，会截字")
    if paragraph.property("snapToGrid", "val") not in ("0", "false", "off"):
        yield Defect("8", f"{sample}对齐到了文档网格，会撑高")
    if paragraph.characters("firstLine"):
        yield Defect("8", f"{sample}有首行缩进")


def is_imprint(table: Any) -> bool:
    """A table whose first paragraph has an imprint's style, by what it says."""
    texts = ["".join(node.text or "" for node in p.iter(f"{W}t")) for p in table.iter(f"{W}p")]
    return any(text.startswith("抄送：") or text.endswith("印发") for text in texts)


def check_imprint(paper: PaperFile) -> Iterator[Defect]:
    """版记: at the foot of the type area, its lines, what a letter leaves out."""
    imprints = [table for table in paper.body.iter(f"{W}tbl") if is_imprint(table)]
    if paper.form is Form.DOCUMENT and not imprints:
        yield Defect("7.4", "没有版记")
    for table in imprints:
        yield from _imprint(table, paper)


def _imprint(table: Any, paper: PaperFile) -> Iterator[Defect]:
    place = table.find(f"{W}tblPr/{W}tblpPr")
    if place is None or (place.get(f"{W}vertAnchor"), place.get(f"{W}tblpYSpec")) != ("margin", "bottom"):
        yield Defect("7.4.1", "版记没有置于版心最下方")
    paragraphs = [Paragraph(element, paper) for element in table.iter(f"{W}p")]
    copies = [p for p in paragraphs if p.text.startswith("抄送：")]
    printed = [p for p in paragraphs if p.text.endswith("印发")]
    if any(number_of(p.run_property("sz")) != SIZE_IMPRINT for p in copies + printed):
        yield Defect("7.4.2", "版记不是四号字")
    if any(not p.text.endswith("。") for p in copies):
        yield Defect("7.4.2", "抄送机关没有以句号结束")
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    lines = [
        number_of(borders.find(f"{W}{side}").get(f"{W}sz"))
        if borders is not None and borders.find(f"{W}{side}") is not None
        else 0
        for side in ("top", "insideH", "bottom")
    ]
    if paper.form is Form.LETTER:
        if printed or any(lines):
            yield Defect("10.1", "信函的版记不加印发机关、印发日期和分隔线")
        return
    if lines != [THICK, THIN, THICK]:
        yield Defect("7.4.1", "版记分隔线不是首末 0.35 毫米、中间 0.25 毫米")
    if not printed or (paper.filled and not PRINTED.search(printed[0].text)):
        yield Defect("7.4.3", "没有印发机关和印发日期")
