"""Money that a document gives: subsidies (补助, 补贴, 资助, 奖补) and rewards (奖励), from prose.

One entry for each amount and tier.  Where only a cap is printed the cap is the amount; a percentage or a
promise without a figure gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.amounts import Amount, read_amounts
from importers.clauses import split
from importers.outline import Outline
from ledger.money import Money
from ledger.plan import RewardRule, Span, SubsidyRule

SUBSIDY = "补助|补贴|资助|奖补|支持资金|资金支持|扶持资金|以奖代补|专项支持|奖补资金"
REWARD = "奖励|奖金|重奖|嘉奖"
_GIVE = re.compile(f"(?P<subsidy>{SUBSIDY})|(?P<reward>{REWARD})")
_TAKE_OR_FINE = re.compile(r"扣缴|扣减|扣罚|扣除|罚款|处罚|追回|收回|退回|投资|投入|产值|收入|总额|预算")
_CAP = re.compile(r"(?:最高|最多|上限|封顶|不超过|至多|限额|以内)")
_LIST_GAP = re.compile(r"\s*(?:[、和及与]|/|以及)\s*")
_AFTER = re.compile(rf"(?:的)?[^，。；、\d（）()]{{0,10}}?(?:{SUBSIDY}|{REWARD})")
_BEFORE = re.compile(
    rf"(?:{SUBSIDY}|{REWARD})(?:[^，。；\d]{{0,20}}?|[^。；\d]{{0,12}}?[，,][^，。；\d]{{0,10}}?(?:最高|最多|不超过|上限|封顶|限额)[^，。；\d]{{0,10}}?)$"
)
_OBJECT_HEAD = re.compile(
    r"^(?:其中|对于?|凡是?|给予|予以|按照?|并|且|再|另|同时|[，,：:\s]|[（(]?\d{1,2}[）).、．]|[（(][一二三四五六七八九十]+[）)]|[①-⑳])+"
)
_OBJECT_TAIL = re.compile(
    r"(?:的|给予|予以|分别|可|将|每[年户台辆家个]|一次性|按|由|财政|区财政|市财政|县财政|省财政|，|,|：|:|最高|不超过|每|各|一律|实施|享受|获得|资金)+$"
)
_GRADE = re.compile(
    r"^(?:评为|获评|达到|晋升为?|创建为?|列为|评定为)?(?P<grade>[A-E][+-]?级)(?:绩效)?(?:企业|水平|单位|标准)?(?:的)?$"
)
_TIERS = re.compile(r"[、和及与]|以及|或")
_MEANS = re.compile(
    r"对(?P<condition>[^，。；]{6,120}?)(?:，|,)?(?:实施|给予|进行|予以)(?:资金|财政|一次性)?(?:补助|补贴|奖补|奖励)"
)


@dataclass(frozen=True, slots=True)
class Grants:
    """What a document gives, in printed order."""

    subsidies: tuple[SubsidyRule, ...]
    rewards: tuple[RewardRule, ...]


@dataclass(frozen=True, slots=True)
class _Gift:
    amount: Money
    grade: str
    is_reward: bool
    span: Span
    condition: str | None


def read_grants(text: str, spans: list[Span], outline: Outline) -> Grants:
    """Subsidies and rewards in the paragraphs given."""
    subsidies: list[SubsidyRule] = []
    rewards: list[RewardRule] = []
    for span in spans:
        if not _GIVE.search(text, span.start, span.end):
            continue
        for gift in _gifts(text, span):
            printed, clause = gift.span.of(text), outline.clause(gift.span.start)
            if gift.is_reward:
                name = f"{gift.grade}奖励" if gift.grade else printed[:30]
                rewards.append(RewardRule(name, printed, gift.amount, gift.condition, clause, gift.span))
            else:
                name = f"{gift.grade}资金补助" if gift.grade else printed[:30]
                subsidies.append(
                    SubsidyRule(name, printed, gift.grade, gift.amount, gift.condition, clause, gift.span)
                )
    return Grants(tuple(subsidies), tuple(rewards))


def _gifts(text: str, span: Span) -> Iterator[_Gift]:
    for sentence in split(text, span.start, span.end, "。；;"):
        amounts = list(read_amounts(text, sentence.start, sentence.end))
        for run in _runs(text, amounts):
            kind = _kind(text, sentence, run)
            if kind is not None:
                yield from _gifts_of_run(text, sentence, run, kind)


def _runs(text: str, amounts: list[Amount]) -> list[list[Amount]]:
    """Amounts of one list (100万元、50万元、30万元) together."""
    runs: list[list[Amount]] = []
    for amount in amounts:
        if runs and _LIST_GAP.fullmatch(text, runs[-1][-1].span.end, amount.span.start):
            runs[-1].append(amount)
        else:
            runs.append([amount])
    return runs


def _kind(text: str, sentence: Span, run: list[Amount]) -> str | None:
    """subsidy or reward, by the word that governs the amounts; None where none does."""
    start, end = run[0].span.start, run[-1].span.end
    before = text[sentence.start : start]
    comma = max(before.rfind("，"), before.rfind(","))
    if _TAKE_OR_FINE.search(before[comma + 1 :]):
        return None
    if re.match(r"(?:及?以上|及?以下|以内)(?:的|[，,])", text[end : end + 5]):
        return None
    after = _AFTER.match(text, end, sentence.end)
    governing = after.group(0) if after else None
    if governing is None:
        held = _BEFORE.search(before)
        governing = held.group(0) if held else None
    if governing is None:
        return None
    words = [match.lastgroup for match in _GIVE.finditer(governing)]
    return words[0] if after is None else words[-1]


def _gifts_of_run(text: str, sentence: Span, run: list[Amount], kind: str) -> Iterator[_Gift]:
    start, end = run[0].span.start, run[-1].span.end
    begin = _clause_start(text, sentence, start)
    after = _AFTER.match(text, end, sentence.end)
    place = Span(begin, after.end() if after else end)
    tiers = _tiers(text[begin:start])
    if len(tiers) < 1 or (len(tiers) == 1 and not tiers[0]):
        tiers = _object_before(text, sentence, begin)
    condition = _condition(text, sentence, place)
    if len(run) > 1:
        grades = tiers if len(tiers) == len(run) else ["、".join(tiers)] * len(run)
        pairs = list(zip(run, grades, strict=True))
    else:
        pairs = (
            [(run[0], tier) for tier in tiers]
            if len(tiers) > 1 and _all_short(tiers)
            else [(run[0], "、".join(tiers))]
        )
    for amount, grade in pairs:
        yield _Gift(amount.money, grade, kind == "reward", place, condition)


def _clause_start(text: str, sentence: Span, position: int) -> int:
    comma = max(text.rfind("，", sentence.start, position), text.rfind(",", sentence.start, position))
    return comma + 1 if comma >= 0 else sentence.start


def _tiers(words: str) -> list[str]:
    """The objects of a clause: B级和绩效引领性企业补助 names two."""
    give = _GIVE.search(words)
    words = words[: give.start()] if give and give.start() else words
    cleaned = _OBJECT_TAIL.sub("", _OBJECT_HEAD.sub("", words))
    cleaned = re.sub(r"^(?:每[年户台辆家个次吨]|按[^，]{0,8}标准)", "", cleaned)
    parts = [part for part in _TIERS.split(cleaned) if part]
    if len(parts) > 1 and not _all_short(parts):
        parts = [cleaned]
    return [_grade(part) for part in parts] or [""]


def _all_short(parts: list[str]) -> bool:
    return all(len(part) <= 12 for part in parts)


def _grade(part: str) -> str:
    match = _GRADE.match(part)
    return match["grade"] if match else re.sub(r"的$", "", part)


def _object_before(text: str, sentence: Span, begin: int) -> list[str]:
    """Where the clause of an amount has no object, the clause before it: 对…的，给予10万元补助."""
    if begin <= sentence.start + 1:
        return [""]
    earlier = _clause_start(text, sentence, begin - 1)
    return _tiers(text[earlier : begin - 1])


def _condition(text: str, sentence: Span, place: Span) -> str | None:
    match = _MEANS.search(text, sentence.start, sentence.end)
    if match and match.start("condition") < place.end:
        return match["condition"]
    before = text[sentence.start : place.start].strip("，, ")
    return before if 4 <= len(before) <= 200 else None
