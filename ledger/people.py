"""Who works with the books. A person is a name that stands on events; entered once, never removed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from ledger import chain
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
_last = Prepared(sa.select(sa.func.max(_person.c.id)))
_insert = insert(Person)


_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Me"})


def _folded(name: str) -> str:
    """A name without what does not tell two people apart: white space, punctuation, width and case."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LN")


def enter(tx: Tx, name: str) -> PersonView:
    """The person of that name, entered as a clerk if not known yet, in whose name the transaction goes on.

    A name is one person's however it is spaced, in full or half width, in capitals or not: two eyes of one
    person are no two pairs.  Raises BadValue for an empty name and for one with characters that do not show.
    """
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if not _folded(name):
        raise BadValue("不知道是谁在操作：请用 --as 姓名 说明经办人。")
    if any(unicodedata.category(character) in _HIDDEN for character in name):
        raise BadValue("姓名中有看不见的字符，请重新输入姓名。")
    row = tx.run(_find, name=name).fetchone()
    if row is not None:
        return PersonView(id=row[0], name=row[1])
    known = next((each for each in list_people(tx) if _folded(each.name) == _folded(name)), None)
    if known is not None:
        return known
    last = tx.run(_last).fetchone()[0] or 0
    person = PersonView(id=last + 1, name=name)
    actor, tx.person = tx.person, person
    chain.take(tx, "person_entered", f"person/{name}", {"id": person.id, "name": name})
    tx.person = actor or person
    return person


@contextmanager
def acting_as(tx: Tx, name: str) -> Iterator[PersonView]:
    """What is done inside is done in that person's name, in the same transaction.

    For two people who settle one matter at one sitting: who files and who approves.  Raises as `enter`.
    """
    before = tx.actor
    tx.person = enter(tx, name)
    try:
        yield tx.person
    finally:
        tx.person = before


@chain.step("person_entered")
def _entered(tx: Tx, link: chain.Link) -> None:
    tx.run(_insert, id=link.data["id"], district_id=HOME_DISTRICT, name=link.data["name"])


def list_people(tx: Tx) -> list[PersonView]:
    """Everyone, in the order of entry."""
    return [PersonView(id=row.id, name=row.name) for row in tx.all(sa.select(_person).order_by(_person.c.id))]
