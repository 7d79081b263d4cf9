"""Whether tags and elements stand where Word and the filling can bear them.

docxtpl takes a tag that is never closed together with everything up to the next one, and a whole paragraph
with a tag that should have had it alone, without a word: such templates are refused here.
"""

from __future__ import annotations

import re
from typing import Any

from ledger.errors import BadDocument
from templates.instrument import W

MARKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
WHOLE = re.compile(r"\{%\s*(p|tr|tc|r)\s")
ALONE = re.compile(r"\{%(p|tr) [^{}]*%\}")
PRINTS_XML = re.compile(r"\{\{(p|r|tr|tc)\s")
# Text stands in w:t and its like; behind the tags of what holds paragraphs and runs there is none.
STRAY = re.compile(
    r"(?:</w:(?:p|tbl|tr|tc|r|pPr|rPr|tcPr|trPr|tblPr|tblGrid)>"
    r"|<w:(?:body|p|tbl|tr|tc|r|hdr|ftr)(?: [^>]*)?>)"
    r"\s*([^<\s][^<]*)"
)
EMPTY_CELL = re.compile(r"(?:</w:tcPr>|<w:tcPr/>|<w:tc>)\s*</w:tc>")


def check_tags(tree: Any, name: str) -> None:
    """Raises BadDocument for a tag that is not closed in its paragraph, or not alone where it has to be."""
    for paragraph in tree.iter(f"{W}p"):
        text = _text(paragraph)
        if "{" not in text and "}" not in text:
            continue
        open_mark = ""
        for mark in MARKS.findall(text):
            if mark in CLOSING and not open_mark:
                open_mark = mark
            elif open_mark and mark == CLOSING[open_mark]:
                open_mark = ""
            else:
                open_mark = mark
                break
        if open_mark:
            raise BadDocument(f"模板“{name}”里“{text[:30]}”的标签没有写完整，请检查花括号和百分号是否成对。")
        if PRINTS_XML.search(text):
            raise BadDocument(f"模板“{name}”里“{text[:30]}”的标签写法不支持，请写成 {{{{ 字段 }}}}。")
        for level in WHOLE.findall(text):
            holder = paragraph if level == "p" else next(paragraph.iterancestors(f"{W}tr"), paragraph)
            if level not in ("p", "tr") or not ALONE.fullmatch(_text(holder).strip()):
                raise BadDocument(
                    f"模板“{name}”里“{text[:30]}”要独占一段（{{%p … %}}）或者独占一行表格（{{%tr … %}}）。"
                )


def check_filled(text: str, name: str) -> None:
    """Raises BadDocument where text stands outside paragraphs, or a cell has lost its last paragraph.

    Over the part's text, not its tree: it runs on every paper, and this takes a tenth of the time.
    """
    stray = STRAY.search(text)
    found = stray.group(1) if stray else "空单元格" if EMPTY_CELL.search(text) else ""
    if found:
        raise BadDocument(
            f"模板“{name}”填写后文档结构被破坏（{found[:20]}），请检查循环和条件标签是否各占一段或一行。"
        )


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))
