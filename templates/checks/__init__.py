"""Does a paper, or a template, conform to GB/T 9704-2012? Told from the file alone, without pagination."""

from __future__ import annotations

from pathlib import Path

from templates.checks.document import Defect, PaperFile
from templates.checks.fonts import check_fonts
from templates.checks.head import check_head
from templates.checks.page import check_page
from templates.checks.tables import check_imprint, check_tables
from templates.checks.text import check_amounts, check_text
from templates.package import read_parts

__all__ = ["Defect", "check_layout", "check_layout_bytes"]


def check_layout(path: Path, *, filled: bool = True) -> tuple[Defect, ...]:
    """What departs from the standard; a template is not `filled`. Raises BadDocument for no .docx."""
    return check_layout_bytes(path.read_bytes(), path.name, filled=filled)


def check_layout_bytes(content: bytes, name: str, *, filled: bool = True) -> tuple[Defect, ...]:
    """The same over a paper's bytes."""
    paper = PaperFile(read_parts(content, name), name, filled)
    checks = (check_page, check_fonts, check_head, check_text, check_amounts, check_tables, check_imprint)
    return tuple(defect for check in checks for defect in check(paper))
