"""What the timetable did, in a line for whoever is at work."""

from __future__ import annotations

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
