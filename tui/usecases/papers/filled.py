"""A paper that has its number and its words, before it is a file; and its way into the books and back.

The books keep what a paper was filled with as JSON, so that years later the same file can be made again and
a paper be held against what was issued, whatever became of its findings since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from ledger.errors import BadDocument, BadValue
from ledger.money import Money
from ledger.views import NoticeView
from ledger.vocabulary import NoticeKind
from tui.usecases.papers.wishes import Look

if TYPE_CHECKING:
    from templates.contexts import NoticeContext
    from templates.notices import PaperSettings
    from templates.package import Parts

Bars = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """The bars of a circular in fen: each office, most first; each month of the year."""

    offices: Bars
    months: Bars


@dataclass(frozen=True, slots=True)
class Filled:
    """A numbered paper. `remark` is a line for the clerk about how it was made."""

    notice: NoticeView
    context: NoticeContext
    charts: Charts | None = None
    remark: str = ""


Making = Iterator[Filled]


def paper_bytes(kind: NoticeKind, context: NoticeContext, charts: Charts | None, look: Look) -> bytes:
    """The file of a paper: the same words and look give the same bytes."""
    from templates.notices import notice_bytes

    return notice_bytes(kind, context, settings=settings_of(look), pictures=pictures_of(charts))


def settings_of(look: Look) -> PaperSettings:
    """The look as the templates' settings. Raises BadValue for a name that there is not."""
    from templates.notices import FORM_LABELS, PaperSettings
    from templates.standard import FONTS, MARGINS, Form, Layout

    forms: dict[str, Form] = {label: form for form, label in FORM_LABELS.items()}
    forms |= {form.value: form for form in Form}
    return PaperSettings(
        form=_named(look.form, forms, "格式"),
        layout=Layout(
            _named(look.margins, MARGINS, "页边距"), _named(look.fonts, FONTS, "字体"), look.preprinted
        ),
        folder=look.templates,
    )


def _named(word: str | None, known: dict[str, Any], what: str) -> Any:
    if word is not None and word not in known:
        raise BadValue(f"没有“{word}”这种{what}，可选：{'、'.join(known)}。")
    return known[word] if word is not None else None


def refuse_broken_template(kind: NoticeKind, copies: str, look: Look) -> None:
    """The clerk's own template is checked whole before a paper is numbered. Raises BadDocument."""
    from templates.notices import SHIPPED, template_path, usual_form
    from templates.template_check import check_template

    settings = settings_of(look)
    path = template_path(kind, settings.form or usual_form(kind, copies), settings)
    if path.parent == SHIPPED:
        return
    report = check_template(path, kind)
    if not report.usable:
        raise BadDocument(f"模板“{path.name}”不能用：{report.lines()[0]}没有编号，也没有写文件。")


def pictures_of(charts: Charts | None) -> Parts | None:
    """The pictures of a circular, drawn. Raises BadValue where no font has the characters."""
    if charts is None:
        return None
    from templates import charts as drawing

    offices = [drawing.Bar(label, Money(fen)) for label, fen in charts.offices]
    months = [drawing.Bar(label, Money(fen)) for label, fen in charts.months]
    return {
        drawing.OFFICES: drawing.office_bars(offices),
        drawing.MONTHS: drawing.monthly_course(months),
    }


def to_json(filled: Filled, look: Look) -> dict[str, Any]:
    """What the books keep of a paper."""
    context = asdict(filled.context)
    context["issued_on"] = filled.context.issued_on.isoformat()
    kept = {"form": look.form, "fonts": look.fonts, "margins": look.margins, "preprinted": look.preprinted}
    return {
        "context": context,
        "charts": None if filled.charts is None else asdict(filled.charts),
        "look": {name: value for name, value in kept.items() if value},
    }


def from_json(notice: NoticeView, kept: dict[str, Any], templates: Path | None) -> tuple[Filled, Look]:
    """The paper as it was filled. Raises BadDocument where this version knows other fields."""
    from templates.contexts import CONTEXTS

    try:
        context = _made(CONTEXTS[notice.kind], kept["context"])
        charts = kept["charts"]
        bars = None if charts is None else Charts(_bars(charts["offices"]), _bars(charts["months"]))
        return Filled(notice, context, bars), Look(**kept["look"], templates=templates)
    except (KeyError, TypeError, ValueError):
        raise BadDocument(
            f"{notice.number} 是别的版本签发的，本版本不能照原样重印，请用存档的文件。"
        ) from None


def _bars(kept: list[list[Any]]) -> Bars:
    return tuple((label, fen) for label, fen in kept)


def _made(kind: Any, values: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    made: dict[str, Any] = {}
    for item in fields(kind):
        value = values[item.name]
        inner = [each for each in get_args(hints[item.name]) if is_dataclass(each)]
        if inner:
            made[item.name] = tuple(_made(inner[0], each) for each in value)
        else:
            made[item.name] = date.fromisoformat(value) if hints[item.name] is date else value
    return kind(**made)
