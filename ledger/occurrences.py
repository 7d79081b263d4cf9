"""The days by which tasks are owed: every printed date, and the periods of every recurring duty.

They follow from the plans of the policies in force and are not stored; what is stored is what was reported
about them (`reports`) and by how much another person put them off (`extensions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa

from ledger import policies
from ledger.cycles import Cycle, bounds, periods
from ledger.errors import BadValue, NotFound
from ledger.plan import Obligation
from ledger.recurrence import cycle_of
from ledger.schema import Extension, TaskReport
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import PolicyView
from ledger.views.duties import Occurrence
from ledger.vocabulary import DeadlineKind, ExtensionStatus, PolicyStatus, Role

_report, _extension = table_of(TaskReport), table_of(Extension)
_MARKS = {Cycle.DAY: "d"}


def policies_on(tx: Tx, day: date) -> list[PolicyView]:
    """The adopted policies whose tasks are owed on a day: begun, and no later main plan has taken over."""
    return [
        policy
        for policy in policies.list_policies(tx)
        if policy.status is PolicyStatus.ADOPTED
        and policy.from_day is not None
        and policy.from_day <= day
        and (policy.until is None or day <= policy.until)
    ]


def deadlines(tx: Tx, day: date) -> list[Occurrence]:
    """Every printed date of the tasks owed on a day, in order of their days, as they stand on that day."""
    found = [
        each
        for policy in policies_on(tx, day)
        for task in policies.plan_of(tx, policy.number).obligations
        for each in _printed(policy.number, task)
    ]
    return sorted(_as_reported(tx, found, day), key=lambda each: each.due)


def recurring(tx: Tx, from_day: date, day: date, *, daily: bool = False) -> list[Occurrence]:
    """The periods of recurring duties that end from `from_day` on and have begun on `day`.

    Periods begin with the one in which the policy was adopted.  What is owed every day is left out unless
    `daily`.
    """
    found: list[Occurrence] = []
    for policy in policies_on(tx, day):
        assert policy.from_day is not None
        begin = max(policy.from_day, from_day)
        for task in policies.plan_of(tx, policy.number).obligations:
            found += _periods(policy.number, task, begin, day, daily)
    return sorted(_as_reported(tx, found, day), key=lambda each: each.due)


def due_within(tx: Tx, day: date, days: int, *, with_recurring: bool = False) -> list[Occurrence]:
    """What is open and due from `day` to `days` days later, both inclusive, the nearest first.

    Raises BadValue for a negative number of days.
    """
    if days < 0:
        raise BadValue(f"天数“{days}”不对，请填 0 以上的整数。")
    last = day + timedelta(days=days)
    return [each for each in _open(tx, day, with_recurring) if day <= each.due <= last]


def overdue(tx: Tx, day: date, *, with_recurring: bool = False) -> list[Occurrence]:
    """What was due before a day and is not reported complete by then, the oldest first."""
    return [each for each in _open(tx, day, with_recurring) if each.due < day]


def _open(tx: Tx, day: date, with_recurring: bool) -> list[Occurrence]:
    found = deadlines(tx, day)
    if with_recurring:
        found = sorted([*found, *recurring(tx, date.min, day)], key=lambda each: each.due)
    return [each for each in found if not each.done]


def find(tx: Tx, task: str, key: str | None, day: date, policy: int | None = None) -> Occurrence:
    """An occurrence by its task and key, as it stands on a day; the key may be left out where one is open.

    Raises NotFound, and BadValue where it is not clear which one is meant.
    """
    known = [
        each
        for each in [*deadlines(tx, day), *recurring(tx, date.min, day, daily=True)]
        if each.task == task and (policy is None or each.policy == policy)
    ]
    if not known:
        raise NotFound(f"现行方案没有期限或周期要求的任务“{task}”，请核对任务编号和日期。")
    if key is not None:
        wanted = [each for each in known if each.key == key]
        if not wanted:
            raise NotFound(f"任务 {task} 没有期限“{key}”，可用：{_keys(known)}。")
    else:
        wanted = [each for each in known if each.cycle is None and not each.done]
        if len(wanted) != 1:
            raise BadValue(f"任务 {task} 有多个期限，请指明是哪一个：{_keys(known)}。")
    if len({each.policy for each in wanted}) > 1:
        raise BadValue(f"有几个方案都有任务 {task}，请用 --policy 指明方案编号。")
    return wanted[0]


def _keys(known: Iterable[Occurrence]) -> str:
    keys = list(dict.fromkeys(each.key for each in known))
    return "、".join(keys[:12]) + (" 等" if len(keys) > 12 else "")


def _leads(task: Obligation) -> tuple[str, ...]:
    """The lead units, else the responsible ones."""
    for role in (Role.LEAD, Role.RESPONSIBLE):
        units = tuple(dict.fromkeys(part.unit for part in task.assignments if part.role is role))
        if units:
            return units
    return ()


def _printed(policy: int, task: Obligation) -> Iterator[Occurrence]:
    turns: Counter[date] = Counter()
    for deadline in task.deadlines:
        if deadline.kind is not DeadlineKind.DUE:
            continue
        turns[deadline.date] += 1
        key = _numbered(deadline.date.isoformat(), turns[deadline.date])
        yield Occurrence(
            policy,
            task.number,
            key,
            task.heading,
            deadline.printed,
            deadline.date,
            deadline.date,
            None,
            _leads(task),
        )


def _numbered(key: str, turn: int) -> str:
    return key if turn == 1 else f"{key}#{turn}"


def _periods(policy: int, task: Obligation, begin: date, day: date, daily: bool) -> Iterator[Occurrence]:
    turns: Counter[Cycle] = Counter()
    for phrase in task.recurring:
        cycle = cycle_of(phrase.printed)
        if cycle is None or (cycle is Cycle.DAY and not daily):
            continue
        turns[cycle] += 1
        for period in periods(cycle, begin, day):
            last = bounds(cycle, period)[1]
            key = _numbered(period + _MARKS.get(cycle, ""), turns[cycle])
            yield Occurrence(
                policy, task.number, key, task.heading, phrase.printed, last, last, cycle, _leads(task)
            )


def _as_reported(tx: Tx, found: list[Occurrence], day: date) -> list[Occurrence]:
    """With the latest progress and the approved extensions of that day."""
    reports = {
        (row.policy_number, row.task, row.occurrence): row
        for row in tx.all(sa.select(_report).where(_report.c.reported_on <= day).order_by(_report.c.id))
    }
    approved = sa.and_(_extension.c.status == ExtensionStatus.APPROVED, _extension.c.decided_on <= day)
    put_off = {
        (row.policy_number, row.task, row.occurrence): row.until
        for row in tx.all(sa.select(_extension).where(approved).order_by(_extension.c.id))
    }
    return [_with(each, reports, put_off) for each in found]


def _with(
    each: Occurrence,
    reports: dict[tuple[int, str, str], sa.Row[tuple[object, ...]]],
    put_off: dict[tuple[int, str, str], date],
) -> Occurrence:
    name = (each.policy, each.task, each.key)
    known = replace(each, due=put_off.get(name, each.due))
    report = reports.get(name)
    if report is None:
        return known
    return replace(known, percent=report.percent, evidence=report.evidence, reported_on=report.reported_on)
