"""What `gongjian schedule` says of a paper, in a line and as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ledger.views import ClaimView
from tui.cli.table import moment

if TYPE_CHECKING:
    from tui.timetable.periods import Due
    from tui.timetable.runs import Outcome


def state_text(claim: ClaimView | None, now: datetime) -> str:
    """Where a paper stands."""
    if claim is None:
        return "待做"
    if claim.done_at is not None:
        ahead = "（晚于现在，做的时候时钟可能不准，请核对）" if claim.done_at > now else ""
        return f"{moment(claim.done_at)} 已做{ahead}{'' if claim.files else '，期内无事项'}"
    if claim.error is not None:
        return f"未做成（已试 {claim.attempts} 次）：{claim.error}"
    return f"{claim.claimed_by}在做（{moment(claim.claimed_at)} 开始）"


def due_json(due: Due) -> dict[str, object]:
    """A paper that is due."""
    return {
        "kind": due.kind,
        "office": due.office,
        "period": due.period,
        "designated": due.designated.isoformat(),
    }


def claim_json(claim: ClaimView) -> dict[str, object]:
    """A paper that is done."""
    return {
        "kind": claim.kind,
        "office": claim.office,
        "period": claim.period,
        "at": None if claim.done_at is None else claim.done_at.isoformat(),
        "files": list(claim.files),
        "head": claim.head,
    }


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """What became of a due paper."""
    return due_json(outcome.due) | {
        "at": outcome.at.isoformat(),
        "files": [str(path) for path in outcome.files],
        "error": outcome.error,
    }
