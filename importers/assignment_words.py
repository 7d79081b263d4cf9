"""The words of assignments: labels, verbs, legends, and the role that each gives."""

from __future__ import annotations

import re
from enum import Enum, auto

from ledger.vocabulary import Role

LABEL = re.compile(
    r"(?P<word>(?:[省市区县]级|主要|第一|总|具体|直接|共同|行业)?(?:牵头|主责|主办|配合|协办|协同|协助|参与|参加|督导|督办|指导|监督|监管|责任|落实|实施"
    r"|承办|承担|完成|包保|分管|属地)[\u4e00-\u9fff]{0,4}?(?:单位|部门|处室|主体|领导|人员?|时限|时间|期限|分工)"
    r"|牵头|主责|配合|协办|参与|督导|责任|落实)\s*[：:∶]"
)
LABELLED_LINE = re.compile(rf"(?:[（(]?\d{{1,2}}[）).．、]|[●■◆◇▶➤·•—-]+)?\s*{LABEL.pattern}")
VERB = re.compile(
    r"(?P<manner>(?:(?:按照?|根据|依据|依)(?:各自)?(?:的)?(?:职责|职能|责任|任务)(?:分工|权限|范围)?)?"
    r"(?:共同|分别|各自|具体|密切|积极|联合|协同|统筹|组织|抓好|做好|认真|分头|分工|负责|牵头)*)"
    r"(?P<verb>牵头|配合|参与|参加|协助|协办|负责|落实|组织实施|承办|督导|督办|指导|监督|监管)"
    r"(?P<more>(?:负责|督导|落实|实施|推进|组织|抓落实|工作|协调|配合|执行|到位|指导|监督|参与)*)"
    r"(?=[，,；;。、）)〕】\]\s]|$|以下|会同)"
)
ROLE_HINT = re.compile(r"牵头|配合|负责|参与|落实|督导|责任|指导|协助|主责|协办|实施|承办|分工")
DOCUMENT_WIDE = re.compile(
    r"(?:以下|以上|上述|各项|所有)[^。，；（）()\n]{0,10}?均(?:需要?|须|应|由|要)?(?:由)?(?P<units>[^。；，\n]{2,60}?)"
    r"(?:负责|组织|具体|按职责分工|认真|共同|抓好)*(?:落实|实施|执行|参与|配合)[，,]?(?:以下)?(?:不再|不另|不一一)[^。；）)\n〕】]{0,8}"
)
MARKS = "*＊★▲☆△"
_COMMA = re.compile(
    r"(?:第一个|首个|第1个)逗号(?:之|以)?前[^。\n]{0,20}?牵头|逗号前[^。，\n]{0,12}?为[^。，\n]{0,6}?牵头"
)
_FIRST = re.compile(
    r"(?:排(?:在|名)*(?:第一|首)位?|列(?:第一|首)位?|首位|第一个|第一位)(?:的)?(?:责任)?(?:单位|部门)?(?:均?为|是|系)[^。，\n]{0,6}牵头"
)
_MARK = re.compile(rf"[{MARKS}](?:号)?(?:的)?(?:单位|部门)?(?:均?为|是|表示)[^。，\n]{{0,6}}牵头")


class Legend(Enum):
    """Which of the units under one label lead, where the document says so in a legend."""

    NONE = auto()
    BEFORE_FIRST_COMMA = auto()
    FIRST = auto()
    MARKED = auto()


def legend_of(text: str) -> Legend:
    """The legend of a document: 第一个逗号前为牵头单位, 排在首位的为牵头单位, 标*的为牵头单位."""
    for legend, pattern in (
        (Legend.BEFORE_FIRST_COMMA, _COMMA),
        (Legend.FIRST, _FIRST),
        (Legend.MARKED, _MARK),
    ):
        if pattern.search(text):
            return legend
    return Legend.NONE


def role_of(words: str) -> Role:
    """The role that a label or a verb with its manner gives."""
    if re.search(r"牵头|主责|主办", words):
        return Role.LEAD
    if re.search(r"配合|协办|协同|协助|参与|参加", words):
        return Role.COOPERATE
    if re.search(r"督导|督办|指导|监督|监管", words) and "负责" not in words:
        return Role.SUPERVISE
    return Role.RESPONSIBLE


def names_persons(label: str) -> bool:
    """Whether a label is followed by persons: 责任人, 分管领导."""
    return label.endswith(("人", "领导", "人员"))


def names_both(label: str) -> bool:
    """Whether a column holds units with their persons: 牵头单位及责任人."""
    return re.search(r"(?:单位|部门)[^，。]{0,3}?(?:责任人|负责人|领导|联系人)", label) is not None


def stands_above(label: str) -> bool:
    """Whether the persons of a label watch over a task rather than answer for a unit: 督导领导, 包保领导."""
    return re.search(r"督导|督办|监督|包[保联抓案]|分包|[省市县区]级领导", label) is not None


def names_division(label: str) -> bool:
    """Whether a label is followed by a division of work in verbs: 责任分工：甲牵头，乙配合."""
    return label.endswith("分工")


def names_time(label: str) -> bool:
    """Whether a label is followed by a time: 完成时限."""
    return label.endswith(("时限", "时间", "期限"))
