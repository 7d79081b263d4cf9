"""Writes the papers that leave the office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ledger.errors import NotFound
from ledger.vocabulary import NoticeKind
from templates.contexts import NoticeContext
from templates.package import Parts, save
from templates.render import Properties, compile_template, fill
from templates.standard import AS_IN_TEMPLATE, Form, Layout
from templates.tags import variables
from templates.typesetting import typeset

SHIPPED = Path(__file__).resolve().parent / "base"
# A circular goes out under the red head; what passes between offices goes out as a letter (GB/T 9704 10.1).
FORM_LABELS = {Form.LETTER: "信函", Form.DOCUMENT: "文件", Form.PLAIN: "表格"}
USUAL_FORM = {
    NoticeKind.CIRCULAR: Form.DOCUMENT,
    NoticeKind.SUMMARY: Form.PLAIN,
    NoticeKind.RECEIPT: Form.PLAIN,
}


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """How papers look: the form (None for the kind's usual one), the layout, and the clerk's own templates.

    A template in `folder` (扣缴财力通知书-信函.docx) is taken instead of the shipped one.
    """

    form: Form | None = None
    layout: Layout = AS_IN_TEMPLATE
    folder: Path | None = None


USUAL = PaperSettings()


def usual_form(kind: NoticeKind, copies: str) -> Form:
    """The form of a kind: a letter, unless it has copies, which only the document form's imprint dates."""
    return USUAL_FORM.get(kind, Form.DOCUMENT if copies else Form.LETTER)


def template_path(kind: NoticeKind, form: Form, settings: PaperSettings = USUAL) -> Path:
    """The template of a kind: the clerk's own where there is one. Raises NotFound for a kind without any."""
    for folder in (settings.folder, SHIPPED):
        for name in template_names(kind, form):
            if folder is not None and (folder / name).is_file():
                return folder / name
    raise NotFound(f"没有{kind.label}的模板“{template_names(kind, form)[0]}”，请放入模板文件夹或换一种格式。")


def template_names(kind: NoticeKind, form: Form) -> tuple[str, str]:
    """How a template may be called: 扣缴财力通知书-信函.docx, or deduction-letter.docx as it ships."""
    return (f"{kind.label}-{FORM_LABELS[form]}.docx", f"{kind.value}-{form.value}.docx")


def copy_templates(folder: Path) -> tuple[Path, ...]:
    """Puts the shipped templates into a clerk's folder under their Chinese names, to be edited in Word.

    What is there already stays as it is; returns the files that were written.
    """
    written = []
    for kind in NoticeKind:
        for form in Form:
            named, shipped = template_names(kind, form)
            if (SHIPPED / shipped).is_file() and not (folder / named).exists():
                written.append(save((SHIPPED / shipped).read_bytes(), folder / named))
    return tuple(written)


def render_notice(
    kind: NoticeKind,
    context: NoticeContext,
    out: Path,
    *,
    settings: PaperSettings = USUAL,
    pictures: Parts | None = None,
) -> Path:
    """Writes a paper as .docx and returns its path; the same context gives the same bytes.

    Raises BadDocument for a template that cannot be filled; then no file is written.
    """
    return save(notice_bytes(kind, context, settings=settings, pictures=pictures), out)


def notice_bytes(
    kind: NoticeKind,
    context: NoticeContext,
    *,
    settings: PaperSettings = USUAL,
    pictures: Parts | None = None,
) -> bytes:
    """The bytes of a paper, as render_notice writes them."""
    path = template_path(kind, settings.form or usual_form(kind, context.copies), settings)
    template = compile_template(path.read_bytes(), path.name, settings.layout)
    values = variables(context) | typeset(
        context.issuer, context.day, context.mark, context.printer, context.printed
    )
    return fill(template, values, Properties(context.title, context.issuer, context.issued_on), pictures)
