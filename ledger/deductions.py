"""Who bears a deduction, and its way through the journal: allocate, post, settle, reverse.

approved ──allocate──▶ allocated ──post──▶ posted ──(notice)──▶ notified ──settle──▶ settled
any of them, once something is booked ──reverse──▶ reversed
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ledger import chain, journal, units
from ledger.cases import Case, load, move, must_be, must_not_be_disputed
from ledger.drafts import AllocationDraft, ShareDraft
from ledger.errors import BadValue, Unbalanced, WrongState
from ledger.finding_views import get
from ledger.findings import reason_given
from ledger.money import Money, total
from ledger.months import booking_day, correction_day
from ledger.schema import Allocation, Share, Unit, Voucher
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import FindingView, VoucherView
from ledger.vocabulary import AccountKind, AssessmentStatus, FindingStatus, VoucherKind

_allocation, _share, _unit, _voucher = (
    table_of(Allocation),
    table_of(Share),
    table_of(Unit),
    table_of(Voucher),
)
_insert_share = insert(Share, without=("id",), raw=("amount",))
_insert_allocation = insert(Allocation, raw=("amount",))
_shares = Prepared(
    sa.select(_unit.c.name, _share.c.amount)
    .join(_unit, _unit.c.id == _share.c.unit_id)
    .where(_share.c.allocation_id == sa.bindparam("allocation_id"))
    .order_by(_share.c.id)
)


def allocate(tx: Tx, number: str, draft: AllocationDraft) -> FindingView:
    """Decide who bears a finding's amount. May be decided anew until it is posted.

    Raises Unbalanced when the shares do not add up to the fen, BadValue for a unit named twice or a share
    that is not positive, WrongState while the amount is pending.
    """
    case = load(tx, number)
    must_be(case, "分担", FindingStatus.APPROVED, FindingStatus.ALLOCATED)
    if case.amount is None:
        raise WrongState(f"问题 {number} 的金额待定，请先重新计价并复核，再分担。")
    check_shares(draft, case.amount)
    chain.take(
        tx,
        "allocated",
        case.subject,
        {"id": case.id, "amount": case.amount.fen, "shares": shares_data(tx, draft)},
        reason=reason_given(draft.reason, "分担"),
    )
    return get(tx, number)


@chain.step("allocated")
def _allocated(tx: Tx, link: chain.Link) -> None:
    store_allocation(tx, link, finding_id=link.data["id"])
    move(tx, link.data["id"], status=FindingStatus.ALLOCATED, allocation_id=link.seq)


def check_shares(draft: AllocationDraft, amount: Money) -> None:
    """Raises Unbalanced or BadValue for shares that are no division of the amount."""
    names = [share.unit for share in draft.shares]
    for name in names:
        if names.count(name) > 1:
            raise BadValue(f"“{name}”在分担中出现了两次，请合并为一条。")
    for share in draft.shares:
        if share.amount.fen <= 0:
            raise BadValue(f"“{share.unit}”的分担金额必须大于零，不分担的单位请不要列入。")
    shared = total(share.amount for share in draft.shares)
    if shared != amount:
        raise Unbalanced(
            f"各单位分担合计 {shared} 元，与应分担金额 {amount} 元相差 {amount - shared} 元，请核对。"
        )


def shares_data(tx: Tx, draft: AllocationDraft) -> list[list[Any]]:
    """What the chain keeps of shares: the unit's key and full name, and the fen. Raises NotFound."""
    found = [(units.get(tx, share.unit), share.amount) for share in draft.shares]
    return [[unit.id, unit.name, amount.fen] for unit, amount in found]


def store_allocation(
    tx: Tx, link: chain.Link, *, finding_id: int | None = None, bill_id: int | None = None
) -> None:
    """Write the shares of a decision, then the decision that seals them."""
    tx.run_many(
        _insert_share,
        [
            {"allocation_id": link.seq, "unit_id": unit_id, "amount": fen}
            for unit_id, _, fen in link.data["shares"]
        ],
    )
    tx.run(
        _insert_allocation,
        id=link.seq,
        finding_id=finding_id,
        bill_id=bill_id,
        amount=link.data["amount"],
        reason=link.reason,
    )


def shares_of(tx: Tx, allocation_id: int) -> list[ShareDraft]:
    """The shares of a decision, by the units' full names."""
    return [
        ShareDraft(row[0], Money(row[1])) for row in tx.run(_shares, allocation_id=allocation_id).fetchall()
    ]


def post(tx: Tx, number: str) -> VoucherView:
    """Book the allocation of a finding to its units. Raises WrongState, also while an objection is open."""
    case = load(tx, number)
    if case.status is FindingStatus.APPROVED and case.assessment is AssessmentStatus.PENDING:
        raise WrongState(f"问题 {number} 的金额待定，请先重新计价并复核，再记账。")
    must_be(case, "记账", FindingStatus.ALLOCATED)
    must_not_be_disputed(tx, case, "记账")
    chain.take(tx, "posted", case.subject, {"id": case.id})
    return journal.by_id(tx, book_allocation(tx, case))


@chain.step("posted")
def _posted(tx: Tx, link: chain.Link) -> None:
    move(tx, link.data["id"], status=FindingStatus.POSTED)


