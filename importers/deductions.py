"""Rules that take money from a unit's or a government's funds (扣缴, 扣减, 扣罚), from prose.

Fines on enterprises and points are none.  A rule whose amount another document gives has no amount and names
that document; a range of amounts is left to a person.  Nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.amounts import read_amounts
from importers.clauses import split
from importers.deduction_words import (
    AGAIN_CLAUSE,
    BY_REFERENCE,
    CAP,
    FIRST_TIME,
    FUNDS,
    LISTED_CASES,
    PRIVATE,
    SCOPE,
    STANDING_RULE,
    TAKE,
    TOLD,
    describe,
    name_of,
)
from importers.money_lists import Run, continues, runs_of, tiers_of
from importers.money_scopes import Announcement, announced, announcements
from importers.outline import Outline
from importers.references import DOC_NUMBER, read_references
from ledger.plan import DeductionRule, Problem, Span

_NEAR = 2
_TAKING_AFTER = re.compile(rf"[^，。；、\d]{{0,8}}?(?:{TAKE.pattern})(?=[，,；;])")


@dataclass(frozen=True, slots=True)
class Deductions:
    """The rules of a document, numbered in printed order, and what was doubtful."""

    rules: tuple[DeductionRule, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    paragraph: int
    runs: tuple[Run, ...]


def read_deductions(text: str, spans: Sequence[Span], outline: Outline) -> Deductions:
    """Deduction rules in the paragraphs given. Places count from 1."""
    lists = announcements(text, spans, outline)
    clauses = _clauses(text, spans, lists)
    rules: list[DeductionRule] = []
    problems: list[Problem] = []
    scope: str | None = None
    scope_end = 0
    for n, clause in enumerate(clauses):
        words = clause.span.of(text)
        if clause.span.start >= scope_end:
            scope = None
        if clause.runs:
            made = list(_priced(text, clause, scope, _caps(text, clauses, n), outline))
            rules.extend(rule for rule, _ in made)
            problems.extend(problem for _, problem in made if problem is not None)
        elif TAKE.search(words) and (match := SCOPE.match(words)) and _leads(clauses, n):
            if LISTED_CASES.match(match["scope"]):
                continue
            scope = match["scope"]
            scope_end = outline.end_of_part(clause.span.start) or len(text)
        elif BY_REFERENCE.search(words) and _among_priced(clauses, n):
            rules.append(_referred(text, clause.span, scope, outline))
        elif standing := _standing(text, clause.span, outline):
            rules.append(standing)
    return Deductions(tuple(replace(rule, place=n) for n, rule in enumerate(rules, 1)), tuple(problems))


def _clauses(text: str, spans: Sequence[Span], lists: Sequence[Announcement]) -> list[_Clause]:
    """The clauses of the paragraphs that speak of taking money, or lie between such."""
    clauses: list[_Clause] = []
    for paragraph, span in enumerate(spans):
        listed = announced(lists, span.end - 1) == "deduction"
        if listed or any(words.search(text, span.start, span.end) for words in (TAKE, BY_REFERENCE)):
            for clause in split(text, span.start, span.end, "；;。"):
                clauses.append(_Clause(clause, paragraph, tuple(_runs(text, clause, lists))))
    return clauses


def _runs(text: str, clause: Span, lists: Sequence[Announcement]) -> Iterator[Run]:
    """The amounts that a clause takes; a cap or a story of what was taken is none."""
    words = clause.of(text)
    listed = announced(lists, clause.end - 1) == "deduction"
    if not (listed or TAKE.search(words)) or PRIVATE.search(words) or TOLD.search(words):
        return
    told = 0
    last: Span | None = None
    for run in runs_of(text, list(read_amounts(text, clause.start, clause.end))):
        before = text[clause.start : run.span.start]
        after = text[run.span.end : min(clause.end, run.span.end + 24)]
        comma = max(before.rfind("，"), before.rfind(","))
        near = before[comma + 1 :]
        if CAP.search(near) or re.search(r"罚款|奖励|补助|补贴|投资", near[-12:]):
            continue
        if re.match(r"(?:及?以上|及?以下|以内)的|[^，。；]{0,8}?罚款", after):
            continue
        taken_before = TAKE.search(near) or TAKE.search(before[max(0, comma - 16, told) : comma + 1])
        told = run.span.end - clause.start
        if (
            listed
            or taken_before
            or re.match(r"[^，。；]{0,12}?(?:" + TAKE.pattern + ")", after)
            or (last and continues(text, last, run.span, clause.end))
        ):
            last = run.span
            yield run


def _leads(clauses: Sequence[_Clause], n: int) -> bool:
    """Whether rules follow a clause soon, so that it may say what holds for all of them."""
    return any(clause.runs for clause in clauses[n + 1 : n + 1 + _NEAR])


def _among_priced(clauses: Sequence[_Clause], n: int) -> bool:
    """Whether a clause stands in a list of priced ones, in one paragraph or on lines of their own."""
    here = clauses[n].paragraph
    before = [c for c in clauses[max(0, n - _NEAR) : n] if here - c.paragraph <= _NEAR and c.runs]
    after = [c for c in clauses[n + 1 : n + 1 + _NEAR] if c.paragraph - here <= _NEAR and c.runs]
    return bool(before and after) or len(before) == _NEAR


def _caps(text: str, clauses: Sequence[_Clause], n: int) -> str | None:
    """The clause of the same paragraph that caps what its rules take."""
    for clause in clauses[n + 1 :]:
        if clause.paragraph != clauses[n].paragraph:
            return None
        words = clause.span.of(text)
        if not clause.runs and TAKE.search(words) and re.search(r"最高|上限|封顶|不超过", words):
            return words
    return None


def _priced(
    text: str, clause: _Clause, scope: str | None, cap: str | None, outline: Outline
) -> Iterator[tuple[DeductionRule, Problem | None]]:
    begin = clause.span.start
    first: DeductionRule | None = None
    for n, run in enumerate(clause.runs):
        taking = _TAKING_AFTER.match(text, run.span.end, clause.span.end)
        stop = taking.end() if taking else run.span.end
        end = clause.span.end if n == len(clause.runs) - 1 else stop
        rule = describe(text, Span(begin, end), run.span, [scope, cap], outline)
        if first is not None and not TAKE.search(rule.printed):
            rule = _after(first, rule)
        first = first or rule
        problem = Problem("扣缴金额是一个区间，请人工确定适用的金额。", run.span) if run.ranged else None
        names = tiers_of(rule.name, len(run.amounts)) if len(run.amounts) > 1 else None
        for place, amount in enumerate(run.amounts[:1] if run.ranged else run.amounts):
            yield (
                replace(
                    rule,
                    amount=None if run.ranged else amount.money,
                    name=names[place] if names else rule.name,
                ),
                problem,
            )
        begin = end
        while begin < clause.span.end and text[begin] in "，,、":
            begin += 1


def _after(first: DeductionRule, rule: DeductionRule) -> DeductionRule:
    """A rule that goes on with the first one's list: for each of the same, or for the same found again."""
    again = AGAIN_CLAUSE.match(rule.printed)
    if again is None:
        return replace(rule, per=rule.per or first.per)
    condition = "；".join(part for part in (rule.condition, again["when"]) if part)
    name = again["when"] if FIRST_TIME.match(first.name) else f"{first.name}（{again['when']}）"
    return replace(rule, name=name, per=rule.per or first.per, condition=condition)


