"""From a reminder to a summons: 提醒 → 催办 → 督办 → 约谈, by thresholds that the office sets itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ledger import settings
from ledger.errors import BadValue
from ledger.transactions import Tx
from ledger.views.duties import Occurrence
from ledger.vocabulary import Labelled
from ledger.workdays import Workdays

_NAME = "escalation"


class Stage(Labelled):
    """How sharply the office speaks to who owes a task."""

    REMIND = "remind", "提醒"
    URGE = "urge", "催办"
    SUPERVISE = "supervise", "督办"
    INTERVIEW = "interview", "约谈"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Days before the due day from which one reminds; days overdue from which one urges, supervises, summons.

    In working days where `workdays`, else in days of the calendar.
    """

    remind: int = 7
    urge: int = 1
    supervise: int = 15
    interview: int = 30
    workdays: bool = False


def thresholds(tx: Tx) -> Thresholds:
    """Those that are set, else the usual ones."""
    return Thresholds(**settings.get(tx, _NAME, {}))


def set_thresholds(tx: Tx, wanted: Thresholds) -> None:
    """Set them. Raises BadValue where the stages would not follow each other."""
    if wanted.remind < 0 or not 1 <= wanted.urge < wanted.supervise < wanted.interview:
        raise BadValue("升级天数应依次增大：催办不早于逾期 1 天，督办晚于催办，约谈晚于督办；提醒不能为负。")
    value: dict[str, Any] = asdict(wanted)
    settings.put(tx, _NAME, value)


def stage_of(each: Occurrence, day: date, limits: Thresholds, calendar: Workdays) -> Stage | None:
    """The stage at which an occurrence stands on a day; None where it is done or its day is far.

    Raises BadValue where working days are counted over a year without a table.
    """
    if each.done:
        return None
    if day <= each.due:
        left = calendar.between(day, each.due) if limits.workdays else (each.due - day).days
        return Stage.REMIND if left <= limits.remind else None
    over = calendar.between(each.due, day) if limits.workdays else (day - each.due).days
    for stage, least in (
        (Stage.INTERVIEW, limits.interview),
        (Stage.SUPERVISE, limits.supervise),
        (Stage.URGE, limits.urge),
    ):
        if over >= least:
            return stage
    return Stage.REMIND
