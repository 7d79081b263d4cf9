"""Statements compiled once and run on the driver's own connection.

A filing is a dozen small statements; compiling and wrapping each anew costs several times what the database
does (measured by `gongjian bench`).  A `Prepared` statement is SQLAlchemy Core, so that the schema and the
dialect stay in one place, but what runs is its compiled text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

Binding = Callable[[dict[str, Any]], Any]


class Prepared:
    """A Core statement with named parameters, compiled at its first use for a dialect."""

    def __init__(self, statement: sa.Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[Binding, ...]]] = {}

    def _for(self, dialect: Dialect) -> tuple[str, tuple[Binding, ...]]:
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled: Any = self._statement.compile(dialect=dialect)  # type: ignore[attr-defined]
            bindings = tuple(_binding(compiled.binds[name], dialect) for name in compiled.positiontup)
            found = str(compiled), bindings
            self._compiled[dialect.name] = found
        return found

    def run(self, cursor: Any, dialect: Dialect, values: dict[str, Any]) -> Any:
        """Execute on a driver's cursor; rows come back as the driver gives them."""
        text, bindings = self._for(dialect)
        return cursor.execute(text, [binding(values) for binding in bindings])

    def run_many(self, cursor: Any, dialect: Dialect, rows: Iterable[dict[str, Any]]) -> Any:
        """Execute once for each set of values."""
        text, bindings = self._for(dialect)
        return cursor.executemany(text, [[binding(row) for binding in bindings] for row in rows])


def _binding(parameter: sa.BindParameter[Any], dialect: Dialect) -> Binding:
    """How a parameter's value is found among the named ones: a constant of the statement, or by its name."""
    convert = parameter.type.dialect_impl(dialect).bind_processor(dialect)
    if not parameter.required:
        constant = convert(parameter.value) if convert else parameter.value
        return lambda values: constant
    name = parameter.key
    if convert is None:
        return itemgetter(name)
    return lambda values: convert(values[name])


def table_of(model: type[DeclarativeBase]) -> sa.Table:
    """The table of a model, typed."""
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table


def insert(
    model: type[DeclarativeBase], *, without: tuple[str, ...] = (), raw: tuple[str, ...] = ()
) -> Prepared:
    """An insert of every column of the model but those left to the database.

    `raw` ones are given as stored.
    """
    table = table_of(model)
    return Prepared(
        sa.insert(table).values(
            {
                column.name: sa.bindparam(column.name, type_=sa.Text() if column.name in raw else column.type)
                for column in table.columns
                if column.name not in without
            }
        )
    )
