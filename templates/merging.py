"""Many papers as one document for printing: each begins on a right-hand page and counts its own pages."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from ledger.errors import BadInput
from templates.instrument import W, parse, serialize
from templates.package import Parts, read_parts, write_parts

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def merge(papers: Sequence[bytes]) -> bytes:
    """The papers one behind the other. Raises BadInput for none, or for papers whose styles differ."""
    if not papers:
        raise BadInput("没有可以合并的文书，请先出件。")
    merged = _Merged(read_parts(papers[0], "第1份"))
    for position, paper in enumerate(papers, 1):
        merged.add(read_parts(paper, f"第{position}份"), position)
    return write_parts(merged.finish())


class _Merged:
    """The document that grows: its body, its parts, and its relations by what they lead to."""

    def __init__(self, first: Parts) -> None:
        self.parts = dict(first)
        self.document = parse(first["word/document.xml"], "合并件")
        self.body = self.document.find(f"{W}body")
        for child in list(self.body):
            self.body.remove(child)
        self.relations = parse(first[RELATIONS], "合并件")
        self.types = parse(first[TYPES], "合并件")
        self.known: dict[tuple[str, bytes], str] = {
            (relation.get("Type"), first[posixpath.join("word", relation.get("Target"))]): relation.get("Id")
            for relation in self.relations
        }
        self.section: Any = None
        self.pictures = 0

    def add(self, parts: Parts, position: int) -> None:
        if parts["word/styles.xml"] != self.parts["word/styles.xml"]:
            raise BadInput("各份文书的样式不同，不能合并打印，请按模板分别合并。")
        document = parse(parts["word/document.xml"], "合并件")
        self._renumber(document, parts, position)
        children = list(document.find(f"{W}body"))
        if self.section is not None:
            self._close_section()
        self.section = children.pop()
        for child in children:
            self.body.append(child)

    def finish(self) -> Parts:
        self.body.append(_on_its_own_pages(self.section))
        self.parts["word/document.xml"] = serialize(self.document)
        self.parts[RELATIONS] = serialize(self.relations)
        self.parts[TYPES] = serialize(self.types)
        return self.parts

    def _close_section(self) -> None:
        last = self.body[-1]
        if last.tag != f"{W}p":
            last = last.makeelement(f"{W}p", {})
            self.body.append(last)
        properties = last.find(f"{W}pPr")
        if properties is None:
            properties = last.makeelement(f"{W}pPr", {})
            last.insert(0, properties)
        properties.append(_on_its_own_pages(self.section))

    def _renumber(self, document: Any, parts: Parts, position: int) -> None:
        """Points the paper's headers, footers and pictures to the merged document's own."""
        targets = {relation.get("Id"): relation for relation in parse(parts[RELATIONS], "合并件")}
        for element in document.iter():
            if element.tag == DOC_PR:
                self.pictures += 1
                element.set("id", str(self.pictures))
            for name, value in element.attrib.items():
                if name.startswith(R_ID) and value in targets:
                    element.set(name, self._relation(targets[value], parts, position))

    def _relation(self, relation: Any, parts: Parts, position: int) -> str:
        part = posixpath.join("word", relation.get("Target"))
        key = (relation.get("Type"), parts[part])
        if key not in self.known:
            stem, ending = posixpath.splitext(part)
            name = f"{stem}-{position}{ending}"
            self.parts[name] = parts[part]
            identity = f"rIdMerged{len(self.known)}"
            self.known[key] = identity
            added = deepcopy(relation)
            added.set("Id", identity)
            added.set("Target", posixpath.relpath(name, "word"))
            self.relations.append(added)
            self._declare(f"/{part}", f"/{name}", parts)
        return self.known[key]

    def _declare(self, part: str, name: str, parts: Parts) -> None:
        for entry in parse(parts[TYPES], "合并件"):
            if entry.get("PartName") == part:
                declared = deepcopy(entry)
                declared.set("PartName", name)
                self.types.append(declared)


def _on_its_own_pages(section: Any) -> Any:
    for tag in ("type", "pgNumType"):
        for old in section.findall(f"{W}{tag}"):
            section.remove(old)
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    size.addprevious(section.makeelement(f"{W}type", {f"{W}val": "oddPage"}))
    margins.addnext(section.makeelement(f"{W}pgNumType", {f"{W}start": "1"}))
    return section
