"""What a finding costs under a rule, with its reasons in plain Chinese and the clause quoted.

Pure: the caller gives the rule, the facts, the count, the level and the rules in force that day.  Nothing is
guessed: an amount in another document stays pending until that document's rule is adopted, a condition that
does not hold is left to a person together with the fallback, one that holds for a part is left to a person to
split, and an amount of nothing always has a reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from importers.sentences import Facts
from ledger.drafts import AssessmentDraft
from ledger.errors import BadValue
from ledger.money import Money
from ledger.terms import doubling_of, price
from ledger.views import RuleView, amount_rule
from ledger.vocabulary import AssessmentStatus, Level
from penalties.conditions import Verdict, check_conditions, levels_priced
from penalties.counting import Count

MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Question:
    """What a person should still say; `about`: office, found_on, level, rule, count, repeated, condition.

    `settled_by_rule` where silence has its meaning (a place not named counts as inside the zone).
    """

    about: str
    words: str
    settled_by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """A price and how it was come by; `questions` are what a person should still answer.

    `amount` is None unless PRICED.  `rule` is None for FREE without a rule and for UNDECIDED.
    """

    status: AssessmentStatus
    rule: RuleView | None
    count: int
    amount: Money | None
    working: tuple[str, ...]
    questions: tuple[Question, ...] = ()

    def draft(self, confidence: float = 1.0, *, chosen_by_person: bool = False) -> AssessmentDraft:
        """As the books take it; `confidence` in [0, 1] is 1 where a person chose."""
        return AssessmentDraft(
            status=self.status,
            rule_id=self.rule.id if self.rule else None,
            count=self.count,
            amount=self.amount,
            working=self.working,
            confidence=1.0 if chosen_by_person else confidence,
            chosen_by_person=chosen_by_person,
        )


def assess(
    rule: RuleView,
    facts: Facts,
    count: Count | int,
    level: Level | None,
    rules: tuple[RuleView, ...] = (),
    *,
    repeated: bool | None = None,
    confirmed: bool = False,
) -> Assessed:
    """The price of a finding under `rule`.

    `rules` are those in force on its day: they hold the fallback and what other documents supply.
    `repeated` says whether the problem came up again, where the rule doubles for that.  `confirmed` lets the
    rule price although a condition does not hold: a person has decided so.  Raises BadValue for a count
    outside 1 to 100 000.
    """
    counted = count if isinstance(count, Count) else Count(count, f"按{count}起计")
    if not 1 <= counted.value <= MAX_COUNT:
        raise BadValue(f"数量应在 1 到 {MAX_COUNT} 之间，填的是 {counted.value}，请核对。")
    cited = _citation(rule)
    if level is Level.DISTRICT:
        return district_only(facts, cited)
    verdicts = check_conditions(rule.rule, facts)
    unmet = [verdict for verdict in verdicts if verdict.holds is False]
    if unmet and not confirmed:
        return _outside(rule, unmet, facts, counted, rules)
    mixed = [verdict.words for verdict in verdicts if verdict.mixed]
    if mixed and not confirmed:
        asked = (Question("condition", f"{'；'.join(mixed)}。"),)
        return Assessed(AssessmentStatus.UNDECIDED, None, counted.value, None, (cited, *mixed), asked)
    if level is not None and level not in levels_priced(rule.rule):
        return Assessed(
            AssessmentStatus.FREE,
            None,
            0,
            None,
            (cited, f"本项不扣缴{level.label}级发现的问题，只登记、整改、销号。"),
        )
    notes = [verdict.words + ("；经人工确认仍按本项计" if verdict in unmet else "") for verdict in verdicts]
    working = (cited, f"数量：{counted.working}", _level_words(level), *notes)
    questions = tuple(_questions(counted, level, verdicts))
    pricing = amount_rule((rule, *rules), rule)
    if pricing is None or pricing.rule.amount is None:
        return _pending(rule, counted.value, working, questions, rules)
    if pricing is not rule:
        working = (*working, f"金额按 {_citation(pricing).removeprefix('依据：')}")
    return _priced(rule, pricing.rule.amount, counted.value, working, questions, repeated)


def district_only(facts: Facts, cited: str | None = None) -> Assessed:
    """What only the district found costs nothing; the reason is shown."""
    body = f"（{facts.body}）" if facts.body else ""
    reason = f"发现层级：区级自查{body}。只登记、整改、销号，不扣缴：扣缴的是国家、省、市督导组发现的问题。"
    return Assessed(AssessmentStatus.FREE, None, 0, None, (cited, reason) if cited else (reason,))


def not_priced(reason: str) -> Assessed:
    """What is no air problem is not priced."""
    return Assessed(AssessmentStatus.FREE, None, 0, None, (f"不计价：{reason}。",))


def _priced(
    rule: RuleView,
    rate: Money,
    count: int,
    working: tuple[str, ...],
    questions: tuple[Question, ...],
    repeated: bool | None,
) -> Assessed:
    doubling = doubling_of(rule.rule)
    if doubling and repeated is None:
        asked = f"本项规定“{doubling}”，是不是重复出现的问题？"
        questions = (*questions, Question("repeated", asked))
    per = rule.rule.per or "起"
    plain, full = rate * count, price(rule.rule, rate, count, doubled=bool(repeated))
    steps = [f"计算：每{per}{rate.as_wan()} × {count} = {plain.as_wan()}"]
    if doubling and repeated:
        plain = plain * 2
        steps.append(f"重复出现，“{doubling}”：{plain.as_wan()}")
    if full < plain:
        steps.append(f"超过上限 {full.as_wan()}，按上限计")
    return Assessed(AssessmentStatus.PRICED, rule, count, full, (*working, *steps), questions)


def _pending(
    rule: RuleView,
    count: int,
    working: tuple[str, ...],
    questions: tuple[Question, ...],
    rules: tuple[RuleView, ...],
) -> Assessed:
    reference = rule.rule.reference or "其他文件"
    supplied = [
        view for view in rules if view.doc_number and view.doc_number in reference and view.rule.amount
    ]
    if len(supplied) > 1:
        names = "、".join(f"第{view.rule.place}项“{view.rule.name}”" for view in supplied)
        questions = (*questions, Question("rule", f"{reference} 有几条可用：{names}，请选一条。"))
    return Assessed(
        AssessmentStatus.PENDING, rule, count, None, (*working, f"金额待定：按 {reference}"), questions
    )


def why_outside(rule: RuleView, facts: Facts) -> tuple[str, ...]:
    """The clause, its conditions that the text breaks with the words that do, and that it is not applied."""
    broken = [verdict.words for verdict in check_conditions(rule.rule, facts) if verdict.holds is False]
    return (_citation(rule), *broken, f"第{rule.rule.place}项不适用。")


def _outside(
    rule: RuleView, unmet: list[Verdict], facts: Facts, counted: Count, rules: tuple[RuleView, ...]
) -> Assessed:
    working = why_outside(rule, facts)
    fallback = next((view for view in rules if view.rule.fallback and view.policy == rule.policy), None)
    because = "；".join(verdict.words for verdict in unmet)
    if fallback and fallback.rule.amount:
        amount = price(fallback.rule, fallback.rule.amount, counted.value)
        named = f"第{fallback.rule.place}项“{fallback.rule.name}”"
        working = (*working, f"可按{named}计 {amount.as_wan()}，请人工判定。")
        question = f"{because}。第{rule.rule.place}项不适用，是否改按{named}计？"
    else:
        question = f"{because}。第{rule.rule.place}项不适用，请人工判定按哪一项计。"
    asked = (Question("condition", question),)
    return Assessed(AssessmentStatus.UNDECIDED, None, counted.value, None, working, asked)


def _questions(counted: Count, level: Level | None, verdicts: tuple[Verdict, ...]) -> list[Question]:
    asked = []
    if level is None:
        asked.append(Question("level", "是哪一级发现的（国家、省、市，还是区里自查）？"))
    if not counted.certain:
        asked.append(Question("count", f"数量没有写准，{counted.working}，对吗？", counted.silent))
    for verdict in verdicts:
        if verdict.holds is None:
            words = f"{verdict.words.removesuffix('，请核对')}，对吗？"
            asked.append(Question("condition", words, settled_by_rule=verdict.by_rule))
    return asked


def _level_words(level: Level | None) -> str:
    if level is None:
        return "发现层级：文中未写明，按国家、省、市督导组发现计，请核对"
    return f"发现层级：{level.label}级督查发现，属于扣缴范围"


def _citation(rule: RuleView) -> str:
    document = rule.doc_number or f"《{rule.policy_title}》"
    return f"依据：{document} {rule.rule.clause}第{rule.rule.place}项“{rule.rule.printed}”"