def _referred(text: str, clause: Span, scope: str | None, outline: Outline) -> DeductionRule:
    rule = describe(text, clause, None, [scope], outline)
    cut = re.search(r"[，,]?(?:按照?|依据|根据|参照|执行|落实)", rule.printed)
    name = name_of(rule.printed[: cut.start()]) if cut and cut.start() else rule.name
    return replace(rule, name=name, reference=_reference(text, clause), per="")


def _reference(text: str, clause: Span) -> str | None:
    numbers = [
        phrase.printed for phrase in read_references(text, [clause]) if DOC_NUMBER.search(phrase.printed)
    ]
    if numbers:
        return numbers[0]
    title = re.search(r"《[^》]+》", clause.of(text))
    return title.group(0) if title else None


def _standing(text: str, clause: Span, outline: Outline) -> DeductionRule | None:
    """严格执行…扣减地方财力相关规定: a rule that another document holds."""
    match = STANDING_RULE.search(text, clause.start, clause.end)
    if match is None or not FUNDS.search(match["what"]) or PRIVATE.search(match["what"]):
        return None
    what = match["what"]
    take = TAKE.search(what)
    return DeductionRule(
        place=1,
        name=re.sub(r"(?:相关|有关)?(?:规定|办法|标准|制度|政策|细则|机制)$", "", what),
        printed=match.group(0),
        amount=None,
        per="",
        stackable=False,
        condition=what[: take.start()] if take and take.start() else None,
        reference=_reference(text, Span(*match.span())) or what,
        fallback=False,
        clause=outline.clause(match.start()),
        span=Span(*match.span()),
    )
