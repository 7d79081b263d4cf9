"""The columns of a list of findings, the same wherever findings are listed."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.views import FindingRow
from ledger.vocabulary import AssessmentStatus, FindingStatus
from tui.widgets.cells import amount, one_line
from tui.widgets.line_table import Column

STATUS_TONES = {
    FindingStatus.FILED: "accent",
    FindingStatus.APPROVED: "accent",
    FindingStatus.ALLOCATED: "accent",
    FindingStatus.REVERSED: "red",
    FindingStatus.VOIDED: "faint",
    FindingStatus.RECORDED: "faint",
    FindingStatus.SETTLED: "good",
}


def price_of(row: FindingRow) -> str:
    """The amount, or the word for why there is none."""
    return amount(row.amount, none=row.assessment_status.label)


def _price_tone(row: FindingRow) -> str | None:
    if row.status is FindingStatus.REVERSED:
        return "red"
    return None if row.assessment_status is AssessmentStatus.PRICED else "faint"


def finding_columns(*, preparer: bool = False) -> Sequence[Column[FindingRow]]:
    """Number, day, office, text, rule, amount and status; wide tables show more."""
    columns = [
        Column[FindingRow]("编号", 9, lambda row: row.number),
        Column[FindingRow]("发现", 5, lambda row: f"{row.found_on:%m-%d}"),
        Column[FindingRow]("层级", 4, lambda row: row.level.label, at_least=96),
        Column[FindingRow]("责任单位", 14, lambda row: row.office or "未定", at_least=70),
        Column[FindingRow]("问题", 0, lambda row: one_line(row.text)),
        Column[FindingRow](
            "标准", 4, lambda row: str(row.rule_place or "—"), right=True, tone=lambda _: "faint", at_least=84
        ),
        Column[FindingRow]("金额（元）", 14, price_of, right=True, tone=_price_tone),
    ]
    if preparer:
        columns.append(Column[FindingRow]("经办", 8, lambda row: row.preparer))
    else:
        columns.append(
            Column[FindingRow](
                "状态",
                10,
                lambda row: row.status.label.partition("（")[0],
                tone=lambda row: STATUS_TONES.get(row.status),
            )
        )
    return columns
