"""Papers on their way to recipients: each to each once, by the books' unique key.

What may be repeated without harm (a copy into a folder) is taken over when its program died; what may not
(an e-mail) stays as it is, its fate unknown, until a person has looked and released it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from ledger.errors import NotFound, WrongState
from ledger.schema import HOME_DISTRICT, Delivery, Person
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views.duties import DeliveryView

LEASE = timedelta(minutes=10)
_delivery, _person = table_of(Delivery), table_of(Person)


def begin(
    tx: Tx,
    kind: str,
    office: str | None,
    period: str,
    channel: str,
    recipient: str,
    *,
    files: Sequence[str],
    sha256: str,
    repeatable: bool,
) -> int | None:
    """Take a delivery upon oneself; its number.

    None when it is delivered, under way, or of unknown fate.
    """
    key = {
        "kind": kind,
        "office": office or "",
        "period": period,
        "channel": channel,
        "recipient": recipient,
    }
    row = tx.first(sa.select(_delivery).where(*(_delivery.c[name] == value for name, value in key.items())))
    values = {
        "started_at": tx.now,
        "person_id": tx.actor.id,
        "files": json.dumps(list(files), ensure_ascii=False),
        "sha256": sha256,
    }
    if row is None:
        insert = sa.insert(_delivery).values(district_id=HOME_DISTRICT, attempts=1, **key, **values)
        return int(tx.connection.execute(insert).lastrowid)
    if row.delivered_at is not None:
        return None
    broken_off = not row.started_at <= tx.now < row.started_at + LEASE
    if row.error is None and not (repeatable and broken_off):
        return None
    tx.execute(
        sa.update(_delivery)
        .where(_delivery.c.id == row.id)
        .values(attempts=row.attempts + 1, error=None, **values)
    )
    return int(row.id)


def finish(tx: Tx, number: int, error: str | None = None) -> None:
    """Enter that a delivery has arrived, or what went wrong."""
    arrived = None if error is not None else tx.now
    tx.execute(
        sa.update(_delivery)
        .where(_delivery.c.id == number, _delivery.c.delivered_at.is_(None))
        .values(delivered_at=arrived, error=error)
    )


def release(tx: Tx, number: int) -> DeliveryView:
    """A person has looked: what was broken off did not arrive and may be sent again. Raises WrongState."""
    found = _load(tx, _delivery.c.id == number)
    if not found:
        raise NotFound(f"没有编号为 {number} 的送达记录，请核对编号。")
    if found[0].delivered_at is not None:
        raise WrongState(f"第 {number} 号送达已经完成，不能重发。")
    finish(tx, number, f"{tx.actor.name}核实未送达，准予重发")
    return _load(tx, _delivery.c.id == number)[0]


def list_deliveries(tx: Tx, limit: int = 1000) -> list[DeliveryView]:
    """The latest deliveries, the newest first."""
    return _load(tx, sa.true(), limit)


def _load(tx: Tx, condition: sa.ColumnElement[bool], limit: int = 1) -> list[DeliveryView]:
    rows = tx.all(
        sa.select(_delivery, _person.c.name)
        .join(_person, _person.c.id == _delivery.c.person_id)
        .where(condition)
        .order_by(_delivery.c.id.desc())
        .limit(limit)
    )
    return [
        DeliveryView(
            number=row.id,
            kind=row.kind,
            office=row.office or None,
            period=row.period,
            channel=row.channel,
            recipient=row.recipient,
            attempts=row.attempts,
            started_at=row.started_at,
            delivered_at=row.delivered_at,
            person=row.name,
            files=tuple(json.loads(row.files)),
            sha256=row.sha256,
            error=row.error,
        )
        for row in rows
    ]
