"""What the books say: lists, totals and summaries by query; every figure is a query's result.

Without a book (a conversation over documents only) the query is shown and nothing is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.drafts import FindingFilter
from ledger.money import Money, total
from ledger.plan import DeductionRule
from ledger.views import FindingRow
from ledger.vocabulary import FindingStatus
from tui.assistant.answers.script import Script
from tui.assistant.passages import plain
from tui.assistant.values import Slots

if TYPE_CHECKING:
    from ledger.database import Book

_SHOWN, _PAGE = 8, 200
_NOT_BOOKED = (
    FindingStatus.FILED,
    FindingStatus.RETURNED,
    FindingStatus.APPROVED,
    FindingStatus.ALLOCATED,
)
_BOOKED = (FindingStatus.POSTED, FindingStatus.NOTIFIED, FindingStatus.SETTLED)


def described(slots: Slots, rules: Sequence[DeductionRule]) -> str:
    """A query in words: 松涧街道办事处，2022-08，黑渣土车."""
    parts = [str(slots[name]) for name in ("office", "unit", "subject", "month", "date") if name in slots]
    if "date_from" in slots:
        parts.append(f"{slots['date_from']} 至 {slots['date_to']}")
    if "status" in slots:
        parts.append(FindingStatus.stored(str(slots["status"])).label)
    rule = next((rule for rule in rules if rule.place == slots.get("rule")), None)
    if rule:
        parts.append(f"第{rule.place}类 {plain(rule.name)}")
    if "number" in slots:
        parts.append(f"第{slots['number']}号")
    if "count" in slots:
        parts.append(f"{slots['count']}起")
    if "grade" in slots:
        parts.append(f"{slots['grade']}级" if len(str(slots["grade"])) == 1 else str(slots["grade"]))
    return "，".join(parts) or "全部"


def listed(
    script: Script, slots: Slots, rules: Sequence[DeductionRule], book: Book | None, today: date
) -> None:
    """The findings of a query, newest first; of one number, how its amount was come by."""
    what = described(slots, rules)
    if book is None:
        script.say(f"查询条件：{what}。台账没有打开，这里不报条数；打开台账后按此条件列出。", what)
        return
    if "number" in slots:
        for number in str(slots["number"]).split("、"):
            _one(script, book, full_number(number, slots, today))
        return
    from ledger import findings

    with book.read() as tx:
        wanted = filter_of(slots)
        found = findings.count(tx, wanted)
        rows = list(findings.list_findings(tx, wanted, None, _SHOWN))
    script.say(f"{what}：共{found}条。", what, str(found))
    for row in rows:
        line = _line(row)
        script.say(line, line)
    if found > len(rows):
        script.say(f"只列最近{len(rows)}条。", str(len(rows)))


def _one(script: Script, book: Book, number: str) -> None:
    from ledger import findings

    with book.read() as tx:
        view = findings.get(tx, number)
    line = _line(view.row)
    script.say(line, line)
    for step in view.assessment.working:
        script.say(step, step)


def _line(row: FindingRow) -> str:
    amount = row.amount.as_wan() if row.amount else row.assessment_status.label
    who = f"{row.office or '未定办事处'} {row.subject or row.text[:16]}"
    return f"{row.number} {row.found_on:%Y-%m-%d} {who} {row.rule_name or ''} {amount} {row.status.label}"


def totalled(
    script: Script, slots: Slots, rules: Sequence[DeductionRule], book: Book | None, today: date
) -> None:
    """What offices were charged in a span, largest first."""
    what = described(slots, rules)
    if book is None:
        script.say(f"查询条件：{what}，扣缴合计。台账没有打开，这里不报金额；打开台账后按此条件汇总。", what)
        return
    first, last = span_of(slots, today)
    span = f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
    about = span if what == "全部" else what if "至" in what else f"{what}，{span}"
    script.say(f"{about}，已记账的扣缴：", what, span)
    if "rule" in slots:
        rows = _of_kind(book, slots, first, last)
        distinct: int | None = sum(number for _, _, number in rows)
    else:
        rows, distinct = _of_offices(book, slots, first, last)
    for label, amount, number in rows:
        line = f"{label}：{amount.as_wan()}（{number}条）"
        script.say(line, line)
    if not any(amount for _, amount, _ in rows):
        script.say("没有记账的扣缴。")
    elif len(rows) > 1:
        counted = f"（{distinct}条）" if distinct is not None else ""
        whole = f"合计：{total(row[1] for row in rows).as_wan()}{counted}"
        script.say(whole, whole)
    _waiting(script, slots, book, first, last)


def _waiting(script: Script, slots: Slots, book: Book, first: date, last: date) -> None:
    """How many findings of these days are filed and not yet booked: they are in no figure above."""
    from ledger import findings

    offices: list[str | None] = [*str(slots["office"]).split("、")] if "office" in slots else [None]
    rule = int(slots["rule"]) if "rule" in slots else None
    with book.read() as tx:
        waiting = sum(
            findings.count(tx, FindingFilter(status, office, rule, from_day=first, to_day=last))
            for office in offices
            for status in _NOT_BOOKED
        )
    if waiting:
        line = f"另有{waiting}条这期间发现的问题已登记、未记账，不在以上金额内。"
        script.say(line, line)


def _of_offices(
    book: Book, slots: Slots, first: date, last: date
) -> tuple[list[tuple[str, Money, int]], int | None]:
    """What units bear, reversals taken off, largest first; and of all units, how many findings it was.

    A finding that two units share stands in both rows and is one of the total.
    """
    from ledger import summaries

    with book.read() as tx:
        summary = summaries.summarize(tx, first, last, "office")
    names = str(slots["office"]).split("、") if "office" in slots else []
    rows = [(row.label, row.net, row.findings) for row in summary.rows if not names or row.label in names]
    return sorted(rows, key=lambda row: (-row[1].fen, row[0])), None if names else summary.total.findings


def _of_kind(book: Book, slots: Slots, first: date, last: date) -> list[tuple[str, Money, int]]:
    """What the booked findings of one kind cost, by the office where they were found."""
    from ledger import findings

    offices: list[str | None] = [*str(slots["office"]).split("、")] if "office" in slots else [None]
    sums: dict[str, list[Money]] = {}
    with book.read() as tx:
        for office in offices:
            wanted = FindingFilter(office=office, rule=int(slots["rule"]), from_day=first, to_day=last)
            after: str | None = None
            while rows := list(findings.list_findings(tx, wanted, after, _PAGE)):
                for row in rows:
                    if row.status in _BOOKED and row.amount:
                        sums.setdefault(row.office or "未定办事处", []).append(row.amount)
                after = rows[-1].number
    found = [(label, total(amounts), len(amounts)) for label, amounts in sums.items()]
    return sorted(found, key=lambda row: (-row[1].fen, row[0]))


def full_number(number: str, slots: Slots, today: date | None = None) -> str:
    """A record's number in full: 12 of 2022 is 2022-0012."""
    if "-" in number or not number.isdigit():
        return number
    year = str(slots.get("month", ""))[:4] or (str(today.year) if today else "")
    return f"{year}-{int(number):04d}" if year else number


def span_of(slots: Slots, today: date) -> tuple[date, date]:
    """The days of a query; the year so far where none is named."""
    if "month" in slots:
        year, month = map(int, str(slots["month"]).split("-"))
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), date.fromordinal(following.toordinal() - 1)
    if "date" in slots:
        day = date.fromisoformat(str(slots["date"]))
        return day, day
    if "date_from" in slots:
        return date.fromisoformat(str(slots["date_from"])), date.fromisoformat(str(slots["date_to"]))
    return date(today.year, 1, 1), today


def filter_of(slots: Slots) -> FindingFilter:
    """The books' filter for a query."""
    days = span_of(slots, date.min) if {"date", "date_from"} & slots.keys() else (None, None)
    return FindingFilter(
        status=FindingStatus.stored(str(slots["status"])) if "status" in slots else None,
        office=str(slots["office"]) if "office" in slots else None,
        rule=int(slots["rule"]) if "rule" in slots else None,
        month=str(slots["month"]) if "month" in slots else None,
        text=str(slots["subject"]) if "subject" in slots else None,
        from_day=days[0],
        to_day=days[1],
    )
