"""Inspections, with or without a finding, and the rates that plans demand (月抽查率不低于20%).

A rate is the share of a unit's objects that were inspected at least once in the period; how many objects a
unit has is entered from a day on and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa

from ledger import chain, policies, units
from ledger.cases import load
from ledger.cycles import Cycle, bounds, period_of
from ledger.errors import BadValue, NotFound
from ledger.occurrences import policies_on
from ledger.plan import Target
from ledger.recurrence import rate_cycle
from ledger.schema import Finding, Inspection, Population, Unit
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views.duties import InspectionView, RateView

_inspection, _population = table_of(Inspection), table_of(Population)
_unit, _finding = table_of(Unit), table_of(Finding)
WHOLE = "合计"


@dataclass(frozen=True, slots=True)
class Demand:
    """An inspection rate that a task demands. `task` is its number, with #2 for its second demand."""

    policy: int
    task: str
    cycle: Cycle
    target: Target


def demands(tx: Tx, day: date) -> list[Demand]:
    """The inspection rates demanded on a day by the policies in force."""
    return [
        demand
        for policy in policies_on(tx, day)
        for task in policies.plan_of(tx, policy.number).obligations
        for demand in _of_task(policy.number, task.number, task.targets)
    ]


def _of_task(policy: int, task: str, targets: tuple[Target, ...]) -> Iterator[Demand]:
    turn = 0
    for target in targets:
        cycle = rate_cycle(target.metric) or rate_cycle(target.printed)
        if cycle is None or target.unit not in ("%", "％"):
            continue
        turn += 1
        yield Demand(policy, task if turn == 1 else f"{task}#{turn}", cycle, target)


def demand_of(tx: Tx, task: str, day: date) -> Demand:
    """The demand of a task on a day. Raises NotFound, naming the tasks that have one."""
    known = demands(tx, day)
    found = [each for each in known if each.task == task]
    if not found:
        names = "、".join(each.task for each in known) or "无"
        raise NotFound(f"任务 {task} 没有抽查率要求，有要求的任务：{names}。")
    return found[-1]


def enter_population(tx: Tx, task: str, unit: str, objects: int, from_day: date) -> None:
    """Enter how many objects a unit has to inspect under a task from a day on."""
    if objects < 1:
        raise BadValue(f"检查对象数“{objects}”不对，请填 1 以上的整数。")
    demand = demand_of(tx, task, from_day)
    known = units.get(tx, unit)
    data = {
        "policy": demand.policy,
        "task": demand.task,
        "unit_id": known.id,
        "objects": objects,
        "from_day": from_day.isoformat(),
    }
    chain.take(tx, "population_entered", f"unit/{known.name}", data)


@chain.step("population_entered")
def _population_entered(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_population).values(
            id=link.seq,
            policy_number=data["policy"],
            task=data["task"],
            unit_id=data["unit_id"],
            objects=data["objects"],
            from_day=date.fromisoformat(data["from_day"]),
        )
    )


def log(
    tx: Tx,
    task: str,
    unit: str,
    inspected: str,
    on: date,
    *,
    inspector: str = "",
    finding: str | None = None,
    remark: str = "",
) -> InspectionView:
    """Log that a unit inspected an object on a day; `finding` is the number of what was found, if anything.

    Raises BadValue for a day to come or an object without a name, NotFound for a task without a rate.
    """
    name = " ".join(inspected.split())
    if not name:
        raise BadValue("检查记录要写明检查了谁。")
    if on > tx.today:
        raise BadValue(f"检查日期 {on} 晚于今天，请核对。")
    demand = demand_of(tx, task, on)
    known = units.get(tx, unit)
    data = {
        "policy": demand.policy,
        "task": demand.task,
        "unit_id": known.id,
        "object": name,
        "on": on.isoformat(),
        "inspector": " ".join(inspector.split()) or tx.actor.name,
        "finding_id": None if finding is None else load(tx, finding).id,
    }
    link = chain.take(
        tx, "inspection_logged", f"unit/{known.name}", data, reason=" ".join(remark.split()) or None
    )
    return _load(tx, _inspection.c.id == link.seq)[0]


