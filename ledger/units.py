"""Offices, departments and enterprises, with the other names that people use for them."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa

from ledger import chain
from ledger.drafts import UnitDraft
from ledger.errors import BadValue, NotFound
from ledger.schema import HOME_DISTRICT, Unit, UnitAlias
from ledger.statements import Prepared, table_of
from ledger.transactions import Tx
from ledger.views import UnitView
from ledger.vocabulary import UnitKind

_unit = table_of(Unit)
_alias = table_of(UnitAlias)
_id_of = Prepared(
    sa.select(_unit.c.id).where(_unit.c.district_id == HOME_DISTRICT, _unit.c.name == sa.bindparam("name"))
)


def register(tx: Tx, draft: UnitDraft) -> UnitView:
    """The unit, entered if it is not known yet; aliases that are new are added to a known one.

    Raises BadValue for an empty name and for a known unit under another kind.
    """
    name = draft.name.strip()
    if not name:
        raise BadValue("单位名称不能为空。")
    known = _load(tx, _unit.c.name == name)
    aliases = [alias for alias in dict.fromkeys(a.strip() for a in draft.aliases) if alias and alias != name]
    if known:
        [unit] = known
        if unit.kind is not draft.kind:
            raise BadValue(f"“{name}”已登记为{unit.kind.label}，不能再登记为{draft.kind.label}。")
        aliases = [alias for alias in aliases if alias not in unit.aliases]
        if not aliases:
            return unit
    data = {"name": name, "kind": draft.kind.value, "aliases": aliases}
    chain.take(tx, "unit_registered", f"unit/{name}", data)
    [unit] = _load(tx, _unit.c.name == name)
    return unit


@chain.step("unit_registered")
def _registered(tx: Tx, link: chain.Link) -> None:
    name = link.data["name"]
    unit_id = tx.scalar(sa.select(_unit.c.id).where(_unit.c.name == name))
    if unit_id is None:
        kind = UnitKind.stored(link.data["kind"])
        unit_id = tx.connection.execute(
            sa.insert(_unit).values(district_id=HOME_DISTRICT, name=name, kind=kind)
        ).lastrowid
    for alias in link.data["aliases"]:
        tx.execute(sa.insert(_alias).values(unit_id=unit_id, alias=alias))


def drop_alias(tx: Tx, name: str, alias: str) -> UnitView:
    """Take a mistaken alias from a unit. Raises NotFound for an unknown unit or alias."""
    unit = get(tx, name)
    if alias not in unit.aliases:
        raise NotFound(f"“{unit.name}”没有别名“{alias}”。")
    chain.take(tx, "alias_dropped", f"unit/{unit.name}", {"unit_id": unit.id, "alias": alias})
    return get(tx, unit.name)


@chain.step("alias_dropped")
def _alias_dropped(tx: Tx, link: chain.Link) -> None:
    tx.execute(
        sa.delete(_alias).where(
            _alias.c.unit_id == link.data["unit_id"], _alias.c.alias == link.data["alias"]
        )
    )


def list_units(tx: Tx, kind: UnitKind | None = None) -> list[UnitView]:
    """Every unit (of a kind), in the order of registration."""
    return _load(tx, sa.true() if kind is None else _unit.c.kind == kind)


def find(tx: Tx, name_or_alias: str) -> UnitView | None:
    """The unit of that full name, else the only one with that alias, else None."""
    name = name_or_alias.strip()
    by_name = _load(tx, _unit.c.name == name)
    if by_name:
        return by_name[0]
    ids = sa.select(_alias.c.unit_id).where(_alias.c.alias == name)
    by_alias = _load(tx, _unit.c.id.in_(ids))
    return by_alias[0] if len(by_alias) == 1 else None


def get(tx: Tx, name_or_alias: str) -> UnitView:
    """As `find`. Raises NotFound."""
    unit = find(tx, name_or_alias)
    if unit is None:
        raise NotFound(f"没有登记过“{name_or_alias}”，请先在设置中登记该单位。")
    return unit


def id_of(tx: Tx, name: str) -> int:
    """The key of a unit by its full name or alias. Raises NotFound."""
    known: int | None = tx.cache.get(("unit", name))
    if known is None:
        row = tx.run(_id_of, name=name).fetchone()
        known = tx.cache["unit", name] = int(row[0]) if row is not None else get(tx, name).id
    return known


def _load(tx: Tx, condition: sa.ColumnElement[bool]) -> list[UnitView]:
    rows = tx.all(
        sa.select(_unit).where(_unit.c.district_id == HOME_DISTRICT, condition).order_by(_unit.c.id)
    )
    aliases: dict[int, list[str]] = defaultdict(list)
    if rows:
        ids = [row.id for row in rows]
        for unit_id, alias in tx.all(
            sa.select(_alias.c.unit_id, _alias.c.alias).where(_alias.c.unit_id.in_(ids)).order_by(_alias.c.id)
        ):
            aliases[unit_id].append(alias)
    return [UnitView(id=row.id, name=row.name, kind=row.kind, aliases=tuple(aliases[row.id])) for row in rows]
