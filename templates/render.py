"""From a .docx template and a context to the bytes of a paper.

docxtpl's reading of tags that Word has split is done once for each template; what it gives is compiled, and
each paper is then text filled in and zipped.  Nothing is written here: a template that is broken, or that
prints anything else than well-formed parts, is refused before a file exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ledger.errors import BadDocument
from templates.instrument import instrument, parse
from templates.package import PackedPart, Parts, pack, pack_part, read_parts
from templates.sandbox import check_language, environment, syntax_message
from templates.standard import AS_IN_TEMPLATE, Layout
from templates.structure import check_filled, check_tags
from templates.tags import Variables

if TYPE_CHECKING:
    from jinja2 import Template

PROPERTIES = "docProps/core.xml"
MOST_CHARACTERS = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; the day is the paper's own, so that the same paper is the same file."""

    title: str
    creator: str
    day: date


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A template ready to be filled: parts that never change, parts with tags, the pictures to put in."""

    name: str
    fixed: tuple[PackedPart, ...]
    filled: dict[str, Template]
    pictures: dict[str, str]
    empty: dict[str, PackedPart]


def tagged_parts(parts: Parts) -> list[str]:
    """The names of the parts that hold text: the document, its headers and footers."""
    return sorted(
        name
        for name in parts
        if name == "word/document.xml"
        or (name.startswith(("word/header", "word/footer")) and name.endswith(".xml"))
    )


def template_source(content: bytes, name: str) -> str:
    """A part's XML as Jinja reads it: tags made whole, paragraphs and rows that only hold tags unwrapped."""
    from docxtpl import DocxTemplate

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadDocument(f"模板“{name}”的内容编码不对，请用 Word 或 WPS 另存一次。") from None
    # A paragraph a line, so that a syntax error can name the paragraph.
    source: str = DocxTemplate(None).patch_xml(text)
    return source.replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>")


@lru_cache(maxsize=64)
def compile_template(content: bytes, name: str, layout: Layout = AS_IN_TEMPLATE) -> CompiledTemplate:
    """A template's bytes made ready. Raises BadDocument for a broken or over-reaching one."""
    from jinja2 import TemplateSyntaxError

    original = read_parts(content, name)
    parts, pictures = instrument(original, layout, name)
    compiler = environment()
    filled = {}
    for part in tagged_parts(parts):
        check_tags(parse(original[part], name), name)
        source = template_source(parts[part], name)
        if "{" not in source:
            continue
        try:
            check_language(compiler.parse(source))
            filled[part] = compiler.from_string(source)
        except TemplateSyntaxError as error:
            raise BadDocument(syntax_message(error)) from None
    changing = {*filled, *pictures.values(), PROPERTIES}
    fixed = tuple(pack_part(part, body) for part, body in parts.items() if part not in changing)
    empty = {picture: pack_part(part, parts[part]) for picture, part in pictures.items()}
    return CompiledTemplate(name, fixed, filled, pictures, empty)


def fill(
    template: CompiledTemplate, values: Variables, properties: Properties, pictures: Parts | None = None
) -> bytes:
    """The paper's bytes. Raises BadDocument where the template names what the context does not have."""
    parts = [*template.fixed, pack_part(PROPERTIES, _core_properties(properties))]
    for name, compiled in template.filled.items():
        parts.append(pack_part(name, _fill_part(compiled, values, template.name)))
    given = pictures or {}
    for picture, name in template.pictures.items():
        parts.append(pack_part(name, given[picture]) if picture in given else template.empty[picture])
    return pack(parts)


def _fill_part(compiled: Template, values: Variables, name: str) -> bytes:
    from jinja2.exceptions import SecurityError, UndefinedError
    from lxml import etree

    pieces: list[str] = []
    size = 0
    try:
        for piece in compiled.generate(values):
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise BadDocument(f"模板“{name}”填出的内容过大，请检查其中的循环。")
            pieces.append(piece)
    except UndefinedError as error:
        raise BadDocument(f"模板“{name}”用了没有的字段（{error.message}），请对照字段表修改。") from None
    except SecurityError:
        raise BadDocument(f"模板“{name}”用了不允许的写法，请只填写字段表中的名称。") from None
    text = "".join(pieces).replace("\n<w:p", "<w:p")
    body = text.encode("utf-8")
    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        raise BadDocument(
            f"模板“{name}”填写后文档结构被破坏，请检查循环和条件标签是否各占一段或一行。"
        ) from None
    check_filled(text, name)
    return body


def _core_properties(properties: Properties) -> bytes:
    moment = f"{properties.day.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{what}>'
        for what in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title><dc:creator>{escape(properties.creator)}</dc:creator>"
        f"{dated}</cp:coreProperties>"
    ).encode()
