"""The values that papers are filled with, made from what the ledger hands out.

Every field carries the Chinese tag by which a clerk's template names it.  A context refuses what a paper must
not say: an amount that is not priced, a finding that its recipient does not bear, findings that do not add up
to the amount that the books hold for the notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.errors import BadValue, Unbalanced, WrongState
from ledger.money import Money, total
from ledger.plan import DeductionRule
from ledger.views import FindingView, NoticeView, RuleView
from ledger.vocabulary import Level
from templates.capitals import capital
from templates.standard import CHARACTERS_A_LINE, width_in_characters
from templates.tags import tag
from templates.verification import verification_code


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing office: its full name signs, its short name is the 机关代字 of its numbers (示环攻坚办).

    `copies` are the units that every paper is copied to; `printer` prints it, by default the office itself.
    """

    issuer: str
    short_code: str
    contact: str = ""
    phone: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""

    def __post_init__(self) -> None:
        if not self.issuer.strip():
            raise BadValue("还没有填发文机关名称，请先在设置中填写再出件。")
        if width_in_characters(self.issuer) > CHARACTERS_A_LINE - 2:
            raise BadValue(f"发文机关名称“{self.issuer}”超过一行，请改用规范化简称。")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContext:
    """What every paper carries. `issued_on` is the paper's day; `title` what the file is called."""

    title: str
    issued_on: date
    mark: str = tag("发文机关标志")
    number: str = tag("文号")
    recipient: str = tag("主送")
    issuer: str = tag("署名")
    day: str = tag("成文日期")
    remark: str = tag("附注")
    code: str = tag("核验码", optional=True)
    copies: str = tag("抄送", optional=True)
    printer: str = tag("印发机关", optional=True)
    printed: str = tag("印发日期", optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """A clause that prices findings of the paper, quoted."""

    citation: str = tag("出处")
    quote: str = tag("原文")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding as a row of the table; `amount` is what the recipient bears of it."""

    position: str = tag("序号")
    number: str = tag("编号")
    found: str = tag("发现日期")
    text: str = tag("问题")
    working: str = tag("标准")
    amount: str = tag("金额")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductionContext(NoticeContext):
    """扣缴财力通知书: what a unit bears of the deductions, clause by clause."""

    period: str = tag("期间")
    levels: str = tag("检查层级")
    count: str = tag("问题数")
    total: str = tag("合计小写")
    capitals: str = tag("合计大写")
    clauses: tuple[ClauseLine, ...] = tag("扣缴依据")
    findings: tuple[FindingLine, ...] = tag("问题清单")


def deduction_context(
    letterhead: Letterhead, notice: NoticeView, findings: Sequence[FindingView]
) -> DeductionContext:
    """The context of a 扣缴财力通知书 for one unit.

    Raises WrongState for a finding without a price or without a share of the recipient, Unbalanced where the
    shares do not add up to the notice's amount.
    """
    if not findings:
        raise BadValue("通知书至少要列一个问题，请先选择问题。")
    shares = [borne_by(notice.recipient, finding) for finding in findings]
    amount = total(shares)
    if notice.amount is not None and notice.amount != amount:
        raise Unbalanced(
            f"通知书 {notice.number} 登记金额 {notice.amount} 元，"
            f"与所列问题合计 {amount} 元不一致，请先核对分担。"
        )
    rules = [priced_rule(finding) for finding in findings]
    return DeductionContext(
        **common(letterhead, notice),
        period=period_of([finding.row.found_on for finding in findings]),
        levels=levels_of([finding.row.level for finding in findings]),
        count=str(len(findings)),
        total=str(amount),
        capitals=capital(amount),
        clauses=clause_lines(rules),
        findings=tuple(
            FindingLine(
                position=str(position),
                number=finding.row.number,
                found=f"{finding.row.found_on.month}月{finding.row.found_on.day}日",
                text=finding.row.text,
                working=working_of(rule.rule, finding.assessment.count),
                amount=str(share),
            )
            for position, (finding, rule, share) in enumerate(zip(findings, rules, shares, strict=True), 1)
        ),
    )


def common(letterhead: Letterhead, notice: NoticeView) -> dict[str, Any]:
    """The fields that every paper has, by field name."""
    code = verification_code(notice)
    contact = [f"联系人：{letterhead.contact}"] if letterhead.contact else []
    phone = [f"联系电话：{letterhead.phone}"] if letterhead.phone else []
    return {
        "title": f"{notice.kind.label}（{notice.recipient}）",
        "issued_on": notice.issued_on,
        "mark": letterhead.issuer,
        "number": notice.number,
        "recipient": notice.recipient,
        "issuer": letterhead.issuer,
        "day": chinese_day(notice.issued_on),
        "remark": f"（{'；'.join([*contact, *phone, f'核验码：{code}'])}）",
        "code": code,
        "copies": "，".join(letterhead.copies),
        "printer": letterhead.printer or letterhead.issuer,
        "printed": chinese_day(notice.issued_on),
    }


def chinese_day(day: date) -> str:
    """2025年8月5日: Arabic digits without leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_of(days: Sequence[date]) -> str:
    """The months that the findings fall in: 2025年8月, 2025年7月至8月, 2025年12月至2026年1月."""
    first, last = min(days), max(days)
    start = f"{first.year}年{first.month}月"
    if (first.year, first.month) == (last.year, last.month):
        return start
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{start}至{year}{last.month}月"


def levels_of(levels: Sequence[Level]) -> str:
    """Who found the problems, highest first: 省、市."""
    return "、".join(level.label for level in Level if level in levels)


def borne_by(recipient: str, finding: FindingView) -> Money:
    """What the recipient bears of a finding. Raises WrongState where it bears nothing."""
    shares = [share.amount for share in finding.shares if share.unit == recipient]
    if not shares:
        raise WrongState(f"问题 {finding.row.number} 没有分担给{recipient}，请先完成责任认定再出通知书。")
    return total(shares)


def priced_rule(finding: FindingView) -> RuleView:
    """The rule that priced a finding. Raises WrongState while the amount is not known."""
    rule = finding.assessment.rule
    if rule is None or finding.assessment.amount is None:
        label = finding.assessment.status.label
        raise WrongState(f"问题 {finding.row.number} {label}，没有可以通知的金额，请先完成计价。")
    return rule


def working_of(rule: DeductionRule, count: int) -> str:
    """Rate and count: 10万元/起×2; the count alone where the clause leaves the rate to another document."""
    per = f"/{rule.per}" if rule.per else ""
    rate = f"{rule.amount.as_wan()}{per}" if rule.amount is not None else "另行规定"
    return f"{rate}×{count}"


def clause_lines(rules: Sequence[RuleView]) -> tuple[ClauseLine, ...]:
    """Each clause once, in printed order."""
    unique = {rule.id: rule for rule in sorted(rules, key=lambda rule: (rule.policy, rule.rule.place))}
    return tuple(ClauseLine(citation=citation_of(rule), quote=rule.rule.printed) for rule in unique.values())


def citation_of(rule: RuleView) -> str:
    """《关于印发……的通知》（中环攻坚办〔2022〕12号）五（二）."""
    number = f"（{rule.doc_number}）" if rule.doc_number else ""
    return f"《{rule.policy_title.strip('《》')}》{number}{rule.rule.clause}"
