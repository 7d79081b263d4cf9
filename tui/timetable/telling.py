"""What the timetable did, in a line for whoever is at work."""

from __future__ import annotations

from collections.abc import Sequence

from tui.timetable.delivering import Delivered
from tui.timetable.kinds import CHANNELS
from tui.timetable.runs import Outcome

News = Outcome | Delivered | str


def news_text(news: News) -> str:
    """A paper or a parcel and what became of it; one made on another day than designated says so."""
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


def round_text(told: Sequence[News]) -> str:
    """One line for all that a look at the timetable came to; "" where there is nothing to tell."""
    files = sum(len(news.files) for news in told if isinstance(news, Outcome))
    bad = [news for news in told if isinstance(news, str) or news.error is not None]
    sent = sum(isinstance(news, Delivered) and news.error is None for news in told)
    lines = [f"补做定期文件 {files} 份，见汇总"] if files else []
    if sent:
        lines.append(f"送达 {sent} 件")
    if bad:
        more = f"（另有 {len(bad) - 1} 件未成）" if len(bad) > 1 else ""
        lines.append(f"{news_text(bad[0])}{more}")
    return "；".join(lines)
