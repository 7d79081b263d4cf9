"""Reading findings: one with everything that happened to it, pages of a filtered list, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ledger import assessments, case_views, chain, search, units
from ledger.drafts import FindingFilter
from ledger.errors import NotFound
from ledger.months import first_day
from ledger.rules_in_force import obligation_heading
from ledger.schema import (
    Allocation,
    Assessment,
    Finding,
    Notice,
    NoticeFinding,
    Person,
    Rule,
    Share,
    Unit,
    Voucher,
)
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import FindingRow, FindingView, ShareView
from ledger.voucher_views import load as load_vouchers

_finding, _assessment, _rule = table_of(Finding), table_of(Assessment), table_of(Rule)
_unit, _person, _voucher = table_of(Unit), table_of(Person), table_of(Voucher)
_allocation, _share = table_of(Allocation), table_of(Share)
_notice, _notice_finding = table_of(Notice), table_of(NoticeFinding)
_search = search.TABLE

_SOURCE = (
    _finding.join(_assessment, _assessment.c.id == _finding.c.assessment_id)
    .join(_person, _person.c.id == _finding.c.preparer_id)
    .outerjoin(_unit, _unit.c.id == _finding.c.office_id)
    .outerjoin(_rule, _rule.c.id == _assessment.c.rule_id)
)
_COLUMNS = (
    _finding.c.number,
    _finding.c.found_on,
    _finding.c.level,
    _unit.c.name.label("office"),
    _finding.c.subject,
    _finding.c.text,
    _finding.c.status,
    _assessment.c.status.label("assessment_status"),
    _rule.c.place.label("rule_place"),
    _rule.c.name.label("rule_name"),
    _assessment.c.count.label("counted"),
    _assessment.c.amount,
    _person.c.name.label("preparer"),
)


_approver, _followed = _person.alias(), _finding.alias()
# Built once: an alias copies every column of its table, which costs more than the query.
_FINDING = (
    sa.select(
        *_COLUMNS,
        _finding.c.id,
        _finding.c.inspecting_body,
        _finding.c.place,
        _finding.c.policy_number,
        _finding.c.obligation,
        _finding.c.assessment_id,
        _finding.c.allocation_id,
        _finding.c.treasury_voucher,
        _finding.c.source_ref,
        _followed.c.number.label("follows"),
        _approver.c.name.label("approver"),
    )
    .select_from(
        _SOURCE.outerjoin(_approver, _approver.c.id == _finding.c.approver_id).outerjoin(
            _followed, _followed.c.id == _finding.c.follows_id
        )
    )
    .where(_finding.c.number == sa.bindparam("number"))
)
_SHARES = (
    sa.select(_unit.c.name, _share.c.amount)
    .join(_unit, _unit.c.id == _share.c.unit_id)
    .where(_share.c.allocation_id == sa.bindparam("allocation_id"))
    .order_by(_share.c.id)
)
_REASON = sa.select(_allocation.c.reason).where(_allocation.c.id == sa.bindparam("allocation_id"))
_NOTICES = (
    sa.select(_notice.c.number)
    .join(_notice_finding, _notice_finding.c.notice_id == _notice.c.id)
    .where(_notice_finding.c.finding_id == sa.bindparam("finding_id"))
    .order_by(_notice.c.id)
)


def list_findings(
    tx: Tx, wanted: FindingFilter | None = None, after: str | None = None, limit: int = 100
) -> list[FindingRow]:
    """A page of findings, the latest filed first.

    `after` is the number of the last row of the page before.  Raises NotFound for an unknown one.
    """
    chosen = _chosen(tx, wanted or FindingFilter())
    condition = chosen.condition
    if after is not None:
        condition = condition & (chosen.place < _id_of(tx, after))
    source = _SOURCE if chosen.match is None else _search.join(_SOURCE, _search.c.rowid == _finding.c.id)
    query = sa.select(*_COLUMNS).select_from(source).where(condition)
    return [_row(row) for row in tx.all(query.order_by(chosen.place.desc()).limit(limit))]


def number_at(tx: Tx, wanted: FindingFilter | None, place: int, of: int) -> str | None:
    """The number of the finding at a place of the list, 0 for the latest filed; None where there is none.

    `of` is how many the list holds: a place in its second half is counted from its end.
    """
    if not 0 <= place < of:
        return None
    chosen = _chosen(tx, wanted or FindingFilter())
    from_end = place > of // 2
    source: Any = _finding if chosen.match is None else _search
    if chosen.match is not None and chosen.beyond_search:
        source = source.join(_finding, _search.c.rowid == _finding.c.id)
    order, passed = (chosen.place, of - 1 - place) if from_end else (chosen.place.desc(), place)
    query = sa.select(chosen.place).select_from(source).where(chosen.condition).order_by(order)
    found = tx.scalar(query.limit(1).offset(passed))
    if found is None:
        return None
    return str(tx.scalar(sa.select(_finding.c.number).where(_finding.c.id == found)))


def count(tx: Tx, wanted: FindingFilter | None = None, *, up_to: int | None = None) -> int:
    """How many findings a filter lets through; with `up_to`, counting stops there."""
    chosen = _chosen(tx, wanted or FindingFilter())
    source: Any = _finding if chosen.match is None else _search
    if chosen.match is not None and chosen.beyond_search:
        source = source.join(_finding, _search.c.rowid == _finding.c.id)
    query = sa.select(sa.func.count()).select_from(source).where(chosen.condition)
    if up_to is not None:
        some = sa.select(chosen.place).select_from(source).where(chosen.condition).limit(up_to)
        query = sa.select(sa.func.count()).select_from(some.subquery())
    return int(tx.scalar(query))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A filter as conditions.

    `place` is the column to page by: the index hands its hits out newest first by its own.  `beyond_search`
    where the index alone cannot answer.
    """

    condition: sa.ColumnElement[bool]
    place: sa.ColumnElement[int]
    match: str | None
    beyond_search: bool


