"""The review of an imported policy, fact by fact: accept, edit, reject, add what the reader missed.

Only a draft is reviewed: the facts of an adopted policy never change, a later correction is a new version
with an adoption of its own.  Each decision is a link of the chain, in its maker's name; what a person types
needs a reason, and the words of the document that it stands on, or is marked as standing on none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ledger import chain, plan_codec, plan_rows, policies
from ledger.errors import BadValue, NotFound, WrongState
from ledger.facts import LABELS, PARTS, TASK, kind_of, names_of, place_of, required, task_of, type_of
from ledger.money import Money
from ledger.plan import DeductionRule, Fact, RewardRule, Span, SubsidyRule
from ledger.reviewed import Reviewed, ReviewedFact, edited, entered_fact
from ledger.rules_in_force import forget
from ledger.schema import FactReview, Policy
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Entered
from ledger.vocabulary import PolicyStatus, ReviewAction

__all__ = ["Entered", "ReviewDraft", "Reviewed", "ReviewedFact", "entered_on", "facts_of", "review"]

_policy, _review = table_of(Policy), table_of(FactReview)
_NO_KEY = "请写成“扣缴”“补助”“奖励”“指标”“任务”或“任务1.期限”“任务1.单位”“任务1.目标”。"


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A decision to be recorded.

    `fact` is a key (扣缴3, 任务12.期限1), for ADD a key without its number (扣缴, 任务12.期限).  `values` are
    the typed fields as values of the domain; `span` is where an added fact stands, None where nowhere.
    """

    fact: str
    action: ReviewAction
    values: Mapping[str, object] = field(default_factory=dict)
    span: Span | None = None


def facts_of(tx: Tx, number: int) -> tuple[ReviewedFact, ...]:
    """Every fact of a policy with what was decided about it, rejected ones too. Raises NotFound."""
    return policies.reviewed_of(tx, number).facts


def review(
    tx: Tx, number: int, drafts: Sequence[ReviewDraft], reason: str | None = None
) -> tuple[ReviewedFact, ...]:
    """Record decisions in the actor's name; the facts decided on, as they stand now.

    Accepting what was accepted changes nothing.  Raises NotFound for an unknown policy or fact, WrongState
    for an adopted policy, BadValue for values that do not fit and where the reason is missing.
    """
    policy = policies.get(tx, number)
    if policy.status is not PolicyStatus.DRAFT:
        raise WrongState(
            f"第 {number} 号政策已自 {policy.from_day} 起采用，条目不能再改；"
            "如需更正，请把更正后的文件作为新版本导入，核对后另行采用。"
        )
    why = (reason or "").strip() or None
    if why is None and any(draft.action is not ReviewAction.ACCEPT for draft in drafts):
        raise BadValue("改定、剔除或补录条目要写明原因。")
    reviewed = policies.reviewed_of(tx, number)
    known = {fact.key: fact for fact in reviewed.facts}
    decisions: list[dict[str, object]] = []
    taken = set(known)
    for draft in drafts:
        if draft.action is ReviewAction.ADD:
            key = _next_key(taken, draft, number)
            values = _added(reviewed, key, draft)
        else:
            key, values = draft.fact, {}
            if key not in known:
                raise NotFound(
                    f"第 {number} 号政策没有“{key}”这一条，请用 gongjian policy review {number} 查看。"
                )
            if draft.action is ReviewAction.ACCEPT and _is_accepted(known[key]):
                continue
            if draft.action is ReviewAction.EDIT:
                values = _edited(known[key].fact, draft)
        taken.add(key)
        decisions.append({"fact": key, "action": draft.action.value, "values": values})
    if decisions:
        data = {"number": number, "decisions": decisions}
        chain.take(tx, "facts_reviewed", f"policy/{number}", data, reason=why)
    wanted = {str(decision["fact"]) for decision in decisions}
    return tuple(fact for fact in facts_of(tx, number) if fact.key in wanted)


@chain.step("facts_reviewed")
def _reviewed(tx: Tx, link: chain.Link) -> None:
    number = link.data["number"]
    policy_id = tx.scalar(sa.select(_policy.c.id).where(_policy.c.number == number))
    rows = [
        {
            "policy_id": policy_id,
            "fact": decision["fact"],
            "action": ReviewAction.stored(decision["action"]),
            "entered": chain.canonical(decision["values"]),
            "event_seq": link.seq,
        }
        for decision in link.data["decisions"]
    ]
    tx.connection.execute(sa.insert(_review), rows)
    plan_rows.bring_in_line(tx, policy_id, policies.plan_of(tx, number))
    forget(tx)


