"""Rules that take money from a unit's or a government's funds (扣缴, 扣减, 扣罚), from prose.

Fines on enterprises and points are none.  A rule whose amount another document gives has no amount and names
that document; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importers.amounts import Amount, read_amounts
from importers.clauses import split
from importers.outline import Outline
from importers.references import DOC_NUMBER, read_references
from ledger.plan import DeductionRule, Problem, Span

TAKE = "扣缴|扣减|扣罚|扣除|扣款|扣拨|扣收|扣交|核减|扣回"
_TAKE = re.compile(TAKE)
_FUNDS = re.compile(r"财力|财政|资金|补偿金|经费|款项")
_PRIVATE = re.compile(r"工资|薪酬|奖金|保证金|押金|工程款|绩效|货款|履约|补贴资金")
_TOLD = re.compile(r"(?:共|累计|已|合计|总计)(?:被)?(?:扣缴|扣减|扣罚|扣除)|被扣(?:缴|减|罚)")
_CAP = re.compile(r"(?:最高|最多|累计|合计|上限|封顶|不超过|至多)[^，。；\d]{0,8}$")
_RANGE = re.compile(r"(?:\d[\d.]*\s*万?元?\s*(?:至|到|-|—|－|~|～)\s*)$")
_PER = (
    re.compile(
        r"(?:发现|查实|查处|新增|出现|核实|通报)(?:一|1|每)?[一1]?(?P<per>起|处|次|例|个|家|辆|台|户|件|宗|人|批)"
    ),
    re.compile(
        r"每(?:发现|新增|出现|查实|超过?|高出?|增加|上升)?(?:一|1)?(?:个)?(?P<per>起|处|次|例|家|辆|台|户|件|宗|天|日|项|个?百分点|微克/立方米|微克|μg/m³|μg|吨|亩|平方米|个)"
    ),
    re.compile(r"[元圆]\s*[/／每]\s*(?P<per>起|处|次|例|家|辆|台|户|件|宗|天|日|项|个|百分点|微克|吨|亩)"),
    re.compile(r"(?P<per>起|处|次|例)(?:扣缴|扣减|扣罚)"),
)
_STACK = re.compile(r"叠加|累加|累计扣|合并扣|逐项扣|分项扣|按项扣")
_FALLBACK = re.compile(
    r"^(?:对|发现|凡)?(?:其他|其它)|未列入|(?:上述|以上|前款|前述)[^，。；]{0,10}(?:以外|之外)|除(?:上述|以上)[^，。；]{0,12}外"
)
_PLACE = re.compile(
    r"^(?P<place>[^，。；、]{0,12}?(?:范围内|辖区内|区域内|区内|季内|期内|期间|城内))(?=[^的])"
)
_HEAD = re.compile(
    r"^(?:其中|对于?|凡是?|若|如|发现|经查实|经核实|在|[，,\s：:]|[（(]?\d{1,2}[）).、．]|[（(][一二三四五六七八九十]+[）)]|[①-⑳])+"
)
_TAIL = re.compile(
    r"(?:的|，|,|：|:|按照?|一律|将|每|发现|一起|1起|每起|一处|每处|给予|市财政|由市财政|予以|直接|从)+$"
)
_BY_REFERENCE = re.compile(
    r"(?:按照?|依据|根据|参照|执行|落实)[^。；]{0,80}?(?:规定|办法|标准|通知》?（[^）]*）)[^。；]{0,6}(?:处罚|扣缴|扣减|扣罚|执行|问责|处理)"
)
_STANDING_RULE = re.compile(
    r"(?:严格|认真|继续)*(?:执行|落实|实施|按照|依据|参照)(?P<what>[^，。；]{0,60}?(?:"
    + TAKE
    + r")[^，。；]{0,20}?(?:规定|办法|标准|制度|政策|细则|机制))"
)
_SCOPE = re.compile(r"^(?:[^，。]{0,6}，)?(?:对于?|凡)(?P<scope>[^，。；]{4,40}?)[，,]")


@dataclass(frozen=True, slots=True)
class Deductions:
    """The rules of a document, numbered in printed order, and what was doubtful."""

    rules: tuple[DeductionRule, ...]
    problems: tuple[Problem, ...]


def read_deductions(text: str, spans: list[Span], outline: Outline) -> Deductions:
    """Deduction rules in the paragraphs given. Places count from 1."""
    rules: list[DeductionRule] = []
    problems: list[Problem] = []
    for span in spans:
        if _TAKE.search(text, span.start, span.end):
            for rule, problem in _paragraph(text, span, outline):
                rules.append(rule)
                if problem is not None:
                    problems.append(problem)
    return Deductions(tuple(replace(rule, place=n) for n, rule in enumerate(rules, 1)), tuple(problems))


def _paragraph(text: str, span: Span, outline: Outline) -> Iterator[tuple[DeductionRule, Problem | None]]:
    clauses = list(split(text, span.start, span.end, "；;。"))
    priced = [clause for clause in clauses if _takes(text, clause)]
    scope = _scope(text, span, clauses, priced)
    for clause in clauses:
        takes = _takes(text, clause)
        if takes:
            yield from _priced(text, clause, takes, scope, outline)
        elif len(priced) >= 2 and clause.start > priced[0].start and _BY_REFERENCE.search(clause.of(text)):
            yield _referred(text, clause, scope, outline), None
        elif standing := _standing(text, clause, outline):
            yield standing, None


def _takes(text: str, clause: Span) -> list[Amount]:
    """The amounts that a clause takes; a cap or a story of what was taken is none."""
    words = clause.of(text)
    if not _TAKE.search(words) or _PRIVATE.search(words) or _TOLD.search(words):
        return []
    found = []
    for amount in read_amounts(text, clause.start, clause.end):
        before = text[clause.start : amount.span.start]
        after = text[amount.span.end : min(clause.end, amount.span.end + 24)]
        comma = max(before.rfind("，"), before.rfind(","))
        near = before[comma + 1 :]
        if _CAP.search(near) or re.search(r"罚款|奖励|补助|补贴|投资", near[-12:]):
            continue
        if (
            _TAKE.search(near)
            or re.match(r"[^，。；]{0,12}?(?:" + TAKE + ")", after)
            or _TAKE.search(before[comma - 16 : comma + 1])
        ):
            found.append(amount)
    return found


def _scope(text: str, span: Span, clauses: list[Span], priced: list[Span]) -> str | None:
    """What a paragraph says once of all its rules: 对国家、省、市督导组发现的问题."""
    if len(priced) < 2:
        return None
    first = clauses[0]
    if first == priced[0]:
        return None
    match = _SCOPE.match(first.of(text))
    return match["scope"] if match and _TAKE.search(first.of(text)) else None


def _priced(
    text: str, clause: Span, amounts: list[Amount], scope: str | None, outline: Outline
) -> Iterator[tuple[DeductionRule, Problem | None]]:
    begin = clause.start
    for n, amount in enumerate(amounts):
        last = n == len(amounts) - 1
        end = clause.end if last else amount.span.end
        place = Span(begin, end)
        ranged = _RANGE.search(text[begin : amount.span.start]) is not None
        problem = Problem("扣缴金额是一个区间，请人工确定适用的金额。", amount.span) if ranged else None
        rule = _rule(text, place, scope, outline)
        yield replace(rule, amount=None if ranged else amount.money), problem
        begin = end
        while begin < clause.end and text[begin] in "，,、":
            begin += 1


def _rule(text: str, place: Span, scope: str | None, outline: Outline) -> DeductionRule:
    printed = place.of(text).strip("，,、 ")
    start = place.start + place.of(text).find(printed)
    subject = _subject(printed)
    where = _PLACE.match(subject)
    name = subject[where.end() :] if where and len(subject) - where.end() >= 4 else subject
    bracket = re.search(r"[（(]([^（）()]*(?:叠加|累加|加倍|翻倍)[^（）()]*)[）)]", printed)
    conditions = [
        scope,
        where["place"] if where and name is not subject else None,
        bracket[1] if bracket else None,
    ]
    return DeductionRule(
        place=1,
        name=re.sub(r"的$", "", name) or printed[:30],
        printed=printed,
        amount=None,
        per=_per(printed),
        stackable=_STACK.search(printed) is not None,
        condition="；".join(condition for condition in conditions if condition) or None,
        reference=None,
        fallback=_FALLBACK.search(subject) is not None,
        clause=outline.clause(place.start),
        span=Span(start, start + len(printed)),
    )


def _subject(printed: str) -> str:
    """What the rule is about: the words before the comma that the taking follows."""
    take = _TAKE.search(printed)
    head = printed[: take.start()] if take else printed
    comma = max(head.rfind("，"), head.rfind(","))
    if comma > 4:
        head = head[:comma]
    subject = head if not _HEAD.match(head) else head[_HEAD.match(head).end() :]  # type: ignore[union-attr]
    return _TAIL.sub("", subject) or printed


def _per(printed: str) -> str:
    for pattern in _PER:
        match = pattern.search(printed)
        if match:
            return match["per"]
    return ""


def _referred(text: str, clause: Span, scope: str | None, outline: Outline) -> DeductionRule:
    rule = _rule(text, clause, scope, outline)
    cut = re.search(r"[，,](?:按照?|依据|根据|参照|执行|落实)", rule.printed)
    name = _subject(rule.printed[: cut.start()]) if cut else rule.name
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
    match = _STANDING_RULE.search(text, clause.start, clause.end)
    if match is None or not _FUNDS.search(match["what"]) or _PRIVATE.search(match["what"]):
        return None
    what = match["what"]
    take = _TAKE.search(what)
    name = re.sub(r"(?:相关|有关)?(?:规定|办法|标准|制度|政策|细则|机制)$", "", what)
    return DeductionRule(
        place=1,
        name=name,
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
