"""The tables of the books. Rows never leave this package: other rooms see drafts and views.

Three kinds of tables.  *Posted* ones (event, voucher, entry, assessment, allocation, share, policy and its
rules …) are append-only by trigger.  *Current* ones (finding, period, rectification …) hold the state that
the chain of events leads to.  *Folds* (month_total) are sums kept for speed and proven by recomputation.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ledger.columns import Instant, MoneyType, Word
from ledger.money import Money
from ledger.vocabulary import (
    AccountKind,
    AssessmentStatus,
    BillStatus,
    FindingStatus,
    Level,
    NoticeKind,
    ObjectionStatus,
    PaymentStatus,
    PeriodStatus,
    RectificationStatus,
    UnitKind,
    VoucherKind,
)

HOME_DISTRICT = 1


def _district() -> Any:
    return mapped_column(ForeignKey("district.id"), default=HOME_DISTRICT)


class Base(DeclarativeBase):
    """Declares the names of constraints, so that every migration can find them, and the value types."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: sa.Text(),
        Money: MoneyType(),
        datetime: Instant(),
        date: sa.Date(),
        UnitKind: Word(UnitKind),
        Level: Word(Level),
        FindingStatus: Word(FindingStatus),
        AssessmentStatus: Word(AssessmentStatus),
        AccountKind: Word(AccountKind),
        VoucherKind: Word(VoucherKind),
        NoticeKind: Word(NoticeKind),
        PeriodStatus: Word(PeriodStatus),
        RectificationStatus: Word(RectificationStatus),
        ObjectionStatus: Word(ObjectionStatus),
        BillStatus: Word(BillStatus),
        PaymentStatus: Word(PaymentStatus),
    }


class District(Base):
    """Whose books these are; every natural key begins with it."""

    __tablename__ = "district"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    notice_prefix: Mapped[str | None]


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("district_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    name: Mapped[str]


class Unit(Base):
    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("district_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    name: Mapped[str]
    kind: Mapped[UnitKind]


class UnitAlias(Base):
    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "alias"), Index(None, "alias"))
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    alias: Mapped[str]


class Event(Base):
    """A link of the chain.

    Who did what to which subject, when and why; `hash` covers it and the one before.
    """

    __tablename__ = "event"
    __table_args__ = (Index(None, "subject", "seq"),)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str]
    subject: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str | None]
    data: Mapped[str]
    hash: Mapped[str]


class Policy(Base):
    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("district_id", "number"), UniqueConstraint("district_id", "sha256"))
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    number: Mapped[int]
    sha256: Mapped[str]
    file_name: Mapped[str]
    format: Mapped[str]
    content: Mapped[bytes]
    plan: Mapped[str]
    title: Mapped[str]
    doc_number: Mapped[str | None]
    year: Mapped[int]
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))


class PolicyAdoption(Base):
    __tablename__ = "policy_adoption"
    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"), unique=True)
    from_day: Mapped[date]
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))


class Rule(Base):
    """A line of a deduction schedule, as printed."""

    __tablename__ = "rule"
    __table_args__ = (UniqueConstraint("policy_id", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    place: Mapped[int]
    name: Mapped[str]
    printed: Mapped[str]
    amount: Mapped[Money | None]
    per: Mapped[str]
    stackable: Mapped[bool]
    condition: Mapped[str | None]
    reference: Mapped[str | None]
    fallback: Mapped[bool]
    clause: Mapped[str]
    span_start: Mapped[int]
    span_end: Mapped[int]


class Award(Base):
    """A subsidy or reward rule, as printed."""

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("policy_id", "kind", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    kind: Mapped[str]
    place: Mapped[int]
    name: Mapped[str]
    printed: Mapped[str]
    grade: Mapped[str]
    amount: Mapped[Money]
    condition: Mapped[str | None]
    clause: Mapped[str]
    span_start: Mapped[int]
    span_end: Mapped[int]


class Task(Base):
    """A numbered task (obligation) of a policy, for lists and links; its parts are in the policy's plan."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("policy_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    number: Mapped[str]
    heading: Mapped[str]


class Finding(Base):
    """A finding and where it stands.

    The facts change only before it is in the books, each time by an event.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("district_id", "year", "serial"),
        UniqueConstraint("key"),
        Index(None, "status", "id"),
        Index(None, "office_id", "id"),
        Index(None, "found_on", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str]
    text: Mapped[str]
    found_on: Mapped[date]
    level: Mapped[Level]
    inspecting_body: Mapped[str | None]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    subject: Mapped[str | None]
    place: Mapped[str | None]
    policy_number: Mapped[int]
    obligation: Mapped[str | None]
    source_ref: Mapped[str | None]
    preparer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    status: Mapped[FindingStatus]
    assessment_id: Mapped[int]
    allocation_id: Mapped[int | None]
    treasury_voucher: Mapped[str | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))


class Assessment(Base):
    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("finding_id", "turn"), Index(None, "rule_id", "finding_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    turn: Mapped[int]
    status: Mapped[AssessmentStatus]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("rule.id"))
    count: Mapped[int]
    amount: Mapped[Money | None]
    working: Mapped[str]
    confidence: Mapped[float]
    chosen_by_person: Mapped[bool]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))


