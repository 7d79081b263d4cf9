"""Putting a task's day off: one person asks with a reason, another one decides."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ledger import chain
from ledger.errors import BadValue, NotFound, SamePerson, WrongState
from ledger.findings import reason_given
from ledger.reports import subject_of
from ledger.schema import Extension, Person
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views.duties import ExtensionView, Occurrence
from ledger.vocabulary import ExtensionStatus

_extension = table_of(Extension)
_asker, _decider = aliased(Person), aliased(Person)


def ask(tx: Tx, each: Occurrence, until: date, reason: str) -> ExtensionView:
    """Ask to put an occurrence off.

    Raises BadValue for a day that is not later, WrongState where it is done or a request waits already.
    """
    if each.done:
        raise WrongState(f"任务 {each.task}（{each.key}）已经完成，不用延期。")
    if until <= each.due:
        raise BadValue(f"延期到 {until} 没有晚于现期限 {each.due}，请核对。")
    if any(view.status is ExtensionStatus.ASKED for view in of(tx, each)):
        raise WrongState(f"任务 {each.task}（{each.key}）已有一份待批准的延期申请，请先批复。")
    data = {
        "policy": each.policy,
        "task": each.task,
        "occurrence": each.key,
        "due_on": each.due.isoformat(),
        "until": until.isoformat(),
    }
    link = chain.take(tx, "extension_asked", subject_of(each), data, reason=reason_given(reason, "申请延期"))
    return get(tx, link.seq)


@chain.step("extension_asked")
def _asked(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_extension).values(
            id=link.seq,
            policy_number=data["policy"],
            task=data["task"],
            occurrence=data["occurrence"],
            due_on=date.fromisoformat(data["due_on"]),
            until=date.fromisoformat(data["until"]),
            reason=link.reason,
            status=ExtensionStatus.ASKED,
            asked_by_id=link.actor.id,
        )
    )


def decide(tx: Tx, number: int, approve: bool, remark: str = "") -> ExtensionView:
    """Approve or refuse a request, as another person than who asked; a refusal needs its reason."""
    view = get(tx, number)
    if view.status is not ExtensionStatus.ASKED:
        raise WrongState(f"延期申请 {number} 是“{view.status.label}”，不能再批复。")
    if view.asked_by == tx.actor.name:
        raise SamePerson(f"延期由{tx.actor.name}申请，不能由本人批复，请换一人批复。")
    said = remark.strip() or None
    if not approve:
        said = reason_given(remark, "不批准延期")
    data = {"number": number, "approved": approve, "on": tx.today.isoformat()}
    subject = f"task/{view.policy}/{view.task}/{view.key}"
    chain.take(tx, "extension_decided", subject, data, reason=said)
    return get(tx, number)


@chain.step("extension_decided")
def _decided(tx: Tx, link: chain.Link) -> None:
    approved = link.data["approved"]
    tx.execute(
        sa.update(_extension)
        .where(_extension.c.id == link.data["number"])
        .values(
            status=ExtensionStatus.APPROVED if approved else ExtensionStatus.REFUSED,
            decided_by_id=link.actor.id,
            decided_on=date.fromisoformat(link.data["on"]),
            remark=link.reason,
        )
    )


def get(tx: Tx, number: int) -> ExtensionView:
    """A request by its number. Raises NotFound."""
    found = _load(tx, _extension.c.id == number)
    if not found:
        raise NotFound(f"没有编号为 {number} 的延期申请，请核对编号。")
    return found[0]


def of(tx: Tx, each: Occurrence) -> list[ExtensionView]:
    """The requests about an occurrence, in order."""
    return _load(
        tx,
        sa.and_(
            _extension.c.policy_number == each.policy,
            _extension.c.task == each.task,
            _extension.c.occurrence == each.key,
        ),
    )


def waiting(tx: Tx) -> list[ExtensionView]:
    """The requests that nobody has decided, the oldest first."""
    return _load(tx, _extension.c.status == ExtensionStatus.ASKED)


def _load(tx: Tx, condition: sa.ColumnElement[bool]) -> list[ExtensionView]:
    rows = tx.all(
        sa.select(_extension, _asker.name.label("asked_by"), _decider.name.label("decided_by"))
        .join(_asker, _asker.id == _extension.c.asked_by_id)
        .outerjoin(_decider, _decider.id == _extension.c.decided_by_id)
        .where(condition)
        .order_by(_extension.c.id)
    )
    return [
        ExtensionView(
            number=row.id,
            policy=row.policy_number,
            task=row.task,
            key=row.occurrence,
            due_on=row.due_on,
            until=row.until,
            reason=row.reason,
            status=row.status,
            asked_by=row.asked_by,
            decided_by=row.decided_by,
            decided_on=row.decided_on,
            remark=row.remark,
        )
        for row in rows
    ]
