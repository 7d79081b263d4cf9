"""Hostile templates and hostile values, each with what happens where the fence is missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate

from ledger.errors import BadDocument
from ledger.views import FindingView, NoticeView
from ledger.vocabulary import NoticeKind
from templates.base_documents.build import FOLDER
from templates.contexts import DeductionContext, Letterhead, deduction_context
from templates.notices import PaperSettings, render_notice
from templates.standard import Form
from templates.tags import variables

SHIPPED = (FOLDER / "deduction-letter.docx").read_bytes()
PLACE = "请你单位对照问题清单立即组织整改"
ESCAPE = "{{ 主送.__class__.__mro__[1].__subclasses__()|length }}"


@pytest.fixture
def context(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...]
) -> DeductionContext:
    return deduction_context(letterhead, notice, findings)


@pytest.fixture
def write(context: DeductionContext, tmp_path: Path, edited: Callable[..., bytes]) -> Callable[..., Path]:
    """Renders the notice with a template of the clerk's own, changed as asked."""

    def render(*changes: tuple[str, str], **more: object) -> Path:
        folder = tmp_path / "模板"
        folder.mkdir()
        (folder / "deduction-letter.docx").write_bytes(edited(SHIPPED, *changes, **more))
        settings = PaperSettings(form=Form.LETTER, folder=folder)
        return render_notice(NoticeKind.DEDUCTION, context, tmp_path / "出件" / "a.docx", settings=settings)

    return render


def harmless(context: DeductionContext) -> DeductionContext:
    """Without the finding whose text docxtpl alone would not survive."""
    return dataclasses.replace(context, findings=context.findings[:1])


def text_of(paper: Path | BytesIO) -> str:
    return "\n".join(paragraph.text for paragraph in Document(paper).paragraphs)


def test_without_the_sandbox_a_template_reaches_every_class_of_the_program(
    context: DeductionContext, edited: Callable[..., bytes]
) -> None:
    template = DocxTemplate(BytesIO(edited(SHIPPED, (PLACE, f"共{ESCAPE}类。"))))
    template.render(variables(harmless(context)))
    out = BytesIO()
    template.save(out)
    [reached] = [line for line in text_of(out).splitlines() if line.startswith("共")]
    assert int(reached.removeprefix("共").partition("类")[0]) > 100


