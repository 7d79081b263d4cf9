"""Reminders: what stands at which stage on a day, and who has seen it.

A reminder follows from the days and the thresholds; only that somebody has seen it is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from ledger import chain, occurrences
from ledger.errors import BadValue
from ledger.escalation import Stage, stage_of, thresholds
from ledger.reports import subject_of
from ledger.schema import Person, ReminderSeen
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views.duties import Occurrence
from ledger.workdays import workdays

_seen, _person = table_of(ReminderSeen), table_of(Person)
FARTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Reminder:
    """An occurrence at a stage, and the people who have seen it there."""

    occurrence: Occurrence
    stage: Stage
    seen_by: tuple[str, ...]


def reminders(tx: Tx, day: date, *, with_recurring: bool = False) -> list[Reminder]:
    """What is to be reminded of on a day, the sharpest stage first, then the oldest."""
    limits, calendar = thresholds(tx), workdays(tx)
    found = occurrences.deadlines(tx, day)
    if with_recurring:
        found = [*found, *occurrences.recurring(tx, day - FARTHEST, day)]
    seen = _seen_by(tx)
    made = [
        Reminder(each, stage, seen.get((each.policy, each.task, each.key, stage), ()))
        for each in found
        if (stage := stage_of(each, day, limits, calendar)) is not None
    ]
    order = list(Stage)
    return sorted(made, key=lambda made: (-order.index(made.stage), made.occurrence.due))


def see(tx: Tx, each: Occurrence, day: date) -> Stage:
    """Record that the actor has seen at which stage an occurrence stands on a day; once for each stage.

    Raises BadValue where there is nothing to remind of.
    """
    stage = stage_of(each, day, thresholds(tx), workdays(tx))
    if stage is None:
        raise BadValue(f"任务 {each.task}（{each.key}）在 {day} 没有需要提醒的事项。")
    if tx.actor.name not in _seen_by(tx).get((each.policy, each.task, each.key, stage), ()):
        data = {"policy": each.policy, "task": each.task, "occurrence": each.key, "stage": stage.value}
        chain.take(tx, "reminder_seen", subject_of(each), data)
    return stage


@chain.step("reminder_seen")
def _was_seen(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_seen).values(
            id=link.seq,
            policy_number=data["policy"],
            task=data["task"],
            occurrence=data["occurrence"],
            stage=data["stage"],
            person_id=link.actor.id,
        )
    )


def _seen_by(tx: Tx) -> dict[tuple[int, str, str, str], tuple[str, ...]]:
    found: dict[tuple[int, str, str, str], tuple[str, ...]] = {}
    query = sa.select(_seen, _person.c.name).join(_person, _person.c.id == _seen.c.person_id)
    for row in tx.all(query.order_by(_seen.c.id)):
        key = (row.policy_number, row.task, row.occurrence, row.stage)
        found[key] = (*found.get(key, ()), row.name)
    return found
