"""What the office sets for itself, as JSON under a name: times, recipients, thresholds, further holidays.

Each setting is a step of the chain; the latest of a name counts and the earlier ones stay readable.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from ledger import chain
from ledger.errors import BadValue
from ledger.schema import Setting
from ledger.statements import table_of
from ledger.transactions import Tx

_setting = table_of(Setting)


def put(tx: Tx, name: str, value: Any, *, reason: str | None = None) -> None:
    """Set a value (plain JSON) from now on. Setting what is set already changes nothing."""
    if not name.strip():
        raise BadValue("设置要有名称。")
    if chain.canonical(get(tx, name)) != chain.canonical(value):
        chain.take(tx, "setting_put", f"setting/{name}", {"name": name, "value": value}, reason=reason)


@chain.step("setting_put")
def _put(tx: Tx, link: chain.Link) -> None:
    name, value = link.data["name"], chain.canonical(link.data["value"])
    tx.execute(sa.insert(_setting).values(id=link.seq, name=name, value=value))


def get(tx: Tx, name: str, default: Any = None) -> Any:
    """The value that is set, or `default`."""
    found = tx.scalar(
        sa.select(_setting.c.value).where(_setting.c.name == name).order_by(_setting.c.id.desc()).limit(1)
    )
    return default if found is None else json.loads(found)


def under(tx: Tx, prefix: str) -> dict[str, Any]:
    """The values of all names that begin with a prefix, by the rest of the name."""
    query = sa.select(_setting.c.name, _setting.c.value).order_by(_setting.c.id)
    rows = tx.all(query.where(_setting.c.name.startswith(prefix, autoescape=True)))
    return {name.removeprefix(prefix): json.loads(value) for name, value in rows}
