"""Who works with the books. A person is a name that stands on events; entered once, never removed."""

from __future__ import annotations

import sqlalchemy as sa

from ledger.errors import BadValue
from ledger.schema import HOME_DISTRICT, Person
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import PersonView

_person = table_of(Person)
_find = Prepared(
    sa.select(_person.c.id, _person.c.name).where(
        _person.c.district_id == HOME_DISTRICT, _person.c.name == sa.bindparam("name")
    )
)
_insert = insert(Person, without=("id",))


def enter(tx: Tx, name: str) -> PersonView:
    """The person of that name, entered as a clerk if not known yet. Raises BadValue for an empty name."""
    name = " ".join(name.split())
    if not name:
        raise BadValue("不知道是谁在操作：请用 --as 姓名 说明经办人。")
    row = tx.run(_find, name=name).fetchone()
    if row is None:
        cursor = tx.run(_insert, district_id=HOME_DISTRICT, name=name)
        return PersonView(id=cursor.lastrowid, name=name)
    return PersonView(id=row[0], name=row[1])


def list_people(tx: Tx) -> list[PersonView]:
    """Everyone, in the order of entry."""
    return [PersonView(id=row.id, name=row.name) for row in tx.all(sa.select(_person).order_by(_person.c.id))]
