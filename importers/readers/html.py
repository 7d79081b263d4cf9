"""Web pages saved from a government's site: the article without the navigation around it.

Of a page only the part counts that holds most of its running text.  Scripts, forms, menus and what is
hidden are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from importers.blocks import RawBlock, RawLine, RawTable, Reading
from importers.readers.encodings import decode
from ledger.errors import BadDocument

_SKIPPED = {
    "script",
    "style",
    "noscript",
    "iframe",
    "form",
    "button",
    "select",
    "input",
    "nav",
    "footer",
    "aside",
    "head",
    "svg",
    "object",
    "template",
    "video",
    "audio",
}
_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "header",
    "blockquote",
    "center",
    "td",
    "tr",
    "tbody",
    "pre",
    "fieldset",
    "body",
    "hr",
}

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", *_HEADINGS}
_SCRIPTS = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumb|crumb|sidebar|footer|copyright|share|toolbar|related|banner|login|search)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；]")
_BREAK = "\u2028"
_BOLD, _PLAIN = "\ue000", "\ue001"
_MARKS = str.maketrans({_BREAK: " ", _BOLD: "", _PLAIN: ""})
_MAX_DEPTH = 200
_MAX_SPAN = 100
_MAX_COLUMNS = 200


def read(content: bytes, name: str) -> Reading:
    """Paragraphs and tables of the article of a saved page."""
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(_decoded(content, name).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        raise BadDocument(f"“{name}”不是完整的网页，无法读取，请重新保存后再导入。") from None
    body = root.find("body")
    top = body if body is not None else root
    return Reading(tuple(_blocks(_article(top), 0)))


def blocks_of_fragment(text: str) -> Iterator[RawBlock]:
    """The blocks of a piece of HTML inside another text; its characters where it is none."""
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        yield RawLine(re.sub(r"<[^<>]*>", " ", text))
        return
    yield from _blocks(root, 0)


def _decoded(content: bytes, name: str) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared:
        encoding = declared.group(1).decode("ascii").lower()
        try:
            return content.decode("gb18030" if encoding.startswith("gb") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, name)


def _article(top: Any) -> Any:
    """The smallest element, no single paragraph, that holds nearly all sentences and rows of the page."""
    sentences, rows = _weight(top), _rows_of_tables(top)
    current = top
    for _ in range(_MAX_DEPTH):
        best = max((child for child in current if _is_element(child)), key=_weight, default=None)
        if best is None or best.tag in _PARAGRAPHS:
            return current
        if _weight(best) < 0.9 * sentences or _rows_of_tables(best) < 0.9 * rows:
            return current
        current = best
    return current


def _weight(element: Any) -> int:
    return len(_SENTENCE.findall("".join(element.itertext())))


def _rows_of_tables(element: Any) -> int:
    """Rows of the tables that list something: three cells or more, each without a table of its own."""
    return sum(
        1
        for row in element.iter("tr")
        if len([cell for cell in row if cell.tag in ("td", "th")]) > 2 and row.find(".//table") is None
    )


def _is_element(node: Any) -> bool:
    return isinstance(node.tag, str) and node.tag not in _SKIPPED


def _is_skipped(node: Any) -> bool:
    if not _is_element(node) or _HIDDEN.search(node.get("style") or ""):
        return True
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return bool(_AROUND.search(named)) and _weight(node) < 5


def _blocks(element: Any, depth: int) -> Iterator[RawBlock]:
    """The blocks under an element; runs of inline text between them are lines of their own."""
    if depth > _MAX_DEPTH:
        return
    inline: list[str] = [element.text or ""]
    for node in element:
        if _is_skipped(node):
            pass
        elif node.tag == "table":
            yield from _lines(inline)
            yield from _table(node, depth)
        elif node.tag == "br":
            inline.append(_BREAK)
        elif node.tag in _BLOCKS or _holds_block(node):
            yield from _lines(inline)
            heading = node.tag in _HEADINGS
            for block in _blocks(node, depth + 1):
                yield RawLine(block.text, 0, True, True) if heading and isinstance(block, RawLine) else block
        else:
            inline.append(_inline(node))
        inline.append(node.tail or "")
    yield from _lines(inline)


def _holds_block(node: Any) -> bool:
    return any(
        isinstance(inner.tag, str) and inner.tag in _BLOCKS | {"table"} for inner in node.iterdescendants()
    )


def _inline(node: Any) -> str:
    pieces = [node.text or ""]
    for inner in node:
        if inner.tag == "br":
            pieces.append(_BREAK)
        elif not _is_skipped(inner):
            pieces.append(_inline(inner))
        pieces.append(inner.tail or "")
    text = "".join(pieces)
    if node.tag in ("b", "strong") and text.strip():
        return _BOLD + text + _PLAIN
    return text.translate(_SCRIPTS[node.tag]) if node.tag in _SCRIPTS else text


def _lines(inline: list[str]) -> Iterator[RawLine]:
    """The lines gathered so far; breaks in the source are blanks, `<br>` is a new line."""
    text = re.sub(r"[\r\n]+", " ", "".join(inline))
    inline.clear()
    for line in text.split(_BREAK):
        if line.strip(" \t\u00a0\u3000"):
            plain = line.replace(_BOLD, "").replace(_PLAIN, "")
            lead = line.lstrip()
            strong = lead.find(_PLAIN) - 1 if lead.startswith(_BOLD) else 0
            yield RawLine(plain.lstrip(), 0, True, strong=strong if strong < len(plain.strip()) else 0)


def _table(table: Any, depth: int) -> Iterator[RawBlock]:
    """The table as a full grid, or its blocks where it only lays out the page."""
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    if any(_weight(cell) > 12 for row in rows for cell in row if _is_element(cell)) or _widest(rows) < 2:
        for row in rows:
            for cell in row:
                if _is_element(cell):
                    yield from _blocks(cell, depth + 1)
        return
    yield _grid(rows)


def _table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent


def _widest(rows: list[Any]) -> int:
    return max(
        (sum(_span(cell, "colspan") for cell in row if cell.tag in ("td", "th")) for row in rows), default=0
    )


def _grid(rows: list[Any]) -> RawTable:
    cells: list[str] = []
    places: dict[tuple[int, int], int] = {}
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (r, column) in places:
                column += 1
            cells.append(" ".join(_inline(cell).translate(_MARKS).split()))
            for dr in range(min(_span(cell, "rowspan"), len(rows) - r)):
                for dc in range(_span(cell, "colspan")):
                    if column + dc < _MAX_COLUMNS:
                        places.setdefault((r + dr, column + dc), len(cells) - 1)
            column += _span(cell, "colspan")
    width = max((column for _, column in places), default=0) + 1
    grid = []
    for r in range(len(rows)):
        indices = []
        for c in range(width):
            if (r, c) not in places:
                cells.append("")
                places[r, c] = len(cells) - 1
            indices.append(places[r, c])
        grid.append(tuple(indices))
    return RawTable(tuple(cells), tuple(grid))


def _span(cell: Any, name: str) -> int:
    try:
        return min(max(int(cell.get(name) or 1), 1), _MAX_SPAN)
    except ValueError:
        return 1
