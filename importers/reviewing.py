"""The review of an import as a person works through it: what is doubtful, what was missed, what they type.

The decisions themselves are the books' (`ledger.reviews`); here is what leads to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import get_args, get_type_hints

from importers.amounts import read_amounts
from importers.coverage import Coverage, Leftover, Missed, coverage_of
from importers.doubts import unplaced
from importers.markers import chinese_number
from ledger.database import Tx
from ledger.errors import BadValue
from ledger.facts import KINDS, LABELS, PARTS, TASK, field_named, required, type_of
from ledger.money import Money
from ledger.plan import Fact, Obligation, Plan, Problem, Span
from ledger.reviewed import ReviewedFact
from ledger.views import PolicyView
from ledger.vocabulary import Comparison, DeadlineKind, Labelled, PolicyStatus, ReviewAction, Role

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YES, _NO = {"是", "y", "yes", "true", "1", "对"}, {"否", "n", "no", "false", "0", "不", "无"}
_NOTHING = {"", "无", "-", "—"}
_WORDS: dict[type[Labelled], dict[str, Labelled]] = {
    Role: {"牵头": Role.LEAD, "配合": Role.COOPERATE, "责任": Role.RESPONSIBLE, "督导": Role.SUPERVISE},
    DeadlineKind: {"完成": DeadlineKind.DUE, "开始": DeadlineKind.START, "截止": DeadlineKind.PERIOD_END},
    Comparison: {"≤": Comparison.AT_MOST, "≥": Comparison.AT_LEAST},
}


@dataclass(frozen=True, slots=True)
class Review:
    """A policy under review. `problems` concern no fact in particular."""

    policy: PolicyView
    plan: Plan
    facts: tuple[ReviewedFact, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage

    @property
    def open(self) -> bool:
        """Whether facts can still be decided on."""
        return self.policy.status is PolicyStatus.DRAFT

    @property
    def doubtful(self) -> tuple[ReviewedFact, ...]:
        """What nobody has decided on and the reader guessed, the least sure first."""
        return tuple(sorted((f for f in self.facts if f.doubtful), key=lambda f: f.confidence))

    @property
    def settled(self) -> tuple[ReviewedFact, ...]:
        """What somebody has decided on."""
        return tuple(fact for fact in self.facts if fact.decisions)

    @property
    def undecided(self) -> tuple[ReviewedFact, ...]:
        """What nobody has decided on, doubtful or not."""
        return tuple(fact for fact in self.facts if not fact.decisions)

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """Sentences that hold a date, a unit or an amount and became nothing."""
        return self.coverage.leftovers


def review_of(tx: Tx, number: int) -> Review:
    """A policy's facts as they stand, and what the reader left over. Raises NotFound."""
    from ledger import policies

    policy = policies.get(tx, number)
    reviewed = policies.reviewed_of(tx, number)
    coverage = coverage_of(reviewed.plan)
    rejected = [fact.fact.span for fact in reviewed.facts if fact.rejected]
    left = tuple(each for each in coverage.leftovers if not any(_meet(each.span, span) for span in rejected))
    return Review(
        policy=policy,
        plan=reviewed.plan,
        facts=reviewed.facts,
        problems=unplaced(reviewed.plan),
        coverage=Coverage(coverage.characters, coverage.in_parts, coverage.quoted, left),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def unreviewed_line(review: Review) -> str:
    """What nobody has looked at, before a policy is adopted; empty where nothing is left."""
    parts = []
    if review.doubtful:
        parts.append(f"{len(review.doubtful)} 条存疑")
    certain = len(review.undecided) - len(review.doubtful)
    if certain:
        parts.append(f"{certain} 条读得明确")
    said = f"还没有核对的条目：{'、'.join(parts)}。" if parts else ""
    if review.leftovers:
        said += f"另有 {len(review.leftovers)} 句写着金额、日期或单位而没有成为条目。"
    return said


def coverage_words(review: Review) -> str:
    """The line over the facts: the share of the text that became facts, what is doubtful, what was missed."""
    said = f"原文 {review.coverage.share_in_parts:.0%} 已读成条目"
    said += f"，存疑 {len(review.doubtful)} 条" if review.doubtful else "，没有存疑的条目"
    if review.leftovers:
        said += f"，漏读 {len(review.leftovers)} 句"
    typed = sum(1 for fact in review.facts if fact.entered and not fact.rejected)
    return said + (f"，人工录入 {typed} 条" if typed else "")


def typed_values(key: str, typed: Mapping[str, str]) -> dict[str, object]:
    """The fields that a person typed, named in Chinese or English, as values of the domain.

    Raises BadValue where a field is not one of that fact's or its text cannot be read.
    """
    kind = type_of(key)
    if kind is None:
        raise BadValue(f"不知道“{key}”是哪一类条目，请照清单上的编号填写，例如 扣缴3、任务12.期限1。")
    values: dict[str, object] = {}
    for word, text in typed.items():
        name = "number" if kind is Obligation and word in ("number", "编号") else field_named(kind, word)
        if name is None:
            raise BadValue(f"{key} 没有“{word}”这一栏，可填：{'、'.join(LABELS[kind].values())}。")
        values[name] = read_value(kind, name, text.strip())
    return values


def read_value(kind: type[Fact], name: str, text: str) -> object:
    """What a person typed for a field of a fact: 6万元, 60000, 2026-06-30, 牵头, 是. Raises BadValue."""
    hint = get_type_hints(kind)[name]
    options = get_args(hint)
    if type(None) in options and text in _NOTHING:
        return None
    wanted = next((each for each in options if each is not type(None)), hint) if options else hint
    if wanted is Money:
        return read_money(text)
    if wanted is date:
        return read_date(text)
    if wanted is bool:
        return _read_bool(text)
    if wanted is Decimal:
        try:
            return Decimal(text)
        except InvalidOperation:
            raise BadValue(f"“{text}”不是数，请填数字。") from None
    if isinstance(wanted, type) and issubclass(wanted, Labelled):
        return _read_word(wanted, text)
    if name == "persons":
        return tuple(part for part in re.split(r"[、，,；;\s]+", text) if part)
    return text


def read_money(text: str) -> Money:
    """60000, 60,000元, 6万, 6万元, 陆万元. Raises BadValue."""
    printed = text if text.endswith(("元", "圆", "整")) else f"{text}元"
    found = list(read_amounts(printed, 0, len(printed)))
    if len(found) != 1 or found[0].span != Span(0, len(printed)):
        raise BadValue(f"“{text}”不是金额，请填 60000 或 6万元。")
    return found[0].money


def read_date(text: str) -> date:
    """2026-06-30, 2026年6月30日. Raises BadValue."""
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"“{text}”不是日期，请写成 2026-06-30。") from None


