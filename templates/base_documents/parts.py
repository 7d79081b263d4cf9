"""What stands around the text of every paper: headers, footers, settings, and the zip that holds them."""

from __future__ import annotations

import base64

from templates.base_documents.ooxml import DECLARATION, NAMESPACES, page_field, paragraph, picture_relation
from templates.standard import (
    CHARACTER_SPACE,
    FOOTER_DISTANCE,
    LEFT,
    LETTER_MARK_TOP,
    NOMINAL,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    Form,
)

# A white dot, where a paper's chart will stand.
EMPTY_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def section(form: Form) -> str:
    """w:sectPr: page, type area, grid 22 × 28; a letter's first page has its own head and no page number."""
    letter = form is Form.LETTER
    # Later pages have an empty head of their own: a missing one is taken from the section before.
    first = (
        '<w:headerReference w:type="first" r:id="rId7"/><w:footerReference w:type="first" r:id="rId6"/>'
        '<w:headerReference w:type="default" r:id="rId8"/><w:headerReference w:type="even" r:id="rId9"/>'
    )
    header = LETTER_MARK_TOP if letter else 851
    return (
        f"<w:sectPr>{first if letter else ''}"
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{NOMINAL.top}" w:right="{RIGHT}" w:bottom="{NOMINAL.bottom}" w:left="{LEFT}" '
        f'w:header="{header}" w:footer="{FOOTER_DISTANCE}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if letter else ''}"
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{NOMINAL.line}" w:charSpace="{CHARACTER_SPACE}"/>'
        "</w:sectPr>"
    )


def _part(root: str, content: str) -> str:
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def parts(form: Form, body: str, styles: str, font_table: str, pictures: int = 0) -> dict[str, bytes]:
    """Every part of the .docx by its name in the package, with that many empty pictures."""
    letter = form is Form.LETTER
    word = {
        "document": _part("document", f"<w:body>{body}{section(form)}</w:body>"),
        "styles": styles,
        "fontTable": font_table,
        "settings": settings_xml(),
        "footer1": _part("ftr", paragraph("PageRight").replace("</w:p>", page_field() + "</w:p>")),
        "footer2": _part("ftr", paragraph("PageLeft").replace("</w:p>", page_field() + "</w:p>")),
    }
    if letter:
        word["footer3"] = _part("ftr", paragraph("PageRight"))
        word["header1"] = _part("hdr", paragraph("LetterMark", "{{ 发文机关标志 }}"))
        word["header2"] = word["header3"] = _part("hdr", paragraph("Anchor"))
    found = {f"word/{name}.xml": text for name, text in word.items()}
    found["word/_rels/document.xml.rels"] = _document_relations(letter, pictures)
    found["_rels/.rels"] = _relations(
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )
    found["docProps/core.xml"] = _core()
    found["[Content_Types].xml"] = _content_types(word)
    empty = {f"word/media/picture{number}.png": EMPTY_PICTURE for number in range(1, pictures + 1)}
    return {name: text.encode() for name, text in found.items()} | empty


def settings_xml() -> str:
    """word/settings.xml: odd and even pages differ, the line grid of Word 2013 and later."""
    return _part(
        "settings",
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="289"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:val="15" '
        'w:uri="http://schemas.microsoft.com/office/word"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def _document_relations(letter: bool, pictures: int) -> str:
    always = (
        ("rId1", f"{_OFFICE}/styles", "styles.xml"),
        ("rId2", f"{_OFFICE}/settings", "settings.xml"),
        ("rId3", f"{_OFFICE}/fontTable", "fontTable.xml"),
        ("rId4", f"{_OFFICE}/footer", "footer1.xml"),
        ("rId5", f"{_OFFICE}/footer", "footer2.xml"),
    )
    first = (
        ("rId6", f"{_OFFICE}/footer", "footer3.xml"),
        ("rId7", f"{_OFFICE}/header", "header1.xml"),
        ("rId8", f"{_OFFICE}/header", "header2.xml"),
        ("rId9", f"{_OFFICE}/header", "header3.xml"),
    )
    images = [
        (picture_relation(number), f"{_OFFICE}/image", f"media/picture{number}.png")
        for number in range(1, pictures + 1)
    ]
    return _relations(*always, *(first if letter else ()), *images)


def _relations(*entries: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _content_types(word: dict[str, str]) -> str:
    lines = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{_WORD_TYPE}.{"document.main" if name == "document" else name.rstrip("123")}+xml"/>'
        for name in word
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'{lines}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _core() -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title/><dc:creator/></cp:coreProperties>'
    )