def entered_on(tx: Tx, number: int, fact: str) -> tuple[Entered, ...]:
    """What people typed of a fact, in order; empty where it stands as it was read."""
    return next((each.entered for each in facts_of(tx, number) if each.key == fact), ())


def _is_accepted(fact: ReviewedFact) -> bool:
    return bool(fact.decisions) and fact.decisions[-1].action is ReviewAction.ACCEPT


def _next_key(taken: set[str], draft: ReviewDraft, number: int) -> str:
    """The key of a fact to be added: the next number of its kind."""
    kind = kind_of(draft.fact)
    if kind is None:
        raise BadValue(f"不知道“{draft.fact}”是哪一类条目，{_NO_KEY}")
    if kind == TASK:
        key = f"{TASK}{draft.values.get('number', '')}"
        if key in taken:
            raise BadValue(f"第 {number} 号政策已有{key}，请改用别的编号，或改定已有的这一条。")
        return key
    task = task_of(draft.fact)
    if (kind in PARTS) != (task is not None):
        raise BadValue(f"不知道“{draft.fact}”是哪一类条目，{_NO_KEY}")
    if task is not None and task not in taken:
        raise NotFound(f"第 {number} 号政策没有“{task}”，请用 gongjian policy review {number} 查看。")
    alike = [place_of(key) for key in taken if kind_of(key) == kind and task_of(key) == task]
    stem = f"{task}.{kind}" if task else kind
    return f"{stem}{max(alike, default=0) + 1}"


def _added(reviewed: Reviewed, key: str, draft: ReviewDraft) -> dict[str, object]:
    kind = type_of(key)
    assert kind is not None
    text = reviewed.plan.text
    missing = [name for name in required(kind) if draft.values.get(name) in (None, "")]
    if missing:
        labels = {"number": "编号"} | LABELS[kind]
        raise BadValue(
            f"补录{kind_of(key)}还缺{'、'.join(sorted(labels[name] for name in missing))}，请补上。"
        )
    if kind_of(key) == "扣缴" and not (draft.values.get("amount") or draft.values.get("reference")):
        raise BadValue("补录扣缴还缺金额（或依据文件），请补上。")
    values = {name: plan_codec.plain(value) for name, value in draft.values.items()}
    if draft.span is not None:
        if not draft.span.of(text).strip() or draft.span.end > len(text):
            raise BadValue("补录条目的原文位置不在文件之内，请重新选定。")
        values["span"] = plan_codec.plain(draft.span)
        if "clause" in names_of(kind):
            values["clause"] = _clause(reviewed, draft.span)
    _checked(kind, draft.values)
    _fitting(lambda: entered_fact(text, key, values))
    return values


def _edited(fact: Fact, draft: ReviewDraft) -> dict[str, object]:
    unknown = [name for name in draft.values if name not in LABELS[type(fact)]]
    if unknown or not draft.values:
        labels = "、".join(LABELS[type(fact)].values())
        raise BadValue(f"{draft.fact} 可以改的是：{labels}。")
    _checked(type(fact), draft.values)
    values = {name: plan_codec.plain(value) for name, value in draft.values.items()}
    _fitting(lambda: edited(fact, values))
    return values


def _checked(kind: type[Fact], values: Mapping[str, object]) -> None:
    for name in required(kind) & values.keys():
        if values[name] in (None, ""):
            raise BadValue(f"{({'number': '编号'} | LABELS[kind])[name]}不能为空，请填写。")
    amount = values.get("amount")
    if isinstance(amount, Money) and amount.fen <= 0:
        raise BadValue("金额要大于零，请核对。")


def _fitting(make: Callable[[], object]) -> None:
    try:
        make()
    except (TypeError, ValueError, KeyError, ArithmeticError):
        raise BadValue("填写的内容与条目的类型不符，请核对。") from None


def _clause(reviewed: Reviewed, span: Span) -> str:
    """How the place of an added rule is cited: as the rule before it is, or the one after."""
    plan = reviewed.plan
    rules: list[DeductionRule | SubsidyRule | RewardRule] = [*plan.deductions, *plan.subsidies, *plan.rewards]
    cited = sorted((rule.span, rule.clause) for rule in rules if rule.clause)
    before = [clause for at, clause in cited if at <= span]
    return before[-1] if before else cited[0][1] if cited else ""
