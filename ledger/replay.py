"""Taking the steps of a chain again, into empty books: how an import works, and how the tables are proven.

Every table but those that the timetable's programs write beside the chain (claims, runs, deliveries) is
written by the handlers of the steps, so books replayed from the chain are equal to the books that it came
from, row for row and hash for hash.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from ledger import chain
from ledger.columns import instant_of
from ledger.errors import BooksDoNotVerify
from ledger.schema import Event, Person, Policy
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import PersonView

STEP_MODULES = (
    "bills",
    "corrections",
    "deductions",
    "extensions",
    "filing",
    "findings",
    "grades",
    "inspections",
    "notices",
    "objections",
    "people",
    "periods",
    "policies",
    "rectification",
    "reminders",
    "reports",
    "reviews",
    "settings",
    "subsidies",
    "units",
    "years",
)
_event, _person, _policy = table_of(Event), table_of(Person), table_of(Policy)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A link as it was recorded: `actor` by name, `at` and `data` as stored."""

    seq: int
    step: str
    subject: str
    actor: str
    at: str
    reason: str | None
    data: str
    hash: str


def links(tx: Tx) -> Iterable[Recorded]:
    """Every link of the books, in order."""
    query = sa.select(
        _event.c.seq,
        _event.c.step,
        _event.c.subject,
        _person.c.name,
        sa.type_coerce(_event.c.at, sa.Text),
        _event.c.reason,
        _event.c.data,
        _event.c.hash,
    ).join(_person, _person.c.id == _event.c.actor_id)
    for row in tx.connection.execution_options(yield_per=2000).execute(query.order_by(_event.c.seq)):
        yield Recorded(*row)


def documents(tx: Tx) -> Callable[[int], tuple[bytes, str]]:
    """Hands out the bytes and the stored plan of a policy by its number."""

    def document(number: int) -> tuple[bytes, str]:
        row = tx.first(sa.select(_policy.c.content, _policy.c.plan).where(_policy.c.number == number))
        if row is None:
            raise BooksDoNotVerify(f"事件链中有第 {number} 号政策，但找不到它的原文。")
        return bytes(row[0]), str(row[1])

    return document


def replay(into: Tx, recorded: Iterable[Recorded], document: Callable[[int], tuple[bytes, str]]) -> None:
    """Take recorded links again in empty books.

    Raises BooksDoNotVerify at the first link whose hash does not follow from the one before.
    """
    for module in STEP_MODULES:
        importlib.import_module(f"ledger.{module}")
    people: dict[str, PersonView] = {}
    before = chain.GENESIS
    for place, each in enumerate(recorded, 1):
        expected = chain.link_hash(
            before, place, each.step, each.subject, each.actor, each.at, each.reason, each.data
        )
        if (each.seq, each.hash) != (place, expected):
            raise BooksDoNotVerify(f"事件链在第 {place} 环断开：哈希与内容不符。")
        before = each.hash
        data = json.loads(each.data)
        if each.step == "person_entered":
            people[data["name"]] = PersonView(data["id"], data["name"])
        if each.step == "policy_imported":
            into.cache["document", data["number"]] = document(data["number"])
        actor = people[each.actor]
        into.person, into.now = actor, instant_of(each.at)
        into.cache.pop("moment", None)
        chain.write(
            into,
            chain.Link(
                each.seq, each.step, each.subject, actor, each.at, each.reason, data, each.data, each.hash
            ),
        )
