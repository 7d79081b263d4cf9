"""Findings and bills on their way into the journal, and what runs beside it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.money import Money
from ledger.schema.base import Base, district
from ledger.vocabulary import (
    AssessmentStatus,
    BillStatus,
    FindingStatus,
    Level,
    ObjectionStatus,
    RectificationStatus,
)


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
    district_id: Mapped[int] = district()
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


class Bill(Base):
    """A bill of the city to the district, 生态补偿金, allocated to units like a deduction."""

    __tablename__ = "bill"
    __table_args__ = (UniqueConstraint("district_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
    number: Mapped[str]
    issuer: Mapped[str]
    document: Mapped[str]
    received_on: Mapped[date]
    amount: Mapped[Money]
    status: Mapped[BillStatus]
    preparer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    allocation_id: Mapped[int | None]


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
