"""The row of a finding as the steps of its life see it: where it stands, who filed it, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.errors import NotFound, WrongState
from ledger.money import Money
from ledger.schema import Assessment, Finding, Objection, Person
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import PersonView
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level, ObjectionStatus

_finding, _assessment, _person = table_of(Finding), table_of(Assessment), table_of(Person)
_objection = table_of(Objection)
_preparer, _approver, _assessor = _person.alias(), _person.alias(), _person.alias()
# Built once: an alias copies every column of its table, which costs more than the query.
_CASE = (
    sa.select(
        _finding,
        _preparer.c.name.label("preparer_name"),
        _approver.c.name.label("approver_name"),
        _assessor.c.id.label("assessor_id"),
        _assessor.c.name.label("assessor_name"),
        _assessment.c.status.label("assessment"),
        _assessment.c.rule_id,
        _assessment.c.count.label("counted"),
        _assessment.c.amount,
    )
    .join(_assessment, _assessment.c.id == _finding.c.assessment_id)
    .join(_preparer, _preparer.c.id == _finding.c.preparer_id)
    .join(_assessor, _assessor.c.id == _assessment.c.made_by_id)
    .outerjoin(_approver, _approver.c.id == _finding.c.approver_id)
    .where(_finding.c.number == sa.bindparam("number"))
)
_DISPUTED = sa.select(_objection.c.id).where(
    _objection.c.finding_id == sa.bindparam("finding_id"), _objection.c.status == ObjectionStatus.OPEN
)


@dataclass(frozen=True, slots=True)
class Case:
    """A finding in the middle of a step."""

    id: int
    number: str
    found_on: date
    level: Level
    inspecting_body: str | None
    office_id: int | None
    status: FindingStatus
    preparer: PersonView
    approver: PersonView | None
    assessment_id: int
    assessed_by: PersonView
    assessment: AssessmentStatus
    rule_id: int | None
    count: int
    amount: Money | None
    allocation_id: int | None
    treasury_voucher: str | None

    @property
    def subject(self) -> str:
        """Its name in the chain."""
        return f"finding/{self.number}"

    @property
    def superior(self) -> str:
        """Whom the district owes: the inspecting body, or the inspection of its level where none is named."""
        return self.inspecting_body or f"{self.level.label}级督查"

    @property
    def two_people(self) -> tuple[PersonView, PersonView]:
        """Preparer and approver of the case. Raises WrongState before it is approved."""
        if self.approver is None:
            raise WrongState(f"问题 {self.number} 还没有复核，请先由另一人复核。")
        return self.preparer, self.approver


def load(tx: Tx, number: str) -> Case:
    """The case of a finding. Raises NotFound."""
    row = tx.first(_CASE, number=number)
    if row is None:
        raise NotFound(f"没有编号为 {number} 的问题，请核对编号（例如 2025-0001）。")
    return Case(
        id=row.id,
        number=row.number,
        found_on=row.found_on,
        level=row.level,
        inspecting_body=row.inspecting_body,
        office_id=row.office_id,
        status=row.status,
        preparer=PersonView(row.preparer_id, row.preparer_name),
        approver=None if row.approver_id is None else PersonView(row.approver_id, row.approver_name),
        assessment_id=row.assessment_id,
        assessed_by=PersonView(row.assessor_id, row.assessor_name),
        assessment=row.assessment,
        rule_id=row.rule_id,
        count=row.counted,
        amount=row.amount,
        allocation_id=row.allocation_id,
        treasury_voucher=row.treasury_voucher,
    )


def must_be(case: Case, step: str, *allowed: FindingStatus) -> None:
    """Raises WrongState when a case is in none of the states from which a step can be taken."""
    if case.status not in allowed:
        needed = "、".join(status.label for status in allowed)
        raise WrongState(f"问题 {case.number} 现在是“{case.status.label}”，只有“{needed}”的问题才能{step}。")


def must_not_be_disputed(tx: Tx, case: Case, step: str) -> None:
    """Raises WrongState while an objection to the case is open."""
    if tx.scalar(_DISPUTED, finding_id=case.id):
        raise WrongState(f"问题 {case.number} 的异议还在处理，处理完之前不能{step}。")


def move(tx: Tx, finding_id: int, **changes: Any) -> None:
    """Change the current state of a finding, in the handler of a step."""
    tx.execute(sa.update(_finding).where(_finding.c.id == finding_id).values(**changes))
