"""Progress of a task's occurrence: how far it has come, and the evidence for it. Reports are only added."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ledger import chain, occurrences
from ledger.errors import BadValue
from ledger.schema import TaskReport
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views.duties import Occurrence

_report = table_of(TaskReport)


def subject_of(each: Occurrence) -> str:
    """The name under which the chain tells of an occurrence."""
    return f"task/{each.policy}/{each.task}/{each.key}"


def report(tx: Tx, each: Occurrence, percent: int, evidence: str, on: date) -> Occurrence:
    """Enter how far an occurrence has come, in percent; 100 completes it.

    Raises BadValue without evidence, for a day to come and for a percentage that is none.
    """
    if not 0 <= percent <= 100:
        raise BadValue(f"进度“{percent}”不对，请填 0 到 100 之间的整数。")
    evidence = " ".join(evidence.split())
    if not evidence:
        raise BadValue(f"任务 {each.task} 的进度要写明依据，例如验收文号、照片或台账名称。")
    if on > tx.today:
        raise BadValue(f"进度日期 {on} 晚于今天，请核对。")
    data = {
        "policy": each.policy,
        "task": each.task,
        "occurrence": each.key,
        "on": on.isoformat(),
        "percent": percent,
    }
    chain.take(tx, "task_reported", subject_of(each), data, reason=evidence)
    return occurrences.find(tx, each.task, each.key, tx.today, each.policy)


@chain.step("task_reported")
def _reported(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.execute(
        sa.insert(_report).values(
            id=link.seq,
            policy_number=data["policy"],
            task=data["task"],
            occurrence=data["occurrence"],
            reported_on=date.fromisoformat(data["on"]),
            percent=data["percent"],
            evidence=link.reason,
        )
    )
