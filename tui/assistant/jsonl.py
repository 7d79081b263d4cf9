"""Conversations as lines: one JSON object in, one out, each line its own conversation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from importers.rosters import Registry
from ledger.errors import BadInput
from ledger.plan import Plan
from tui.assistant.assistant import Assistant


def answer_lines(lines: Iterable[str], plans: Sequence[Plan], registry: Registry) -> Iterator[str]:
    """A reply for every line `{"id", "text", "today", "context"}`; blank lines are passed over.

    Raises BadInput, naming the line, for what is no such object, and where no plan is given.
    """
    if not plans:
        raise BadInput("没有方案可问，请用 --policy 给出至少一份文件。")
    assistant = Assistant(plans, registry)
    assistant.warm()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _row(line, number)
        reply = assistant.say(row["text"], date.fromisoformat(row["today"]), row["context"])
        yield json.dumps(reply.as_json(row["id"]), ensure_ascii=False)


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        raise BadInput(
            f'第{number}行不是 JSON，请每行写一个对象，例如 {{"id": 1, "text": "…", "today": "2025-08-15"}}。'
        ) from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadInput(f"第{number}行缺少“text”，请写上要说的话。")
    context = row.get("context")
    if context is not None and not isinstance(context, str):
        raise BadInput(f"第{number}行的“context”应是文字或 null。")
    try:
        date.fromisoformat(str(row.get("today")))
    except ValueError:
        raise BadInput(f"第{number}行的“today”不是日期，请写成 2025-08-15 的样子。") from None
    return {"id": row.get("id"), "text": row["text"], "today": row["today"], "context": context}
