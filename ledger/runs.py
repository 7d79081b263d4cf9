"""The log of attempts at the timetable's papers: from which state of the books, by whom, what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ledger import chain
from ledger.schema import HOME_DISTRICT, Person, Run
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views.duties import RunView

_run, _person = table_of(Run), table_of(Person)


def start(
    tx: Tx, kind: str, office: str | None, period: str, *, attempt: int, designated: datetime, program: str
) -> int:
    """Enter that an attempt begins, with the chain's hash that its inputs have; gives its number."""
    _, head, _ = chain.head(tx)
    values = {
        "district_id": HOME_DISTRICT,
        "kind": kind,
        "office": office or "",
        "period": period,
        "attempt": attempt,
        "designated": designated,
        "started_at": tx.now,
        "person_id": tx.actor.id,
        "program": program,
        "head": head,
        "files": "[]",
    }
    return int(tx.connection.execute(sa.insert(_run).values(**values)).lastrowid)


def head_of(tx: Tx, number: int) -> str:
    """The hash that the books had when an attempt began."""
    return str(tx.scalar(sa.select(_run.c.head).where(_run.c.id == number)))


def end(tx: Tx, number: int, files: Sequence[str] = (), error: str | None = None) -> None:
    """Enter how an attempt ended."""
    made = json.dumps(list(files), ensure_ascii=False)
    tx.execute(sa.update(_run).where(_run.c.id == number).values(ended_at=tx.now, files=made, error=error))


def list_runs(tx: Tx, limit: int = 100) -> list[RunView]:
    """The latest attempts, the newest first."""
    rows = tx.all(
        sa.select(_run, _person.c.name)
        .join(_person, _person.c.id == _run.c.person_id)
        .order_by(_run.c.id.desc())
        .limit(limit)
    )
    return [
        RunView(
            kind=row.kind,
            office=row.office or None,
            period=row.period,
            attempt=row.attempt,
            designated=row.designated,
            started_at=row.started_at,
            ended_at=row.ended_at,
            person=row.name,
            program=row.program,
            head=row.head,
            files=tuple(json.loads(row.files)),
            error=row.error,
        )
        for row in rows
    ]
