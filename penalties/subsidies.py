"""Which enterprise is due what under the subsidy rules, and why: by grade, industry and announcement.

One subsidy a year and enterprise.  An industry list and a public announcement are asked for only where the
words of the rule ask for them.  A lower grade after payment is flagged for a person, never taken back here;
D goes on the autumn–winter production control list.  Pure: the caller gives the grade history, what was
paid, and the rules in force.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from ledger.drafts import SubsidyDraft
from ledger.errors import WrongState
from ledger.money import ZERO, Money
from ledger.views import SubsidyRuleView
from ledger.vocabulary import Grade
from penalties.industries import Industries

_LISTED = re.compile(r"(?<!非)重点(?:减排)?行业|\d+个(?:重点)?行业|行业(?:名单|目录|指南)")
_ANNOUNCED = re.compile(
    r"(?:(?P<body>(?:国家|省|市|区|县|生态|环保)[一-鿿]{0,8}?(?:厅|局|部|委|办|政府))(?:统一|最新|正式)?)?"
    r"(?<![不无])(?<!无需)(?<!不用)(?:公示|公布|公告)"
)


class Graded(Protocol):
    """A grade from a day on, as the books hold it or as a draft."""

    @property
    def enterprise(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def industry(self) -> str: ...
    @property
    def from_day(self) -> date: ...
    @property
    def announced(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Paid:
    """A subsidy that was paid: for which year, how much, and on which day."""

    year: int
    amount: Money
    paid_on: date


class Standing(StrEnum):
    """What an enterprise's case came to."""

    DUE = "due"
    NOT_DUE = "not_due"
    PAID = "paid"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The case of one enterprise for one year; `amount` is None unless DUE.

    `question` is what a person should decide.  `winter_list` where the grade is D.
    """

    enterprise: str
    year: int
    standing: Standing
    rule: SubsidyRuleView | None
    amount: Money | None
    working: tuple[str, ...]
    question: str | None = None
    winter_list: bool = False

    def draft(self) -> SubsidyDraft:
        """As the books take it; raises WrongState unless it is due."""
        if self.standing is not Standing.DUE or self.rule is None or self.amount is None:
            raise WrongState(f"“{self.enterprise}”{self.year}年没有应付的补助：{self.working[-1]}")
        return SubsidyDraft(self.enterprise, self.year, self.rule.id, self.amount, self.working)


def grade_of(written: str) -> Grade | None:
    """The grade that is written: A, A级, 绩效引领性企业, 引领性 …"""
    plain = written.strip().upper().removesuffix("企业").removesuffix("级")
    if "引领" in written or plain == "LEADING":
        return Grade.LEADING
    return next((grade for grade in (Grade.A, Grade.B, Grade.C, Grade.D) if plain == grade.value), None)


def entitlement(
    history: Sequence[Graded],
    year: int,
    on: date,
    rules: Sequence[SubsidyRuleView],
    paid: Sequence[Paid],
    industries: Industries,
) -> Entitlement:
    """The case of one enterprise for `year`, judged on the day `on` by its grades up to that day.

    `history` is that enterprise's alone, in any order, and not empty.
    """
    case = Entitlement(history[0].enterprise, year, Standing.NOT_DUE, None, None, ())
    known = sorted((entry for entry in history if entry.from_day <= on), key=lambda entry: entry.from_day)
    if not known:
        return replace(case, working=(f"截至{on}没有绩效等级，不补助。",))
    current = known[-1]
    grade = grade_of(current.grade)
    label = grade.label if grade else current.grade
    case = replace(
        case, working=(f"绩效等级：{label}，自{current.from_day}起",), winter_list=grade is Grade.D
    )
    rule = rule_for(grade, rules)
    payments = [payment for payment in paid if payment.year == year]
    if payments:
        return _after_payment(case, payments[-1], current, label, rule)
    if rule is None:
        more = "，列入秋冬季生产调控名单" if case.winter_list else ""
        return _with(case, f"{label}企业没有补助规定，不补助{more}。")
    case = _with(case, f"依据：{rule.doc_number or '方案'} {rule.rule.clause}“{rule.rule.printed}”")
    words = f"{rule.rule.condition or ''}；{rule.rule.printed}"
    if _LISTED.search(words):
        listed = industries.find(current.industry)
        if listed is None:
            return _with(case, f"行业“{current.industry}”不在《{industries.guide}》的重点行业之内，不补助。")
        case = _with(case, f"行业：{listed}，属重点行业")
    announcement = _ANNOUNCED.search(words)
    if announcement:
        body = announcement["body"] or "主管部门"
        if not current.announced:
            return _with(case, f"{body}尚未公示，公示后再补助。")
        case = _with(case, f"{body}已公示")
    case = _with(case, f"应补助 {rule.rule.amount.as_wan()}")
    return replace(case, standing=Standing.DUE, rule=rule, amount=rule.rule.amount)


def _after_payment(
    case: Entitlement, payment: Paid, current: Graded, label: str, rule: SubsidyRuleView | None
) -> Entitlement:
    """One a year; a grade that changed the worth after payment is for a person to decide."""
    case = _with(case, f"{payment.year}年已于{payment.paid_on}补助 {payment.amount.as_wan()}，一年只补一次")
    worth = rule.rule.amount if rule else ZERO
    if worth < payment.amount and current.from_day > payment.paid_on:
        question = f"付款后降为{label}，已付的 {payment.amount.as_wan()} 是否追回？"
    elif worth > payment.amount:
        question = f"现等级应补助 {worth.as_wan()}，已付 {payment.amount.as_wan()}，是否补差额？"
    else:
        return replace(case, standing=Standing.PAID)
    return replace(case, standing=Standing.FLAGGED, question=question)


def _with(case: Entitlement, *lines: str) -> Entitlement:
    return replace(case, working=(*case.working, *lines))


def rule_for(grade: Grade | None, rules: Sequence[SubsidyRuleView]) -> SubsidyRuleView | None:
    """The subsidy rule whose printed grade is this one."""
    return next((view for view in rules if grade is not None and grade_of(view.rule.grade) is grade), None)


def winter_list(grades: Sequence[Graded], on: date) -> tuple[str, ...]:
    """The autumn–winter production control list: who has grade D on the day `on`, by name."""
    latest: dict[str, Graded] = {}
    for entry in sorted(grades, key=lambda entry: entry.from_day):
        if entry.from_day <= on:
            latest[entry.enterprise] = entry
    return tuple(sorted(name for name, entry in latest.items() if grade_of(entry.grade) is Grade.D))
