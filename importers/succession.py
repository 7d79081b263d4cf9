"""One policy takes over from another: which open tasks go on, under which, and which a person must see to.

A comparison proposes the pairs and a person confirms others; nothing in the books is moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from importers.comparison import Change, Part, Side
from ledger.errors import BadValue
from ledger.views import PolicyView
from ledger.views.duties import Occurrence

if TYPE_CHECKING:
    from ledger.database import Tx

_PARTS = {"": Part.OBLIGATION, "任务": Part.OBLIGATION, "标准": Part.DEDUCTION}


@dataclass(frozen=True, slots=True)
class Carried:
    """A task that is open under the earlier policy, and the one of the later under which it goes on."""

    task: Occurrence
    under: Side | None

    def as_text(self) -> str:
        """One line: the task, its day, and where it goes on."""
        goes = f"接续为 {self.under.place}. {self.under.name}" if self.under else "没有接续，请安排"
        return f"{self.task.task}. {self.task.heading}（期限 {self.task.due}）：{goes}"


def confirmed_pairs(words: Iterable[str]) -> dict[str, str]:
    """Pairs as a person writes them: 12=9 for tasks, 标准3=4 for rules. Raises BadValue."""
    pairs: dict[str, str] = {}
    for word in words:
        before, equals, after = word.partition("=")
        kind = "标准" if before.startswith("标准") else "任务" if before.startswith("任务") else ""
        old, new = before.removeprefix(kind).strip(), after.strip().removeprefix(kind)
        if not equals or not old or not new:
            raise BadValue(f"“{word}”不是配对写法，请写成 旧=新，如 12=9（任务）或 标准3=4（扣缴标准）。")
        pairs[f"{_PARTS[kind].value}:{old}"] = f"{_PARTS[kind].value}:{new}"
    return pairs


def open_tasks(tx: Tx, earlier: PolicyView, later: PolicyView, today: date) -> list[Occurrence]:
    """What is open under the earlier policy on the last day before the later one takes over, else today."""
    from ledger import occurrences

    day = today if later.from_day is None else min(today, later.from_day - timedelta(days=1))
    return [
        each for each in occurrences.deadlines(tx, day) if each.policy == earlier.number and not each.done
    ]


def carried_over(changes: Sequence[Change], tasks: Iterable[Occurrence]) -> tuple[Carried, ...]:
    """Each open task with the one under which it goes on."""
    goes_on = {
        change.before.place: change.after
        for change in changes
        if change.part is Part.OBLIGATION and change.before is not None
    }
    return tuple(Carried(task, goes_on.get(task.task)) for task in tasks)
