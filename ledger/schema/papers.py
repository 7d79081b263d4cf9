"""Papers, grades, payments, and the timetable's claims."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.money import Money
from ledger.schema.base import Base, district
from ledger.vocabulary import NoticeKind, PaymentStatus


class Notice(Base):
    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("district_id", "kind", "year", "serial"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
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
    district_id: Mapped[int] = district()
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
