"""A plan as the books keep it: every field of its values, and back without loss.

`ledger.plan_json` writes the shape that is published; this one is private to the books and keeps the text
too.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from ledger.money import Money
from ledger.plan import Plan
from ledger.vocabulary import Labelled


def dumps(plan: Plan) -> str:
    """Canonical JSON of a plan."""
    return json.dumps(_plain(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(text: str) -> Plan:
    """The plan of `dumps`."""
    plan = _value(Plan, json.loads(text))
    assert isinstance(plan, Plan)
    return plan


def plain(value: Any) -> Any:
    """A value of a plan as plain JSON."""
    return _plain(value)


def field_of(kind: type[Any], name: str, value: Any) -> Any:
    """The value of a field of that kind of fact from its plain form."""
    return _value(typing.get_type_hints(kind)[name], value)


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, Labelled):
        return value.value
    if isinstance(value, (date, Decimal)):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(kind: Any, plain: Any) -> Any:
    """Rebuild a value of a declared type; fields that the stored form does not know keep their default."""
    if isinstance(kind, types.UnionType):
        if plain is None:
            return None
        [kind] = [option for option in kind.__args__ if option is not types.NoneType]
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_value(item, each) for each in plain)
    if kind is Money:
        return Money(plain)
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Decimal:
        return Decimal(plain)
    if isinstance(kind, type) and issubclass(kind, Labelled):
        return kind.stored(plain)
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _value(hints[name], each) for name, each in plain.items() if name in hints})  # type: ignore[operator]
    return plain
