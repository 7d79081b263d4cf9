"""Double entry: accounts, vouchers, entries, their month totals, accounting months."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.money import Money
from ledger.schema.base import Base, district
from ledger.vocabulary import AccountKind, PeriodStatus, VoucherKind


class Account(Base):
    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("district_id", "kind", "party"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
    kind: Mapped[AccountKind]
    party: Mapped[str]


class Voucher(Base):
    """A voucher, written after its entries; its id is the number of its event in the chain.

    `records` is what it is about: its own kind, or of a red or correcting voucher that of what it changes.
    """

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("district_id", "month", "kind", "serial"),
        UniqueConstraint("reverses_id"),
        Index(None, "finding_id"),
        Index(None, "booked_on"),
        sa.CheckConstraint("preparer_id <> approver_id", name="two_people"),
    )
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[VoucherKind]
    records: Mapped[VoucherKind]
    month: Mapped[str]
    serial: Mapped[int]
    booked_on: Mapped[date]
    summary: Mapped[str]
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    bill_id: Mapped[int | None] = mapped_column(ForeignKey("bill.id"))
    payment_id: Mapped[int | None]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"))
    preparer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Entry(Base):
    """One side of a voucher, in fen; red letters are negative."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("voucher_id", "line"),
        Index(None, "account_id", "month", "debit", "credit"),
        sa.CheckConstraint("(debit = 0) <> (credit = 0)", name="one_side"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id", deferrable=True, initially="DEFERRED"))
    line: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    month: Mapped[str]
    debit: Mapped[Money]
    credit: Mapped[Money]
    cases: Mapped[int]


class MonthTotal(Base):
    """The fold of an account's entries in a month by what they record; the red letters apart."""

    __tablename__ = "month_total"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[VoucherKind] = mapped_column(primary_key=True)
    red: Mapped[bool] = mapped_column(primary_key=True)
    debit: Mapped[Money]
    credit: Mapped[Money]
    cases: Mapped[int]


class Period(Base):
    """A month that was closed at least once. `head` is the chain's hash at its latest closing."""

    __tablename__ = "period"
    __table_args__ = (UniqueConstraint("district_id", "month"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
    month: Mapped[str]
    status: Mapped[PeriodStatus]
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))
    head: Mapped[str]
    reopening_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reopening_reason: Mapped[str | None]
