"""Word documents: paragraphs with their automatic numbers, tables, text boxes, footnotes.

Tracked changes are read as accepted: what is inserted counts, what is deleted does not.  Headers, footers
and hidden text are not part of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from importers.blocks import RawBlock, RawLine, Reading
from importers.readers.packages import COMPAT, WORD, Package, attribute, child, is_on
from importers.readers.word_numbering import Numbering
from importers.readers.word_tables import read_table
from ledger.errors import BadDocument

_BLOCK_FRAMES = {WORD + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_SKIPPED = {WORD + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rt", "tblPr")}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MAX_DEPTH = 60


def read(content: bytes, name: str) -> Reading:
    """The blocks of a .docx in printed order, its footnotes after them."""
    package = Package(content, name)
    root = package.part("word/document.xml")
    body = child(root, "body") if root is not None else None
    if body is None:
        raise BadDocument(f"“{name}”中没有正文，无法读取，请用 Word 打开并另存后再导入。")
    styles = package.part("word/styles.xml")
    reader = _Reader(Numbering(package.part("word/numbering.xml"), styles), _contents_styles(styles))
    blocks = list(reader.blocks(body))
    for part, element in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        notes = package.part(part)
        for note in notes.findall(WORD + element) if notes is not None else ():
            if attribute(note, "type") is None:
                blocks.extend(reader.blocks(note))
    return Reading(tuple(blocks), _notes(package))


def _notes(package: Package) -> tuple[str, ...]:
    if package.part("word/comments.xml") is not None:
        return ("文档含有批注，批注内容没有导入。",)
    return ()


class _Reader:
    def __init__(self, numbering: Numbering, contents: frozenset[str]) -> None:
        self._numbering = numbering
        self._contents = contents
        self._goes_on = False

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[RawBlock]:
        """Paragraphs and tables under an element, text boxes after the paragraph that anchors them."""
        if depth > _MAX_DEPTH:
            return
        for element in parent:
            if element.tag == WORD + "p":
                if _style_of(element) not in self._contents:
                    yield from self._paragraph(element, depth)
            elif element.tag == WORD + "tbl":
                yield from read_table(element, self._cell)
            elif element.tag in _BLOCK_FRAMES:
                yield from self.blocks(element, depth + 1)

    def _cell(self, cell: Any) -> list[str]:
        """The paragraphs of a cell; a table inside a cell as its lines."""
        lines: list[str] = []
        for block in self.blocks(cell, 1):
            lines.extend([block.text] if isinstance(block, RawLine) else [c for c in block.cells if c])
        return lines

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[RawBlock]:
        label = self._numbering.label(paragraph)
        boxes: list[Any] = []
        text = "".join(_texts(paragraph, boxes))
        properties = child(paragraph, "pPr")
        pieces = [piece for piece in text.split("\n") if piece.strip()]
        justified = child(properties, "jc") if properties is not None else None
        if justified is not None and attribute(justified) == "center":
            pieces = ["".join(pieces)] if pieces else []
        heading = _is_heading(properties)
        for n, piece in enumerate(pieces):
            starts = not (self._goes_on and n == 0)
            strong = len(label) + _bold_lead(paragraph) if n == 0 else 0
            yield RawLine((label if n == 0 else "") + piece, 0, starts, heading, strong=strong)
        if pieces:
            self._goes_on = child(properties, "rPr", "del") is not None if properties is not None else False
        for box in boxes:
            yield from self.blocks(box, depth + 1)


def _contents_styles(styles: Any | None) -> frozenset[str]:
    """The styles that Word sets a table of contents in."""
    found = styles.findall(WORD + "style") if styles is not None else []
    named = {attribute(style, "styleId") or "": child(style, "name") for style in found}
    return frozenset(
        key
        for key, name in named.items()
        if name is not None and (attribute(name) or "").lower().startswith("toc")
    )


def _style_of(paragraph: Any) -> str | None:
    style = child(paragraph, "pPr", "pStyle")
    return attribute(style) if style is not None else None


def _bold_lead(paragraph: Any) -> int:
    """How many characters at the beginning are set bold; 0 where all or none are."""
    length = 0
    for run in paragraph.iter(WORD + "r"):
        text = "".join(_texts(run, []))
        if text.strip() and not is_on(child(run, "rPr", "b")):
            return length
        length += len(text)
    return 0


def _is_heading(properties: Any | None) -> bool:
    if properties is None:
        return False
    style = child(properties, "pStyle")
    return child(properties, "outlineLvl") is not None or (
        style is not None and (attribute(style) or "").lower().startswith(("heading", "title", "1", "2", "3"))
    )


def _texts(element: Any, boxes: list[Any], depth: int = 0) -> Iterator[str]:
    """The printed characters under an element; text boxes are put aside."""
    if depth > _MAX_DEPTH:
        return
    for node in element:
        tag = node.tag
        if tag == WORD + "t":
            yield node.text or ""
        elif tag in (WORD + "tab", WORD + "ptab"):
            yield " "
        elif tag in (WORD + "br", WORD + "cr"):
            yield "\n"
        elif tag == WORD + "noBreakHyphen":
            yield "-"
        elif tag == WORD + "txbxContent":
            boxes.append(node)
        elif tag == COMPAT + "AlternateContent":
            choice = node.find(COMPAT + "Choice")
            yield from _texts(choice if choice is not None else node, boxes, depth + 1)
        elif tag == WORD + "r":
            yield from _run(node, boxes, depth)
        elif isinstance(tag, str) and tag not in _SKIPPED:
            yield from _texts(node, boxes, depth + 1)


def _run(run: Any, boxes: list[Any], depth: int) -> Iterator[str]:
    properties = child(run, "rPr")
    if properties is not None:
        if is_on(child(properties, "vanish")):
            return
        raised = child(properties, "vertAlign")
        if raised is not None and attribute(raised) == "superscript":
            yield from (piece.translate(_SUPERSCRIPTS) for piece in _texts(run, boxes, depth + 1))
            return
    yield from _texts(run, boxes, depth + 1)
