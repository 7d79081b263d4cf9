"""Makes the sample plan (.docx) and the inspectors' sample list (.xlsx) from plan.txt and findings.csv.

The samples are shipped as made; run `python -m tui.demo.make_samples` after changing a source.  Places,
units, persons and enterprises are invented.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLAN_SOURCE = HERE / "plan.txt"
PLAN = HERE / "plan.docx"
FINDINGS_SOURCE = HERE / "findings.csv"
FINDINGS = HERE / "findings.xlsx"
OFFICES = HERE / "offices.csv"

# The mark that opens a line of plan.txt, and the style of its paragraph.
STYLES = {
    "# ": "Title",
    "## ": "Heading 1",
    "### ": "Heading 2",
    "@ ": "Document number",
    "> ": "Recipients",
    "< ": "Date of issue",
}
FONTS = {
    "Normal": "仿宋_GB2312",
    "Title": "方正小标宋简体",
    "Heading 1": "黑体",
    "Heading 2": "楷体_GB2312",
}
SIZES = {"Title": 22.0}
DAY = "检查日期"
MADE_AT = datetime(2026, 4, 20, 9)  # noqa: DTZ001 - Word's core properties hold no zone


def plan_paragraphs(source: str) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph of plan.txt."""
    for line in source.splitlines():
        mark = next((mark for mark in STYLES if line.startswith(mark)), None)
        yield (STYLES[mark], line[len(mark) :]) if mark else ("Normal", line)


def write_plan(out: Path) -> None:
    """The plan as an office would send it: styled paragraphs on A4, numbers typed as text."""
    import docx
    from docx.shared import Mm

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _prepare_styles(word)
    for style, text in plan_paragraphs(PLAN_SOURCE.read_text(encoding="utf-8")):
        word.add_paragraph(text, style=style)
    properties = word.core_properties
    properties.author = properties.last_modified_by = "青岚区攻坚办"
    properties.comments = ""
    properties.title = "青岚区2026年大气污染防治攻坚战实施方案"
    properties.created = properties.modified = MADE_AT
    word.save(str(out))


def _prepare_styles(word: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    centred, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    for name in ("Document number", "Recipients", "Date of issue"):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = word.styles[name]
        style.font.size = Pt(SIZES.get(name, 16.0))
        style.font.bold = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_fonts(style, FONTS[name])
        layout = style.paragraph_format
        layout.line_spacing, layout.space_before, layout.space_after = Pt(28.95), Pt(0), Pt(0)
        layout.first_line_indent = Pt(0 if name == "Title" else 32)
    title = word.styles["Title"].paragraph_format
    title.alignment, title.space_before, title.space_after = centred, Pt(24), Pt(24)
    for name, alignment in (("Document number", centred), ("Recipients", None), ("Date of issue", right)):
        layout = word.styles[name].paragraph_format
        layout.first_line_indent = Pt(0)
        layout.alignment = alignment


def _set_fonts(style: Any, font: str) -> None:
    """Writes all four slots; a theme font left in the style would win over the name."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(slot), font)
    fonts.set(qn("w:hint"), "eastAsia")
    for border in style.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)


def write_findings(out: Path) -> None:
    """The month's list as inspectors send it: a title above the heads, dates as dates."""
    from templates.workbook import Column, Kind, Sheet, workbook_bytes

    with FINDINGS_SOURCE.open(encoding="utf-8", newline="") as source:
        heads, *rows = list(csv.reader(source))
    sheet = Sheet(
        name="交办清单",
        title="2026年8月大气污染防治督查交办问题清单（青岚区）",
        note="交办单位：云川市攻坚办",
        columns=[Column(head, Kind.DAY if head == DAY else Kind.TEXT) for head in heads],
        rows=[(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows],
    )
    content = workbook_bytes([sheet], title=sheet.title, creator="云川市攻坚办", day=date(2026, 8, 28))
    out.write_bytes(content)


def main() -> None:
    """Makes both samples anew beside their sources."""
    write_plan(PLAN)
    write_findings(FINDINGS)


if __name__ == "__main__":
    main()
