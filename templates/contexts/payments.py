"""补助资金拨付通知 and 奖励通知: money that goes out under a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.errors import BadValue
from ledger.money import Money
from ledger.views import NoticeView, RewardRuleView, SubsidyRuleView
from templates.capitals import capital
from templates.contexts.deductions import ClauseLine, agreed_total
from templates.contexts.letterhead import Letterhead, NoticeContext, common
from templates.tags import tag


@dataclass(frozen=True, slots=True)
class Payment:
    """Money due to one beneficiary: who, for what (A级, 年均值达标), by which rule of which document."""

    beneficiary: str
    ground: str
    amount: Money
    rule: SubsidyRuleView | RewardRuleView


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """A payment as a row of the table."""

    position: str = tag("序号")
    beneficiary: str = tag("单位")
    ground: str = tag("事由")
    clause: str = tag("依据")
    amount: str = tag("金额")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentContext(NoticeContext):
    """补助资金拨付通知, 奖励通知."""

    year: str = tag("年度")
    count: str = tag("笔数")
    total: str = tag("合计小写")
    capitals: str = tag("合计大写")
    clauses: tuple[ClauseLine, ...] = tag("拨付依据")
    payments: tuple[PaymentLine, ...] = tag("拨付清单")


def payment_context(
    letterhead: Letterhead,
    notice: NoticeView,
    payments: Sequence[Payment],
    *,
    year: int,
    replaces: str = "",
) -> PaymentContext:
    """The context of a 补助资金拨付通知 or 奖励通知 over the payments of a year.

    Raises BadValue for no payment or one that is not positive, Unbalanced where they do not add up to the
    notice's amount.
    """
    if not payments:
        raise BadValue("拨付通知至少要列一笔资金，请先选择。")
    for payment in payments:
        if payment.amount.fen <= 0:
            raise BadValue(f"“{payment.beneficiary}”的金额为 {payment.amount} 元，应大于零，请核对。")
    amount = agreed_total(notice, [payment.amount for payment in payments])
    # One clause may say several amounts, each in its own words.
    clauses = {
        (_document(payment), payment.rule.rule.clause, payment.rule.rule.printed): None
        for payment in payments
    }
    return PaymentContext(
        **common(letterhead, notice, replaces=replaces),
        year=str(year),
        count=str(len(payments)),
        total=str(amount),
        capitals=capital(amount),
        clauses=tuple(
            ClauseLine(citation=f"{document}{clause}", quote=printed.rstrip("。；"))
            for document, clause, printed in clauses
        ),
        payments=tuple(
            PaymentLine(
                position=str(position),
                beneficiary=payment.beneficiary,
                ground=payment.ground,
                clause=payment.rule.rule.clause,
                amount=str(payment.amount),
            )
            for position, payment in enumerate(payments, 1)
        ),
    )


def _document(payment: Payment) -> str:
    return payment.rule.doc_number or "本级方案"
