"""The words of the papers over money: deductions, their allocation, subsidies, rewards, corrections."""

from __future__ import annotations

from templates.base_documents.ooxml import blank, control, paragraph
from templates.base_documents.pieces import (
    clauses,
    last,
    listing,
    recipient,
    replacing,
    signature,
    title,
    total_row,
)

MIDDLE, TEXT, NUMBER = "TableMiddle", "TableText", "TableNumber"


def deduction() -> str:
    """扣缴财力通知书."""
    widths = (700, 1300, 1180, 2884, 1130, 1650)
    return (
        title("扣缴财力通知书")
        + recipient()
        + paragraph(
            "BodyLeft",
            "经{{ 检查层级 }}级督查检查，{{ 期间 }}你单位有{{ 问题数 }}个大气污染防治问题被发现并查实。"
            "按照有关规定，决定扣缴你单位财力人民币{{ 合计大写 }}（¥{{ 合计小写 }}）。现将有关事项通知如下：",
        )
        + paragraph("Level1", "一、扣缴依据")
        + clauses("扣缴依据")
        + paragraph("Level1", "二、问题及扣缴金额")
        + listing(
            widths,
            ("序号", "问题编号", "发现日期", "问题", "标准", "金额（元）"),
            ("序号", "编号", "发现日期", "问题", "标准", "金额"),
            (MIDDLE, MIDDLE, MIDDLE, TEXT, MIDDLE, NUMBER),
            "问题清单",
            total_row(widths, "合计小写"),
        )
        + paragraph("Level1", "三、有关要求")
        + last("请你单位对照问题清单立即组织整改，举一反三，按期销号。扣缴资金由财政部门按程序办理。")
        + replacing()
        + signature()
    )


def allocation() -> str:
    """责任认定书."""
    problem_widths = (700, 1300, 1180, 4014, 1650)
    share_widths = (1800, 4944, 2100)
    return (
        title("责任认定书")
        + recipient()
        + paragraph(
            "BodyLeft",
            "经{{ 检查层级 }}级督查检查，{{ 期间 }}查实大气污染防治问题{{ 问题数 }}个，应扣缴财力"
            "人民币{{ 合计大写 }}（¥{{ 合计小写 }}）。经研究，现将责任认定如下：",
        )
        + paragraph("Level1", "一、扣缴依据")
        + clauses("扣缴依据")
        + paragraph("Level1", "二、问题及金额")
        + listing(
            problem_widths,
            ("序号", "问题编号", "发现日期", "问题", "金额（元）"),
            ("序号", "编号", "发现日期", "问题", "金额"),
            (MIDDLE, MIDDLE, MIDDLE, TEXT, NUMBER),
            "问题清单",
            total_row(problem_widths, "合计小写"),
        )
        + paragraph("Level1", "三、认定理由")
        + control("for 项 in 问题清单")
        + paragraph("Body", "问题{{ 项.编号 }}：{{ 项.理由 }}。")
        + control("endfor")
        + paragraph("Level1", "四、责任分担")
        + listing(
            share_widths,
            ("问题编号", "责任单位", "承担金额（元）"),
            ("编号", "单位", "金额"),
            (MIDDLE, TEXT, NUMBER),
            "分担清单",
            total_row(share_widths, "合计小写"),
        )
        + control("for 项 in 单位合计")
        + paragraph("BodyLeft", "{{ 项.单位 }}合计承担人民币{{ 项.合计大写 }}（¥{{ 项.合计小写 }}）。")
        + control("endfor")
        + last("对认定结果有异议的，请书面向我办提出并附相关材料。")
        + replacing()
        + signature()
    )


def subsidy() -> str:
    """补助资金拨付通知."""
    return _payment(
        "补助资金拨付通知",
        "经审核，{{ 年度 }}年度下列{{ 笔数 }}家单位符合资金补助条件，决定拨付补助资金"
        "人民币{{ 合计大写 }}（¥{{ 合计小写 }}）。现将有关事项通知如下：",
        "一、补助依据",
        "二、补助名单及金额",
        "请按照财政资金管理有关规定及时拨付，专款专用，并做好绩效分级后续监管。"
        "绩效等级降低的，按规定停止补助。",
    )


