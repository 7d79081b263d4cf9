"""A copy of a paper that LibreOffice shows as Word would; the paper itself stays as it is.

LibreOffice gives a character that is wider than its cell of the grid two cells, and ignores exact line
spacing where there is a line grid.  The copy carries no grid; its characters are set closer instead.  Papers
are printed from Word or WPS; this is for looking at them where neither is at hand.
"""

from __future__ import annotations

from pathlib import Path

from templates.instrument import W, parse, serialize
from templates.package import read_parts, save, write_parts

CLOSER = -5  # twips a character: 28 characters a line


def preview_copy(paper: Path, out: Path) -> Path:
    """Writes the copy and returns its path. Raises BadDocument for what is no .docx."""
    parts = read_parts(paper.read_bytes(), paper.name)
    document = parse(parts["word/document.xml"], paper.name)
    for grid in list(document.iter(f"{W}docGrid")):
        grid.getparent().remove(grid)
    styles = parse(parts["word/styles.xml"], paper.name)
    for properties in styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr"):
        spacing = properties.makeelement(f"{W}spacing", {f"{W}val": str(CLOSER)})
        place = next((i + 1 for i, child in enumerate(properties) if child.tag == f"{W}color"), 0)
        properties.insert(place, spacing)
    ready = parts | {"word/document.xml": serialize(document), "word/styles.xml": serialize(styles)}
    return save(write_parts(ready), out)
