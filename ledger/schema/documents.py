"""Policy documents and what was read from them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.money import Money
from ledger.schema.base import Base, district
from ledger.vocabulary import ReviewAction


class Policy(Base):
    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("district_id", "number"), UniqueConstraint("district_id", "sha256"))
    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = district()
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
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    from_day: Mapped[date]
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"))


class FactReview(Base):
    """What a person decided about a fact; `entered` is canonical JSON of what was typed."""

    __tablename__ = "fact_review"
    __table_args__ = (Index(None, "policy_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    fact: Mapped[str]
    action: Mapped[ReviewAction]
    entered: Mapped[str]
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
