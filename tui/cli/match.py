"""`gongjian match`: sentences on stdin, what each was taken for on stdout. Needs no database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.errors import BadInput, BadValue
from tui.cli.caller import caller_of
from tui.cli.streams import json_lines_in, say_json_line
from tui.cli.usage import ChineseCommand
from tui.cli.values import existing_file

if TYPE_CHECKING:
    from penalties.cases import Proposal

app = typer.Typer(rich_markup_mode=None, add_completion=False)
BEST_RULES, BEST_TASKS = 3, 5


@app.command(cls=ChineseCommand)
def match(
    context: typer.Context,
    policy: Annotated[
        str, typer.Option("--policy", metavar="方案文件", help=".docx .pdf .txt .md .html")
    ] = "",
    units: Annotated[str, typer.Option("--units", metavar="名录", help="单位名录 .csv（名称,别名）")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="逐行读写 JSON（本命令只有这一种方式）")] = False,
) -> None:
    """识别问题描述：适用哪一条扣缴标准、违反哪些任务、数量、金额、日期、属地。

    标准输入每行一个 {"id", "text", "today"}，输出每行一个结果。不读写账簿。
    """
    if not policy:
        raise BadValue("请用 --policy 给出方案文件。")
    if not jsonl:
        raise BadValue("本命令逐行读写 JSON，请加 --jsonl。")
    from importers.plans import read_plan
    from importers.rosters import Registry, read_roster
    from penalties.in_force import RulesInForce

    plan = read_plan(existing_file(policy))
    force = RulesInForce.of_plan(plan, read_roster(existing_file(units)) if units else Registry())
    today = caller_of(context).today
    for number, question in json_lines_in():
        text, day = question_of(number, question, today)
        say_json_line({"id": question.get("id")} | answer(force.propose(text, day)))


def question_of(number: int, question: dict[str, Any], today: date) -> tuple[str, date]:
    """Text and day of a question on line `number`; without "today" the day is `today`. Raises BadInput."""
    text, day = question.get("text"), question.get("today")
    if not isinstance(text, str):
        raise BadInput(f'标准输入第 {number} 行缺少 "text"，请写成 {{"id": …, "text": "…"}}。')
    if day is None:
        return text, today
    try:
        return text, date.fromisoformat(day)
    except (TypeError, ValueError):
        raise BadInput(f'标准输入第 {number} 行的 "today" 不是日期，请写成 2026-08-01。') from None


def answer(proposal: Proposal) -> dict[str, Any]:
    """What a sentence was taken for; the amount in yuan, 0 where the schedule does not apply."""
    match, facts = proposal.match, proposal.facts
    return {
        "applies": match.applies,
        "rule": match.place,
        "rules": [candidate.place for candidate in match.rules[:BEST_RULES]],
        "count": proposal.ranked[0].count.value if proposal.ranked else 0,
        "amount_yuan": _amount(proposal),
        "obligations": [task.number for task in match.obligations[:BEST_TASKS]],
        "date": facts.found_on.isoformat() if facts.found_on else None,
        "office": facts.office,
        "subject": facts.subject,
        "source_level": facts.level.label if facts.level else None,
        "confidence": round(match.confidence, 4),
    }


def _amount(proposal: Proposal) -> int | str | None:
    """Rate times count under the likeliest rule; None where its document names no amount."""
    if not proposal.match.applies:
        return 0
    if not proposal.ranked:
        return None
    likeliest = proposal.ranked[0]
    rate = likeliest.rule.rule.amount
    return None if rate is None else (rate * likeliest.count.value).as_json()