def reward() -> str:
    """奖励通知."""
    return _payment(
        "奖励通知",
        "经审核，{{ 年度 }}年度下列{{ 笔数 }}家单位达到奖励条件，决定给予资金奖励"
        "人民币{{ 合计大写 }}（¥{{ 合计小写 }}）。现将有关事项通知如下：",
        "一、奖励依据",
        "二、奖励名单及金额",
        "请按照财政资金管理有关规定及时拨付。希望受奖励单位再接再厉，巩固改善成果。",
    )


def _payment(name: str, opening: str, basis: str, list_head: str, demand: str) -> str:
    widths = (700, 3200, 1994, 1300, 1650)
    return (
        title(name)
        + recipient()
        + paragraph("BodyLeft", opening)
        + paragraph("Level1", basis)
        + clauses("拨付依据")
        + paragraph("Level1", list_head)
        + listing(
            widths,
            ("序号", "单位", "事由", "依据条款", "金额（元）"),
            ("序号", "单位", "事由", "依据", "金额"),
            (MIDDLE, TEXT, MIDDLE, MIDDLE, NUMBER),
            "拨付清单",
            total_row(widths, "合计小写"),
        )
        + paragraph("Level1", "三、有关要求")
        + last(demand)
        + replacing()
        + signature()
    )


def correction() -> str:
    """更正通知, 撤销通知."""
    return (
        title("{{ 标题 }}")
        + recipient()
        + control("if 撤销")
        + paragraph(
            "BodyLeft",
            "我办{{ 原日期 }}印发的{{ 原标题 }}（{{ 原文号 }}），因{{ 原因 }}，现予撤销，"
            "自本通知印发之日起作废。",
        )
        + control("if 原金额大写")
        + paragraph("BodyLeft", "原件所列金额人民币{{ 原金额大写 }}（¥{{ 原金额小写 }}）不再执行。")
        + control("endif")
        + control("else")
        + paragraph(
            "BodyLeft",
            "我办{{ 原日期 }}印发的{{ 原标题 }}（{{ 原文号 }}），因{{ 原因 }}，现予更正。",
        )
        + control("if 原金额大写")
        + paragraph("BodyLeft", "更正前金额：人民币{{ 原金额大写 }}（¥{{ 原金额小写 }}）。")
        + control("endif")
        + paragraph("BodyLeft", "更正后金额：人民币{{ 现金额大写 }}（¥{{ 现金额小写 }}）。")
        + paragraph("Body", "原件其他内容不变。")
        + control("endif")
        + control("if 冲销凭证")
        + paragraph("BodyLeft", "账务已用红字冲销，冲销凭证：{{ 冲销凭证 }}。")
        + control("endif")
        + control("if 新文号")
        + paragraph("BodyLeft", "重新出具的文书为{{ 新文号 }}。")
        + control("endif")
        + signature()
    )


def summary() -> str:
    """汇总表: no head, the title on the first line."""
    widths = (700, 2344, 900, 1650, 1600, 1650)
    return (
        paragraph("PaperTitle", "{{ 标题 }}")
        + blank()
        + control("if 主送")
        + recipient()
        + control("endif")
        + paragraph("BodyLeft", "统计期间：{{ 统计期间 }}。")
        + listing(
            widths,
            ("序号", "{{ 分组 }}", "问题数", "扣缴（元）", "冲销（元）", "净扣缴（元）"),
            ("序号", "名称", "问题数", "扣缴", "冲销", "净扣缴"),
            (MIDDLE, TEXT, MIDDLE, NUMBER, NUMBER, NUMBER),
            "汇总",
            _summary_total(widths),
        )
        + control("if 合计大写")
        + paragraph("BodyLeft", "净扣缴合计人民币{{ 合计大写 }}（¥{{ 合计净扣缴 }}）。")
        + control("endif")
        + last("同期补助、奖励资金合计{{ 合计补助 }}元，不抵减扣缴。")
        + signature()
    )


def _summary_total(widths: tuple[int, ...]) -> str:
    from templates.base_documents.ooxml import cell, row

    return row(
        cell(sum(widths[:2]), paragraph("TableHead", "合计"), '<w:gridSpan w:val="2"/>')
        + cell(widths[2], paragraph(MIDDLE, "{{ 合计问题数 }}"))
        + "".join(
            cell(width, paragraph(NUMBER, f"{{{{ {name} }}}}"))
            for width, name in zip(widths[3:], ("合计扣缴", "合计冲销", "合计净扣缴"), strict=True)
        )
    )
