"""The chain of events. Every decision and every voucher is one link, whose SHA-256 covers the link before it.

A link's hash is over the canonical JSON of [hash before, seq, step, subject, actor, time, reason, data], so
whoever knows the last hash of a month (it is printed on the month's summary) can prove everything before it.
What every other table says is what the links lead to: each step declares its handler here, a command only
checks and then takes the step, and `replay` can take all of them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ledger.errors import BadValue
from ledger.schema import Event, Person
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import EventView, PersonView

GENESIS = "0" * 64
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
_QUOTED = json.encoder.encode_basestring

_event = table_of(Event)
_person = table_of(Person)
_head = Prepared(sa.select(_event.c.seq, _event.c.hash, _event.c.at).order_by(_event.c.seq.desc()).limit(1))
_insert = insert(Event, raw=("at",))
_EVENTS = (
    sa.select(_event.c.step, _person.c.name, _event.c.at, _event.c.reason)
    .join(_person, _person.c.id == _event.c.actor_id)
    .where(_event.c.subject == sa.bindparam("subject"))
    .order_by(_event.c.seq)
)
_DATA = (
    sa.select(_event.c.data)
    .where(_event.c.subject == sa.bindparam("subject"), _event.c.step == sa.bindparam("step"))
    .order_by(_event.c.seq)
)
_ACTED = (
    sa.select(_event.c.seq)
    .where(
        _event.c.subject == sa.bindparam("subject"),
        _event.c.step.in_(sa.bindparam("steps", expanding=True)),
        _event.c.actor_id == sa.bindparam("actor_id"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain; `at` is stored UTC text, `data` plain JSON and `text` its canonical form."""

    seq: int
    step: str
    subject: str
    actor: PersonView
    at: str
    reason: str | None
    data: dict[str, Any]
    text: str
    hash: str


Handler = Callable[[Tx, Link], None]
STEPS: dict[str, Handler] = {}


def canonical(value: Any) -> str:
    """JSON with sorted keys, without spaces, with every character as itself."""
    return _ENCODER.encode(value)


def link_hash(
    before: str, seq: int, step: str, subject: str, actor: str, at: str, reason: str | None, data: str
) -> str:
    """The SHA-256, in lower-case hexadecimal, of a link; `data` is canonical JSON already."""
    words = [before, step, subject, actor, at, data]
    before, step, subject, actor, at, data = map(_QUOTED, words)
    why = "null" if reason is None else _QUOTED(reason)
    link = f"[{before},{seq},{step},{subject},{actor},{at},{why},{data}]"
    try:
        return hashlib.sha256(link.encode()).hexdigest()
    except UnicodeEncodeError:
        raise BadValue("内容里有无法保存的字符（残缺的编码），请删去后重试。") from None


def step(name: str) -> Callable[[Handler], Handler]:
    """Declares what a kind of link does to the tables; `replay` runs the same function again."""

    def register(handler: Handler) -> Handler:
        STEPS[name] = handler
        return handler

    return register


def take(tx: Tx, step: str, subject: str, data: dict[str, Any], *, reason: str | None = None) -> Link:
    """Take a step in the actor's name: add its link to the chain, then do what the step does.

    `data` is plain JSON with all that the step's handler needs.  Times never run backwards: with the
    machine's clock set back, a link bears the time of the one before.
    """
    link = forge(tx, step, subject, data, reason=reason)
    write(tx, link)
    return link


def forge(tx: Tx, step: str, subject: str, data: dict[str, Any], *, reason: str | None = None) -> Link:
    """The next link in the actor's name, which the caller writes: one by one, or many at once."""
    seq, before, at = head(tx)
    seq, at = seq + 1, max(at, tx.moment)
    text, actor = canonical(data), tx.actor
    hashed = link_hash(before, seq, step, subject, actor.name, at, reason, text)
    tx.cache["head"] = seq, hashed, at
    return Link(seq, step, subject, actor, at, reason, data, text, hashed)


def write(tx: Tx, link: Link) -> None:
    """Write a link and do what its step does."""
    # A person's own entry is the one link whose actor is made by it.
    if link.step == "person_entered":
        STEPS[link.step](tx, link)
    tx.run(_insert, **_row(link))
    tx.cache["head"] = link.seq, link.hash, link.at
    if link.step != "person_entered":
        STEPS[link.step](tx, link)


def write_many(tx: Tx, links: Sequence[Link]) -> None:
    """Write links that were forged one after the other; what their steps do is left to the caller."""
    tx.run_many(_insert, (_row(link) for link in links))


def _row(link: Link) -> dict[str, Any]:
    return {
        "seq": link.seq,
        "step": link.step,
        "subject": link.subject,
        "actor_id": link.actor.id,
        "at": link.at,
        "reason": link.reason,
        "data": link.text,
        "hash": link.hash,
    }


def head(tx: Tx) -> tuple[int, str, str]:
    """The last link: its place, its hash and the text of its time."""
    if tx.person is not None and "head" in tx.cache:
        seq, hashed, at = tx.cache["head"]
        return seq, hashed, at
    row = tx.run(_head).fetchone()
    return (0, GENESIS, "") if row is None else (row[0], row[1], row[2])


def has_acted(tx: Tx, subject: str, steps: tuple[str, ...]) -> bool:
    """Whether the actor took one of these steps on a subject."""
    return tx.scalar(_ACTED, subject=subject, steps=steps, actor_id=tx.actor.id) is not None


def data_of(tx: Tx, subject: str, step: str) -> tuple[dict[str, Any], ...]:
    """What the links of one step on a subject hold, in order."""
    return tuple(json.loads(row[0]) for row in tx.all(_DATA, subject=subject, step=step))


def events_of(tx: Tx, subject: str) -> tuple[EventView, ...]:
    """What happened to a subject, in order."""
    return tuple(
        EventView(step=row[0], actor=row[1], at=row[2], reason=row[3])
        for row in tx.all(_EVENTS, subject=subject)
    )
