"""What was read from a plan, one line a fact, each with the characters it stands on.

A draft's list begins with what a person has to look at: what the reader guessed, what it could not
understand, what it may have missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from importers.coverage import Leftover
from importers.reviewing import Review, action_words
from ledger.facts import task_of
from ledger.plan import (
    NOWHERE,
    Assignment,
    Deadline,
    DeductionRule,
    Fact,
    IndicatorTarget,
    Obligation,
    RewardRule,
    Span,
    SubsidyRule,
    Target,
)
from ledger.reviewed import ReviewedFact
from ledger.vocabulary import Comparison
from tui.widgets.cells import amount, one_line

SIGNS = {
    Comparison.AT_MOST: "≤",
    Comparison.AT_LEAST: "≥",
    Comparison.EQUAL: "=",
    Comparison.BELOW: "<",
    Comparison.ABOVE: ">",
}


@dataclass(frozen=True)
class FactLine:
    """A fact as the list shows it; `within` is the task that it belongs to.

    `fact` is None for a problem and for a sentence that became no fact, which is in `leftover`.
    """

    kind: str
    text: str
    value: str
    span: Span | None
    within: Span | None = None
    fact: ReviewedFact | None = None
    leftover: Leftover | None = None

    @property
    def state(self) -> str:
        """Where it stands in the review."""
        if self.fact is not None:
            return action_words(self.fact)
        return "待补" if self.leftover is not None else "待看"

    @property
    def about(self) -> str:
        """What there is to know before deciding: what was guessed, what was typed by whom and why."""
        fact = self.fact
        if fact is None:
            return self.text if self.leftover is None else f"这句没有读成条目：{one_line(self.text)}"
        if fact.entered:
            return str(fact.entered[-1])
        if fact.decisions:
            last = fact.decisions[-1]
            why = f"，{last.reason}" if last.reason else ""
            return f"{last.action.label}：{last.by}，{last.at:%Y-%m-%d %H:%M}{why}"
        if fact.doubts:
            return f"存疑：{'；'.join(doubt.message for doubt in fact.doubts)}"
        return "读得明确，还没有人核对。"


def fact_lines(review: Review) -> list[FactLine]:
    """Of a draft first what a person has to look at; then rules, subsidies, tasks and their parts."""
    tasks = {fact.key: fact.fact.span for fact in review.facts if isinstance(fact.fact, Obligation)}
    doubtful = review.doubtful if review.open else ()
    first = {fact.key for fact in doubtful}
    rest = [fact for fact in review.facts if fact.key not in first]
    money = [fact for fact in rest if isinstance(fact.fact, (DeductionRule, SubsidyRule, RewardRule))]
    other = [fact for fact in rest if fact not in money]
    return [
        *(_line(fact, tasks, nested=False) for fact in doubtful),
        *(FactLine("待核", problem.message, "", problem.span) for problem in review.problems),
        *(_leftover_lines(review) if review.open else ()),
        *(_line(fact, tasks) for fact in money),
        *(_line(fact, tasks) for fact in other if isinstance(fact.fact, IndicatorTarget)),
        *(_line(fact, tasks) for fact in other if not isinstance(fact.fact, IndicatorTarget)),
    ]


def _leftover_lines(review: Review) -> Iterator[FactLine]:
    for left in review.leftovers:
        yield FactLine("漏读", one_line(left.sentence), left.kind.label, left.span, leftover=left)


def _line(fact: ReviewedFact, tasks: dict[str, Span], *, nested: bool = True) -> FactLine:
    kind, text, value = described(fact.key, fact.fact)
    task = task_of(fact.key)
    indent = "  " if task and nested else ""
    if task and not nested:
        text = f"{text}（{task}）"
    span = fact.fact.span if fact.fact.span != NOWHERE else None
    return FactLine(f"{indent}{kind}", text, value, span, tasks.get(task) if task else None, fact)


def described(key: str, fact: Fact) -> tuple[str, str, str]:
    """A fact in the list's three columns: its kind, what it says, its amount, date or figure."""
    match fact:
        case DeductionRule():
            price = amount(fact.amount, none=f"见{fact.reference}" if fact.reference else "未写金额")
            return "扣缴", f"{fact.place}. {fact.name}", price
        case SubsidyRule():
            return "补助", f"{fact.grade} {fact.name}", amount(fact.amount)
        case RewardRule():
            return "奖励", fact.name, amount(fact.amount)
        case IndicatorTarget():
            figure = f"{SIGNS[fact.comparison]}{fact.value}{fact.measure}"
            return "指标", f"{fact.unit} {fact.metric}", figure
        case Obligation():
            return "任务", f"{fact.number}. {fact.heading}", ""
        case Assignment():
            note = "（本节共用）" if fact.inherited else ""
            return fact.role.label[:2], f"{fact.unit}{note}", "、".join(fact.persons)
        case Deadline():
            return "期限", one_line(fact.printed), f"{fact.date:%Y-%m-%d}"
        case Target():
            return "目标", one_line(fact.printed), f"{fact.value}{fact.unit}"
