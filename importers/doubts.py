"""Where the reader guessed: a year that was not printed, a level put back, a unit taken from elsewhere.

A fact without a doubt says what the document says in so many words.  How sure a guess is was not measured
one by one; the figures order what a person should look at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from importers.unit_names import looks_like_unit
from ledger.facts import keyed
from ledger.money import Money
from ledger.plan import (
    Assignment,
    Deadline,
    DeductionRule,
    Doubt,
    Fact,
    IndicatorTarget,
    Obligation,
    Plan,
    Problem,
    RewardRule,
    SubsidyRule,
)

_YEAR = re.compile(r"20\d\d|二[〇零○][\d〇零○一二三四五六七八九十]{2}")
_ABOUT = re.compile(r"月?(初|上旬|中旬)")
_LEAST, _MOST = Money.yuan(100), Money.wan(1000)
Guess = tuple[str, float]


def doubts_of(plan: Plan, recognised: float | None = None) -> tuple[Doubt, ...]:
    """The doubts about a plan's facts, by the facts' order.

    `recognised` is the confidence of the recognition where the text was read from pictures.
    """
    problems = _owners(plan)
    found: list[Doubt] = []
    for key, fact in keyed(plan):
        guesses = [(problem.message, 0.5) for problem in problems.get(key, ())]
        guesses.extend(_guesses(plan, fact))
        if recognised is not None and not isinstance(fact, Obligation):
            guesses.append((f"文字由图片识别而来（可信度 {recognised:.0%}）", recognised))
        found.extend(Doubt(key, message, confidence) for message, confidence in guesses)
    return tuple(found)


def unplaced(plan: Plan) -> tuple[Problem, ...]:
    """The problems that concern no fact in particular."""
    placed = {problem.message for problems in _owners(plan).values() for problem in problems}
    return tuple(problem for problem in plan.problems if problem.message not in placed)


def _owners(plan: Plan) -> dict[str, list[Problem]]:
    """The problems that lie in a fact, by the smallest fact that they touch."""
    owners: dict[str, list[Problem]] = {}
    placed = [(problem, problem.span) for problem in plan.problems if problem.span is not None]
    if not placed:
        return owners
    facts = sorted(keyed(plan), key=lambda item: item[1].span.end - item[1].span.start)
    for problem, span in placed:
        owner = next(
            (key for key, fact in facts if fact.span.start < span.end and span.start < fact.span.end), None
        )
        if owner is not None:
            owners.setdefault(owner, []).append(problem)
    return owners


def _guesses(plan: Plan, fact: Fact) -> Iterator[Guess]:
    if isinstance(fact, Deadline):
        yield from _of_deadline(plan, fact)
    elif isinstance(fact, Assignment):
        yield from _of_assignment(fact)
    elif isinstance(fact, Obligation):
        if fact.persons_unaligned:
            yield f"责任人{'、'.join(fact.persons_unaligned)}没有对应到单位", 0.6
    elif isinstance(fact, DeductionRule):
        yield from _of_rule(plan, fact)
    elif isinstance(fact, (SubsidyRule, RewardRule)):
        yield from _of_amount(plan, fact, fact.amount)
    elif isinstance(fact, IndicatorTarget) and fact.unit not in fact.span.of(plan.text):
        yield f"单位“{fact.unit}”取自表头或上文", 0.85


def _of_deadline(plan: Plan, fact: Deadline) -> Iterator[Guess]:
    issued = plan.document.issued_on
    if issued is not None and fact.date < date(issued.year, 1, 1):
        yield f"日期早于印发的年份（{issued} 印发）", 0.5
    if not _YEAR.search(fact.printed):
        yield f"原文没有写年份，按 {fact.date.year} 年算", 0.8
    about = _ABOUT.search(fact.printed)
    if about:
        yield f"“{about[1]}”按 {fact.date.month} 月 {fact.date.day} 日算", 0.85


def _of_assignment(fact: Assignment) -> Iterator[Guess]:
    if not looks_like_unit(fact.unit):
        yield "不像单位的名称", 0.6
    if fact.inherited:
        yield "本任务没有写单位，取自同组任务或总的规定", 0.85
    if fact.unit != fact.printed:
        yield f"原文写作“{fact.printed}”，补上了省略的层级", 0.9


def _of_rule(plan: Plan, rule: DeductionRule) -> Iterator[Guess]:
    if rule.amount is None:
        if rule.reference is None:
            yield "没有读到金额", 0.3
        return
    yield from _of_amount(plan, rule, rule.amount)
    if not rule.per:
        yield "没有读到按什么计（起、处、台……）", 0.85


def _of_amount(plan: Plan, rule: DeductionRule | SubsidyRule | RewardRule, amount: Money) -> Iterator[Guess]:
    if not re.search(r"元|圆", rule.span.of(plan.text)):
        yield "金额的单位取自表头或上文", 0.75
    if not _LEAST.fen <= amount.fen <= _MOST.fen:
        yield f"金额 {amount.as_wan()} 少见", 0.5