@chain.step("inspection_logged")
def _logged(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_inspection).values(
            id=link.seq,
            policy_number=data["policy"],
            task=data["task"],
            unit_id=data["unit_id"],
            object=data["object"],
            inspected_on=date.fromisoformat(data["on"]),
            inspector=data["inspector"],
            finding_id=data["finding_id"],
            remark=link.reason,
        )
    )


def list_inspections(tx: Tx, from_day: date, to_day: date, task: str | None = None) -> list[InspectionView]:
    """What was inspected in [from_day, to_day], in order of entry."""
    in_span = _inspection.c.inspected_on.between(from_day, to_day)
    return _load(tx, in_span if task is None else sa.and_(in_span, _inspection.c.task == task))


def rates(tx: Tx, day: date) -> list[RateView]:
    """For each demand, the period in which a day lies: each unit with objects or inspections, then the whole.

    As of the day: later inspections of the same period do not count.
    """
    return [view for demand in demands(tx, day) for view in _rates_of(tx, demand, day)]


def _rates_of(tx: Tx, demand: Demand, day: date) -> Iterator[RateView]:
    period = period_of(demand.cycle, day)
    first, _ = bounds(demand.cycle, period)
    logged = list_inspections(tx, first, day, demand.task)
    logged = [each for each in logged if each.policy == demand.policy]
    objects = _objects(tx, demand, day)
    names = [*objects, *sorted({each.unit for each in logged} - objects.keys())]
    for name in names:
        of_unit = [each for each in logged if each.unit == name]
        yield _rate(demand, name, period, objects.get(name), of_unit)
    if len(names) != 1:
        known = all(name in objects for name in names) and bool(names)
        yield _rate(demand, WHOLE, period, sum(objects.values()) if known else None, logged)


def _rate(
    demand: Demand, unit: str, period: str, objects: int | None, logged: list[InspectionView]
) -> RateView:
    inspected = len({(each.unit, each.object) for each in logged})
    exact = None if objects is None else min(Decimal(100), Decimal(100 * inspected) / objects)
    return RateView(
        policy=demand.policy,
        task=demand.task,
        metric=demand.target.metric,
        printed=demand.target.printed,
        unit=unit,
        period=period,
        objects=objects,
        inspected=inspected,
        visits=len(logged),
        findings=sum(each.finding is not None for each in logged),
        demanded=demand.target.value,
        rate=None if exact is None else exact.quantize(Decimal("0.01"), ROUND_HALF_UP),
    )


def _objects(tx: Tx, demand: Demand, day: date) -> dict[str, int]:
    """How many objects each unit has on a day, in the order of registration."""
    query = (
        sa.select(_unit.c.name, _population.c.objects)
        .join(_unit, _unit.c.id == _population.c.unit_id)
        .where(
            _population.c.policy_number == demand.policy,
            _population.c.task == demand.task,
            _population.c.from_day <= day,
        )
        .order_by(_unit.c.id, _population.c.from_day, _population.c.id)
    )
    return {row[0]: row[1] for row in tx.all(query)}


def _load(tx: Tx, condition: sa.ColumnElement[bool]) -> list[InspectionView]:
    rows = tx.all(
        sa.select(_inspection, _unit.c.name.label("unit"), _finding.c.number.label("finding"))
        .join(_unit, _unit.c.id == _inspection.c.unit_id)
        .outerjoin(_finding, _finding.c.id == _inspection.c.finding_id)
        .where(condition)
        .order_by(_inspection.c.id)
    )
    return [
        InspectionView(
            policy=row.policy_number,
            task=row.task,
            unit=row.unit,
            object=row.object,
            inspected_on=row.inspected_on,
            inspector=row.inspector,
            finding=row.finding,
            remark=row.remark,
        )
        for row in rows
    ]
