"""The few WordprocessingML elements that the papers are made of, as text."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from templates.standard import EMU, RED

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text: str, properties: str = "") -> str:
    """One run; a tab character becomes a tab stop."""
    inside = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def paragraph(style: str, text: str = "", properties: str = "", *, runs: str = "") -> str:
    """A paragraph of one style; `properties` go into its w:pPr after the style."""
    content = runs or (run(text) if text else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def blank(count: int = 1) -> str:
    """Empty lines of body size: the standard counts its distances in them."""
    return paragraph("Normal") * count


def control(tag: str, level: str = "p") -> str:
    """A line of its own that holds a template tag, and that rendering takes away."""
    return paragraph("Body", f"{{%{level} {tag} %}}")


def page_field() -> str:
    """— 1 —"""
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin",))
    field += '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return run("— ") + field + run(" —")


def cell(width: int, content: str, properties: str = "") -> str:
    """A table cell; `content` is one or more paragraphs."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def row(cells: str, *, head: bool = False, height: int = 0) -> str:
    """A row that never breaks across pages; a head is repeated on each. `height` is the least, in twips."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def border(name: str, size: int, colour: str = "000000", kind: str = "single", space: int = 0) -> str:
    """One border; `size` in eighths of a point."""
    return f'<w:{name} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def table(
    widths: Sequence[int], rows: str, *, properties: str = "", borders: str | None = None, margin: int = 85
) -> str:
    """A table with a fixed layout; by default each line of it is thin and black."""
    lines = (
        borders
        if borders is not None
        else "".join(border(side, 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{properties}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def picture(name: str, number: int, width: int = 5_580_000, height: int = 3_240_000) -> str:
    """A picture in the line, in English Metric Units; a paper puts its chart of that name in its place."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="图表：{name}"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture_relation(number)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def picture_relation(number: int) -> str:
    """The relation id of the nth picture of a document."""
    return f"rIdPicture{number}"


def red_line(name: str, number: int, top: int, thickness: int, width: int) -> str:
    """A red line across the page, centred, `top` twips below the page's upper edge."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    extent = f'cx="{width * EMU}" cy="0"'
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice xmlns:wps="{shape}" Requires="wps"><w:drawing>'
        f'<wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" '
        f'simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {extent}/><wp:wrapNone/><wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{shape}"><wps:wsp><wps:cNvCnPr/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{thickness * EMU}">'
        f'<a:solidFill><a:srgbClr val="{RED}"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
