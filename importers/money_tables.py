"""Money rules that stand in tables: one rule a row, the unit of money in the header or in the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.amounts import money_of, read_amounts
from importers.canonical import Table
from importers.deduction_words import TAKE
from importers.grants import REWARD, SUBSIDY
from importers.outline import Outline
from importers.references import read_references
from importers.table_heads import column, head_rows, headers, is_repeated_head
from ledger.money import Money
from ledger.plan import DeductionRule, RewardRule, Span, SubsidyRule

_AMOUNT = re.compile(r"金额|标准|额度|资金|万元|元|扣缴|扣减|扣罚|补助|奖励")
_POINTS = re.compile(r"扣分|分值|得分|（分）|\(分\)")
_NAME = re.compile(r"问题|情形|事项|类型|内容|项目|行为|情况|对象|等级|级别|类别|条件|指标|名称|违规")
_PER = re.compile(r"计量|计费|单位$|计扣单位|核算单位")
_NOTE = re.compile(r"备注|说明|附注|条件|要求")
_HEAD_UNIT = re.compile(
    r"(?P<scale>[万千百亿]?元)(?:\s*[/／每]\s*(?P<per>[\u4e00-\u9fff]{1,4}|微克/立方米))?"
)
_CELL_PER = re.compile(r"元?\s*[/／每]\s*(?P<per>起|处|次|例|家|辆|台|座|艘|户|件|宗|天|日|项|个|吨|亩|微克)")
_PLAIN = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?)\s*(?:[/／].*)?$")
_GRADE = re.compile(r"^([A-E][+-]?级)(?:企业)?$")
_FALLBACK = re.compile(r"^(?:其他|其它)|未列入|以外的")
_STACK = re.compile(r"叠加|累加|累计扣|逐项")


@dataclass(frozen=True, slots=True)
class TableRules:
    """The rules of one table."""

    deductions: tuple[DeductionRule, ...] = ()
    subsidies: tuple[SubsidyRule, ...] = ()
    rewards: tuple[RewardRule, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    printed: str
    span: Span
    money: Money | None
    per: str
    note: str | None
    reference: str | None


def read_money_table(text: str, table: Table, outline: Outline) -> TableRules:
    """The money rules of a table; none where no column holds money or nothing says what it is for."""
    head = head_rows(table)
    names = headers(table, head)
    amounts = column(
        names, lambda n: _AMOUNT.search(n) and not _POINTS.search(n) and _holds_money(n, table, names)
    )
    if amounts is None:
        return TableRules()
    purpose = _purpose(names[amounts], text, table)
    if purpose is None:
        return TableRules()
    rows = list(_rows(text, table, head, names, amounts))
    clause = outline.clause(table.span.start)
    if purpose == "deduction":
        return TableRules(
            deductions=tuple(_deduction(row, clause) for row in rows if row.money or row.reference)
        )
    if purpose == "reward":
        return TableRules(
            rewards=tuple(
                RewardRule(f"{r.name}奖励", r.printed, r.money, r.note, clause, r.span)
                for r in rows
                if r.money
            )
        )
    return TableRules(
        subsidies=tuple(
            SubsidyRule(f"{r.name}资金补助", r.printed, _grade(r.name), r.money, r.note, clause, r.span)
            for r in rows
            if r.money
        )
    )


def _holds_money(name: str, table: Table, names: list[str]) -> bool:
    c = names.index(name)
    return bool(re.search(r"元", name)) or any("元" in row[c].text for row in table.rows[1:])


def _purpose(header: str, text: str, table: Table) -> str | None:
    """What the money is for: by the header, else by the line above the table."""
    above = text[: table.span.start].rstrip("\n").rpartition("\n")[2]
    for words in (header, above[-80:]):
        if TAKE.search(words):
            return "deduction"
        if re.search(SUBSIDY, words):
            return "subsidy"
        if re.search(REWARD, words):
            return "reward"
    return None


def _rows(text: str, table: Table, head: int, names: list[str], amounts: int) -> Iterator[_Row]:
    unit = _HEAD_UNIT.search(names[amounts])
    per_column = column(names, _PER.search)
    note_column = column(names, _NOTE.search)
    name_columns = [
        c for c, n in enumerate(names) if _NAME.search(n) and c not in (amounts, per_column, note_column)
    ]
    if not name_columns:
        name_columns = [c for c in range(len(names)) if c != amounts and "序号" not in names[c]][:1]
    for r in range(head, len(table.rows)):
        row, line = table.rows[r], table.lines[r]
        cell = row[amounts]
        if is_repeated_head(table, r, head):
            continue
        money = _money(cell.text, unit["scale"] if unit else "")
        name = next((row[c].text for c in reversed(name_columns) if row[c].text), "")
        if not name:
            continue
        printed = line.of(text).strip("\t")
        start = line.start + line.of(text).find(printed)
        references = read_references(text, [cell.span])
        per = _CELL_PER.search(cell.text)
        yield _Row(
            name=name,
            printed=printed,
            span=Span(start, start + len(printed)),
            money=money,
            per=row[per_column].text
            if per_column is not None
            else per["per"]
            if per
            else (unit["per"] or "")
            if unit
            else "",
            note=row[note_column].text or None if note_column is not None else None,
            reference=references[0].printed if references and money is None else None,
        )


def _money(text: str, scale: str) -> Money | None:
    printed = next(read_amounts(text, 0, len(text)), None)
    if printed is not None:
        return printed.money
    plain = _PLAIN.match(text)
    return money_of(plain.group(1), scale) if plain and scale else None


def _deduction(row: _Row, clause: str) -> DeductionRule:
    return DeductionRule(
        place=1,
        name=row.name,
        printed=row.printed,
        amount=row.money,
        per=row.per,
        stackable=_STACK.search(row.note or "") is not None or _STACK.search(row.name) is not None,
        condition=row.note,
        reference=row.reference,
        fallback=_FALLBACK.search(row.name) is not None,
        clause=clause,
        span=row.span,
    )


def _grade(name: str) -> str:
    match = _GRADE.match(name)
    return match.group(1) if match else name
