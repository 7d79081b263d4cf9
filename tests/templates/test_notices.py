"""The deduction notice: what stands on it, how it stands there, and what is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from ledger.errors import BadValue, NotFound, Unbalanced, WrongState
from ledger.money import Money
from ledger.views import FindingView, NoticeView, ShareView
from ledger.vocabulary import NoticeKind
from templates.contexts import Letterhead, deduction_context
from templates.notices import PaperSettings, copy_templates, render_notice, usual_form
from templates.standard import Form

FORMS = (Form.LETTER, Form.DOCUMENT)


def text_of(paper: Path) -> str:
    document = Document(str(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("form", FORMS)
def test_a_deduction_notice_says_number_recipient_findings_clauses_and_the_amount_twice(
    form: Form, letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...], tmp_path: Path
) -> None:
    context = deduction_context(letterhead, notice, findings)
    paper = render_notice(NoticeKind.DEDUCTION, context, tmp_path / "a.docx", settings=PaperSettings(form))
    text = text_of(paper)
    for part in (
        "示环攻坚办扣〔2025〕1号",
        "府城街道办事处：",
        "人民币叁拾壹万元整（¥310,000.00）",
        "《示范区2025年大气污染防治攻坚战实施方案》（示环攻坚办〔2025〕3号）五（二）规定：“餐饮门店",
        "2025-0002",
        "老味道饭店油烟净化器<未开启> & 没有清洗记录",
        "10万元/起×2",
        "200,000.00",
        letterhead.issuer,
        "2025年9月1日",
        "核验码：",
    ):
        assert part in text


def test_the_same_notice_is_the_same_file(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...], tmp_path: Path
) -> None:
    context = deduction_context(letterhead, notice, findings)
    first = render_notice(NoticeKind.DEDUCTION, context, tmp_path / "a.docx").read_bytes()
    assert render_notice(NoticeKind.DEDUCTION, context, tmp_path / "b.docx").read_bytes() == first


def test_a_shared_finding_shows_what_the_recipient_bears(
    letterhead: Letterhead, notice: NoticeView, finding: Callable[..., FindingView]
) -> None:
    shares = (
        ShareView("府城街道办事处", Money.yuan("66666.67")),
        ShareView("区住建局", Money.yuan("133333.33")),
    )
    alone = dataclasses.replace(notice, amount=Money.yuan("66666.67"))
    context = deduction_context(letterhead, alone, [finding(1, shares=shares)])
    assert context.total == "66,666.67"
    assert context.capitals == "陆万陆仟陆佰陆拾陆元陆角柒分"
    [line] = context.findings
    assert line.text.endswith("未冲洗（共扣缴200,000.00元，由2个单位分担）。")


def test_a_notice_without_findings_is_refused(letterhead: Letterhead, notice: NoticeView) -> None:
    with pytest.raises(BadValue) as caught:
        deduction_context(letterhead, notice, [])
    assert str(caught.value) == "通知书至少要列一个问题，请先选择问题。"


def test_a_finding_that_the_recipient_does_not_bear_is_refused(
    letterhead: Letterhead, notice: NoticeView, finding: Callable[..., FindingView]
) -> None:
    with pytest.raises(WrongState) as caught:
        deduction_context(letterhead, notice, [finding(1, office="许衡办事处")])
    assert str(caught.value) == "问题 2025-0001 没有分担给府城街道办事处，请先完成责任认定再出通知书。"


def test_an_amount_that_the_books_do_not_hold_is_refused(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...]
) -> None:
    with pytest.raises(Unbalanced) as caught:
        deduction_context(letterhead, notice, findings[:2])
    assert str(caught.value) == (
        "通知书 示环攻坚办扣〔2025〕1号 登记金额 310,000.00 元，"
        "与所列合计 210,000.00 元不一致，请先核对分担。"
    )


def test_a_form_without_a_template_is_refused_and_no_file_is_left(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...], tmp_path: Path
) -> None:
    context = deduction_context(letterhead, notice, findings)
    with pytest.raises(NotFound) as caught:
        render_notice(
            NoticeKind.DEDUCTION, context, tmp_path / "a.docx", settings=PaperSettings(form=Form.PLAIN)
        )
    assert str(caught.value) == (
        "没有扣缴财力通知书的模板“扣缴财力通知书-表格.docx”，请放入模板文件夹或换一种格式。"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_clerks_own_template_is_taken_instead_of_the_shipped_one(
    letterhead: Letterhead,
    notice: NoticeView,
    findings: tuple[FindingView, ...],
    tmp_path: Path,
    edited: Callable[..., bytes],
) -> None:
    written = copy_templates(tmp_path)
    assert "扣缴财力通知书-信函.docx" in [path.name for path in written]
    assert copy_templates(tmp_path) == ()
    own = tmp_path / "扣缴财力通知书-信函.docx"
    own.write_bytes(edited(own.read_bytes(), ("举一反三", "逐条对账")))
    context = deduction_context(letterhead, notice, findings)
    settings = PaperSettings(Form.LETTER, folder=tmp_path)
    paper = render_notice(NoticeKind.DEDUCTION, context, tmp_path / "a.docx", settings=settings)
    assert "逐条对账" in text_of(paper)


def test_a_paper_with_copies_goes_out_under_the_red_head_unless_told_otherwise() -> None:
    assert usual_form(NoticeKind.DEDUCTION, "") is Form.LETTER
    assert usual_form(NoticeKind.DEDUCTION, "区财政局") is Form.DOCUMENT
    assert usual_form(NoticeKind.CIRCULAR, "") is Form.DOCUMENT
    assert usual_form(NoticeKind.RECEIPT, "区财政局") is Form.PLAIN


def test_an_office_without_a_name_issues_nothing() -> None:
    with pytest.raises(BadValue) as caught:
        Letterhead(issuer=" ", short_code="示环攻坚办")
    assert str(caught.value) == "还没有填发文机关名称，请先在设置中填写再出件。"


def test_an_office_whose_name_fills_more_than_a_line_is_asked_for_its_short_name() -> None:
    name = "示范区环境污染防治攻坚战领导小组办公室大气污染防治专项行动专班"
    with pytest.raises(BadValue) as caught:
        Letterhead(issuer=name, short_code="示环攻坚办")
    assert str(caught.value) == f"发文机关名称“{name}”超过一行，请改用规范化简称。"
