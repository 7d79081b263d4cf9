"""A month's papers in one go, and the one file for the printer."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from docx import Document

from ledger.errors import BadInput, WrongState
from ledger.views import FindingView, NoticeView
from ledger.vocabulary import NoticeKind
from templates.batches import Failure, Job, paper_file_name, render_batch
from templates.checks import check_layout
from templates.contexts import DeductionContext, Letterhead, NoticeContext, deduction_context
from templates.merging import merge
from templates.notices import PaperSettings, notice_bytes
from templates.standard import GBK, Form, Layout

Papers = dict[str, tuple[NoticeKind, NoticeContext]]


@pytest.fixture
def context(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...]
) -> DeductionContext:
    return deduction_context(letterhead, notice, findings)


def refuse() -> NoticeContext:
    raise WrongState("问题 2025-0009 还没有分担，请先完成责任认定再出认定书。")


def test_a_failed_paper_is_named_and_the_others_are_written(
    context: DeductionContext, tmp_path: Path
) -> None:
    seen: list[tuple[int, int, str]] = []
    jobs = [
        Job("府城", NoticeKind.DEDUCTION, lambda: context),
        Job("许衡", NoticeKind.DEDUCTION, refuse),
        Job("龙翔", NoticeKind.DEDUCTION, lambda: dataclasses.replace(context, recipient="龙翔/../街道")),
    ]
    batch = render_batch(jobs, tmp_path, progress=lambda *step: seen.append(step))
    assert [path.name for path in batch.written] == [
        "示环攻坚办扣〔2025〕1号_扣缴财力通知书_府城街道办事处.docx",
        "示环攻坚办扣〔2025〕1号_扣缴财力通知书_龙翔_.._街道.docx",
    ]
    assert batch.failed == (Failure("许衡", "问题 2025-0009 还没有分担，请先完成责任认定再出认定书。"),)
    assert seen == [(1, 3, "府城"), (2, 3, "许衡"), (3, 3, "龙翔")]
    assert batch.merged == tmp_path / "合并打印.docx"


def test_papers_of_one_name_do_not_overwrite_each_other(context: DeductionContext, tmp_path: Path) -> None:
    jobs = [Job("一", NoticeKind.DEDUCTION, lambda: context)] * 3
    batch = render_batch(jobs, tmp_path, merged_name=None)
    assert len({path.name for path in batch.written}) == 3
    assert batch.merged is None


def test_the_merged_file_holds_every_paper_each_from_a_right_hand_page_1(
    papers: Papers, tmp_path: Path
) -> None:
    contents = [
        notice_bytes(kind, context, settings=PaperSettings(form))
        for (kind, context), form in zip(
            (papers["deduction"], papers["rectification"], papers["circular with charts"], papers["summary"]),
            (Form.LETTER, Form.DOCUMENT, Form.DOCUMENT, Form.PLAIN),
            strict=True,
        )
    ]
    out = tmp_path / "合并.docx"
    out.write_bytes(merge(contents))
    merged = Document(str(out))
    texts = [p.text for p in merged.paragraphs if p.text]
    separate = []
    for position, content in enumerate(contents):
        single = tmp_path / f"{position}.docx"
        single.write_bytes(content)
        separate += [p.text for p in Document(str(single)).paragraphs if p.text]
    assert texts == separate
    assert len(merged.sections) == 4
    for section in merged.sections:
        assert section.start_type.name == "ODD_PAGE"
        assert 'w:start="1"' in section._sectPr.xml
    assert [s.different_first_page_header_footer for s in merged.sections] == [True, False, False, False]


def test_papers_with_other_styles_are_not_merged(context: DeductionContext) -> None:
    gbk = notice_bytes(NoticeKind.DEDUCTION, context, settings=PaperSettings(layout=Layout(fonts=GBK)))
    with pytest.raises(BadInput) as caught:
        merge([notice_bytes(NoticeKind.DEDUCTION, context), gbk])
    assert str(caught.value) == "各份文书的样式不同，不能合并打印，请按模板分别合并。"


def test_nothing_is_not_merged() -> None:
    with pytest.raises(BadInput) as caught:
        merge([])
    assert str(caught.value) == "没有可以合并的文书，请先出件。"


def test_a_file_name_says_number_kind_and_recipient(context: DeductionContext) -> None:
    name = paper_file_name(NoticeKind.DEDUCTION, dataclasses.replace(context, recipient="长" * 200))
    assert name.startswith("示环攻坚办扣〔2025〕1号_扣缴财力通知书_长长")
    assert len(name) == 85


def test_each_written_paper_conforms(papers: Papers, tmp_path: Path) -> None:
    jobs = [Job(name, kind, lambda c=context: c) for name, (kind, context) in papers.items()]
    batch = render_batch(jobs, tmp_path)
    assert batch.failed == ()
    assert {path.name: check_layout(path) for path in batch.written if check_layout(path)} == {}
