"""The head of a paper: mark, number, red lines, title, recipient (7.2, 7.3.1–7.3.2, 10.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from templates.checks.document import Defect, PaperFile, Paragraph, number_of
from templates.instrument import WP, A, W
from templates.standard import (
    EMU,
    LETTER_RULE_BOTTOM,
    LETTER_RULE_WIDTH,
    PAGE_HEIGHT,
    RED,
    SIZE_TITLE,
    Form,
)

NUMBER = re.compile(r"[^\s〔〕]+〔(19|20)\d\d〕[1-9]\d*号")
TOLERANCE = 114  # two millimetres


def check_head(paper: PaperFile) -> Iterator[Defect]:
    """The head that the paper's form asks for, and the title below it."""
    if paper.form is Form.DOCUMENT:
        yield from _document_head(paper)
    elif paper.form is Form.LETTER:
        yield from _letter_head(paper)
    yield from _title(paper)


def _document_head(paper: PaperFile) -> Iterator[Defect]:
    place = _places(paper, "发文字号")[0]
    marks = _places(paper, "发文机关标志")
    mark = marks[0] if marks else 0
    if not marks:
        yield Defect("7.2.4", "没有发文机关标志")
    elif place - mark != 3 or any(p.text for p in paper.flow[mark + 1 : place]):
        yield Defect("7.2.5", "发文字号不在发文机关标志下空二行处")
    yield from _number(paper, paper.flow[place])
    line = paper.flow[place].border("bottom")
    if line is None or line.get(f"{W}color") != RED:
        yield Defect("7.2.7", "发文字号下没有红色分隔线")


def _letter_head(paper: PaperFile) -> Iterator[Defect]:
    number = paper.flow[_places(paper, "信函发文字号")[0]]
    yield from _number(paper, number)
    if number.property("jc", "val") != "right":
        yield Defect("10.1", "发文字号没有顶格居版心右边缘")
    if paper.section is None or paper.section.find(f"{W}titlePg") is None:
        yield Defect("10.1", "信函首页没有单独的页眉页脚")
    if not any(p.style == "信函发文机关标志" for p in paper.reference("header", "first") or []):
        yield Defect("10.1", "首页没有发文机关标志")
    foot = paper.reference("footer", "first") or []
    if any("PAGE" in (node.text or "") for p in foot for node in p.element.iter(f"{W}instrText")):
        yield Defect("10.1", "信函首页不应显示页码")
    yield from _rules(number)


def _rules(number: Paragraph) -> Iterator[Defect]:
    """The double rules, top to bottom: thick, thin, thin, thick."""
    rules = sorted(
        (_place(anchor), _thickness(anchor), _width(anchor)) for anchor in number.element.iter(f"{WP}anchor")
    )
    if len(rules) != 4:
        yield Defect("10.1", "首页没有上下两条红色双线")
        return
    (_, first, _), (_, second, _), (_, third, _), (lowest, fourth, _) = rules
    if first <= second:
        yield Defect("10.1", "首条红色双线不是上粗下细")
    if third >= fourth:
        yield Defect("10.1", "末条红色双线不是上细下粗")
    if abs(PAGE_HEIGHT - lowest - LETTER_RULE_BOTTOM) > TOLERANCE:
        yield Defect("10.1", "末条红色双线距下页边不是 20 毫米")
    if any(abs(width - LETTER_RULE_WIDTH) > TOLERANCE for _, _, width in rules):
        yield Defect("10.1", "红色双线长不是 170 毫米")


def _place(anchor: Any) -> int:
    offset: str | None = anchor.findtext(f"{WP}positionV/{WP}posOffset")
    return number_of(offset) // EMU


def _thickness(anchor: Any) -> int:
    line = next(anchor.iter(f"{A}ln"), None)
    return number_of(line.get("w")) if line is not None else 0


def _width(anchor: Any) -> int:
    extent = anchor.find(f"{WP}extent")
    return number_of(extent.get("cx")) // EMU if extent is not None else 0


def _number(paper: PaperFile, paragraph: Paragraph) -> Iterator[Defect]:
    text = paragraph.text.strip()
    if paper.filled and not NUMBER.fullmatch(text):
        yield Defect("7.2.5", f"发文字号“{text}”不是“机关代字〔年份〕序号号”的写法")


def _title(paper: PaperFile) -> Iterator[Defect]:
    titles = _places(paper, "公文标题")
    if not titles:
        yield Defect("7.3.1", "没有标题")
        return
    for position in titles:
        title = paper.flow[position]
        if title.property("jc", "val") != "center" or number_of(title.run_property("sz")) != SIZE_TITLE:
            yield Defect("7.3.1", f"标题“{title.text}”不是二号居中")
    number = next((i for i, p in enumerate(paper.flow) if p.style.endswith("发文字号")), None)
    if number is not None and titles[0] - number != 3:
        yield Defect("7.3.1", "标题上方没有空二行")
    recipients = [position for position in _places(paper, "主送机关") if position > titles[-1]]
    if not recipients:
        return
    recipient = recipients[0]
    addressee = paper.flow[recipient]
    if recipient - titles[-1] not in (2, 3) or paper.flow[titles[-1] + 1].text:
        yield Defect("7.3.2", "主送机关上方没有空一行")
    if not addressee.text.endswith("：") or addressee.characters("firstLine"):
        yield Defect("7.3.2", "主送机关不是顶格或没有以全角冒号结尾")


def _places(paper: PaperFile, style: str) -> list[int]:
    return [position for position, p in enumerate(paper.flow) if p.style == style]
