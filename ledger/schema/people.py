"""Who works with the books, on whom they look, and the chain of what was done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.schema.base import Base, district
from ledger.vocabulary import UnitKind


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
    district_id: Mapped[int] = district()
    name: Mapped[str]


class Unit(Base):
    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("district_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
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
