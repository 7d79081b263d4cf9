"""Corrections of what is booked, in the forms of 《会计基础工作规范》第五十一条（五）.

* Within the year: a red voucher that cancels the wrong one (注销某月某日某号凭证) and a blue one that is
  right (订正某月某日某号凭证).
* Where only the amount is wrong: one voucher over the difference, more in blue, less in red.
* An error of an earlier year: one blue voucher that puts it right (更正某年某月某日某号凭证).

Each form leaves what was booked untouched.  A finding that the treasury has settled is reversed instead.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger import assessments, chain, deductions, indexing, journal
from ledger.cases import Case, load, move, must_be, must_not_be_disputed
from ledger.drafts import AllocationDraft, AssessmentDraft, ShareDraft
from ledger.errors import WrongState
from ledger.finding_views import get
from ledger.findings import reason_given
from ledger.money import ZERO, Money
from ledger.months import correction_day
from ledger.schema import Voucher
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import FindingView, VoucherView
from ledger.vocabulary import AccountKind, AssessmentStatus, FindingStatus, VoucherKind

_voucher = table_of(Voucher)


def reallocate(tx: Tx, number: str, draft: AllocationDraft, reason: str) -> FindingView:
    """Let other units bear a posted finding: red and blue within the year, else one blue voucher."""
    case = _posted(tx, number, "重新分担")
    assert case.amount is not None
    deductions.check_shares(draft, case.amount)
    before = _shares(tx, case)
    reason = reason_given(reason, "重新分担")
    seq = _decide(tx, case, draft, reason)
    _move_shares(tx, case, before, deductions.shares_of(tx, seq), reason)
    return get(tx, number)


def correct(
    tx: Tx, number: str, draft: AssessmentDraft, allocation: AllocationDraft, reason: str
) -> FindingView:
    """Put the price of a posted finding right, and who bears it.

    With the same rule only the amount was wrong and the difference is booked; with another rule the
    vouchers are cancelled in red and written anew in blue.  Raises WrongState when nothing would change or
    the finding is settled.
    """
    case = _posted(tx, number, "更正金额")
    reason = reason_given(reason, "更正")
    rule = assessments.check(tx, draft, case.found_on, case.level)
    if draft.status is not AssessmentStatus.PRICED or draft.amount is None:
        raise WrongState(f"问题 {number} 已经记账，更正后必须有金额；不应扣缴的请冲销。")
    if (draft.rule_id, draft.amount) == (case.rule_id, case.amount):
        raise WrongState(f"问题 {number} 的条款和金额没有变化，不用更正。")
    deductions.check_shares(allocation, draft.amount)
    before, same_rule = _shares(tx, case), draft.rule_id == case.rule_id
    key, turn = assessments.next_key(tx), assessments.next_turn(tx, case.id)
    data = {"id": case.id, "assessment": assessments.data_of(draft, rule, key=key, turn=turn)}
    chain.take(tx, "corrected", case.subject, data, reason=reason)
    wrong, case = case, load(tx, number)
    seq = _decide(tx, case, allocation, reason)
    after = deductions.shares_of(tx, seq)
    if same_rule or _earlier_year(tx, wrong):
        _book_difference(tx, wrong, case, before, after, reason)
    else:
        _book_anew(tx, wrong, case, after, reason)
    return get(tx, number)


@chain.step("corrected")
def _corrected(tx: Tx, link: chain.Link) -> None:
    data = link.data["assessment"]
    assessments.store(tx, data, link.data["id"], link)
    finding_id = link.data["id"]
    indexing.change(tx, finding_id, lambda: move(tx, finding_id, assessment_id=data["id"]))


def _decide(tx: Tx, case: Case, draft: AllocationDraft, reason: str) -> int:
    assert case.amount is not None
    shares = deductions.shares_data(tx, draft)
    data = {"id": case.id, "amount": case.amount.fen, "shares": shares}
    return chain.take(tx, "reallocated", case.subject, data, reason=reason).seq


@chain.step("reallocated")
def _reallocated(tx: Tx, link: chain.Link) -> None:
    deductions.store_allocation(tx, link, finding_id=link.data["id"])
    move(tx, link.data["id"], allocation_id=link.seq)


def _posted(tx: Tx, number: str, step: str) -> Case:
    case = load(tx, number)
    if case.status is FindingStatus.SETTLED:
        raise WrongState(f"问题 {number} 财政已扣缴，不能{step}，请冲销后重新登记。")
    must_be(case, step, FindingStatus.POSTED, FindingStatus.NOTIFIED)
    must_not_be_disputed(tx, case, step)
    return case


def _shares(tx: Tx, case: Case) -> list[ShareDraft]:
    assert case.allocation_id is not None
    return deductions.shares_of(tx, case.allocation_id)


def _original(tx: Tx, case: Case, records: VoucherKind) -> VoucherView:
    """The case's first standing voucher on a matter: the one that a correction refers to."""
    standing = [key for key, what in deductions.standing_vouchers(tx, case.id) if what is records]
    return journal.by_id(tx, standing[0])


def _earlier_year(tx: Tx, case: Case) -> bool:
    original = _original(tx, case, VoucherKind.ALLOCATION)
    return correction_day(tx, original.booked_on).year > original.booked_on.year


