"""Reading what runs beside a finding's way into the journal: its rectification and the objections to it."""

from __future__ import annotations

import sqlalchemy as sa

from ledger.schema import Objection, Person, Rectification, Unit
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import ObjectionView, RectificationView

_rectification, _objection = table_of(Rectification), table_of(Objection)
_person, _unit = table_of(Person), table_of(Unit)


_RECTIFICATION = (
    sa.select(_rectification, _unit.c.name.label("unit"), _person.c.name.label("rectified_by"))
    .outerjoin(_unit, _unit.c.id == _rectification.c.unit_id)
    .outerjoin(_person, _person.c.id == _rectification.c.rectified_by_id)
    .where(_rectification.c.finding_id == sa.bindparam("finding_id"))
)
_OBJECTIONS = (
    sa.select(_objection, _person.c.name.label("entered_by"))
    .join(_person, _person.c.id == _objection.c.entered_by_id)
    .where(_objection.c.finding_id == sa.bindparam("finding_id"))
    .order_by(_objection.c.id)
)


def rectification_of(tx: Tx, finding_id: int) -> RectificationView | None:
    """Where the repair of a finding stands, or None while none is assigned."""
    row = tx.first(_RECTIFICATION, finding_id=finding_id)
    if row is None:
        return None
    return RectificationView(
        status=row.status,
        due_on=row.due_on,
        unit=row.unit,
        rectified_on=row.rectified_on,
        rectified_by=row.rectified_by,
        measures=row.measures,
    )


def objections_of(tx: Tx, finding_id: int) -> tuple[ObjectionView, ...]:
    """The objections to a finding, in order."""
    rows = tx.all(_OBJECTIONS, finding_id=finding_id)
    return tuple(
        ObjectionView(
            status=row.status,
            raised_by=row.raised_by,
            ground=row.ground,
            entered_by=row.entered_by,
            outcome=row.outcome,
        )
        for row in rows
    )
