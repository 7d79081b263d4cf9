"""Subsidies and rewards: proposed by one person, approved by another, booked once for a unit and year.

Approval books Dr 绩效补助·企业 (or 奖励·单位) / Cr 财政结算.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from ledger import chain, journal, units
from ledger.drafts import SubsidyDraft
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.findings import reason_given
from ledger.money import Money
from ledger.months import booking_day, correction_day
from ledger.schema import Award, Payment, Person, Unit, Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import PaymentView, PersonView
from ledger.vocabulary import AccountKind, PaymentStatus, VoucherKind

_payment, _award, _unit, _person, _voucher = (
    table_of(Payment),
    table_of(Award),
    table_of(Unit),
    table_of(Person),
    table_of(Voucher),
)
_BOOKS = {
    "subsidy": (VoucherKind.SUBSIDY, AccountKind.SUBSIDY),
    "reward": (VoucherKind.REWARD, AccountKind.REWARD),
}


def propose(tx: Tx, draft: SubsidyDraft) -> PaymentView:
    """Propose a payment by a subsidy or reward rule; another person approves it.

    `draft.rule_id` is the key of a `SubsidyRuleView` or `RewardRuleView`.  Raises WrongState when the unit
    has one for that year already, BadValue for an amount that is not the rule's.
    """
    unit = units.get(tx, draft.enterprise)
    award = tx.first(sa.select(_award).where(_award.c.id == draft.rule_id))
    if award is None:
        raise NotFound("没有这一奖补条款，请重新选择。")
    if draft.amount != award.amount:
        raise BadValue(f"金额与条款不符：“{award.name}”为 {award.amount} 元，填的是 {draft.amount} 元。")
    same = sa.and_(
        _payment.c.unit_id == unit.id, _payment.c.year == draft.year, _payment.c.kind == award.kind
    )
    standing = tx.scalar(sa.select(_payment.c.id).where(same, _payment.c.status != PaymentStatus.REVERSED))
    if standing is not None:
        raise WrongState(f"{unit.name} {draft.year} 年已登记过，不能重复发放。")
    data = {
        "id": 1 + (tx.scalar(sa.select(sa.func.max(_payment.c.id))) or 0),
        "unit_id": unit.id,
        "unit": unit.name,
        "year": draft.year,
        "kind": award.kind,
        "turn": 1 + (tx.scalar(sa.select(sa.func.max(_payment.c.turn)).where(same)) or 0),
        "award_id": award.id,
        "amount": draft.amount.fen,
        "working": list(draft.working),
    }
    chain.take(tx, "payment_proposed", f"payment/{data['id']}", data)
    return _get(tx, _payment.c.id == data["id"])


@chain.step("payment_proposed")
def _proposed(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_payment).values(
            id=data["id"],
            unit_id=data["unit_id"],
            year=data["year"],
            kind=data["kind"],
            turn=data["turn"],
            award_id=data["award_id"],
            amount=Money(data["amount"]),
            working=json.dumps(data["working"], ensure_ascii=False),
            status=PaymentStatus.PROPOSED,
            preparer_id=link.actor.id,
            approver_id=None,
        )
    )


def pay(tx: Tx, draft: SubsidyDraft) -> PaymentView:
    """Approve the payment that another person has proposed with the same figures, and book it.

    Raises NotFound where nothing is proposed, SamePerson, BadValue when the figures differ.
    """
    row = _standing(tx, draft.enterprise, draft.year, PaymentStatus.PROPOSED)
    if row.amount != draft.amount or row.award_id != draft.rule_id:
        raise BadValue(f"与经办人登记的不一致：登记的是 {row.amount} 元，请核对后再复核。")
    return approve(tx, draft.enterprise, draft.year)


def approve(tx: Tx, unit: str, year: int) -> PaymentView:
    """Approve a proposed payment as another person, and book it. Raises NotFound, SamePerson."""
    row = _standing(tx, unit, year, PaymentStatus.PROPOSED)
    preparer = PersonView(row.preparer_id, row.preparer)
    if preparer.id == tx.actor.id:
        raise SamePerson(f"补助由{preparer.name}经办，不能由本人复核，请换一人复核。")
    chain.take(tx, "payment_approved", f"payment/{row.id}", {"id": row.id})
    kind, account = _BOOKS[row.kind]
    journal.book(
        tx,
        journal.Booking(
            kind=kind,
            booked_on=booking_day(tx, tx.today),
            summary=f"{row.unit} {row.year} 年{row.award}",
            lines=[
                journal.Line(account, row.unit, debit=row.amount),
                journal.Line(AccountKind.TREASURY, "", credit=row.amount),
            ],
            preparer=preparer,
            approver=tx.actor,
            payment_id=row.id,
        ),
    )
    return _get(tx, _payment.c.id == row.id)


@chain.step("payment_approved")
def _approved(tx: Tx, link: chain.Link) -> None:
    _set(tx, link.data["id"], status=PaymentStatus.PAID, approver_id=link.actor.id)


def reverse(tx: Tx, unit: str, year: int, reason: str) -> PaymentView:
    """Reverse a booked payment by a red letter; it may then be proposed anew."""
    row = _standing(tx, unit, year, PaymentStatus.PAID)
    reason = reason_given(reason, "冲销")
    chain.take(tx, "payment_reversed", f"payment/{row.id}", {"id": row.id}, reason=reason)
    found = tx.first(
        sa.select(_voucher.c.id, _voucher.c.booked_on).where(
            _voucher.c.payment_id == row.id, _voucher.c.reverses_id.is_(None)
        )
    )
    assert found is not None
    journal.reverse(
        tx,
        found.id,
        correction_day(tx, found.booked_on),
        reason,
        PersonView(row.preparer_id, row.preparer),
        PersonView(row.approver_id, row.approver),
    )
    return _get(tx, _payment.c.id == row.id)


@chain.step("payment_reversed")
def _reversed(tx: Tx, link: chain.Link) -> None:
    _set(tx, link.data["id"], status=PaymentStatus.REVERSED)


def list_payments(tx: Tx, year: int | None = None) -> list[PaymentView]:
    """Every payment (of a year), in the order of proposal."""
    condition = sa.true() if year is None else _payment.c.year == year
    return [_view(tx, row) for row in _rows(tx, condition)]


def _set(tx: Tx, payment_id: int, **values: object) -> None:
    tx.execute(sa.update(_payment).where(_payment.c.id == payment_id).values(**values))


def _standing(tx: Tx, unit: str, year: int, status: PaymentStatus) -> Any:
    name = units.get(tx, unit).name
    rows = _rows(tx, sa.and_(_unit.c.name == name, _payment.c.year == year, _payment.c.status == status))
    if not rows:
        raise NotFound(f"{name} {year} 年没有“{status.label}”的补助，请先登记。")
    return rows[-1]


def _rows(tx: Tx, condition: sa.ColumnElement[bool]) -> list[Any]:
    preparer, approver = _person.alias(), _person.alias()
    query = (
        sa.select(
            _payment,
            _unit.c.name.label("unit"),
            _award.c.name.label("award"),
            _award.c.clause,
            preparer.c.name.label("preparer"),
            approver.c.name.label("approver"),
        )
        .join(_unit, _unit.c.id == _payment.c.unit_id)
        .join(_award, _award.c.id == _payment.c.award_id)
        .join(preparer, preparer.c.id == _payment.c.preparer_id)
        .outerjoin(approver, approver.c.id == _payment.c.approver_id)
        .where(condition)
        .order_by(_payment.c.id)
    )
    return list(tx.all(query))


def _get(tx: Tx, condition: sa.ColumnElement[bool]) -> PaymentView:
    [row] = _rows(tx, condition)
    return _view(tx, row)


def _view(tx: Tx, row: Any) -> PaymentView:
    numbers = sa.select(_voucher.c.number).where(_voucher.c.payment_id == row.id).order_by(_voucher.c.id)
    return PaymentView(
        unit=row.unit,
        year=row.year,
        kind=row.kind,
        rule=row.award,
        clause=row.clause,
        amount=row.amount,
        working=tuple(json.loads(row.working)),
        status=row.status,
        preparer=row.preparer,
        approver=row.approver,
        vouchers=tuple(each[0] for each in tx.all(numbers)),
    )
