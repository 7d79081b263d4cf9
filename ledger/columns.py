"""How the values of the domain are stored.

Money as whole fen, words as their English value, instants as UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from ledger.money import Money
from ledger.vocabulary import Labelled

INSTANT_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


class MoneyType(TypeDecorator[Money]):
    """A `Money` as a whole number of fen; SQLAlchemy's `Numeric` would be a float on SQLite."""

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.Integer() if dialect.name == "sqlite" else sa.BigInteger())

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as UTC text that sorts as time does, given back in local time."""

    impl = sa.String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else instant_of(value)


class Word(TypeDecorator[Labelled]):
    """A member of the vocabulary, stored as its English value."""

    impl = sa.String(32)
    cache_ok = True

    def __init__(self, words: type[Labelled]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Labelled | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Labelled | None:
        return None if value is None else self.words.stored(value)


def instant_text(value: datetime) -> str:
    """UTC text of an aware time."""
    return value.astimezone(UTC).strftime(INSTANT_FORM)


def instant_of(text: str) -> datetime:
    """The local, aware time of a stored text."""
    return datetime.strptime(text, INSTANT_FORM).replace(tzinfo=UTC).astimezone()
