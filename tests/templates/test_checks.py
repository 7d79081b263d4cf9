"""The program's own layout checks: silent on what it makes, and each fault is caught."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.vocabulary import NoticeKind
from templates.base_documents.build import forms_of
from templates.checks import check_layout_bytes
from templates.contexts import NoticeContext
from templates.notices import PaperSettings, notice_bytes
from templates.standard import CONVERTED, GBK, WINDOWS, Form, Layout

Papers = dict[str, tuple[NoticeKind, NoticeContext]]
STYLES = "word/styles.xml"


@pytest.mark.parametrize(
    "layout", [Layout(), Layout(CONVERTED, GBK), Layout(None, WINDOWS), Layout(preprinted=True)]
)
def test_every_paper_is_without_defect(layout: Layout, papers: Papers) -> None:
    for name, (kind, context) in papers.items():
        for form in forms_of(kind):
            content = notice_bytes(kind, context, settings=PaperSettings(form, layout))
            assert check_layout_bytes(content, name) == ()


def at(part: str, old: str, new: str, *, form: Form = Form.DOCUMENT) -> tuple[Form, str, str, str]:
    return form, part, old, new


DOCUMENT = "word/document.xml"
FAULTS = {
    "5.1 纸张不是 A4 竖排（210×297 毫米）": at(DOCUMENT, 'w:h="16838"', 'w:h="15840"'),
    "5.2.1 天头、地脚不是 37/35 毫米（或折算的 34.58/32.58 毫米）": at(
        DOCUMENT, 'w:top="2098"', 'w:top="1440"'
    ),
    "5.2.1 订口不是 28 毫米或版心宽不是 156 毫米": at(DOCUMENT, 'w:left="1588"', 'w:left="1800"'),
    "5.2.3 文档网格不是每行 28 字": at(DOCUMENT, 'w:charSpace="-849"', 'w:charSpace="0"'),
    "5.2.3 文档网格不是每面 22 行": at(DOCUMENT, 'w:linePitch="579"', 'w:linePitch="312"'),
    "7.5 页脚距页边不是 25.3 毫米，页码一字线不在版心下 7 毫米": at(
        DOCUMENT, 'w:footer="1433"', 'w:footer="397"'
    ),
    "7.5 没有设置奇偶页不同": at("word/settings.xml", "<w:evenAndOddHeaders/>", ""),
    "7.5 单页页码两边没有一字线": at("word/footer1.xml", "— ", "- "),
    "7.2.4 没有发文机关标志": at(DOCUMENT, 'w:val="Mark"', 'w:val="Normal"'),
    "7.2.5 发文字号“示环攻坚办扣[2025]1号”不是“机关代字〔年份〕序号号”的写法": at(
        DOCUMENT,
        '扣〔2025〕1号</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Normal"',
        '扣[2025]1号</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Normal"',
    ),
    "7.2.7 发文字号下没有红色分隔线": at(
        STYLES,
        'w:val="single" w:sz="8" w:space="8" w:color="FF0000"',
        'w:val="single" w:sz="8" w:space="8" w:color="000000"',
    ),
    "7.3.1 标题“扣缴财力通知书”不是二号居中": at(STYLES, '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'),
    "7.3.2 主送机关不是顶格或没有以全角冒号结尾": at(DOCUMENT, "府城街道办事处：", "府城街道办事处:"),
    "7.3.3 “一、扣缴依据”的样式不是公文一级标题": at(DOCUMENT, 'w:val="Level1"', 'w:val="Body"'),
    "7.3.5 成文日期“2025年09月01日”不是阿拉伯数字或编了虚位": at(
        DOCUMENT,
        '<w:t xml:space="preserve">2025年9月1日</w:t>',
        '<w:t xml:space="preserve">2025年09月01日</w:t>',
    ),
    "7.3.5 署名没有以成文日期为准居中": at(DOCUMENT, 'w:rightChars="200"', 'w:rightChars="900"'),
    "金额 大写“叁拾壹万元整”与小写“310,000.01”不一致": at(DOCUMENT, "（¥310,000.00）", "（¥310,000.01）"),
    "模板 “{{ 抄送 }}府城街道办事处：”里还有没有填写的标签": at(
        DOCUMENT, "府城街道办事处：", "{{ 抄送 }}府城街道办事处："
    ),
    "8 表头没有设置跨页重复": at(DOCUMENT, "<w:tblHeader/>", ""),
    "8 表格的行会跨页断开": at(DOCUMENT, "<w:cantSplit/>", ""),
    "7.4.1 版记没有置于版心最下方": at(DOCUMENT, 'w:tblpYSpec="bottom"', 'w:tblpYSpec="top"'),
    "7.4.1 版记分隔线不是首末 0.35 毫米、中间 0.25 毫米": at(
        DOCUMENT, 'w:val="single" w:sz="6"', 'w:val="single" w:sz="8"'
    ),
    "7.4.2 抄送机关没有以句号结束": at(DOCUMENT, "区纪委监委。", "区纪委监委"),
    "10.1 信函首页没有单独的页眉页脚": at(DOCUMENT, "<w:titlePg/>", "", form=Form.LETTER),
    "10.1 首条红色双线不是上粗下细": at(DOCUMENT, f'w="{45 * 635}"', f'w="{15 * 635}"', form=Form.LETTER),
    "10.1 末条红色双线不是上细下粗": at(DOCUMENT, f'w="{15 * 635}"', f'w="{45 * 635}"', form=Form.LETTER),
    "10.1 末条红色双线距下页边不是 20 毫米": at(
        DOCUMENT, f"<wp:posOffset>{(16838 - 1134 - 22) * 635}", "<wp:posOffset>10300000", form=Form.LETTER
    ),
    "10.1 红色双线长不是 170 毫米": at(
        DOCUMENT, f'<wp:extent cx="{9638 * 635}"', '<wp:extent cx="5000000"', form=Form.LETTER
    ),
    "10.1 发文字号没有顶格居版心右边缘": at(
        STYLES, '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>', "", form=Form.LETTER
    ),
    "10.1 信函发文机关标志上边缘距上页边不是 30 毫米": at(
        DOCUMENT, 'w:header="1701"', 'w:header="851"', form=Form.LETTER
    ),
}


@pytest.mark.parametrize(("message", "fault"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_named(
    message: str, fault: tuple[Form, str, str, str], papers: Papers, edited: Callable[..., bytes]
) -> None:
    form, part, old, new = fault
    kind, context = papers["deduction"]
    content = notice_bytes(kind, context, settings=PaperSettings(form))
    defects = check_layout_bytes(edited(content, (old, new), part=part), "a.docx")
    assert message in [str(defect) for defect in defects]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'w:eastAsia="黑体"',
            'w:eastAsiaTheme="minorEastAsia"',
            "word/styles.xml 用了主题字体，字体名会失效",
        ),
        ('w:hAnsi="仿宋_GB2312"', 'w:hAnsi="Times New Roman"', "四个字体槽不一致"),
        ('w:hint="eastAsia" ', "", "引号和破折号没有指定中文字体"),
        ('<w:b w:val="0"/>', "<w:b/>", "加粗了"),
        ('<w:color w:val="000000"/>', '<w:color w:val="0000FF"/>', "颜色是 0000FF"),
        ("黑体", "微软雅黑", "字体是微软雅黑，应为"),
    ],
)
def test_a_face_that_departs_is_named(
    old: str, new: str, message: str, papers: Papers, edited: Callable[..., bytes]
) -> None:
    kind, context = papers["deduction"]
    defects = check_layout_bytes(edited(notice_bytes(kind, context), (old, new), part=STYLES), "a.docx")
    assert any(message in defect.message for defect in defects)


def test_attachments_are_counted_and_stand_on_their_own_page(
    papers: Papers, edited: Callable[..., bytes]
) -> None:
    kind, context = papers["rectification"]
    content = notice_bytes(kind, context)
    same_page = edited(content, ("<w:pageBreakBefore/>", ""), part=STYLES)
    assert [str(d) for d in check_layout_bytes(same_page, "a")] == [
        "7.3.7 “附件”没有另面编排，或者没有写作“附件”"
    ]
    unnamed = edited(content, ("附件：整改情况回执", "附件：整改情况回执。"))
    assert [str(d) for d in check_layout_bytes(unnamed, "a")] == [
        "7.3.4 附件名称“附件：整改情况回执。”后有标点"
    ]


def test_the_outside_checker_agrees_that_a_page_of_580_is_short_of_a_line(
    papers: Papers,
    edited: Callable[..., bytes],
    outside_check: Callable[[Path], list[tuple[str, ...]]],
    tmp_path: Path,
) -> None:
    kind, context = papers["deduction"]
    paper = tmp_path / "a.docx"
    paper.write_bytes(edited(notice_bytes(kind, context), ('w:line="579"', 'w:line="580"'), part=STYLES))
    assert "5.2.3b" in [number for number, *_ in outside_check(paper)]
    assert any(d.clause == "5.2.3" for d in check_layout_bytes(paper.read_bytes(), "a"))