def _chosen(tx: Tx, wanted: FindingFilter) -> _Chosen:
    parts: list[sa.ColumnElement[bool]] = []
    office_id = None if wanted.office is None else units.get(tx, wanted.office).id
    if wanted.month is not None:
        first_day(wanted.month)
    match = search.match_of(wanted.text or "", search.tags_of(office_id, wanted.rule, wanted.month))
    parts += [_holds(word) for word in search.needs_recheck(wanted.text or "")]
    if wanted.status is not None:
        parts.append(_finding.c.status == wanted.status)
    if wanted.from_day is not None:
        parts.append(_finding.c.found_on >= wanted.from_day)
    if wanted.to_day is not None:
        parts.append(_finding.c.found_on <= wanted.to_day)
    beyond = bool(parts)
    place: sa.ColumnElement[int] = _finding.c.id
    if match is not None:
        parts.append(sa.text("finding_search MATCH :match").bindparams(match=match))  # type: ignore[arg-type]
        place = _search.c.rowid
    return _Chosen(sa.and_(sa.true(), *parts), place, match, beyond)


def _holds(word: str) -> sa.ColumnElement[bool]:
    fields = (
        _finding.c.text,
        _finding.c.subject,
        _finding.c.place,
        _finding.c.inspecting_body,
        _finding.c.source_ref,
        _finding.c.number,
    )
    return sa.or_(*(sa.func.instr(sa.func.lower(field), search.fold(word)) > 0 for field in fields))


def _id_of(tx: Tx, number: str) -> int:
    found = tx.scalar(sa.select(_finding.c.id).where(_finding.c.number == number))
    if found is None:
        raise NotFound(f"没有编号为 {number} 的问题，请核对编号（例如 2025-0001）。")
    return int(found)


def _row(row: Any) -> FindingRow:
    return FindingRow(
        number=row.number,
        found_on=row.found_on,
        level=row.level,
        office=row.office,
        subject=row.subject,
        text=row.text,
        status=row.status,
        assessment_status=row.assessment_status,
        rule_place=row.rule_place,
        rule_name=row.rule_name,
        count=row.counted,
        amount=row.amount,
        preparer=row.preparer,
    )


def get(tx: Tx, number: str) -> FindingView:
    """A finding with everything that happened to it. Raises NotFound."""
    row = tx.first(_FINDING, number=number)
    if row is None:
        _id_of(tx, number)
    assert row is not None
    shares, reason = _shares(tx, row.allocation_id)
    return FindingView(
        row=_row(row),
        inspecting_body=row.inspecting_body,
        place=row.place,
        obligation=row.obligation,
        obligation_heading=None
        if row.obligation is None
        else obligation_heading(tx, row.policy_number, row.obligation),
        assessment=assessments.get(tx, row.assessment_id),
        shares=shares,
        allocation_reason=reason,
        vouchers=tuple(load_vouchers(tx, _voucher.c.finding_id == row.id)),
        notices=_notices(tx, row.id),
        events=chain.events_of(tx, f"finding/{number}"),
        approver=row.approver,
        treasury_voucher=row.treasury_voucher,
        source_ref=row.source_ref,
        rectification=case_views.rectification_of(tx, row.id),
        objections=case_views.objections_of(tx, row.id),
        follows=row.follows,
    )


def _shares(tx: Tx, allocation_id: int | None) -> tuple[tuple[ShareView, ...], str | None]:
    if allocation_id is None:
        return (), None
    rows = tx.all(_SHARES, allocation_id=allocation_id)
    reason = tx.scalar(_REASON, allocation_id=allocation_id)
    return tuple(ShareView(unit=row[0], amount=row[1]) for row in rows), reason


def _notices(tx: Tx, finding_id: int) -> tuple[str, ...]:
    return tuple(row[0] for row in tx.all(_NOTICES, finding_id=finding_id))
