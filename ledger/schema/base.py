"""The declarative base: names of constraints, types of values, the district of every natural key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, mapped_column

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
    ReviewAction,
    UnitKind,
    VoucherKind,
)

HOME_DISTRICT = 1


def district() -> Any:
    """The column of the district that a row belongs to."""
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
        ReviewAction: Word(ReviewAction),
    }
