"""Which periods' products are due, claimed and done. A unique key of the books makes each exactly once.

Whoever inserts the claim first makes the product; the others see that it is taken.  A claim whose program
died may be taken over when its lease has run out, or when the clock stands before its beginning; one that is
done never is.  A taken-over program may still wake up: what it made counts only while the attempt is its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ledger import chain
from ledger.columns import instant_text
from ledger.errors import WrongState
from ledger.findings import reason_given
from ledger.schema import HOME_DISTRICT, Claim, Person
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import ClaimView

LEASE = timedelta(minutes=10)
_claim, _person = table_of(Claim), table_of(Person)


def claim(tx: Tx, kind: str, office: str | None, period: str, *, lease: timedelta = LEASE) -> bool:
    """Take a period's product upon oneself. False when it is done, or being made by a program still alive.

    `kind` is the caller's word (monthly_summary), `office` a unit's name or None for all, `period` the
    period's name (2025-08, 2025-W34).
    """
    known = state(tx, kind, office, period)
    until = tx.now + lease
    if known is None:
        tx.execute(
            sa.insert(_claim).values(
                district_id=HOME_DISTRICT,
                kind=kind,
                office=office or "",
                period=period,
                claimed_at=tx.now,
                claimed_by_id=tx.actor.id,
                lease_until=until,
                attempts=1,
            )
        )
        return True
    now = instant_text(tx.now)
    alive = known.error is None and instant_text(known.claimed_at) <= now < instant_text(known.lease_until)
    if known.done_at is not None or alive:
        return False
    tx.execute(
        sa.update(_claim)
        .where(_is(kind, office, period))
        .values(
            claimed_at=tx.now,
            claimed_by_id=tx.actor.id,
            lease_until=until,
            attempts=_claim.c.attempts + 1,
            error=None,
        )
    )
    return True


def done(
    tx: Tx,
    kind: str,
    office: str | None,
    period: str,
    files: Sequence[str] = (),
    *,
    head: str | None = None,
    attempt: int | None = None,
) -> ClaimView:
    """Mark a claimed product as made, with its files and the chain's hash that it was made from.

    `head` is that hash where it was read before the making; `attempt` the caller's own.  Raises WrongState
    when it was not claimed, is done already, or another program has taken it over.
    """
    known = state(tx, kind, office, period)
    if known is None:
        raise WrongState(f"{period} 的“{kind}”没有登记开始，不能登记完成。")
    if known.done_at is not None:
        raise WrongState(f"{period} 的“{kind}”已经完成，不能重复登记。")
    if attempt is not None and known.attempts != attempt:
        raise WrongState(f"{period} 的“{kind}”已由另一个程序接手，不能登记完成。")
    if head is None:
        _, head, _ = chain.head(tx)
    tx.execute(
        sa.update(_claim)
        .where(_is(kind, office, period))
        .values(done_at=tx.now, files=json.dumps(list(files), ensure_ascii=False), head=head, error=None)
    )
    found = state(tx, kind, office, period)
    assert found is not None
    return found


def failed(
    tx: Tx, kind: str, office: str | None, period: str, error: str, *, attempt: int | None = None
) -> None:
    """Give a claim back with what went wrong; it may be claimed again at once.

    What is done, or another attempt than `attempt`, stays as it is.
    """
    mine = sa.and_(_is(kind, office, period), _claim.c.done_at.is_(None))
    if attempt is not None:
        mine = sa.and_(mine, _claim.c.attempts == attempt)
    tx.execute(sa.update(_claim).where(mine).values(error=error, lease_until=tx.now))


def reopen(tx: Tx, kind: str, office: str | None, period: str, reason: str) -> None:
    """A product that was made from wrong books (a clock ahead of the day) is due again; its log stays.

    Raises WrongState for what is not done, BadValue without a reason.
    """
    known = state(tx, kind, office, period)
    if known is None or known.done_at is None:
        raise WrongState(f"{period} 的“{kind}”还没有完成，不用重做。")
    said = f"{tx.actor.name}要求重做：{reason_given(reason, '重做')}"
    values = {"done_at": None, "files": None, "head": None, "error": said, "lease_until": tx.now}
    tx.execute(sa.update(_claim).where(_is(kind, office, period)).values(**values))


def state(tx: Tx, kind: str, office: str | None, period: str) -> ClaimView | None:
    """Where a period's product stands, or None when nobody has claimed it."""
    found = _load(tx, _is(kind, office, period))
    return found[0] if found else None


def list_claims(tx: Tx, kind: str | None = None) -> list[ClaimView]:
    """Every claim, in the order of claiming."""
    return _load(tx, sa.true() if kind is None else _claim.c.kind == kind)


def _is(kind: str, office: str | None, period: str) -> sa.ColumnElement[bool]:
    return sa.and_(_claim.c.kind == kind, _claim.c.office == (office or ""), _claim.c.period == period)


def _load(tx: Tx, condition: sa.ColumnElement[bool]) -> list[ClaimView]:
    query = (
        sa.select(_claim, _person.c.name.label("claimed_by"))
        .join(_person, _person.c.id == _claim.c.claimed_by_id)
        .where(condition)
        .order_by(_claim.c.id)
    )
    return [_view(row) for row in tx.all(query)]


def _view(row: Any) -> ClaimView:
    return ClaimView(
        kind=row.kind,
        office=row.office or None,
        period=row.period,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        lease_until=row.lease_until,
        attempts=row.attempts,
        done_at=row.done_at,
        files=tuple(json.loads(row.files)) if row.files else (),
        head=row.head,
        error=row.error,
    )