def _move_shares(tx: Tx, case: Case, before: list[ShareDraft], after: list[ShareDraft], reason: str) -> None:
    original = _original(tx, case, VoucherKind.ALLOCATION)
    if _earlier_year(tx, case):
        _correction(tx, case, original, _words(original, "更正", year=True), _shifts(before, after), reason)
        return
    for key, records in reversed(deductions.standing_vouchers(tx, case.id)):
        if records is VoucherKind.ALLOCATION:
            deductions.reverse_voucher(tx, case, key, reason)
    assert case.amount is not None
    lines = [*_borne(before, after), journal.Line(AccountKind.TO_ALLOCATE, "", credit=case.amount)]
    _correction(tx, case, original, _words(original, "订正"), lines, reason)


def _shifts(before: list[ShareDraft], after: list[ShareDraft]) -> list[journal.Line]:
    """Blue lines that move amounts between units: a debit to who bears more, a credit to who bears less."""
    old = {share.unit: share.amount for share in before}
    new = {share.unit: share.amount for share in after}
    lines = []
    for unit in dict.fromkeys([*old, *new]):
        more = new.get(unit, ZERO) - old.get(unit, ZERO)
        if more.fen > 0:
            first = int(unit not in old)
            lines.append(journal.Line(AccountKind.BORNE_BY_UNIT, unit, debit=more, cases=first))
        elif more.fen < 0:
            lines.append(journal.Line(AccountKind.BORNE_BY_UNIT, unit, credit=-more))
    return lines


def _borne(before: list[ShareDraft], after: list[ShareDraft]) -> list[journal.Line]:
    old = {share.unit for share in before}
    return [
        journal.Line(
            AccountKind.BORNE_BY_UNIT, share.unit, debit=share.amount, cases=int(share.unit not in old)
        )
        for share in after
    ]


def _book_difference(
    tx: Tx, wrong: Case, case: Case, before: list[ShareDraft], after: list[ShareDraft], reason: str
) -> None:
    """One voucher over the difference for what the superior deducts, one for what the units bear."""
    assert wrong.amount is not None
    assert case.amount is not None
    more = case.amount - wrong.amount
    blue = _earlier_year(tx, wrong)
    deducted = _original(tx, wrong, VoucherKind.DEDUCTION)
    borne = _original(tx, wrong, VoucherKind.ALLOCATION)
    word = "更正" if blue else "调整"
    owed = [
        _line(AccountKind.TO_ALLOCATE, "", more, credit=False, blue=blue),
        _line(AccountKind.SUPERIOR_DEDUCTION, case.superior, more, credit=True, blue=blue),
    ]
    _correction(tx, case, deducted, _words(deducted, word, year=blue), owed if more else [], reason)
    old = {share.unit: share.amount for share in before}
    new = {share.unit: share.amount for share in after}
    lines = []
    for unit in dict.fromkeys([*old, *new]):
        change = new.get(unit, ZERO) - old.get(unit, ZERO)
        if change:
            first = int(unit not in old)
            lines.append(_line(AccountKind.BORNE_BY_UNIT, unit, change, credit=False, blue=blue, cases=first))
    if more:
        lines.append(_line(AccountKind.TO_ALLOCATE, "", more, credit=True, blue=blue))
    _correction(tx, case, borne, _words(borne, word, year=blue), lines, reason)


def _line(
    kind: AccountKind, party: str, more: Money, *, credit: bool, blue: bool, cases: int = 0
) -> journal.Line:
    """A change of an account on one side: a decrease is red there, or in blue on the other side."""
    if blue and more.fen < 0:
        credit, more = not credit, -more
    if credit:
        return journal.Line(kind, party, credit=more, cases=cases)
    return journal.Line(kind, party, debit=more, cases=cases)


def _book_anew(tx: Tx, wrong: Case, case: Case, after: list[ShareDraft], reason: str) -> None:
    assert case.amount is not None
    deducted = _original(tx, wrong, VoucherKind.DEDUCTION)
    borne = _original(tx, wrong, VoucherKind.ALLOCATION)
    before = _shares(tx, wrong)
    for key, _ in reversed(deductions.standing_vouchers(tx, case.id)):
        deductions.reverse_voucher(tx, wrong, key, reason)
    owed = [
        journal.Line(AccountKind.TO_ALLOCATE, "", debit=case.amount),
        journal.Line(AccountKind.SUPERIOR_DEDUCTION, case.superior, credit=case.amount),
    ]
    _correction(tx, case, deducted, _words(deducted, "订正"), owed, reason)
    lines = [*_borne(before, after), journal.Line(AccountKind.TO_ALLOCATE, "", credit=case.amount)]
    _correction(tx, case, borne, _words(borne, "订正"), lines, reason)


def _words(original: VoucherView, word: str, *, year: bool = False) -> str:
    """The prescribed summary: 订正8月12日2025-08-分担-0001号凭证."""
    day = original.booked_on
    when = f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"
    return f"{word}{when}{original.number}号凭证"


def _correction(
    tx: Tx, case: Case, original: VoucherView, summary: str, lines: list[journal.Line], reason: str
) -> None:
    if not lines:
        return
    preparer, approver = case.two_people
    corrected: Any = tx.first(
        sa.select(_voucher.c.id, _voucher.c.records).where(_voucher.c.number == original.number)
    )
    journal.book(
        tx,
        journal.Booking(
            kind=VoucherKind.CORRECTION,
            booked_on=correction_day(tx, original.booked_on),
            summary=summary,
            lines=lines,
            preparer=preparer,
            approver=approver,
            finding_id=case.id,
            assessment_id=case.assessment_id,
            records=corrected.records,
            corrects_id=corrected.id,
            reason=reason,
        ),
    )
