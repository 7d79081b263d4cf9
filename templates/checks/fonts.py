"""Faces, weight and colour of every run (5.2.2, 5.2.4, 7.2, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

from templates.checks.document import Defect, PaperFile, Paragraph
from templates.standard import BLACK, FONTS, RED

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
ROLES = {
    "发文机关标志": "title",
    "信函发文机关标志": "title",
    "公文标题": "title",
    "附件标题": "title",
    "公文一级标题": "hei",
    "附件标识": "hei",
    "表头": "hei",
    "公文二级标题": "kai",
    "单页页码": "song",
    "双页页码": "song",
}
RED_STYLES = frozenset({"发文机关标志", "信函发文机关标志"})


def check_fonts(paper: PaperFile) -> Iterator[Defect]:
    """Each run's face in all four slots, as its style's role asks; text black but for the mark."""
    for part, body in paper.parts.items():
        if part.startswith("word/") and part.endswith(".xml") and b"Theme=" in body and b"rFonts" in body:
            yield Defect("5.2.2", f"{part} 用了主题字体，字体名会失效")
    for paragraph in _all(paper):
        for run in paragraph.runs():
            yield from _check_run(paragraph, run)


def _all(paper: PaperFile) -> Iterator[Paragraph]:
    yield from paper.paragraphs()
    for kind in ("header", "footer"):
        for which in ("default", "even", "first"):
            yield from paper.reference(kind, which) or []


def _check_run(paragraph: Paragraph, run: object) -> Iterator[Defect]:
    sample = f"“{paragraph.text[:10]}”"
    faces = {slot: paragraph.run_property("rFonts", slot, run) for slot in SLOTS}
    role = ROLES.get(paragraph.style, "body")
    permitted = {getattr(fonts, role) for fonts in FONTS.values()}
    if len(set(faces.values())) != 1:
        yield Defect("5.2.2", f"{sample}四个字体槽不一致：{faces}")
    elif faces["eastAsia"] not in permitted:
        yield Defect("5.2.2", f"{sample}字体是{faces['eastAsia']}，应为{'、'.join(sorted(permitted))}")
    if paragraph.run_property("rFonts", "hint", run) != "eastAsia":
        yield Defect("5.2.2", f"{sample}引号和破折号没有指定中文字体")
    if paragraph.run_property("b", run=run) not in (None, "0", "false", "off"):
        yield Defect("7.3", f"{sample}加粗了")
    colour = (paragraph.run_property("color", run=run) or BLACK).upper()
    wanted = RED if paragraph.style in RED_STYLES else BLACK
    if colour not in (wanted, "AUTO" if wanted == BLACK else wanted):
        yield Defect("5.2.4", f"{sample}颜色是 {colour}")
