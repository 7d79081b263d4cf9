"""Word documents: numbers that are not in the text, tables, tracked changes, notes, boxes."""

from __future__ import annotations

import io
import zipfile

import pytest

from importers.document import Document, read_content
from ledger.errors import BadDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(body: str, **parts: str) -> bytes:
    """A .docx of this body; further parts by name: numbering, styles, footnotes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return packed.getvalue()


def read(body: str, **parts: str) -> Document:
    return read_content(docx(body, **parts), "样例.docx")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, fmt: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_automatic_numbers_stand_in_the_text_as_on_paper() -> None:
    body = "".join(
        [
            numbered("指导思想"),
            numbered("主要任务"),
            numbered("调整结构", 1),
            numbered("淘汰产能。", 2),
            numbered("严格准入。", 2),
            numbered("治理扬尘", 1),
            numbered("工地。", 2),
            numbered("道路。", 3),
        ]
    )
    assert read(body, numbering=OFFICIAL).text.split("\n") == [
        "一、指导思想",
        "二、主要任务",
        "（一）调整结构",
        "1.淘汰产能。",
        "2.严格准入。",
        "（二）治理扬尘",
        "1.工地。",
        "（1）道路。",
    ]


def test_a_level_that_does_not_restart_counts_on() -> None:
    running = OFFICIAL.replace(
        '<w:lvlText w:val="%3."/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%3."/>'
    )
    body = "".join(
        [numbered("甲", 1), numbered("一。", 2), numbered("乙", 1), numbered("二。", 2), numbered("三。", 2)]
    )
    assert read(body, numbering=running).text.split("\n")[1::2] == ["1.一。", "2.二。"]


def test_a_list_that_starts_over_counts_from_its_own_start() -> None:
    over = OFFICIAL + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = numbered("甲。", 2) + numbered("乙。", 2) + numbered("丙。", 2, 2) + numbered("丁。", 2, 2)
    assert read(body, numbering=over).text.split("\n") == ["1.甲。", "2.乙。", "5.丙。", "6.丁。"]


def test_a_style_brings_its_number() -> None:
    styles = (
        '<w:style w:styleId="Task"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="Own"><w:basedOn w:val="Task"/></w:style>'
    )
    body = p("甲。", '<w:pStyle w:val="Task"/>') + p("乙。", '<w:pStyle w:val="Own"/>')
    assert read(body, numbering=OFFICIAL, styles=styles).text.split("\n") == ["1.甲。", "2.乙。"]


def test_articles_are_numbered_in_chinese() -> None:
    articles = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "第%1条 ")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    lines = read("".join(numbered("规定。") for _ in range(12)), numbering=articles).text.split("\n")
    assert (lines[9], lines[11]) == ("第十条规定。", "第十二条规定。")


def test_bullets_and_unknown_lists_print_nothing() -> None:
    bullets = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "bullet", "●") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert read(numbered("甲。") + numbered("乙。", 0, 9), numbering=bullets).text == "甲。\n乙。"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>6月底前完成</w:t></w:r>"
        "<w:del><w:r><w:delText>五</w:delText></w:r></w:del><w:ins><w:r><w:t>八</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>台。</w:t></w:r></w:p>"
    )
    assert read(body).text == "6月底前完成八台。"


def test_a_deleted_paragraph_mark_joins_the_two_paragraphs() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>6月底前</w:t></w:r></w:p>"
    assert read(first + p("完成。")).text == "6月底前完成。"


def test_runs_hyperlinks_and_content_controls_are_one_text() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>2023年</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>6月</w:t></w:r></w:hyperlink><w:r><w:t>底前。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read(body).text == "2023年6月底前。"


def test_hidden_text_and_field_codes_are_no_text() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>正文。</w:t></w:r></w:p>"
    )
    assert read(body).text == "正文。"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框中文字。')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文。</w:t><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(body).text == "正文。\n框中文字。"


def test_footnotes_come_after_the_text() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote>'
        f'<w:footnote w:id="1">{p("第一个逗号前为牵头单位。")}</w:footnote>'
    )
    assert read(p("正文。"), footnotes=notes).text == "正文。\n第一个逗号前为牵头单位。"


def test_superscripts_keep_their_meaning() -> None:
    body = (
        "<w:p><w:r><w:t>10mg/m</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r></w:p>'
    )
    assert read(body).text == "10mg/m³"


def test_merged_cells_are_one_cell_wherever_they_reach() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    body = (
        "<w:tbl><w:tr>"
        + cell("县区", '<w:vMerge w:val="restart"/>')
        + cell("目标", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>")
        + cell("PM2.5")
        + cell("PM10")
        + "</w:tr></w:tbl>"
    )
    [table] = read(body).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["县区", "目标", "目标"],
        ["县区", "PM2.5", "PM10"],
    ]
    assert table.rows[0][0].span == table.rows[1][0].span


def test_a_table_of_one_column_only_frames_its_text() -> None:
    document = read(f"<w:tbl><w:tr><w:tc>{p('一、目标')}{p('正文。')}</w:tc></w:tr></w:tbl>")
    assert document.tables == ()
    assert document.text == "一、目标\n正文。"


def test_paragraphs_that_are_broken_lines_are_joined() -> None:
    sentence = "推进施工扬尘治理并落实各项防尘措施确保联网率不低于百分之九十五并按月调度通报各地进展情况"
    lines = [sentence[n : n + 20] for n in range(0, len(sentence), 20)]
    body = "".join(
        "".join(map(p, [f"{n}.{lines[0][:18]}", *lines[1:2], lines[2] + "。"])) for n in range(1, 16)
    )
    assert len(read(body).text.split("\n")) == 15


def test_a_table_of_contents_is_no_part_of_the_text() -> None:
    styles = '<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = p("目录") + p("一、总体要求1", '<w:pStyle w:val="11"/>') + p("一、总体要求") + p("正文。")
    assert read(body, styles=styles).text == "一、总体要求\n正文。"


def test_a_document_without_a_body_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}/>")
    with pytest.raises(BadDocument) as refusal:
        read_content(packed.getvalue(), "空.docx")
    assert str(refusal.value) == "“空.docx”中没有正文，无法读取，请用 Word 打开并另存后再导入。"
