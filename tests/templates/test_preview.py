"""Every paper laid out by LibreOffice from its preview copy: pages, lines, and where things come to stand."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.errors import BadDocument
from ledger.vocabulary import NoticeKind
from templates.base_documents.build import forms_of
from templates.contexts import NoticeContext
from templates.notices import PaperSettings, render_notice
from templates.preview import preview_copy

Papers = dict[str, tuple[NoticeKind, NoticeContext]]
MILLIMETRE = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@pytest.fixture
def lay_out(tmp_path: Path) -> Callable[[list[Path]], dict[str, list[list[tuple[float, float, str]]]]]:
    """Lays papers out: for each its pages, for each page its words with left and bottom edge in mm."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("no LibreOffice here: apt-get install libreoffice-writer-nogui poppler-utils")

    def convert(papers: list[Path]) -> dict[str, list[list[tuple[float, float, str]]]]:
        folder = tmp_path / "preview"
        copies = [preview_copy(paper, folder / paper.name) for paper in papers]
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, copies),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        pages = {}
        for copy in copies:
            boxes = subprocess.run(
                ["pdftotext", "-bbox", str(copy.with_suffix(".pdf")), "-"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            pages[copy.stem] = [
                [
                    (float(left) / MILLIMETRE, float(bottom) / MILLIMETRE, text)
                    for left, _, _, bottom, text in WORD.findall(page)
                ]
                for page in boxes.split("<page ")[1:]
            ]
        return pages

    return convert


@pytest.mark.slow
def test_every_paper_is_laid_out_with_its_imprint_at_the_foot_of_the_last_page(
    papers: Papers,
    tmp_path: Path,
    lay_out: Callable[[list[Path]], dict[str, list[list[tuple[float, float, str]]]]],
) -> None:
    written = [
        render_notice(kind, context, tmp_path / f"{name}-{form}.docx", settings=PaperSettings(form))
        for name, (kind, context) in papers.items()
        for form in forms_of(kind)
    ]
    for name, pages in lay_out(written).items():
        last = [(bottom, text) for _, bottom, text in pages[-1]]
        if name.endswith("document"):
            [printed] = [bottom for bottom, text in last if text.endswith("印发")]
            assert 255 < printed < 262.5, name
        if name.endswith("letter"):
            [copies] = [bottom for bottom, text in last if text.startswith("抄送：")]
            assert 253 < copies < 262.5, name
            assert not any(text == "—" for _, _, text in pages[0]), name
        first = [bottom for _, bottom, text in pages[0] if bottom > 37]
        assert max(first) < 275, name
        assert len(pages) <= 4, name


def test_the_paper_itself_stays_as_it_is(papers: Papers, tmp_path: Path) -> None:
    kind, context = papers["deduction"]
    paper = render_notice(kind, context, tmp_path / "a.docx")
    before = paper.read_bytes()
    assert preview_copy(paper, tmp_path / "b.docx").read_bytes() != before
    assert paper.read_bytes() == before


def test_what_is_no_document_has_no_preview(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(BadDocument) as caught:
        preview_copy(tmp_path / "a.docx", tmp_path / "b.docx")
    assert str(caught.value) == "“a.docx”不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx 后再试。"
