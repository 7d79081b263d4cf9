"""From a filed finding to its voucher: another person approves, the amount is divided, the voucher is booked.

Each step is the ledger's; here they are joined so that one decision is one write, all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ledger.drafts import AllocationDraft
from ledger.errors import BadAmount, BadValue, WrongState
from ledger.money import Money
from ledger.views import FindingView
from ledger.vocabulary import AssessmentStatus, FindingStatus

if TYPE_CHECKING:
    from ledger.database import Tx


def approve_and_post(tx: Tx, number: str, allocation: AllocationDraft | None = None) -> FindingView:
    """Approves a filed finding as tx.actor; what the schedule prices is divided and booked as well.

    Without an allocation its office bears all.  What costs nothing is only recorded, and what has no
    amount yet, or no office, waits.  Raises SamePerson where the actor filed it.
    """
    from ledger import findings

    finding = findings.approve(tx, number)
    row = finding.row
    if row.assessment_status is not AssessmentStatus.PRICED or row.status is not FindingStatus.APPROVED:
        return finding
    if allocation is None and row.office is None:
        return finding
    return allocate_and_post(tx, number, allocation)


def allocate_and_post(tx: Tx, number: str, allocation: AllocationDraft | None = None) -> FindingView:
    """Divides an approved finding's amount and books it; without an allocation its office bears all.

    Raises as `ledger.deductions.allocate` and `post` do.
    """
    from ledger import deductions, findings

    deductions.allocate(tx, number, allocation or whole_to_office(findings.get(tx, number)))
    deductions.post(tx, number)
    return findings.get(tx, number)


def whole_to_office(finding: FindingView, reason: str = "") -> AllocationDraft:
    """The office of a finding bears all of it. Raises BadValue while the office is not known."""
    from penalties.allocate import one_bears_all

    amount = priced_amount(finding)
    if finding.row.office is None:
        raise BadValue(f"问题 {finding.row.number} 没有写明属地，请先选定责任单位再分担。")
    return one_bears_all(amount, finding.row.office, reason)


def priced_amount(finding: FindingView) -> Money:
    """What a finding costs. Raises WrongState while it has no price."""
    row = finding.row
    if row.amount is None:
        raise WrongState(f"问题 {row.number} {row.assessment_status.label}，没有可分担的金额，请先计价。")
    return row.amount


def allocation_from_words(tx: Tx, finding: FindingView, words: Sequence[str], reason: str) -> AllocationDraft:
    """Shares as a clerk writes them: 松涧办=2 柳渡办=1 by weight, or 松涧办=5万元 … by amount.

    Raises BadValue for what is neither, NotFound for an unknown unit, Unbalanced where amounts do not add up.
    """
    from ledger import units
    from penalties.allocate import by_amounts, by_shares

    amount = priced_amount(finding)
    parts: dict[str, str] = {}
    for word in words:
        name, equals, share = word.partition("=")
        if not equals or not share.strip():
            raise BadValue(
                f"“{word}”不是分担写法，请写成 单位=份额（如 松涧办=2）或 单位=金额（如 松涧办=5万元）。"
            )
        unit = units.get(tx, name).name
        if unit in parts:
            raise BadValue(f"“{unit}”在分担中出现了两次，请合并为一条。")
        parts[unit] = share.strip()
    if all(share.endswith("元") for share in parts.values()):
        return by_amounts(amount, {unit: amount_of(share) for unit, share in parts.items()}, reason)
    if all(share.isascii() and share.isdigit() for share in parts.values()):
        return by_shares(amount, {unit: int(share) for unit, share in parts.items()}, reason)
    raise BadValue("份额请统一写成正整数（按比例），或统一写成金额（如 5万元、50000元）。")


def amount_of(text: str) -> Money:
    """5万元, 50000元, 50,000.00元. Raises BadAmount."""
    figure = text.removesuffix("元")
    if not figure.endswith("万"):
        return Money.yuan(figure)
    try:
        return Money.wan(Decimal(figure.removesuffix("万").replace(",", "")))
    except InvalidOperation:
        raise BadAmount(f"“{text}”不是金额，请写成 5万元 或 50000元。") from None
