"""Every kind of paper in every form and layout: it conforms, it reads back, it says what the books say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.vocabulary import NoticeKind
from templates.base_documents.build import BODIES, FOLDER, base_document, file_name, forms_of
from templates.contexts import CONTEXTS, NoticeContext
from templates.notices import PaperSettings, render_notice
from templates.standard import CONVERTED, GBK, NOMINAL, WINDOWS, Form, Layout

Papers = dict[str, tuple[NoticeKind, NoticeContext]]
LAYOUTS = {
    "as shipped": Layout(),
    "converted margins, GBK": Layout(CONVERTED, GBK),
    "nominal margins, Windows, preprinted": Layout(NOMINAL, WINDOWS, preprinted=True),
}


def rendered(papers: Papers, folder: Path, layout: Layout) -> Iterator[tuple[str, Form, NoticeContext, Path]]:
    for name, (kind, context) in papers.items():
        for form in forms_of(kind):
            out = folder / f"{name}-{form}.docx"
            yield name, form, context, render_notice(kind, context, out, settings=PaperSettings(form, layout))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_paper_conforms_to_the_standard(
    layout: Layout,
    papers: Papers,
    tmp_path: Path,
    outside_check: Callable[[Path], list[tuple[str, ...]]],
) -> None:
    failures = {
        paper.name: found
        for _, _, _, paper in rendered(papers, tmp_path, layout)
        if (found := outside_check(paper))
    }
    # A letter has no 印发 line (10.1); the outside checker knows the document form's imprint only.
    assert {
        name: found
        for name, found in failures.items()
        if not (name.endswith("letter.docx") and [number for number, *_ in found] == ["7.4.3"])
    } == {}


def test_every_kind_has_a_context_and_a_template() -> None:
    assert set(BODIES) == set(CONTEXTS) == set(NoticeKind)


def test_the_shipped_templates_are_what_the_program_makes() -> None:
    made = {file_name(kind, form): base_document(kind, form) for kind in BODIES for form in forms_of(kind)}
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == made
