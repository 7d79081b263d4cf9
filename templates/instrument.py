"""Prepares a template's parts before they are compiled: refuses what runs or reaches out, applies the layout.

The clerk's file stays a plain Word document; what depends on the words of a paper (`templates.typesetting`)
and on the office's settings (`templates.standard.Layout`) is put in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ledger.errors import BadDocument
from templates import typesetting as ts
from templates.standard import CONVERTED, FONTS, NOMINAL, RED, Fonts, Layout, Margins

if TYPE_CHECKING:
    from templates.package import Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FORBIDDEN_PARTS = ("vbaProject", "activeX", "embeddings/", "afchunk", "oleObject")
FORBIDDEN_RELATIONS = frozenset({"aFChunk", "oleObject", "control", "attachedTemplate", "vbaProject"})
SAFE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
UPPER_RULES = frozenset({ts.UPPER_THICK, ts.UPPER_THIN})
MARKS = {
    "发文机关标志": (ts.MARK_SIZE, ts.MARK_SCALE, ts.MARK_LINE),
    "信函发文机关标志": (ts.LETTER_MARK_SIZE, ts.LETTER_MARK_SCALE, ts.LETTER_MARK_LINE),
}
INDENTS = {"署名": ts.SIGNATURE, "成文日期": ts.DATE}
IMPRINT = "版记印发"
PICTURE_PREFIX = "图表："


def instrument(parts: Parts, layout: Layout, name: str) -> tuple[Parts, dict[str, str]]:
    """The parts made ready, and the part of each picture that a paper replaces, by its alternative text.

    Raises BadDocument for macros, embedded objects, fields that fetch, and links to other files.
    """
    refuse_active_content(parts, name)
    trees = {part: parse(body, name) for part, body in parts.items() if _is_text(part)}
    names = style_names(trees["word/styles.xml"]) if "word/styles.xml" in trees else {}
    for tree in trees.values():
        _refuse_fields(tree, name)
        if layout.fonts is not None:
            _set_fonts(tree, layout.fonts)
        if layout.margins is not None:
            _set_margins(tree, layout.margins)
        if layout.preprinted:
            _leave_red_away(tree, names)
        _prepare_places(tree, names)
    ready = dict(parts)
    for part, tree in trees.items():
        ready[part] = serialize(tree)
    return ready, _pictures(trees["word/document.xml"], parts, name)


def parse(body: bytes, name: str) -> Any:
    """A part as a tree. Raises BadDocument for broken XML and for a document type declaration."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise BadDocument(f"模板“{name}”的内容已损坏，请用 Word 或 WPS 重新另存。") from None
    if b"<!DOCTYPE" in body:
        raise BadDocument(f"模板“{name}”含有不允许的文档类型声明，请用 Word 或 WPS 重新制作。")
    return tree


def serialize(tree: Any) -> bytes:
    """A tree as a part's bytes."""
    from lxml import etree

    body: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return body


def style_names(styles: Any) -> dict[str, str]:
    """Style ids to the names that a clerk sees in Word; Word may change the ids when it saves."""
    return {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}name") is not None
    }


