"""A transaction on the books: the connection, who acts and what time it is.

All functions of the ledger take one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ledger.columns import instant_text
from ledger.errors import WrongState
from ledger.statements import Prepared
from ledger.views import PersonView


@dataclass
class Tx:
    """One transaction. `now` is read from the clock once, so that all that it writes bears one time.

    A reading transaction sees one state of the books throughout and has no actor.  A writing one holds the
    only write lock; all that it does is kept, or nothing.  `cache` lives as long as the transaction, `shared`
    as long as the book.
    """

    connection: Connection
    now: datetime
    person: PersonView | None = None
    shared: dict[Any, Any] = field(default_factory=dict)
    cache: dict[Any, Any] = field(default_factory=dict)
    _cursor: Any = None

    @property
    def today(self) -> date:
        """The local day of the transaction."""
        return self.now.date()

    @property
    def moment(self) -> str:
        """The time of the transaction as it is stored."""
        known: str | None = self.cache.get("moment")
        if known is None:
            known = self.cache["moment"] = instant_text(self.now)
        return known

    @property
    def actor(self) -> PersonView:
        """Who acts. Raises WrongState in a reading transaction."""
        if self.person is None:
            raise WrongState("这是只读查询，不能写入账簿。")
        return self.person

    @property
    def cursor(self) -> Any:
        """The driver's cursor on this transaction's connection, for prepared statements."""
        if self._cursor is None:
            self._cursor = self.connection.connection.cursor()
        return self._cursor

    def run(self, statement: Prepared, **values: Any) -> Any:
        """Run a prepared statement; the driver's cursor with its rows."""
        return statement.run(self.cursor, self.connection.dialect, values)

    def run_many(self, statement: Prepared, rows: Iterable[dict[str, Any]]) -> None:
        """Run a prepared statement once for each set of values."""
        statement.run_many(self.cursor, self.connection.dialect, rows)

    def all(self, statement: sa.Executable, **values: Any) -> Sequence[Any]:
        """The rows of a Core statement."""
        return self.connection.execute(statement, values).all()

    def first(self, statement: sa.Executable, **values: Any) -> Any | None:
        """The first row of a Core statement, or None."""
        return self.connection.execute(statement, values).first()

    def scalar(self, statement: sa.Executable, **values: Any) -> Any:
        """The first value of the first row of a Core statement, or None."""
        return self.connection.execute(statement, values).scalar()

    def execute(self, statement: sa.Executable, **values: Any) -> None:
        """Run a Core statement for its effect."""
        self.connection.execute(statement, values)
