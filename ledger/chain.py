"""The chain of events. Every decision and every voucher is one link, whose SHA-256 covers the link before it.

A link's hash is over the canonical JSON of [hash before, seq, step, subject, actor, time, reason, data], so
whoever knows the last hash of a month (it is printed on the month's summary) can prove everything before it.
What the current tables say is the result of the links; `invariants` compares the two.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ledger.columns import instant_of, instant_text
from ledger.schema import Event, Person
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import EventView

GENESIS = "0" * 64

_event = table_of(Event)
_person = table_of(Person)
_head = Prepared(sa.select(_event.c.seq, _event.c.hash, _event.c.at).order_by(_event.c.seq.desc()).limit(1))
_insert = insert(Event)


def canonical(value: Any) -> str:
    """JSON with sorted keys, without spaces, with every character as itself."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link_hash(
    before: str, seq: int, step: str, subject: str, actor: str, at: str, reason: str | None, data: str
) -> str:
    """The SHA-256, in lower-case hexadecimal, of a link; `data` is canonical JSON already."""
    link = canonical([before, seq, step, subject, actor, at, reason, data])
    return hashlib.sha256(link.encode()).hexdigest()


def append(
    tx: Tx, step: str, subject: str, data: Mapping[str, Any], *, reason: str | None = None
) -> tuple[int, str]:
    """Add a link in the actor's name; its place in the chain and its hash.

    Times never run backwards: with the machine's clock set back, a link bears the time of the one before.
    """
    seq, before, at = head(tx)
    at = max(at, instant_text(tx.now))
    seq += 1
    text = canonical(data)
    actor = tx.actor
    hashed = link_hash(before, seq, step, subject, actor.name, at, reason, text)
    tx.run(
        _insert,
        seq=seq,
        step=step,
        subject=subject,
        actor_id=actor.id,
        at=instant_of(at),
        reason=reason,
        data=text,
        hash=hashed,
    )
    tx.cache["head"] = seq, hashed, at
    return seq, hashed


def head(tx: Tx) -> tuple[int, str, str]:
    """The last link: its place, its hash and the text of its time."""
    if tx.person is not None and "head" in tx.cache:
        seq, hashed, at = tx.cache["head"]
        return seq, hashed, at
    row = tx.run(_head).fetchone()
    return (0, GENESIS, "") if row is None else (row[0], row[1], row[2])


def events_of(tx: Tx, subject: str) -> tuple[EventView, ...]:
    """What happened to a subject, in order."""
    query = (
        sa.select(_event.c.step, _person.c.name, _event.c.at, _event.c.reason)
        .join(_person, _person.c.id == _event.c.actor_id)
        .where(_event.c.subject == subject)
        .order_by(_event.c.seq)
    )
    return tuple(EventView(step=row[0], actor=row[1], at=row[2], reason=row[3]) for row in tx.all(query))
