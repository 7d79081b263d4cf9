"""Every kind of paper in every form and layout: it conforms, it reads back, it says what the books say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.vocabulary import NoticeKind
from templates.base_documents.build import BODIES, FOLDER, base_document, file_name, forms_of
from templates.checks.document import PaperFile
from templates.contexts import CONTEXTS, NoticeContext
from templates.notices import PaperSettings, render_notice
from templates.package import read_parts
from templates.standard import CONVERTED, GBK, NOMINAL, WINDOWS, Form, Layout
from templates.tags import tags_of, variables
from templates.typesetting import imprint_scale, mark_face, signature_indents
from templates.verification import paper_lines

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


def test_every_value_of_a_context_is_read_back_from_its_paper(papers: Papers, tmp_path: Path) -> None:
    for name, form, context, paper in rendered(papers, tmp_path, Layout()):
        file = PaperFile(read_parts(paper.read_bytes(), paper.name), paper.name, filled=True)
        lines = [*paper_lines(file), *(p.text for p in file.reference("header", "first") or [])]
        text = "\n".join(lines)
        for tag, value in variables(context).items():
            if tags_of(type(context))[tag].optional:
                continue
            for leaf in leaves(value):
                assert leaf in text, f"{name} {form}: {tag} {leaf}"


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            for tag, inner in item.items():
                if tag not in ("依据", "补助", "冲销", "序号"):
                    yield from leaves(inner)


def test_the_signature_is_centred_over_the_date_whatever_their_length() -> None:
    assert signature_indents("示环办", "2025年9月1日") == (550, 400)
    assert signature_indents("示范区环境污染防治攻坚战领导小组办公室", "2025年9月1日") == (200, 850)
    assert signature_indents("某某区人民政府", "2025年11月30日") == (400, 400)


@pytest.mark.parametrize(
    ("mark", "points", "face"),
    [("示范区政府文件", 55.0, (110, 100)), ("示范区环境污染防治攻坚战领导小组办公室文件", 55.0, (70, 60))],
)
def test_the_red_head_fills_one_line_at_most(mark: str, points: float, face: tuple[int, int]) -> None:
    size, scale = mark_face(mark, points)
    assert (size, scale) == face
    assert len(mark) * size / 2 * scale / 100 <= 442.2


def test_a_long_printer_and_the_date_share_the_imprints_line() -> None:
    assert imprint_scale("示环办", "2025年9月1日") == 100
    assert imprint_scale("云川市青岚区环境污染防治攻坚战领导小组办公室", "2025年9月1日") == 95