def _read_bool(text: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise BadValue(f"“{text}”请填 是 或 否。")


def _read_word(words: type[Labelled], text: str) -> Labelled:
    named = {each.label: each for each in words} | {each.value: each for each in words} | _WORDS[words]
    if text not in named:
        raise BadValue(f"“{text}”不在可选之列，请填：{'、'.join(each.label for each in words)}。")
    return named[text]


def find_quote(text: str, quote: str) -> Span | None:
    """Where copied words stand in a document, blanks aside; None for no words.

    Raises BadValue where they do not stand there, or stand there more than once.
    """
    wanted = "".join(quote.split())
    if not wanted:
        return None
    pattern = re.compile(r"\s*".join(map(re.escape, wanted)))
    found = [Span(*match.span()) for match in pattern.finditer(text)]
    if not found:
        raise BadValue(f"原文里没有“{quote.strip()[:20]}”，请照原文抄写；没有原文依据的请留空。")
    if len(found) > 1:
        raise BadValue(f"原文里有 {len(found)} 处“{quote.strip()[:20]}”，请多抄几个字以便认准是哪一处。")
    return found[0]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a missed sentence may say: of which kind, under which task, and fields as text."""

    kind: str
    task: str | None
    typed: Mapping[str, str]
    quote: str


def suggestion_for(review: Review, leftover: Leftover) -> Suggestion:
    """A draft of the fact that a missed sentence may hold, for a person to put right."""
    quote = " ".join(leftover.sentence.split())
    amount = next(read_amounts(quote, 0, len(quote)), None)
    fields = {
        "name": re.split(r"[，,：:]", quote)[0].strip()[:60],
        "amount": amount.money.as_wan() if amount else "",
        "date": _first_day(quote, review.plan.document.year),
    }
    kind = {Missed.AMOUNT: "扣缴", Missed.DATE: "期限", Missed.UNIT: "单位"}[leftover.kind]
    return Suggestion(kind, task_at(review, leftover.span), fields, quote)


def task_at(review: Review, span: Span) -> str | None:
    """The key of the task in which a place of the text lies."""
    tasks = (fact for fact in review.facts if isinstance(fact.fact, Obligation))
    return next((fact.key for fact in tasks if _meet(fact.fact.span, span)), None)


def fields_to_add(kind: str) -> tuple[str, ...]:
    """The fields that a person fills in to add a fact of a kind (扣缴, 期限, …), in the order of asking."""
    if kind == TASK:
        return "number", "heading"
    if kind == "扣缴":
        return "name", "amount", "per"
    fact = (KINDS | PARTS)[kind]
    wanted = required(fact) | ({"unit"} if kind == "目标" else set())
    return tuple(name for name in LABELS[fact] if name in wanted)


def _first_day(quote: str, year: int) -> str:
    match = re.search(r"(?:(\d{4})年)?(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2})日", quote)
    if not match:
        return ""
    month = chinese_number(match[2]) or 0
    return f"{int(match[1] or year):04}-{month:02}-{int(match[3]):02}"


def edit_fields(fact: ReviewedFact) -> dict[str, str]:
    """The fields of a fact that a person may put right, as text that `read_value` takes back."""
    return {name: _as_typed(getattr(fact.fact, name)) for name in LABELS[type(fact.fact)]}


def _as_typed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Money):
        return value.as_wan()
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    return str(value)


def action_words(fact: ReviewedFact) -> str:
    """Where a fact stands in the review: 存疑, 未核对, 已确认, 人工录入, 已剔除."""
    if fact.rejected:
        return "已剔除"
    if fact.entered:
        return "人工录入"
    if fact.decisions and fact.decisions[-1].action is ReviewAction.ACCEPT:
        return "已确认"
    return f"存疑{fact.confidence:.0%}" if fact.doubtful else "未核对"
