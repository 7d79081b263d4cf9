"""A paper as the checks see it: paragraphs with their style and the properties that Word would resolve."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from templates.instrument import W, parse, style_names
from templates.package import Parts
from templates.standard import Form

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Defect:
    """What departs from the standard: the clause, and what was found in Chinese."""

    clause: str
    message: str

    def __str__(self) -> str:
        return f"{self.clause} {self.message}"


class Paragraph:
    """A paragraph with what its style chain and its own properties come to."""

    def __init__(self, element: Any, paper: PaperFile) -> None:
        self.element = element
        self.style_id = _own(element, "pPr/pStyle", "val") or paper.default_style
        self.style = paper.names.get(self.style_id, "")
        self.chain = paper.chain(self.style_id)

    @property
    def text(self) -> str:
        pieces = []
        for node in self.element.iter(f"{W}t", f"{W}tab"):
            if node.tag == f"{W}t":
                pieces.append(node.text or "")
            elif node.getparent().tag == f"{W}r":
                pieces.append("\t")
        return "".join(pieces)

    def runs(self) -> list[Any]:
        """The runs that hold text."""
        return [run for run in self.element.iter(f"{W}r") if any(t.text for t in run.iter(f"{W}t"))]

    def property(self, tag: str, attribute: str) -> str | None:
        """A paragraph property's attribute, the paragraph's own before its style's."""
        found = None
        for level in (*self.chain, self.element):
            for properties in level.findall(f"{W}pPr/{W}{tag}"):
                found = properties.get(W + attribute, found)
        return found

    def has(self, tag: str) -> bool:
        """Whether a property of the kind stands anywhere in the chain and is not switched off."""
        state = False
        for level in (*self.chain, self.element):
            for properties in level.findall(f"{W}pPr/{W}{tag}"):
                state = properties.get(f"{W}val") not in ("0", "false", "off")
        return state

    def border(self, side: str) -> Any:
        """The paragraph's border on a side, or None."""
        found = None
        for level in (*self.chain, self.element):
            for border in level.findall(f"{W}pPr/{W}pBdr/{W}{side}"):
                found = border
        return found

    def run_property(self, tag: str, attribute: str = "val", run: Any = None) -> str | None:
        """A character property's attribute for a run of the paragraph, or for its style alone."""
        found = None
        for level in (*self.chain, *([run] if run is not None else [])):
            for properties in level.findall(f"{W}rPr/{W}{tag}"):
                found = properties.get(W + attribute, found if attribute != "val" else "1")
        return found

    def characters(self, name: str) -> float:
        """An indent in characters: rightChars and so on, in hundredths in the file."""
        value = self.property("ind", f"{name}Chars")
        return int(value) / 100 if value and value.lstrip("-").isdigit() else 0.0


class PaperFile:
    """The parts of a paper, its styles and its sections."""

    def __init__(self, parts: Parts, name: str, filled: bool) -> None:
        self.parts = parts
        self.name = name
        self.filled = filled
        self.document = parse(parts["word/document.xml"], name)
        self.styles = parse(parts["word/styles.xml"], name)
        self.settings = parse(parts["word/settings.xml"], name) if "word/settings.xml" in parts else None
        self.names = style_names(self.styles)
        self.by_id = {style.get(f"{W}styleId"): style for style in self.styles.iter(f"{W}style")}
        self.default_style = next(
            (
                identity
                for identity, style in self.by_id.items()
                if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph"
            ),
            "",
        )
        self.body = self.document.find(f"{W}body")
        self.section = next(iter(self.body.findall(f"{W}sectPr")), None)
        self.flow = [Paragraph(child, self) for child in self.body if child.tag == f"{W}p"]
        self._targets = {
            relation.get("Id"): posixpath.join("word", relation.get("Target", ""))
            for relation in parse(parts["word/_rels/document.xml.rels"], name)
        }

    @property
    def form(self) -> Form:
        """Told by the styles that the paper uses."""
        used = {paragraph.style for paragraph in self.flow}
        if "信函发文字号" in used:
            return Form.LETTER
        return Form.DOCUMENT if "发文字号" in used else Form.PLAIN

    def chain(self, style_id: str) -> list[Any]:
        """The document's defaults and the styles from the base to the named one."""
        styles: list[Any] = []
        while style_id in self.by_id and self.by_id[style_id] not in styles:
            styles.append(self.by_id[style_id])
            style_id = _own(styles[-1], "basedOn", "val") or ""
        return [*self._defaults(), *reversed(styles)]

    def _defaults(self) -> Iterator[Any]:
        for name in ("pPrDefault", "rPrDefault"):
            yield from self.styles.findall(f"{W}docDefaults/{W}{name}")

    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph of the text, those in tables too."""
        return [Paragraph(element, self) for element in self.body.iter(f"{W}p")]

    def reference(self, kind: str, which: str) -> list[Paragraph] | None:
        """The paragraphs of a header or footer (`kind`) of the last section; None where it has none."""
        if self.section is None:
            return None
        for reference in self.section.findall(f"{W}{kind}Reference"):
            if reference.get(f"{W}type") == which:
                tree = parse(self.parts[self._targets[reference.get(f"{R}id")]], self.name)
                return [Paragraph(element, self) for element in tree.iter(f"{W}p")]
        return None


def _own(element: Any, path: str, attribute: str) -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return found.get(W + attribute) if found is not None else None


def number_of(value: str | None) -> int:
    """A measure as a number; 0 for one that is absent or no number."""
    try:
        return round(float(value or 0))
    except ValueError:
        return 0
