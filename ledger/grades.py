"""Enterprises' performance grades: each is set from a day on, with its reason; the history stays."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ledger import chain, units
from ledger.drafts import GradeDraft, UnitDraft
from ledger.errors import BadValue
from ledger.findings import reason_given
from ledger.schema import Event, GradeRecord, Person, Unit
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import GradeView
from ledger.vocabulary import UnitKind

_record, _unit, _event, _person = (
    table_of(GradeRecord),
    table_of(Unit),
    table_of(Event),
    table_of(Person),
)


def set_grade(tx: Tx, draft: GradeDraft) -> GradeView:
    """Set an enterprise's grade from a day on; the enterprise is registered if it is not known yet.

    Raises BadValue for a missing grade, industry or reason, and for the name of an office or department.
    """
    if not draft.grade.strip() or not draft.industry.strip():
        raise BadValue("绩效分级要写明等级和所属行业。")
    reason = reason_given(draft.reason, "调整绩效等级")
    unit = units.find(tx, draft.enterprise)
    if unit is None:
        unit = units.register(tx, UnitDraft(draft.enterprise, UnitKind.ENTERPRISE))
    if unit.kind is not UnitKind.ENTERPRISE:
        raise BadValue(f"“{unit.name}”登记为{unit.kind.label}，不是企业，不能评定绩效等级。")
    data = {
        "unit_id": unit.id,
        "enterprise": unit.name,
        "grade": draft.grade.strip(),
        "industry": draft.industry.strip(),
        "from_day": draft.from_day.isoformat(),
        "announced": draft.announced,
    }
    chain.take(tx, "grade_set", f"unit/{unit.name}", data, reason=reason)
    return history(tx, unit.name)[-1]


@chain.step("grade_set")
def _grade_set(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_record).values(
            unit_id=data["unit_id"],
            grade=data["grade"],
            industry=data["industry"],
            from_day=date.fromisoformat(data["from_day"]),
            announced=data["announced"],
            reason=link.reason,
            event_seq=link.seq,
        )
    )


def current(tx: Tx, day: date) -> list[GradeView]:
    """The grade of every enterprise on a day, in the order of registration."""
    latest: dict[str, GradeView] = {}
    for view in _load(tx, _record.c.from_day <= day):
        latest[view.enterprise] = view
    return list(latest.values())


def history(tx: Tx, enterprise: str) -> list[GradeView]:
    """Every grade that an enterprise was given, in the order of setting."""
    return _load(tx, _unit.c.name == units.get(tx, enterprise).name, by_entry=True)


def _load(tx: Tx, condition: sa.ColumnElement[bool], *, by_entry: bool = False) -> list[GradeView]:
    order = (_record.c.id,) if by_entry else (_unit.c.id, _record.c.from_day, _record.c.id)
    rows = tx.all(
        sa.select(_record, _unit.c.name, _event.c.at, _person.c.name.label("set_by"))
        .join(_unit, _unit.c.id == _record.c.unit_id)
        .join(_event, _event.c.seq == _record.c.event_seq)
        .join(_person, _person.c.id == _event.c.actor_id)
        .where(condition)
        .order_by(*order)
    )
    return [
        GradeView(
            enterprise=row.name,
            grade=row.grade,
            industry=row.industry,
            from_day=row.from_day,
            announced=bool(row.announced),
            reason=row.reason,
            set_by=row.set_by,
            set_at=row.at,
        )
        for row in rows
    ]
