"""The words of each kind of paper. Clerks change them in Word; here they are as they ship."""

from __future__ import annotations

from collections.abc import Sequence

from templates.base_documents.ooxml import blank, cell, control, paragraph, row, table
from templates.standard import TYPE_WIDTH


def deduction() -> str:
    """扣缴财力通知书."""
    return (
        title("扣缴财力通知书")
        + recipient()
        + paragraph(
            "BodyLeft",
            "经{{ 检查层级 }}级督查检查，{{ 期间 }}你单位有{{ 问题数 }}个大气污染防治问题被发现并查实。"
            "按照有关规定，决定扣缴你单位财力人民币{{ 合计小写 }}元。现将有关事项通知如下：",
        )
        + paragraph("Level1", "一、扣缴依据")
        + control("for 依据 in 扣缴依据")
        + paragraph("BodyLeft", "{{ 依据.出处 }}规定：“{{ 依据.原文 }}”。")
        + control("endfor")
        + paragraph("Level1", "二、问题及扣缴金额")
        + finding_table()
        + paragraph("BodyLeft", "以上合计人民币{{ 合计大写 }}（¥{{ 合计小写 }}）。")
        + paragraph("Level1", "三、有关要求")
        + paragraph(
            "Body", "请你单位对照问题清单立即组织整改，举一反三，按期销号。扣缴资金由财政部门按程序办理。"
        )
        + closing()
    )


def summary() -> str:
    """汇总表: no head, the title on the first line."""
    widths = (620, 2424, 900, 1650, 1600, 1650)
    heads = ("序号", "{{ 分组 }}", "问题数", "扣缴（元）", "冲销（元）", "净扣缴（元）")
    tags = ("序号", "名称", "问题数", "扣缴", "冲销", "净扣缴")
    places = ("TableMiddle", "TableText", "TableMiddle", "TableNumber", "TableNumber", "TableNumber")
    last = row(
        cell(sum(widths[:2]), paragraph("TableHead", "合计"), '<w:gridSpan w:val="2"/>')
        + cell(widths[2], paragraph("TableMiddle", "{{ 合计问题数 }}"))
        + cell(widths[3], paragraph("TableNumber", "{{ 合计扣缴 }}"))
        + cell(widths[4], paragraph("TableNumber", "{{ 合计冲销 }}"))
        + cell(widths[5], paragraph("TableNumber", "{{ 合计净扣缴 }}"))
    )
    return (
        paragraph("PaperTitle", "{{ 标题 }}")
        + blank()
        + control("if 主送")
        + recipient()
        + control("endif")
        + paragraph("BodyLeft", "统计期间：{{ 统计期间 }}。")
        + listing(widths, heads, tags, places, "汇总", last)
        + control("if 合计大写")
        + paragraph("BodyLeft", "净扣缴合计人民币{{ 合计大写 }}（¥{{ 合计净扣缴 }}）。")
        + control("endif")
        + paragraph("BodyLeft", "同期绩效分级补助等资金合计{{ 合计补助 }}元，不抵减扣缴。")
        + closing()
    )


def title(text: str) -> str:
    """Two blank lines below the number, the title, one blank line (7.3.1, 7.3.2)."""
    return blank(2) + paragraph("PaperTitle", text) + blank()


def recipient() -> str:
    return paragraph("Recipient", "{{ 主送 }}：")


def finding_table() -> str:
    """The findings of a paper, with their total."""
    widths = (620, 1300, 1180, 3064, 1130, 1550)
    heads = ("序号", "问题编号", "发现日期", "问题", "标准", "金额（元）")
    tags = ("序号", "编号", "发现日期", "问题", "标准", "金额")
    places = ("TableMiddle", "TableMiddle", "TableMiddle", "TableText", "TableMiddle", "TableNumber")
    last = row(
        cell(sum(widths[:5]), paragraph("TableHead", "合计"), '<w:gridSpan w:val="5"/>')
        + cell(widths[5], paragraph("TableNumber", "{{ 合计小写 }}"))
    )
    return listing(widths, heads, tags, places, "问题清单", last)


def listing(
    widths: Sequence[int],
    heads: Sequence[str],
    tags: Sequence[str],
    styles: Sequence[str],
    items: str,
    last: str = "",
) -> str:
    """A table as wide as the type area: a head that repeats, a row for each item, and what comes last."""
    if sum(widths) != TYPE_WIDTH:
        raise ValueError(f"the columns are {sum(widths)} twips wide, the type area {TYPE_WIDTH}")
    head = row(
        "".join(cell(width, paragraph("TableHead", name)) for width, name in zip(widths, heads, strict=True)),
        head=True,
    )
    line = row(
        "".join(
            cell(width, paragraph(style, f"{{{{ 项.{name} }}}}"))
            for width, style, name in zip(widths, styles, tags, strict=True)
        )
    )
    return table(widths, head + _repeat("项", items, line, sum(widths), len(widths)) + last)


def _repeat(name: str, items: str, line: str, width: int, columns: int) -> str:
    """A row repeated for each item: the rows that hold the tags go away when the paper is filled."""

    def tag_row(tag: str) -> str:
        return row(
            cell(width, paragraph("TableText", f"{{%tr {tag} %}}"), f'<w:gridSpan w:val="{columns}"/>')
        )

    return tag_row(f"for {name} in {items}") + line + tag_row("endfor")


def closing() -> str:
    """Signature, date and remark, then the imprint at the foot of the last page."""
    return (
        blank(2)
        + paragraph("PaperSignature", "{{ 署名 }}")
        + paragraph("PaperDate", "{{ 成文日期 }}")
        + control("if 附注")
        + paragraph("Remark", "{{ 附注 }}")
        + control("endif")
    )
