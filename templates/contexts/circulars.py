"""情况通报: the month of all offices, ranked, with exemplary cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.errors import BadValue
from ledger.views import FindingView, NoticeView, Summary, SummaryRow
from templates.capitals import capital
from templates.contexts.deductions import month_day
from templates.contexts.letterhead import Letterhead, NoticeContext, common
from templates.contexts.totals import check_total, span_of
from templates.tags import tag


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedLine:
    """An office in the month's ranking; equal net amounts share a rank."""

    rank: str = tag("名次")
    office: str = tag("单位")
    findings: str = tag("问题数")
    deductions: str = tag("扣缴")
    reversals: str = tag("冲销", optional=True)
    net: str = tag("净扣缴")
    year_net: str = tag("本年净扣缴")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """An exemplary case."""

    position: str = tag("序号")
    number: str = tag("编号")
    office: str = tag("单位")
    found: str = tag("发现日期")
    text: str = tag("问题")
    amount: str = tag("金额")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularContext(NoticeContext):
    """情况通报. `charts` is true where the paper's pictures are given."""

    period: str = tag("期间")
    findings: str = tag("问题数")
    offices: str = tag("单位数")
    deductions: str = tag("扣缴合计")
    reversals: str = tag("冲销合计")
    net: str = tag("净扣缴合计")
    capitals: str = tag("净扣缴大写", optional=True)
    worst: str = tag("扣缴最多单位", optional=True)
    clean: str = tag("无扣缴单位", optional=True)
    lines: tuple[RankedLine, ...] = tag("排名")
    cases: tuple[CaseLine, ...] = tag("典型问题", optional=True)
    charts: bool = tag("有图表", optional=True)


def circular_context(
    letterhead: Letterhead,
    notice: NoticeView,
    month: Summary,
    year: Summary,
    cases: Sequence[FindingView] = (),
    *,
    charts: bool = False,
) -> CircularContext:
    """The context of a 情况通报 from the month's and the year's summary by office.

    Raises BadValue for summaries that are not by office, Unbalanced where groups and total disagree.
    """
    for summary in (month, year):
        if summary.by != "office":
            raise BadValue("情况通报要用按单位汇总的数据，请以 --by office 汇总。")
        check_total(summary)
    whole = month.total
    year_net = {row.label: row.net for row in year.rows}
    ranked = ranking(month.rows)
    most = [row.label for rank, row in ranked if rank == 1 and row.net.fen > 0]
    return CircularContext(
        **common(letterhead, notice),
        period=span_of(month),
        findings=str(whole.findings),
        offices=str(sum(1 for row in month.rows if row.findings)),
        deductions=str(whole.deductions),
        reversals=str(whole.reversals),
        net=str(whole.net),
        capitals=capital(whole.net) if whole.net.fen >= 0 else "",
        worst="、".join(most),
        clean="、".join(row.label for row in month.rows if not row.deductions),
        lines=tuple(
            RankedLine(
                rank=str(rank),
                office=row.label,
                findings=str(row.findings),
                deductions=str(row.deductions),
                reversals=str(row.reversals),
                net=str(row.net),
                year_net=str(year_net.get(row.label, row.net)),
            )
            for rank, row in ranked
        ),
        cases=tuple(
            CaseLine(
                position=str(position),
                number=finding.row.number,
                office=finding.row.office or "责任单位待定",
                found=month_day(finding.row.found_on),
                text=finding.row.text.rstrip("。"),
                amount=_amount_of(finding),
            )
            for position, finding in enumerate(cases, 1)
        ),
        charts=charts,
    )


def ranking(rows: Sequence[SummaryRow]) -> list[tuple[int, SummaryRow]]:
    """Offices by net amount, most first; equal amounts share the rank and the next rank is left out."""
    ordered = sorted(rows, key=lambda row: (-row.net.fen, row.label))
    ranks: list[tuple[int, SummaryRow]] = []
    for position, row in enumerate(ordered, 1):
        same = ranks and ranks[-1][1].net == row.net
        ranks.append((ranks[-1][0] if same else position, row))
    return ranks


def _amount_of(finding: FindingView) -> str:
    """What it costs, and of a finding that several units bear what each of them does."""
    amount = finding.assessment.amount
    if amount is None:
        return "金额待定"
    borne = "、".join(f"{share.unit}承担{share.amount.as_wan()}" for share in finding.shares)
    return f"扣缴{amount.as_wan()}" + (f"，其中{borne}" if len(finding.shares) > 1 else "")
