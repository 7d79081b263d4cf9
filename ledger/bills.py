"""Bills of the city to the district (生态补偿金).

Entered by one person, approved by another, then allocated.

Approval books Dr 待分担 / Cr 生态补偿金·发单机关; allocation books Dr 应由责任单位承担·单位 / Cr 待分担,
like a finding's deduction.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import chain, deductions, journal
from ledger.drafts import AllocationDraft, BillDraft
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.findings import reason_given
from ledger.money import Money
from ledger.months import booking_day, correction_day
from ledger.schema import HOME_DISTRICT, Allocation, Bill, Person, Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import BillView, PersonView, ShareView
from ledger.vocabulary import AccountKind, BillStatus, VoucherKind

_bill, _person, _voucher, _allocation = (
    table_of(Bill),
    table_of(Person),
    table_of(Voucher),
    table_of(Allocation),
)


def enter(tx: Tx, draft: BillDraft) -> BillView:
    """Enter a bill as received. The same bill twice gives the first; Raises BadValue when it differs."""
    if not draft.number.strip() or not draft.issuer.strip():
        raise BadValue("补偿金通知要写明编号和发单机关。")
    if draft.amount.fen <= 0:
        raise BadValue("补偿金金额必须大于零。")
    known = _row(tx, draft.number)
    if known is not None:
        if (known.amount, known.issuer) != (draft.amount, draft.issuer.strip()):
            raise BadValue(f"{draft.number} 已登记为 {known.amount} 元，与本次不符，请核对。")
        return get(tx, draft.number)
    data = {
        "id": 1 + (tx.scalar(sa.select(sa.func.max(_bill.c.id))) or 0),
        "number": draft.number.strip(),
        "issuer": draft.issuer.strip(),
        "document": draft.document.strip(),
        "received_on": draft.received_on.isoformat(),
        "amount": draft.amount.fen,
    }
    chain.take(tx, "bill_entered", f"bill/{data['number']}", data)
    return get(tx, draft.number)


@chain.step("bill_entered")
def _entered(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_bill).values(
            id=data["id"],
            district_id=HOME_DISTRICT,
            number=data["number"],
            issuer=data["issuer"],
            document=data["document"],
            received_on=date.fromisoformat(data["received_on"]),
            amount=Money(data["amount"]),
            status=BillStatus.ENTERED,
            preparer_id=link.actor.id,
            approver_id=None,
            allocation_id=None,
        )
    )


def approve(tx: Tx, number: str) -> BillView:
    """Approve an entered bill as another person, and book it."""
    row = _at(tx, number, "复核", BillStatus.ENTERED)
    if row.preparer_id == tx.actor.id:
        raise SamePerson(f"{number} 由{tx.actor.name}经办，不能由本人复核，请换一人复核。")
    chain.take(tx, "bill_approved", f"bill/{row.number}", {"id": row.id})
    lines = [
        journal.Line(AccountKind.TO_ALLOCATE, "", debit=row.amount),
        journal.Line(AccountKind.ECOLOGICAL_COMPENSATION, row.issuer, credit=row.amount),
    ]
    _book(tx, row.number, f"{row.issuer}生态补偿金通知 {row.number}", lines)
    return get(tx, number)


@chain.step("bill_approved")
def _approved(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, status=BillStatus.BOOKED, approver_id=link.actor.id)


def allocate(tx: Tx, number: str, draft: AllocationDraft) -> BillView:
    """Decide who bears a booked bill, and book it. Raises as `deductions.allocate`."""
    row = _at(tx, number, "分担", BillStatus.BOOKED)
    deductions.check_shares(draft, row.amount)
    shares = deductions.shares_data(tx, draft)
    data = {"id": row.id, "amount": row.amount.fen, "shares": shares}
    reason = reason_given(draft.reason, "分担")
    chain.take(tx, "bill_allocated", f"bill/{row.number}", data, reason=reason)
    lines = [
        *(journal.Line(AccountKind.BORNE_BY_UNIT, unit, debit=Money(fen)) for _, unit, fen in shares),
        journal.Line(AccountKind.TO_ALLOCATE, "", credit=row.amount),
    ]
    _book(tx, row.number, f"生态补偿金 {row.number} 由{'、'.join(unit for _, unit, _ in shares)}承担", lines)
    return get(tx, number)


@chain.step("bill_allocated")
def _allocated(tx: Tx, link: chain.Link) -> None:
    deductions.store_allocation(tx, link, bill_id=link.data["id"])
    _set(tx, link, status=BillStatus.ALLOCATED, allocation_id=link.seq)


def reverse(tx: Tx, number: str, reason: str) -> BillView:
    """Reverse all that is booked for a bill by red letters, once."""
    row = _at(tx, number, "冲销", BillStatus.BOOKED, BillStatus.ALLOCATED)
    reason = reason_given(reason, "冲销")
    chain.take(tx, "bill_reversed", f"bill/{row.number}", {"id": row.id}, reason=reason)
    booked = tx.all(
        sa.select(_voucher.c.id, _voucher.c.booked_on)
        .where(_voucher.c.bill_id == row.id, _voucher.c.reverses_id.is_(None))
        .order_by(_voucher.c.id.desc())
    )
    for voucher in booked:
        day = correction_day(tx, voucher.booked_on)
        journal.reverse(tx, voucher.id, day, reason, *_people(row))
    return get(tx, number)


@chain.step("bill_reversed")
def _reversed(tx: Tx, link: chain.Link) -> None:
    _set(tx, link, status=BillStatus.REVERSED)


def get(tx: Tx, number: str) -> BillView:
    """A bill by its number. Raises NotFound."""
    row = _row(tx, number)
    if row is None:
        raise NotFound(f"没有编号为“{number}”的补偿金通知，请核对编号。")
    return _view(tx, row)


def list_bills(tx: Tx) -> list[BillView]:
    """Every bill, in the order of entry."""
    return [get(tx, row[0]) for row in tx.all(sa.select(_bill.c.number).order_by(_bill.c.id))]


def _view(tx: Tx, row: Any) -> BillView:
    shares: tuple[ShareView, ...] = ()
    reason = None
    if row.allocation_id is not None:
        decided = deductions.shares_of(tx, row.allocation_id)
        shares = tuple(ShareView(share.unit, share.amount) for share in decided)
        reason = tx.scalar(sa.select(_allocation.c.reason).where(_allocation.c.id == row.allocation_id))
    numbers = sa.select(_voucher.c.number).where(_voucher.c.bill_id == row.id).order_by(_voucher.c.id)
    return BillView(
        number=row.number,
        issuer=row.issuer,
        document=row.document,
        received_on=row.received_on,
        amount=row.amount,
        status=row.status,
        shares=shares,
        allocation_reason=reason,
        vouchers=tuple(each[0] for each in tx.all(numbers)),
        preparer=row.preparer,
        approver=row.approver,
    )


def _book(tx: Tx, number: str, summary: str, lines: list[journal.Line]) -> None:
    row = _row(tx, number)
    preparer, approver = _people(row)
    journal.book(
        tx,
        journal.Booking(
            kind=VoucherKind.COMPENSATION,
            booked_on=booking_day(tx, row.received_on),
            summary=summary,
            lines=lines,
            preparer=preparer,
            approver=approver,
            bill_id=row.id,
        ),
    )


def _people(row: Any) -> tuple[PersonView, PersonView]:
    return PersonView(row.preparer_id, row.preparer), PersonView(row.approver_id, row.approver)


def _at(tx: Tx, number: str, step: str, *wanted: BillStatus) -> Any:
    get(tx, number)
    row = _row(tx, number)
    if row.status not in wanted:
        needed = "、".join(status.label for status in wanted)
        raise WrongState(f"{number} 现在是“{row.status.label}”，只有“{needed}”的补偿金通知才能{step}。")
    return row


def _row(tx: Tx, number: str) -> Any:
    preparer, approver = _person.alias(), _person.alias()
    return tx.first(
        sa.select(_bill, preparer.c.name.label("preparer"), approver.c.name.label("approver"))
        .join(preparer, preparer.c.id == _bill.c.preparer_id)
        .outerjoin(approver, approver.c.id == _bill.c.approver_id)
        .where(_bill.c.number == number.strip())
    )


def _set(tx: Tx, link: chain.Link, **values: Any) -> None:
    tx.execute(sa.update(_bill).where(_bill.c.id == link.data["id"]).values(**values))
