"""What programs have done by the timetable: attempts at papers, and deliveries.

Written beside the chain, like the claims: they say what a machine did, not what a person decided.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.schema.base import Base, district

BESIDE_THE_CHAIN = {"beside_the_chain": True}


class Run(Base):
    """One attempt at a paper. Without an end it was broken off."""

    __tablename__ = "run"
    __table_args__ = (Index(None, "kind", "period", "office"), {"info": BESIDE_THE_CHAIN})
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
    kind: Mapped[str]
    office: Mapped[str]
    period: Mapped[str]
    attempt: Mapped[int]
    designated: Mapped[datetime]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    program: Mapped[str]
    head: Mapped[str]
    files: Mapped[str]
    error: Mapped[str | None]


class Delivery(Base):
    """A paper on its way to one recipient by one channel, once."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("district_id", "kind", "office", "period", "channel", "recipient"),
        {"info": BESIDE_THE_CHAIN},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
    kind: Mapped[str]
    office: Mapped[str]
    period: Mapped[str]
    channel: Mapped[str]
    recipient: Mapped[str]
    attempts: Mapped[int]
    started_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    files: Mapped[str]
    sha256: Mapped[str]
    error: Mapped[str | None]