@pytest.mark.parametrize(
    ("attack", "node"),
    [
        (ESCAPE, "Filter"),
        ("{{ 主送.upper() }}", "Call"),
        ("{{ 主送 * 1000000000 }}", "Mul"),
        ("{{ 主送[0] }}", "Getitem"),
        ("{% set x = 主送 %}", "Assign"),
        ("{% include '/etc/passwd' %}", "Include"),
        ("{% macro x() %}{% endmacro %}", "Macro"),
        ("{{ range(1000000000) }}", "Call"),
        ("{{ 主送 if 抄送 else 文号 }}", "CondExpr"),
    ],
)
def test_a_template_that_computes_is_refused_and_no_file_is_written(
    attack: str, node: str, write: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(BadDocument) as caught:
        write((PLACE, attack))
    assert str(caught.value).endswith(f"段用了不允许的写法（{node}）：只能填写字段、循环 for 和条件 if。")
    assert not (tmp_path / "出件").exists()


def test_a_private_attribute_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(BadDocument, match="段用了不允许的字段“__class__”，请改用字段表中的名称。"):
        write((PLACE, "{{ 主送.__class__ }}"))


def test_loops_that_multiply_are_refused(write: Callable[..., Path]) -> None:
    loop = "{% for a in 问题清单 %}" * 3 + "x" + "{% endfor %}" * 3
    with pytest.raises(BadDocument, match="段的循环套得太深或带条件，请拆成简单的循环。"):
        write((PLACE, loop))


def test_an_unknown_name_is_refused_where_docxtpl_would_leave_the_amount_blank(
    context: DeductionContext, write: Callable[..., Path], edited: Callable[..., bytes], tmp_path: Path
) -> None:
    template = DocxTemplate(BytesIO(edited(SHIPPED, (PLACE, "扣缴{{ 金额合计 }}元"))))
    template.render(variables(harmless(context)))
    out = BytesIO()
    template.save(out)
    assert "扣缴元" in text_of(out)
    with pytest.raises(BadDocument) as caught:
        write((PLACE, "扣缴{{ 金额合计 }}元"))
    assert str(caught.value) == (
        "模板“deduction-letter.docx”用了没有的字段（'金额合计' is undefined），请对照字段表修改。"
    )
    assert not (tmp_path / "出件").exists()


def test_a_list_where_a_text_belongs_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(BadDocument) as caught:
        write((PLACE, "{{ 问题清单 }}"))
    assert str(caught.value) == "模板里的标签指向一组内容而不是文字，请用循环逐项填写。"


@pytest.mark.parametrize("broken", ["{{ 主送 ", "}}", "{% if 主送 }}", "{%p for 项 in 问题清单"])
def test_a_tag_that_is_not_closed_is_refused(broken: str, write: Callable[..., Path]) -> None:
    with pytest.raises(BadDocument) as caught:
        write((PLACE, broken))
    assert str(caught.value).startswith(f"模板“deduction-letter.docx”里“{broken}")
    assert str(caught.value).endswith("”的标签没有写完整，请检查花括号和百分号是否成对。")


def test_a_loop_that_is_not_ended_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(BadDocument, match="的标签写错了"):
        write((PLACE, "{% if 主送 %}没有结束"))


def test_a_paragraph_tag_with_text_beside_it_is_refused_where_docxtpl_would_drop_the_text(
    context: DeductionContext, write: Callable[..., Path], edited: Callable[..., bytes]
) -> None:
    beside = "请立即整改{%p if 主送 %}"
    change = ((PLACE, beside), ("{{ 署名 }}", "{%p endif %}"))
    template = DocxTemplate(BytesIO(edited(SHIPPED, *change)))
    template.render(variables(harmless(context)))
    out = BytesIO()
    template.save(out)
    assert "请立即整改" not in text_of(out)
    with pytest.raises(
        BadDocument, match=r"请立即整改.*要独占一段（{%p … %}）或者独占一行表格（{%tr … %}）。"
    ):
        write(*change)


def test_a_tag_that_breaks_the_structure_is_refused(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="填写后文档结构被破坏"):
        write((PLACE, "{% if 代替文号 %}"), ("{{ 署名 }}", "{%p endif %}"))
    assert not (tmp_path / "出件").exists()


def test_a_cell_that_would_be_left_empty_is_refused(write: Callable[..., Path]) -> None:
    cell = "{%p if 代替文号 %}</w:t></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}"
    with pytest.raises(BadDocument, match="填写后文档结构被破坏（空单元格）"):
        write(("{{ 项.标准 }}", cell))


@pytest.mark.parametrize(
    ("code", "word"), [("DDEAUTO cmd", "DDEAUTO"), ('INCLUDETEXT "/etc/passwd"', "INCLUDETEXT")]
)
def test_fields_that_fetch_are_refused(code: str, word: str, write: Callable[..., Path]) -> None:
    field = f"</w:t></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:t>"
    with pytest.raises(BadDocument) as caught:
        write((PLACE, field))
    assert str(caught.value) == (
        f"模板“deduction-letter.docx”含有域代码 {word}，出件时只允许页码域，请删除后再用。"
    )


def test_a_link_to_another_file_is_refused(write: Callable[..., Path]) -> None:
    link = '<Relationship Id="x" Type="t" Target="http://x/a.dotm" TargetMode="External"/></Relationships>'
    with pytest.raises(BadDocument, match=r"引用了外部文件（http://x/a\.dotm），请改为不引用外部内容。"):
        write(("</Relationships>", link), part="word/_rels/document.xml.rels")


def test_macros_are_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(
        BadDocument, match=r"含有宏或嵌入对象（word/vbaProject\.bin），请删除后另存为普通的 \.docx。"
    ):
        write(added={"word/vbaProject.bin": b"x"})


def test_an_entity_bomb_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(BadDocument):
        write(
            ("<w:document ", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:document '),
            ("{{ 署名 }}", "&a;"),
        )


def test_a_zip_bomb_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(BadDocument, match="展开后过大，不是正常的 Word 文档，请检查文件来源。"):
        write(added={"word/media/x.png": bytes(49 * 1024 * 1024)})


def test_a_file_that_is_no_document_is_refused(context: DeductionContext, tmp_path: Path) -> None:
    (tmp_path / "deduction-letter.docx").write_bytes(b"PK\x03\x04 nothing")
    settings = PaperSettings(form=Form.LETTER, folder=tmp_path)
    with pytest.raises(BadDocument) as caught:
        render_notice(NoticeKind.DEDUCTION, context, tmp_path / "a.docx", settings=settings)
    assert str(caught.value) == (
        "“deduction-letter.docx”不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx 后再试。"
    )


HOSTILE = (
    "甲<乙&丙>公司</w:t></w:r></w:p><w:p/>",
    "{{ 7 * 7 }}{% for x in y %}",
    "第一行\n第二行\t制表\r\n\u2028完",
    "控制\x00\x07\x0b\x0c\x1b字符\ufffe\ud800完",
    "\"引号\"'撇号'",
    '=HYPERLINK("http://x")',
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_stand_on_paper_as_plain_text(
    value: str, context: DeductionContext, tmp_path: Path
) -> None:
    line = dataclasses.replace(context.findings[0], text=value)
    hostile = dataclasses.replace(context, recipient=value, findings=(line,))
    paper = render_notice(NoticeKind.DEDUCTION, hostile, tmp_path / "a.docx")
    plain = "".join(c for c in value if c.isprintable() or c in "\n\t\r\u2028")
    for break_ in ("\r\n\u2028", "\n", "\t"):
        plain = plain.replace(break_, " ")
    document = Document(str(paper))
    assert f"{plain}：" in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[0].rows[1].cells[3].text == plain


def test_docxtpl_alone_loses_the_text_behind_an_angle_bracket(context: DeductionContext) -> None:
    template = DocxTemplate(BytesIO(SHIPPED))
    template.render(variables(dataclasses.replace(context, recipient="甲<乙&丙>公司")))
    out = BytesIO()
    template.save(out)
    assert "甲<乙&丙>公司：" not in text_of(out)