def book_allocation(tx: Tx, case: Case) -> int:
    """Book who bears a case; the voucher's key."""
    assert case.allocation_id is not None
    assert case.amount is not None
    preparer, approver = case.two_people
    shares = shares_of(tx, case.allocation_id)
    return journal.book(
        tx,
        journal.Booking(
            kind=VoucherKind.ALLOCATION,
            booked_on=booking_day(tx, case.found_on),
            summary=f"问题 {case.number} 扣缴由{'、'.join(share.unit for share in shares)}承担",
            lines=[
                *borne_by(shares),
                journal.Line(AccountKind.TO_ALLOCATE, "", credit=case.amount, cases=1),
            ],
            preparer=preparer,
            approver=approver,
            finding_id=case.id,
            assessment_id=case.assessment_id,
        ),
    )


def borne_by(shares: Sequence[ShareDraft]) -> list[journal.Line]:
    """The debit lines of what units begin to bear."""
    return [
        journal.Line(AccountKind.BORNE_BY_UNIT, share.unit, debit=share.amount, cases=1) for share in shares
    ]


def settle(tx: Tx, number: str, treasury_voucher: str) -> FindingView:
    """Mark a posted finding as deducted by the treasury, under the treasury's voucher number."""
    case = load(tx, number)
    must_be(case, "登记扣缴", FindingStatus.POSTED, FindingStatus.NOTIFIED)
    must_not_be_disputed(tx, case, "登记扣缴")
    treasury_voucher = treasury_voucher.strip()
    if not treasury_voucher:
        raise BadValue("请填写财政部门的凭证号。")
    assert case.allocation_id is not None
    assert case.amount is not None
    preparer, approver = case.two_people
    chain.take(tx, "settled", case.subject, {"id": case.id, "treasury_voucher": treasury_voucher})
    shares = shares_of(tx, case.allocation_id)
    journal.book(
        tx,
        journal.Booking(
            kind=VoucherKind.SETTLEMENT,
            booked_on=booking_day(tx, max(case.found_on, tx.today)),
            summary=f"问题 {number} 财政已扣缴，财政凭证 {treasury_voucher}",
            lines=[
                journal.Line(AccountKind.TREASURY, "", debit=case.amount),
                *(
                    journal.Line(AccountKind.BORNE_BY_UNIT, share.unit, credit=share.amount)
                    for share in shares
                ),
            ],
            preparer=preparer,
            approver=approver,
            finding_id=case.id,
            assessment_id=case.assessment_id,
        ),
    )
    return get(tx, number)


@chain.step("settled")
def _settled(tx: Tx, link: chain.Link) -> None:
    voucher = link.data["treasury_voucher"]
    move(tx, link.data["id"], status=FindingStatus.SETTLED, treasury_voucher=voucher)


def reverse(tx: Tx, number: str, reason: str) -> VoucherView:
    """Reverse all that is booked for a finding by red letters, once; both stay visible.

    Gives the red letter of what the units bear, or of the deduction where it was not posted yet.
    """
    case = load(tx, number)
    if case.status is FindingStatus.REVERSED:
        raise WrongState(f"问题 {number} 已经冲销过，不能再次冲销。")
    must_be(
        case,
        "冲销",
        FindingStatus.APPROVED,
        FindingStatus.ALLOCATED,
        FindingStatus.POSTED,
        FindingStatus.NOTIFIED,
        FindingStatus.SETTLED,
    )
    standing = standing_vouchers(tx, case.id)
    if not standing:
        raise WrongState(f"问题 {number} 还没有记账，不用冲销，请作废。")
    reason = reason_given(reason, "冲销")
    chain.take(tx, "reversed", case.subject, {"id": case.id}, reason=reason)
    reds = {what: reverse_voucher(tx, case, key, reason) for key, what in reversed(standing)}
    return journal.by_id(tx, reds.get(VoucherKind.ALLOCATION) or reds[VoucherKind.DEDUCTION])


@chain.step("reversed")
def _reversed(tx: Tx, link: chain.Link) -> None:
    move(tx, link.data["id"], status=FindingStatus.REVERSED)


def reverse_voucher(tx: Tx, case: Case, voucher_id: int, reason: str) -> int:
    """Book the red letter of one of a case's vouchers; its key."""
    preparer, approver = case.two_people
    original = journal.by_id(tx, voucher_id)
    day = correction_day(tx, original.booked_on)
    return journal.reverse(tx, voucher_id, day, reason, preparer, approver)


def standing_vouchers(tx: Tx, finding_id: int) -> list[tuple[int, VoucherKind]]:
    """A finding's vouchers that are neither red nor reversed, and what each records, in the order of
    booking.
    """
    red = _voucher.alias()
    rows = tx.all(
        sa.select(_voucher.c.id, _voucher.c.records)
        .outerjoin(red, red.c.reverses_id == _voucher.c.id)
        .where(_voucher.c.finding_id == finding_id, _voucher.c.reverses_id.is_(None), red.c.id.is_(None))
        .order_by(_voucher.c.id)
    )
    return [(row[0], row[1]) for row in rows]
