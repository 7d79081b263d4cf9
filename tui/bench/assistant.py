"""How long the assistant takes to answer, against edit distance over the same passages, and how often it
reads a told finding right in every slot.

Everything is asked of the sample plan; the findings in `filings.jsonl` are invented, with the slots that a
clerk would fill in.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.bench.frame import Pair, measure

if TYPE_CHECKING:
    from tui.assistant.assistant import Assistant

_QUESTIONS = (
    "2辆黑渣土车要扣几万",
    "烟花爆竹谁牵头",
    "加油站油气回收哪天前弄完",
    "秸秆综合利用率要达到多少",
    "散煤归谁管",
    "列出柳渡办本月的问题",
    "评上A级补几万",
    "给南桥办出扣缴通知书",
    "明天下不下雨",
    "第7号作废，登重了",
)
_LOST = 0.8  # what every slot that was not said takes from the confidence in the whole


@dataclass(frozen=True, slots=True)
class Read:
    """One told finding: whether every slot is right, and how sure the program is of the whole, in [0, 1]."""

    right: bool
    confidence: float


def filings() -> list[dict[str, Any]]:
    """The told findings with their slots."""
    text = files("tui.bench").joinpath("filings.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def read_filings(assistant: Assistant, rows: Sequence[dict[str, Any]]) -> list[Read]:
    """What the assistant makes of told findings."""
    from tui.assistant.values import Intent

    found = []
    for row in rows:
        today = date.fromisoformat(row["today"])
        reply, reading = assistant.say(row["text"], today), assistant.read(row["text"], today)
        slots = {name: str(value) for name, value in reply.slots.items()}
        right = reply.intent is Intent.FILE_FINDING and slots == {k: str(v) for k, v in row["slots"].items()}
        sure = reading.proposal.match.confidence * _LOST ** len(reading.missing())
        found.append(Read(right, sure))
    return found


def risk_at(reads: Sequence[Read], coverage: float) -> float:
    """The share of wrong readings among the surest `coverage` of them, in [0, 1]."""
    kept = sorted(reads, key=lambda read: -read.confidence)[: max(1, ceil(coverage * len(reads)))]
    return sum(not read.right for read in kept) / len(kept)


def quantile(times: Sequence[float], share: float) -> float:
    """The value below which `share` of the times lie."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, ceil(share * len(ordered)) - 1)]


def _notes(assistant: Assistant) -> tuple[str, ...]:
    rows = filings()
    times = []
    for text in (*(row["text"] for row in rows), *_QUESTIONS * 5):
        begun = time.perf_counter()
        assistant.say(text, date(2026, 8, 20))
        times.append((time.perf_counter() - begun) * 1000)
    reads = read_filings(assistant, rows)
    right = sum(read.right for read in reads)
    curve = "，".join(f"{share:.0%} {risk_at(reads, share):.1%}" for share in (0.5, 0.7, 0.8, 0.9, 1.0))
    return (
        f"立案一句各项全对：{right}/{len(reads)}（{right / len(reads):.1%}）",
        f"只取最有把握的，其中有错的占：{curve}",
        f"答一句用时：中位 {quantile(times, 0.5):.1f} 毫秒，99% 在 {quantile(times, 0.99):.1f} 毫秒内",
    )


@measure(
    "assistant.answer", title="答十句话", baseline="RapidFuzz extract(partial_ratio)", bound=None, repeats=7
)
def answer(_folder: Path) -> Pair:
    """Ten utterances of all kinds, against a search of the plan's passages for the same words."""
    from rapidfuzz import fuzz, process

    from importers.plans import read_plan
    from importers.rosters import read_roster
    from tui.assistant.assistant import Assistant
    from tui.assistant.passages import passages

    demo = files("tui.demo")
    plan = read_plan(Path(str(demo.joinpath("plan.docx"))))
    assistant = Assistant([plan], read_roster(Path(str(demo.joinpath("offices.csv")))))
    texts = [passage.text for passage in passages(plan)]
    day = date(2026, 8, 20)
    return Pair(
        lambda: [assistant.say(text, day) for text in _QUESTIONS],
        lambda: [process.extract(text, texts, scorer=fuzz.partial_ratio) for text in _QUESTIONS],
        notes=lambda: _notes(assistant),
    )
