"""What is done about the tasks of a plan: progress, extensions, inspections, reminders seen, and settings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.columns import Word
from ledger.schema.base import Base, district
from ledger.vocabulary import ExtensionStatus


class TaskReport(Base):
    """How far an occurrence of a task has come, as reported on a day, with its evidence."""

    __tablename__ = "task_report"
    __table_args__ = (Index(None, "policy_number", "task", "occurrence"),)
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    policy_number: Mapped[int]
    task: Mapped[str]
    occurrence: Mapped[str]
    reported_on: Mapped[date]
    percent: Mapped[int]
    evidence: Mapped[str]


class Extension(Base):
    """A request to put an occurrence's day off, decided by another person; its id is its request's event."""

    __tablename__ = "extension"
    __table_args__ = (Index(None, "policy_number", "task", "occurrence"),)
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    policy_number: Mapped[int]
    task: Mapped[str]
    occurrence: Mapped[str]
    due_on: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    status: Mapped[ExtensionStatus] = mapped_column(Word(ExtensionStatus))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_on: Mapped[date | None]
    remark: Mapped[str | None]


class ReminderSeen(Base):
    """That a person has seen that an occurrence stands at a stage of escalation."""

    __tablename__ = "reminder_seen"
    __table_args__ = (UniqueConstraint("policy_number", "task", "occurrence", "stage", "person_id"),)
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    policy_number: Mapped[int]
    task: Mapped[str]
    occurrence: Mapped[str]
    stage: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Population(Base):
    """How many objects a unit has to inspect under a task, from a day on."""

    __tablename__ = "population"
    __table_args__ = (Index(None, "task", "unit_id", "from_day"),)
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    policy_number: Mapped[int]
    task: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    objects: Mapped[int]
    from_day: Mapped[date]


class Inspection(Base):
    """One object inspected on a day under a task; `finding` where a problem was found."""

    __tablename__ = "inspection"
    __table_args__ = (Index(None, "task", "inspected_on"),)
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    policy_number: Mapped[int]
    task: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    object: Mapped[str]
    inspected_on: Mapped[date]
    inspector: Mapped[str]
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    remark: Mapped[str | None]


class Setting(Base):
    """A value that the office sets, as JSON under its name; the latest of a name counts."""

    __tablename__ = "setting"
    __table_args__ = (Index(None, "name", "id"),)
    id: Mapped[int] = mapped_column(ForeignKey("event.seq"), primary_key=True, autoincrement=False)
    district_id: Mapped[int] = district()
    name: Mapped[str]
    value: Mapped[str]