def style_of(paragraph: Any, names: dict[str, str]) -> str:
    """The name of a paragraph's style; empty for the default one."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return names.get(found.get(f"{W}val"), "") if found is not None else ""


def refuse_active_content(parts: Parts, name: str) -> None:
    """Raises BadDocument for macros, embedded objects and relations that lead out of the file."""
    for part, body in parts.items():
        if any(word in part for word in FORBIDDEN_PARTS):
            raise BadDocument(f"模板“{name}”含有宏或嵌入对象（{part}），请删除后另存为普通的 .docx。")
        if part == "word/settings.xml" and b"mailMerge" in body:
            raise BadDocument(f"模板“{name}”连接了邮件合并的数据源，请断开后再用。")
        if part.endswith(".rels"):
            for relation in parse(body, name):
                kind = str(relation.get("Type", "")).rpartition("/")[2]
                if kind in FORBIDDEN_RELATIONS:
                    raise BadDocument(f"模板“{name}”含有宏或嵌入对象（{kind}），请删除后另存为普通的 .docx。")
                if relation.get("TargetMode") == "External":
                    raise BadDocument(
                        f"模板“{name}”引用了外部文件（{relation.get('Target')}），请改为不引用外部内容。"
                    )


def _is_text(part: str) -> bool:
    return part in ("word/document.xml", "word/styles.xml", "word/fontTable.xml") or (
        part.startswith(("word/header", "word/footer")) and part.endswith(".xml")
    )


def _refuse_fields(tree: Any, name: str) -> None:
    codes = [element.text or "" for element in tree.iter(f"{W}instrText")]
    codes += [element.get(f"{W}instr", "") for element in tree.iter(f"{W}fldSimple")]
    for code in codes:
        word = (code.split() or [""])[0].upper()
        if word and word not in SAFE_FIELDS:
            raise BadDocument(f"模板“{name}”含有域代码 {word}，出件时只允许页码域，请删除后再用。")


def _set_fonts(tree: Any, fonts: Fonts) -> None:
    known = {
        old: new for known in FONTS.values() for old, new in zip(known.names(), fonts.names(), strict=True)
    }
    for element in tree.iter(f"{W}rFonts"):
        for slot, old in element.attrib.items():
            element.set(slot, known.get(old, old))
    for element in tree.iter(f"{W}font"):
        element.set(f"{W}name", known.get(element.get(f"{W}name"), element.get(f"{W}name")))


def _set_margins(tree: Any, margins: Margins) -> None:
    lines = {str(known.line) for known in (NOMINAL, CONVERTED)}
    for page in tree.iter(f"{W}pgMar"):
        page.set(f"{W}top", str(margins.top))
        page.set(f"{W}bottom", str(margins.bottom))
    for grid in tree.iter(f"{W}docGrid"):
        grid.set(f"{W}linePitch", str(margins.line))
    for spacing in tree.iter(f"{W}spacing"):
        if spacing.get(f"{W}line") in lines:
            spacing.set(f"{W}line", str(margins.line))


def _leave_red_away(tree: Any, names: dict[str, str]) -> None:
    for paragraph in tree.iter(f"{W}p"):
        if style_of(paragraph, names) in MARKS:
            for run in paragraph.findall(f"{W}r"):
                paragraph.remove(run)
    for borders in tree.iter(f"{W}pBdr"):
        for border in borders:
            if border.get(f"{W}color") == RED:
                border.set(f"{W}val", "nil")
    for colour in list(tree.iter(f"{A}srgbClr")):
        line = next(colour.iterancestors(f"{A}ln"), None)
        if line is not None and colour.get("val") == RED:
            for fill in list(line):
                line.remove(fill)
            line.append(line.makeelement(f"{A}noFill", {}))


def _prepare_places(tree: Any, names: dict[str, str]) -> None:
    for paragraph in tree.iter(f"{W}p"):
        style = style_of(paragraph, names)
        if style in INDENTS:
            _indent_by(paragraph.find(f"{W}pPr"), INDENTS[style])
        elif style == IMPRINT:
            for run in paragraph.findall(f"{W}r"):
                _set_by(run, (("w", ts.IMPRINT_SCALE),))
        elif style in MARKS:
            size, scale, line = MARKS[style]
            _line_by(paragraph.find(f"{W}pPr"), line)
            for run in paragraph.findall(f"{W}r"):
                _set_by(run, (("w", scale), ("sz", size), ("szCs", size)))
    for drawn in tree.iter(f"{WP}anchor"):
        described = drawn.find(f"{WP}docPr")
        offset = drawn.find(f"{WP}positionV/{WP}posOffset")
        if described is not None and described.get("name") in UPPER_RULES and offset is not None:
            offset.text = f"{{{{ _{described.get('name')} }}}}"


def _indent_by(properties: Any, variable: str) -> None:
    for old in properties.findall(f"{W}ind"):
        properties.remove(old)
    indent = properties.makeelement(f"{W}ind", {})
    indent.set(f"{W}rightChars", f"{{{{ {variable} }}}}")
    indent.set(f"{W}right", f"{{{{ {variable}缇 }}}}")
    behind = ("jc", "textDirection", "textAlignment", "outlineLvl", "rPr", "sectPr", "pPrChange")
    properties.insert(_before(properties, behind), indent)


def _line_by(properties: Any, variable: str) -> None:
    for old in properties.findall(f"{W}spacing"):
        properties.remove(old)
    spacing = properties.makeelement(f"{W}spacing", {})
    spacing.set(f"{W}line", f"{{{{ {variable} }}}}")
    spacing.set(f"{W}lineRule", "exact")
    behind = ("ind", "contextualSpacing", "jc", "textDirection", "textAlignment", "outlineLvl", "rPr")
    properties.insert(_before(properties, behind), spacing)


def _set_by(run: Any, values: Sequence[tuple[str, str]]) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr", {})
        run.insert(0, properties)
    for tag, _ in values:
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
    behind = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")
    place = _before(properties, behind)
    for offset, (tag, variable) in enumerate(values):
        element = properties.makeelement(f"{W}{tag}", {})
        element.set(f"{W}val", f"{{{{ {variable} }}}}")
        properties.insert(place + offset, element)


def _before(properties: Any, tags: tuple[str, ...]) -> int:
    """The place ahead of the first of these children: Word insists on the schema's order."""
    names = {W + tag for tag in tags}
    return next((i for i, child in enumerate(properties) if child.tag in names), len(properties))


def _pictures(document: Any, parts: Parts, name: str) -> dict[str, str]:
    relations = parts.get("word/_rels/document.xml.rels")
    targets = {r.get("Id"): r.get("Target") for r in parse(relations, name)} if relations else {}
    found = {}
    for holder in (*document.iter(f"{WP}inline"), *document.iter(f"{WP}anchor")):
        described = holder.find(f"{WP}docPr")
        title = described.get("descr", "") if described is not None else ""
        blip = next(holder.iter(f"{A}blip"), None)
        if title.startswith(PICTURE_PREFIX) and blip is not None:
            target = str(targets.get(blip.get(f"{R}embed"), "")).removeprefix("/word/")
            found[title.removeprefix(PICTURE_PREFIX)] = f"word/{target}"
    return found
