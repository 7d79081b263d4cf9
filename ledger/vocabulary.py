"""The words of the domain, each once: the English name in code, the Chinese label on every screen."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored value with the Chinese label that a clerk sees."""

    label: str

    def __new__(cls, value: str, label: str) -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def stored(cls, value: str) -> Self:
        """The member that is stored as that value. Raises ValueError for none."""
        return cls(value)  # type: ignore[call-arg]

    @classmethod
    def of_label(cls, label: str) -> Labelled | None:
        """The member with that label, or None."""
        return next((member for member in cls if member.label == label), None)


class Role(Labelled):
    """What a unit owes under a task."""

    LEAD = "lead", "牵头单位"
    COOPERATE = "cooperate", "配合单位"
    RESPONSIBLE = "responsible", "责任单位"
    SUPERVISE = "supervise", "督导单位"


class ReviewAction(Labelled):
    """What a person decided about a fact that was read from a policy."""

    ACCEPT = "accept", "确认"
    EDIT = "edit", "改定"
    REJECT = "reject", "剔除"
    ADD = "add", "补录"


class DeadlineKind(Labelled):
    """What a date in a task fixes."""

    DUE = "due", "完成期限"
    START = "start", "开始日期"
    PERIOD_END = "period_end", "期间截止"


class Comparison(Labelled):
    """How a figure is compared with its target."""

    AT_MOST = "<=", "不高于"
    AT_LEAST = ">=", "不低于"
    EQUAL = "=", "等于"
    BELOW = "<", "低于"
    ABOVE = ">", "高于"


class Level(Labelled):
    """Who found a problem. Only the first three cost the district's treasury money."""

    NATIONAL = "national", "国家"
    PROVINCIAL = "provincial", "省"
    MUNICIPAL = "municipal", "市"
    DISTRICT = "district", "区"


class UnitKind(Labelled):
    """What a unit is; money is allocated to offices and departments."""

    OFFICE = "office", "办事处"
    DEPARTMENT = "department", "部门"
    ENTERPRISE = "enterprise", "企业"
    COLLECTIVE = "collective", "集合单位"


class Grade(Labelled):
    """An enterprise's performance grade under the 2020 guide."""

    A = "A", "A级"
    B = "B", "B级"
    LEADING = "leading", "绩效引领性"
    C = "C", "C级"
    D = "D", "D级"


class PolicyStatus(Labelled):
    """Whether a policy's rules price findings."""

    DRAFT = "draft", "草稿"
    ADOPTED = "adopted", "已采用"


class FindingStatus(Labelled):
    """Where a finding stands on its way into the books."""

    FILED = "filed", "待复核"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "待分担"
    ALLOCATED = "allocated", "待记账"
    POSTED = "posted", "已记账"
    NOTIFIED = "notified", "已通知"
    SETTLED = "settled", "已扣缴"
    RECORDED = "recorded", "已登记（不扣缴）"
    REVERSED = "reversed", "已冲销"
    VOIDED = "voided", "已作废"


class AssessmentStatus(Labelled):
    """What pricing a finding came to."""

    PRICED = "priced", "已计价"
    PENDING = "pending", "金额待定"
    FREE = "free", "不扣缴"
    UNDECIDED = "undecided", "待人工判定"


class AccountKind(Labelled):
    """The chart of accounts, as a district's finance office would name it."""

    SUPERIOR_DEDUCTION = "superior_deduction", "上级扣缴"
    TO_ALLOCATE = "to_allocate", "待分担"
    BORNE_BY_UNIT = "borne_by_unit", "应由责任单位承担"
    ECOLOGICAL_COMPENSATION = "ecological_compensation", "生态补偿金"
    SUBSIDY = "subsidy", "绩效补助"
    REWARD = "reward", "奖励"
    TREASURY = "treasury", "财政结算"


class VoucherKind(Labelled):
    """What event a voucher records."""

    DEDUCTION = "deduction", "扣缴"
    ALLOCATION = "allocation", "分担"
    SETTLEMENT = "settlement", "结算"
    SUBSIDY = "subsidy", "补助"
    COMPENSATION = "compensation", "补偿金"
    REWARD = "reward", "奖励"
    CORRECTION = "correction", "订正"
    REVERSAL = "reversal", "红字冲销"


class PeriodStatus(Labelled):
    """Whether a month takes entries."""

    CLOSED = "closed", "已结账"
    REOPENING = "reopening", "申请反结账"
    OPEN = "open", "未结账"


class RectificationStatus(Labelled):
    """Where the repair of a finding stands."""

    ASSIGNED = "assigned", "整改中"
    RECTIFIED = "rectified", "待核查"
    VERIFIED = "verified", "已核查"
    CLOSED = "closed", "已销号"
    REOPENED = "reopened", "回头看重新立案"


class ExtensionStatus(Labelled):
    """What became of a request to put a task's day off."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"


class ObjectionStatus(Labelled):
    """What became of a unit's objection."""

    OPEN = "open", "异议处理中"
    REJECTED = "rejected", "维持原认定"
    SUSTAINED = "sustained", "异议成立"


class BillStatus(Labelled):
    """Where a bill of the city stands."""

    ENTERED = "entered", "待复核"
    BOOKED = "booked", "待分担"
    ALLOCATED = "allocated", "已分担"
    REVERSED = "reversed", "已冲销"


class PaymentStatus(Labelled):
    """Where a subsidy or reward stands."""

    PROPOSED = "proposed", "待复核"
    PAID = "paid", "已拨付"
    REVERSED = "reversed", "已冲销"


class NoticeKind(Labelled):
    """The papers that leave the office."""

    DEDUCTION = "deduction", "扣缴财力通知书"
    ALLOCATION = "allocation", "责任认定书"
    RECTIFICATION = "rectification", "整改督办单"
    SUBSIDY = "subsidy", "补助资金拨付通知"
    REWARD = "reward", "奖励通知"
    INTERVIEW = "interview", "约谈通知书"
    CORRECTION = "correction", "更正通知"
    CIRCULAR = "circular", "情况通报"
    SUMMARY = "summary", "汇总表"
    RECEIPT = "receipt", "送达回证"
