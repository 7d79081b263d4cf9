"""Puts the templates together: `python -m templates.base_documents.build` writes templates/base/ anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ledger.vocabulary import NoticeKind
from templates.base_documents import money_papers, other_papers
from templates.base_documents.ooxml import blank, paragraph, red_line, run
from templates.base_documents.parts import parts
from templates.base_documents.pieces import imprint
from templates.base_documents.styles import LETTER_MARK_LINE, font_table_xml, styles_xml
from templates.package import write_parts
from templates.standard import (
    LETTER_GAP,
    LETTER_MARK_TOP,
    LETTER_RULE_BELOW,
    LETTER_RULE_BOTTOM,
    LETTER_RULE_WIDTH,
    LETTER_THICK,
    LETTER_THIN,
    PAGE_HEIGHT,
    Form,
)
from templates.typesetting import UPPER_THICK, UPPER_THIN

FOLDER = Path(__file__).resolve().parents[1] / "base"

BODIES: dict[NoticeKind, Callable[[], str]] = {
    NoticeKind.DEDUCTION: money_papers.deduction,
    NoticeKind.ALLOCATION: money_papers.allocation,
    NoticeKind.RECTIFICATION: other_papers.rectification,
    NoticeKind.SUBSIDY: money_papers.subsidy,
    NoticeKind.REWARD: money_papers.reward,
    NoticeKind.INTERVIEW: other_papers.interview,
    NoticeKind.CORRECTION: money_papers.correction,
    NoticeKind.CIRCULAR: other_papers.circular,
    NoticeKind.SUMMARY: money_papers.summary,
    NoticeKind.RECEIPT: other_papers.receipt,
}
FIRST_LINE = 101  # drawing ids of the rules, behind those of pictures
PICTURES = {NoticeKind.CIRCULAR: 2}
PLAIN_KINDS = frozenset({NoticeKind.SUMMARY, NoticeKind.RECEIPT})


def head(form: Form) -> str:
    """Mark, number and red line of the document form; number under the red double line of a letter."""
    if form is Form.PLAIN:
        return ""
    if form is Form.LETTER:
        return paragraph("LetterNumber", runs=letter_rules() + run("{{ 文号 }}"))
    return paragraph("Mark", "{{ 发文机关标志 }}文件") + blank(2) + paragraph("Number", "{{ 文号 }}")


def letter_rules() -> str:
    """A letter's red double rules: thick above thin below the mark, thin above thick at the foot (10.1)."""
    upper = LETTER_MARK_TOP + LETTER_MARK_LINE + LETTER_RULE_BELOW
    lower = PAGE_HEIGHT - LETTER_RULE_BOTTOM
    lines = (
        (UPPER_THICK, upper + LETTER_THICK // 2, LETTER_THICK),
        (UPPER_THIN, upper + LETTER_THICK + LETTER_GAP, LETTER_THIN),
        ("信函末红线细", lower - LETTER_THICK - LETTER_GAP, LETTER_THIN),
        ("信函末红线粗", lower - LETTER_THICK // 2, LETTER_THICK),
    )
    return "".join(
        red_line(name, FIRST_LINE + position, top, thickness, LETTER_RULE_WIDTH)
        for position, (name, top, thickness) in enumerate(lines)
    )


def base_document(kind: NoticeKind, form: Form) -> bytes:
    """The shipped template of a kind in a form."""
    foot = "" if form is Form.PLAIN else imprint(form)
    body = head(form) + BODIES[kind]() + foot
    return write_parts(parts(form, body, styles_xml(), font_table_xml(), PICTURES.get(kind, 0)))


def forms_of(kind: NoticeKind) -> tuple[Form, ...]:
    """The forms that a kind ships in."""
    return (Form.PLAIN,) if kind in PLAIN_KINDS else (Form.LETTER, Form.DOCUMENT)


def file_name(kind: NoticeKind, form: Form) -> str:
    """How the template is called in templates/base/ and in a clerk's own folder."""
    return f"{kind.value}-{form.value}.docx"


def main() -> None:
    """Writes every shipped template."""
    FOLDER.mkdir(exist_ok=True)
    for kind in BODIES:
        for form in forms_of(kind):
            (FOLDER / file_name(kind, form)).write_bytes(base_document(kind, form))


if __name__ == "__main__":
    main()
