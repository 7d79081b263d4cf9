"""The words of the papers that ask or report: supervision, interview, receipt, circular."""

from __future__ import annotations

from templates.base_documents.ooxml import blank, control, paragraph, picture
from templates.base_documents.pieces import (
    attachment,
    attachment_note,
    form_table,
    last,
    listing,
    recipient,
    replacing,
    signature,
    title,
)

MIDDLE, TEXT, NUMBER = "TableMiddle", "TableText", "TableNumber"
PROBLEM_WIDTHS = (700, 1300, 1180, 3464, 2200)
OFFICES_CHART, MONTHS_CHART = "各单位扣缴", "逐月扣缴"


def _problems() -> str:
    return listing(
        PROBLEM_WIDTHS,
        ("序号", "问题编号", "发现日期", "问题", "对应任务"),
        ("序号", "编号", "发现日期", "问题", "任务"),
        (MIDDLE, MIDDLE, MIDDLE, TEXT, TEXT),
        "问题清单",
    )


def rectification() -> str:
    """整改督办单, with the slip to be sent back as its attachment."""
    return (
        title("整改督办单")
        + recipient()
        + paragraph(
            "BodyLeft",
            "经{{ 检查层级 }}级督查检查，{{ 期间 }}你单位有{{ 问题数 }}个大气污染防治问题需要整改。"
            "现予督办，请于{{ 整改期限 }}前完成整改。",
        )
        + paragraph("Level1", "一、督办问题")
        + _problems()
        + paragraph("Level1", "二、有关要求")
        + paragraph("Level2", "（一）立查立改。")
        + paragraph("Body", "逐项明确整改措施、责任人和完成时限，能立即整改的立即整改。")
        + paragraph("Level2", "（二）按期回复。")
        + paragraph("Body", "整改完成后填写附件回执，加盖公章，连同整改前后影像资料报我办核查销号。")
        + paragraph("Level2", "（三）防止反弹。")
        + last("逾期未完成整改或者整改后反弹的，按照有关规定处理。")
        + replacing()
        + attachment_note("整改情况回执")
        + signature(attached=True)
        + attachment("整改情况回执", _slip())
    )


def _slip() -> str:
    return (
        paragraph("Recipient", "{{ 署名 }}：")
        + paragraph("BodyLeft", "你办{{ 文号 }}督办的问题，我单位已按要求组织整改，情况如下。")
        + form_table(
            (
                ("督办文号", "{{ 文号 }}"),
                ("责任单位（盖章）", "{{ 主送 }}"),
                ("整改期限", "{{ 整改期限 }}"),
                ("整改措施及成效", ""),
                ("完成时间", ""),
                ("整改责任人", ""),
                ("填报人及电话", ""),
                ("核查意见", ""),
            )
        )
    )


def interview() -> str:
    """约谈通知书."""
    return (
        title("约谈通知书")
        + recipient()
        + paragraph(
            "BodyLeft",
            "因{{ 事由 }}，根据{{ 依据 }}，决定对你单位有关负责同志进行约谈。现将有关事项通知如下：",
        )
        + paragraph("Level1", "一、约谈时间和地点")
        + paragraph("BodyLeft", "时间：{{ 时间 }}。")
        + paragraph("BodyLeft", "地点：{{ 地点 }}。")
        + paragraph("Level1", "二、约谈人和被约谈人")
        + paragraph("BodyLeft", "约谈人：{{ 约谈人 }}。")
        + paragraph("BodyLeft", "被约谈人：{{ 被约谈人 }}。")
        + control("if 问题清单")
        + paragraph("Level1", "三、涉及问题")
        + _problems()
        + control("endif")
        + last(
            "请被约谈人准时参加，"
            "并准备书面材料，说明问题原因、整改措施和完成时限。因故不能参加的，请提前书面请假。"
        )
        + replacing()
        + signature()
    )


def receipt() -> str:
    """送达回证: a form without a head."""
    return (
        paragraph("PaperTitle", "送达回证")
        + blank()
        + form_table(
            (
                ("送达文书", "{{ 送达文书 }}"),
                ("文号", "{{ 送达文号 }}"),
                ("受送达单位", "{{ 主送 }}"),
                ("送达方式", "{{ 送达方式 }}"),
                ("送达地点", ""),
                ("送达时间", "　　　　年　　月　　日　　时　　分"),
                ("受送达人（签章）", ""),
                ("代收人及代收理由", ""),
                ("送达人（签名）", ""),
                ("备注", ""),
            )
        )
        + last("受送达单位签收后，本回证由送达人交回{{ 署名 }}存档，作为送达凭证。")
        + signature()
    )


def circular() -> str:
    """情况通报."""
    widths = (700, 2344, 900, 1600, 1650, 1650)
    return (
        title("关于{{ 期间 }}大气污染防治问题", "扣缴财力情况的通报")
        + recipient()
        + paragraph("BodyLeft", "现将{{ 期间 }}大气污染防治问题扣缴财力情况通报如下：")
        + paragraph("Level1", "一、总体情况")
        + paragraph(
            "BodyLeft",
            "{{ 期间 }}扣缴入账的大气污染防治问题{{ 问题数 }}个，涉及{{ 单位数 }}个单位，扣缴财力"
            "{{ 扣缴合计 }}元，冲销{{ 冲销合计 }}元，净扣缴{{ 净扣缴合计 }}元。",
        )
        + control("if 净扣缴大写")
        + paragraph("BodyLeft", "净扣缴合计人民币{{ 净扣缴大写 }}（¥{{ 净扣缴合计 }}）。")
        + control("endif")
        + paragraph("Level1", "二、各单位情况")
        + control("if 扣缴最多单位")
        + paragraph("BodyLeft", "扣缴金额最多的是{{ 扣缴最多单位 }}。各单位按净扣缴金额从多到少排名如下。")
        + control("endif")
        + listing(
            widths,
            ("名次", "单位", "问题数", "扣缴（元）", "净扣缴（元）", "本年累计（元）"),
            ("名次", "单位", "问题数", "扣缴", "净扣缴", "本年净扣缴"),
            (MIDDLE, TEXT, MIDDLE, NUMBER, NUMBER, NUMBER),
            "排名",
        )
        + control("if 无扣缴单位")
        + paragraph("BodyLeft", "{{ 期间 }}没有扣缴的单位：{{ 无扣缴单位 }}。")
        + control("endif")
        + control("if 典型问题")
        + paragraph("Level1", "三、典型问题")
        + control("for 项 in 典型问题")
        + paragraph(
            "Body",
            "{{ 项.单位 }}：{{ 项.发现日期 }}，{{ 项.问题 }}（问题编号{{ 项.编号 }}，{{ 项.金额 }}）。",
        )
        + control("endfor")
        + control("endif")
        + last("各单位要认真对照检查，举一反三，切实抓好问题整改，坚决防止同类问题重复发生。")
        + control("if 有图表")
        + attachment_note("各单位扣缴情况图", "逐月扣缴情况图")
        + control("endif")
        + signature(attached=True)
        + control("if 有图表")
        + attachment("各单位扣缴情况图", paragraph("Figure", runs=picture(OFFICES_CHART, 1)), 1)
        + attachment("逐月扣缴情况图", paragraph("Figure", runs=picture(MONTHS_CHART, 2)), 2)
        + control("endif")
    )
