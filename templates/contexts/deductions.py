"""扣缴财力通知书, and what other papers say of findings in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.errors import BadValue, Unbalanced, WrongState
from ledger.money import Money, total
from ledger.plan import DeductionRule
from ledger.views import FindingView, NoticeView, RuleView
from ledger.vocabulary import Level
from templates.capitals import capital
from templates.contexts.letterhead import Letterhead, NoticeContext, common
from templates.tags import tag


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
    letterhead: Letterhead, notice: NoticeView, findings: Sequence[FindingView], *, replaces: str = ""
) -> DeductionContext:
    """The context of a 扣缴财力通知书 for one unit.

    Raises WrongState for a finding without a price or without a share of the recipient, Unbalanced where the
    shares do not add up to the notice's amount.
    """
    require_findings(findings)
    shares = [borne_by(notice.recipient, finding) for finding in findings]
    rules = [priced_rule(finding) for finding in findings]
    amount = agreed_total(notice, shares)
    return DeductionContext(
        **common(letterhead, notice, replaces=replaces),
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
                found=month_day(finding.row.found_on),
                text=text_of(finding, share),
                working=working_of(rule.rule, finding.assessment.count),
                amount=str(share),
            )
            for position, (finding, rule, share) in enumerate(zip(findings, rules, shares, strict=True), 1)
        ),
    )


def text_of(finding: FindingView, share: Money) -> str:
    """What was found; where the recipient bears a part only, the whole amount and how many units bear it."""
    whole = finding.assessment.amount
    if share == whole:
        return finding.row.text
    units = len({part.unit for part in finding.shares})
    return f"{finding.row.text.rstrip('。')}（共扣缴{whole}元，由{units}个单位分担）。"


def require_findings(findings: Sequence[FindingView]) -> None:
    """Raises BadValue for a paper that would list nothing."""
    if not findings:
        raise BadValue("通知书至少要列一个问题，请先选择问题。")


def agreed_total(notice: NoticeView, amounts: Sequence[Money]) -> Money:
    """The sum of amounts. Raises Unbalanced where the books hold another one for the paper."""
    amount = total(amounts)
    if notice.amount is not None and notice.amount != amount:
        raise Unbalanced(
            f"通知书 {notice.number} 登记金额 {notice.amount} 元，"
            f"与所列合计 {amount} 元不一致，请先核对分担。"
        )
    return amount


def month_day(day: date) -> str:
    """8月5日, as a table shows it."""
    return f"{day.month}月{day.day}日"


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
    return tuple(
        ClauseLine(citation=citation_of(rule), quote=rule.rule.printed.rstrip("。；"))
        for rule in unique.values()
    )


def citation_of(rule: RuleView) -> str:
    """《关于印发……的通知》（中环攻坚办〔2022〕12号）五（二）."""
    number = f"（{rule.doc_number}）" if rule.doc_number else ""
    return f"《{rule.policy_title.strip('《》')}》{number}{rule.rule.clause}"
