"""责任认定书: who bears what of which finding, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.errors import Unbalanced, WrongState
from ledger.money import ZERO, Money, total
from ledger.views import FindingView, NoticeView
from templates.capitals import capital
from templates.contexts.deductions import (
    ClauseLine,
    agreed_total,
    clause_lines,
    levels_of,
    month_day,
    period_of,
    priced_rule,
    require_findings,
)
from templates.contexts.letterhead import Letterhead, NoticeContext, common
from templates.tags import tag


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocatedLine:
    """A finding with its whole amount and the ground of the decision."""

    position: str = tag("序号")
    number: str = tag("编号")
    found: str = tag("发现日期")
    text: str = tag("问题")
    amount: str = tag("金额")
    reason: str = tag("理由")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """What one unit bears of one finding."""

    number: str = tag("编号")
    unit: str = tag("单位")
    amount: str = tag("金额")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """What one unit bears in all."""

    unit: str = tag("单位")
    total: str = tag("合计小写")
    capitals: str = tag("合计大写")


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationContext(NoticeContext):
    """责任认定书 (allocation decision)."""

    period: str = tag("期间")
    levels: str = tag("检查层级")
    count: str = tag("问题数")
    total: str = tag("合计小写")
    capitals: str = tag("合计大写")
    clauses: tuple[ClauseLine, ...] = tag("扣缴依据")
    findings: tuple[AllocatedLine, ...] = tag("问题清单")
    shares: tuple[ShareLine, ...] = tag("分担清单")
    units: tuple[UnitLine, ...] = tag("单位合计")


def allocation_context(
    letterhead: Letterhead, notice: NoticeView, findings: Sequence[FindingView], *, replaces: str = ""
) -> AllocationContext:
    """The context of a 责任认定书.

    Raises WrongState for a finding that is not allocated, Unbalanced where shares do not add up to the fen.
    """
    require_findings(findings)
    amounts = [_allocated(finding) for finding in findings]
    amount = agreed_total(notice, amounts)
    units: dict[str, Money] = {}
    for finding in findings:
        for share in finding.shares:
            units[share.unit] = units.get(share.unit, ZERO) + share.amount
    return AllocationContext(
        **common(letterhead, notice, replaces=replaces),
        period=period_of([finding.row.found_on for finding in findings]),
        levels=levels_of([finding.row.level for finding in findings]),
        count=str(len(findings)),
        total=str(amount),
        capitals=capital(amount),
        clauses=clause_lines([priced_rule(finding) for finding in findings]),
        findings=tuple(
            AllocatedLine(
                position=str(position),
                number=finding.row.number,
                found=month_day(finding.row.found_on),
                text=finding.row.text,
                amount=str(whole),
                reason=(finding.allocation_reason or "属地管理").rstrip("。"),
            )
            for position, (finding, whole) in enumerate(zip(findings, amounts, strict=True), 1)
        ),
        shares=tuple(
            ShareLine(number=finding.row.number, unit=share.unit, amount=str(share.amount))
            for finding in findings
            for share in finding.shares
        ),
        units=tuple(
            UnitLine(unit=unit, total=str(borne), capitals=capital(borne)) for unit, borne in units.items()
        ),
    )


def _allocated(finding: FindingView) -> Money:
    amount = finding.assessment.amount
    if not finding.shares or amount is None:
        raise WrongState(f"问题 {finding.row.number} 还没有分担，请先完成责任认定再出认定书。")
    borne = total(share.amount for share in finding.shares)
    if borne != amount:
        raise Unbalanced(
            f"问题 {finding.row.number} 金额 {amount} 元，各单位分担相加为 {borne} 元，请先核对分担。"
        )
    return amount
