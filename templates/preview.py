"""A copy of a paper that LibreOffice shows as Word would; the paper itself stays as it is.

LibreOffice gives a character that is wider than its cell of the grid two cells, and ignores exact line
spacing where there is a line grid: the copy carries no grid, its characters are set closer instead.  Up to
7.5 it sets a table that floats at the foot of the page into the text: the copy places it in a text box.
Papers are printed from Word or WPS; this is for looking at them where neither is at hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from templates.instrument import W, parse, serialize
from templates.package import read_parts, save, write_parts
from templates.standard import EMU, TYPE_WIDTH

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:wps="{_SHAPE}">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
    'distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
    '<wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    '<wp:extent cx="{width}" cy="{height}"/><wp:wrapTopAndBottom/><wp:docPr id="900" name="版记"/>'
    f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
    "<wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx>"
    '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp></a:graphicData></a:graphic>'
    "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)
ROW = 500  # twips: a line of the imprint with its rule
CLOSER = -5  # twips a character: 28 characters a line


def preview_copy(paper: Path, out: Path) -> Path:
    """Writes the copy and returns its path. Raises BadDocument for what is no .docx."""
    parts = read_parts(paper.read_bytes(), paper.name)
    document = parse(parts["word/document.xml"], paper.name)
    for grid in list(document.iter(f"{W}docGrid")):
        grid.getparent().remove(grid)
    for start in document.iter(f"{W}type"):
        # With oddPage it repeats a section's first head on the second page.
        start.set(f"{W}val", "nextPage")
    for table in list(document.iter(f"{W}tbl")):
        _place_imprint(table)
    styles = parse(parts["word/styles.xml"], paper.name)
    for properties in styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr"):
        spacing = properties.makeelement(f"{W}spacing", {f"{W}val": str(CLOSER)})
        place = next((i + 1 for i, child in enumerate(properties) if child.tag == f"{W}color"), 0)
        properties.insert(place, spacing)
    ready = parts | {"word/document.xml": serialize(document), "word/styles.xml": serialize(styles)}
    return save(write_parts(ready), out)


def _place_imprint(table: Any) -> None:
    """Puts a table that floats at the foot into a text box that LibreOffice places there."""
    place = table.find(f"{W}tblPr/{W}tblpPr")
    anchor = table.getnext()
    if place is None or place.get(f"{W}tblpYSpec") != "bottom" or anchor is None:
        return
    from lxml import etree

    table.find(f"{W}tblPr").remove(place)
    height = ROW * len(table.findall(f"{W}tr"))
    box = etree.fromstring(_BOX.format(width=TYPE_WIDTH * EMU, height=height * EMU))
    content = next(box.iter(f"{W}txbxContent"))
    content.insert(0, table)
    anchor.append(box)