class Allocation(Base):
    """A decision on who bears an amount: of a finding or of a bill.

    Written after its shares, which must add up.
    """

    __tablename__ = "allocation"
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    bill_id: Mapped[int | None] = mapped_column(ForeignKey("bill.id"))
    amount: Mapped[Money]
    reason: Mapped[str]


class Share(Base):
    __tablename__ = "share"
    __table_args__ = (UniqueConstraint("allocation_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    allocation_id: Mapped[int] = mapped_column(
        ForeignKey("allocation.id", deferrable=True, initially="DEFERRED")
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    amount: Mapped[Money]


class Account(Base):
    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("district_id", "kind", "party"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
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
    district_id: Mapped[int] = _district()
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
    district_id: Mapped[int] = _district()
    month: Mapped[str]
    status: Mapped[PeriodStatus]
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))
    head: Mapped[str]
    reopening_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reopening_reason: Mapped[str | None]


class Rectification(Base):
    __tablename__ = "rectification"
    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), unique=True)
    status: Mapped[RectificationStatus]
    due_on: Mapped[date]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    rectified_on: Mapped[date | None]
    rectified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    measures: Mapped[str | None]


class Objection(Base):
    __tablename__ = "objection"
    __table_args__ = (Index(None, "finding_id", "status"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    status: Mapped[ObjectionStatus]
    raised_by: Mapped[str]
    ground: Mapped[str]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None]


class Bill(Base):
    """A bill of the city to the district, 生态补偿金, allocated to units like a deduction."""

    __tablename__ = "bill"
    __table_args__ = (UniqueConstraint("district_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    number: Mapped[str]
    issuer: Mapped[str]
    document: Mapped[str]
    received_on: Mapped[date]
    amount: Mapped[Money]
    status: Mapped[BillStatus]
    preparer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    allocation_id: Mapped[int | None]


class Notice(Base):
    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("district_id", "kind", "year", "serial"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[NoticeKind]
    year: Mapped[int]
    serial: Mapped[int]
    recipient: Mapped[str]
    amount: Mapped[Money | None]
    issued_on: Mapped[date]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voided: Mapped[bool]
    content_sha256: Mapped[str | None]


class NoticeFinding(Base):
    __tablename__ = "notice_finding"
    __table_args__ = (UniqueConstraint("notice_id", "finding_id"), Index(None, "finding_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))


class GradeRecord(Base):
    __tablename__ = "grade_record"
    __table_args__ = (Index(None, "unit_id", "from_day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    grade: Mapped[str]
    industry: Mapped[str]
    from_day: Mapped[date]
    announced: Mapped[bool]
    reason: Mapped[str]
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))


class Payment(Base):
    """A subsidy or reward for a unit and year; unique, so that nobody is paid twice."""

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("unit_id", "year", "kind", "turn"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    kind: Mapped[str]
    turn: Mapped[int]
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"))
    amount: Mapped[Money]
    working: Mapped[str]
    status: Mapped[PaymentStatus]
    preparer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Claim(Base):
    """A period's product claimed by one program, once: kind, office (or "" for all) and period."""

    __tablename__ = "claim"
    __table_args__ = (UniqueConstraint("district_id", "kind", "office", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = _district()
    kind: Mapped[str]
    office: Mapped[str]
    period: Mapped[str]
    claimed_at: Mapped[datetime]
    claimed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lease_until: Mapped[datetime]
    attempts: Mapped[int]
    done_at: Mapped[datetime | None]
    files: Mapped[str | None]
    head: Mapped[str | None]
    error: Mapped[str | None]
