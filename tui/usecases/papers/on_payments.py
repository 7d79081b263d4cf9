"""Papers on payments of the books: 补助资金拨付通知, 奖励通知."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.drafts import NoticeDraft
from ledger.errors import BadValue, NotFound
from ledger.money import total
from ledger.plan import SubsidyRule
from ledger.views import PaymentView, RewardRuleView, SubsidyRuleView
from ledger.vocabulary import NoticeKind, PaymentStatus
from tui.usecases.papers.filled import Filled, Making
from tui.usecases.papers.recipients import finance_or
from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead

WORDS = {NoticeKind.SUBSIDY: ("subsidy", "补助"), NoticeKind.REWARD: ("reward", "奖励")}
Maker = Callable[["Tx", "Letterhead", Sequence[str], date, Wishes], Making]


def payments(kind: NoticeKind) -> Maker:
    """The papers of a kind: one over the approved payments of a year that no standing paper has told yet."""

    def make(tx: Tx, head: Letterhead, about: Sequence[str], today: date, wishes: Wishes) -> Making:
        from ledger import notices
        from templates.contexts import Payment, payment_context

        year = wishes.year or today.year
        due = _untold(tx, kind, about, year)
        recipient = finance_or(tx, wishes.to)
        amount = total(payment.amount for payment in due)
        notice = notices.issue(tx, NoticeDraft(kind, recipient, (), today, amount))
        listed = []
        for payment in due:
            rule = _rule_of(tx, payment, today)
            listed.append(Payment(payment.unit, _ground(rule), payment.amount, rule))
        yield Filled(notice, payment_context(head, notice, listed, year=year))

    return make


def _untold(tx: Tx, kind: NoticeKind, about: Sequence[str], year: int) -> list[PaymentView]:
    from ledger import subsidies, units

    stored, word = WORDS[kind]
    wanted = {units.get(tx, name).name for name in about}
    paid = [
        payment
        for payment in subsidies.list_payments(tx, year)
        if payment.kind == stored and payment.status is PaymentStatus.PAID
    ]
    if not paid:
        raise BadValue(f"{year} 年没有已复核的{word}，请先登记并复核，或用 --year 换一年。")
    told = set(_told(tx, kind, year))
    due = [payment for payment in paid if payment.unit not in told and (not wanted or payment.unit in wanted)]
    missing = sorted(wanted - {payment.unit for payment in paid})
    if missing:
        raise NotFound(f"{year} 年没有给{'、'.join(missing)}的已复核{word}，请核对单位。")
    if not due:
        raise BadValue(f"{year} 年的{word}都已出过{kind.label}，没有可通知的。")
    return due


def _told(tx: Tx, kind: NoticeKind, year: int) -> Iterator[str]:
    """The units on the standing papers of a kind for a year."""
    from ledger import notices

    for notice in notices.list_notices(tx, kind):
        filled = None if notice.voided else notices.particulars(tx, notice.number)
        if filled is not None and filled["context"]["year"] == str(year):
            yield from (line["beneficiary"] for line in filled["context"]["payments"])


def _rule_of(tx: Tx, payment: PaymentView, today: date) -> SubsidyRuleView | RewardRuleView:
    """The clause that a payment was made by, in the newest policy that has it."""
    from ledger import policies
    from ledger.rules_in_force import reward_rules_in_force, subsidy_rules_in_force

    days = [policy.from_day for policy in policies.list_policies(tx) if policy.from_day is not None]
    for day in (today, *sorted(days, reverse=True)):
        rules: tuple[SubsidyRuleView | RewardRuleView, ...] = (
            *subsidy_rules_in_force(tx, day),
            *reward_rules_in_force(tx, day),
        )
        for view in rules:
            rule = view.rule
            if (rule.name, rule.clause, rule.amount) == (payment.rule, payment.clause, payment.amount):
                return view
    raise NotFound(f"找不到{payment.unit}所依据的条款“{payment.rule}”（{payment.clause}），请核对方案。")


def _ground(view: SubsidyRuleView | RewardRuleView) -> str:
    rule = view.rule
    if isinstance(rule, SubsidyRule) and rule.grade:
        return f"{rule.grade}级" if rule.grade.isascii() and rule.grade.isalpha() else rule.grade
    return rule.condition or rule.name
