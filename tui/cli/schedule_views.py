"""What `gongjian schedule` says of papers and deliveries, in a line and as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ledger.views import ClaimView
from tui.cli.table import moment

if TYPE_CHECKING:
    from tui.timetable.periods import Due
    from tui.timetable.runs import Outcome
    from tui.timetable.service import News


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


def news_text(news: News) -> str:
    """A paper or a parcel and what became of it; one made on another day than designated says so."""
    from tui.timetable.delivering import Delivered
    from tui.timetable.kinds import CHANNELS

    if isinstance(news, str):
        return news
    if isinstance(news, Delivered):
        where = f"{news.parcel.label} {CHANNELS[news.parcel.channel]} {news.parcel.recipient}"
        return f"{where} 未送达：{news.error}" if news.error else f"{where} 已送达"
    if news.error is not None:
        return f"{news.due.label} 未做成：{news.error}"
    late = f"（应做于 {news.due.designated:%Y-%m-%d %H:%M}，{news.at:%Y-%m-%d %H:%M} 补做）"
    made = "、".join(str(path) for path in news.files) or "期内无事项，未出文件"
    return f"{news.due.label}{late if news.late else ''}：{made}"


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
