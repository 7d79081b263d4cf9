"""Money that a document gives: subsidies (补助, 补贴, 资助, 奖补) and rewards (奖励), from prose.

One entry for each amount and tier.  Where only a cap is printed the cap is the amount; a percentage or a
promise without a figure gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.amounts import Amount, read_amounts
from importers.clauses import split
from importers.money_lists import Run, continues, parts_of, precedes, runs_of, tier_names, tiers_of
from importers.money_scopes import Announcement, announced, announcements
from importers.outline import Outline
from ledger.money import Money
from ledger.plan import RewardRule, Span, SubsidyRule

SUBSIDY = "补助|补贴|资助|奖补|支持资金|资金支持|扶持资金|以奖代补|专项支持|奖补资金"
REWARD = "奖励|奖金|重奖|嘉奖"
_GIVE = re.compile(f"(?P<subsidy>{SUBSIDY})|(?P<reward>{REWARD})")
_TAKE_OR_FINE = re.compile(
    r"扣缴|扣减|扣罚|扣除|罚款|处罚|追回|收回|退回|投资|投入|产值|收入|总额|预算|设立|安排|列支|筹集|下达"
)
_AFTER = re.compile(rf"(?:的)?[^，。；、\d（）()]{{0,10}}?(?:{SUBSIDY}|{REWARD})")
_BEFORE = re.compile(
    rf"(?:{SUBSIDY}|{REWARD})(?:[^，。；\d]{{0,20}}?|[^。；\d]{{0,12}}?[，,][^，。；\d]{{0,10}}?(?:最高|最多|不超过|上限|封顶|限额)[^，。；\d]{{0,10}}?)$"
)
_OBJECT_HEAD = re.compile(
    r"^(?:其中|对于?|凡是?|给予|予以|按照?|并|且|再|另|同时|[，,：:\s]|[（(]?\d{1,2}[）).、．]|[（(][一二三四五六七八九十]+[）)]|[①-⑳])+"
)
_OBJECT_TAIL = re.compile(
    r"(?:的|给予|予以|分别|可|将|每[年户台辆家个吨次]|一次性|按|由|[区市县省]财政|，|,|：|:|最高|不超过|每|各|一律|实施|享受|获得|资金|其)+$"
)
_NO_OBJECT = re.compile(
    r"^(?:单[个台户辆家次项笔]|每个|每家|同一|最高|一次性|按|每|总额|额度|标准|金额|全部|年度(?:累计|总|最高|最多|不超过|补助|奖励|内)|上限)"
)
_MEANS = re.compile(
    r"对(?P<condition>[^，。；]{6,120}?)(?:，|,)?(?:实施|给予|进行|予以)(?:资金|财政|一次性)?(?:补助|补贴|奖补|奖励)"
)
_TOTAL = re.compile(
    r"(?:累计|合计|总额|总计|同一(?:企业|单位|项目|家)|年度(?!考核|考评|评|排名|目标|综合|工作|任务))[^，。；]{0,14}$"
)
_BACK = re.compile(
    r"(?:追回|收回|退还|退回|追缴)[^。]{0,16}?(?:资金|补助|补贴|奖励|款项)"
    r"|(?:资金|补助|补贴|奖励)[^。]{0,12}?(?:追回|收回|追缴)"
)
_CAP = re.compile(r"(?:最高|最多|不超过|上限|封顶|限额|至多)[^，。；\d]{0,8}$")
_POOL = re.compile(r"(?:设立|安排|列支|筹集|下达)[^，。；]*元$")
_LONG = 14


@dataclass(frozen=True, slots=True)
class Grants:
    """What a document gives, in printed order."""

    subsidies: tuple[SubsidyRule, ...]
    rewards: tuple[RewardRule, ...]


@dataclass(frozen=True, slots=True)
class _Gift:
    amount: Money
    grade: str
    kind: str
    span: Span
    condition: str | None


def read_grants(text: str, spans: list[Span], outline: Outline) -> Grants:
    """Subsidies and rewards in the paragraphs given."""
    subsidies: list[SubsidyRule] = []
    rewards: list[RewardRule] = []
    lists = announcements(text, spans, outline)
    for span in spans:
        if not _GIVE.search(text, span.start, span.end) and not announced(lists, span.end - 1):
            continue
        for gift in _gifts(text, span, lists):
            printed, clause = gift.span.of(text), outline.clause(gift.span.start)
            if gift.kind == "reward":
                name = f"{gift.grade}奖励" if gift.grade else _unnamed(gift, printed)
                rewards.append(RewardRule(name, printed, gift.amount, gift.condition, clause, gift.span))
            else:
                name = f"{gift.grade}资金补助" if gift.grade else _unnamed(gift, printed)
                subsidies.append(
                    SubsidyRule(name, printed, gift.grade, gift.amount, gift.condition, clause, gift.span)
                )
    back = _claw_back(text, spans)
    return Grants(
        tuple(replace(rule, condition=_joined(rule.condition, back)) for rule in subsidies),
        tuple(replace(rule, condition=_joined(rule.condition, back)) for rule in rewards),
    )


def _unnamed(gift: _Gift, printed: str) -> str:
    return (gift.condition or printed).partition("；")[0][:40]


def _claw_back(text: str, spans: Sequence[Span]) -> str | None:
    """The sentence that says when money is to be given back; it holds for whatever a document gives."""
    for span in spans:
        for sentence in split(text, span.start, span.end, "。"):
            if _BACK.search(text, sentence.start, sentence.end):
                return sentence.of(text)
    return None


def _joined(condition: str | None, more: str | None) -> str | None:
    return "；".join(part for part in (condition, more) if part) or None


def _gifts(text: str, span: Span, lists: Sequence[Announcement]) -> Iterator[_Gift]:
    last: tuple[Span, str] | None = None
    for sentence in split(text, span.start, span.end, "。；;"):
        gifts: list[_Gift] = []
        runs = runs_of(text, list(read_amounts(text, sentence.start, sentence.end)))
        for run, kind in zip(runs, _kinds(text, sentence, runs, lists), strict=True):
            if kind is None and last and continues(text, last[0], run.span, sentence.end):
                kind = last[1]
            cap = _cap(text, sentence, run)
            if kind is None and not (cap and gifts):
                continue
            last = run.span, kind or gifts[-1].kind
            if cap and gifts:
                gifts = [replace(gift, condition=_joined(gift.condition, cap)) for gift in gifts]
            else:
                gifts.extend(_of_run(text, sentence, run, last[1]))
        yield from gifts


def _kinds(text: str, sentence: Span, runs: Sequence[Run], lists: Sequence[Announcement]) -> list[str | None]:
    """What each run of a sentence is, one before a verb that ends its list included."""
    kinds = [_kind(text, sentence, run, announced(lists, run.span.start)) for run in runs]
    for n in range(len(runs) - 2, -1, -1):
        taken = _TAKE_OR_FINE.search(text, sentence.start, runs[n].span.start)
        if kinds[n] is None and not taken and precedes(text, runs[n].span, runs[n + 1].span):
            kinds[n] = kinds[n + 1]
    return kinds


def _cap(text: str, sentence: Span, run: Run) -> str | None:
    """The clause of an amount that only limits another one: 单台最高不超过30万元."""
    begin = _clause_start(text, sentence, run.span.start)
    before = text[begin : run.span.start]
    caps = _CAP.search(before) and not _object(before) and not _TAKE_OR_FINE.search(before)
    return text[begin : run.span.end] if caps else None


def _kind(text: str, sentence: Span, run: Run, listed: str | None) -> str | None:
    """subsidy or reward, by the word that governs the amounts or announces them; None where none does."""
    start, end = run.span.start, run.span.end
    before = text[sentence.start : start]
    comma = max(before.rfind("，"), before.rfind(","))
    if _TAKE_OR_FINE.search(before[comma + 1 :]) or _TOTAL.search(before):
        return None
    if re.match(r"(?:及?以上|及?以下|以内)(?:的|[，,、])", text[end : end + 5]):
        return None
    after = _AFTER.match(text, end, sentence.end)
    if after is not None:
        return [match.lastgroup for match in _GIVE.finditer(after.group(0))][-1]
    held = _BEFORE.search(before)
    governing = _GIVE.search(held.group(0)) if held else None
    if governing is not None:
        return governing.lastgroup
    return listed if listed in ("subsidy", "reward") else None


def _of_run(text: str, sentence: Span, run: Run, kind: str) -> Iterator[_Gift]:
    begin = _clause_start(text, sentence, run.span.start)
    after = _AFTER.match(text, run.span.end, sentence.end)
    place = Span(begin, after.end() if after else run.span.end)
    words = _object(text[begin : run.span.start]) or _object_before(text, sentence, begin)
    condition = _condition(text, sentence, place)
    amounts = run.amounts[-1:] if run.ranged else run.amounts
    for amount, grade in _with_grades(words, amounts):
        yield _Gift(amount.money, grade, kind, place, condition)


def _with_grades(words: str, amounts: Sequence[Amount]) -> list[tuple[Amount, str]]:
    """Each amount with its tier; one amount for several tiers is one entry for each."""
    if len(amounts) > 1:
        grades = tiers_of(words, len(amounts)) or [_short(words)] * len(amounts)
        return list(zip(amounts, grades, strict=True))
    [amount] = amounts
    named = tier_names(words)
    if len(named) > 1 and len(named) == len(parts_of(words)):
        return [(amount, name) for name in named]
    return [(amount, named[0] if len(named) == 1 and len(words) <= len(named[0]) + 4 else _short(words))]


def _short(words: str) -> str:
    """An object as printed where it is a name; a whole description belongs to the condition."""
    return words if len(words) <= _LONG else ""


def _clause_start(text: str, sentence: Span, position: int) -> int:
    stops = [text.rfind(stop, sentence.start, position) for stop in ("，", ",", "：", ":")]
    listed = text.rfind("元、", sentence.start, position)
    stops.append(listed + 1 if listed >= 0 else -1)
    return max(*stops, sentence.start - 1) + 1


def _object(words: str) -> str:
    """Whom or what a clause gives to: A级企业补助 gives to A级企业."""
    give = _GIVE.search(words)
    parts = (words[: give.start()], words[give.end() :]) if give else (words,)
    found = next((part for words in parts if (part := _OBJECT_TAIL.sub("", _OBJECT_HEAD.sub("", words)))), "")
    return "" if _NO_OBJECT.match(found) or "%" in found else found


def _object_before(text: str, sentence: Span, begin: int) -> str:
    """The object of the clauses before, nearest first: 对…的，给予10万元补助."""
    while begin > sentence.start + 1:
        earlier = _clause_start(text, sentence, begin - 1)
        found = _object(text[earlier : begin - 1])
        if found:
            return found
        begin = earlier
    return ""


def _condition(text: str, sentence: Span, place: Span) -> str | None:
    match = _MEANS.search(text, sentence.start, sentence.end)
    if match and match.start("condition") < place.end:
        return match["condition"]
    clauses = list(split(text, sentence.start, place.start, "，,"))
    kept = [
        clause.of(text)
        for clause in clauses
        if not _gives(text, clause) and not _POOL.search(clause.of(text))
    ]
    before = text[sentence.start : place.start] if len(kept) == len(clauses) else "，".join(kept)
    before = before.strip("，, ")
    return before if 4 <= len(before) <= 200 else None


def _gives(text: str, clause: Span) -> bool:
    """Whether a clause holds an amount that it gives: no limit (1000万元以上) and no investment or fine."""
    for amount in read_amounts(text, clause.start, clause.end):
        after = text[amount.span.end : clause.end]
        limit = re.match(r"及?以[上下内]", after) or _TAKE_OR_FINE.search(
            text, clause.start, amount.span.start
        )
        if not limit and (not after.strip("、") or _GIVE.search(text, clause.start, clause.end)):
            return True
    return False
