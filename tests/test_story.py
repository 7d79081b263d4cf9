"""The tour: a district's month, from the policy document to the closed books. Read it from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from importers.importing import import_policy, import_roster
from importers.plans import read_plan
from ledger import deductions, explanations, findings, invariants, journal, periods, policies, summaries
from ledger.database import Book, open_book
from ledger.errors import ClosedPeriod, NoRuleInForce, SamePerson, WrongState
from ledger.money import ZERO, Money, total
from ledger.vocabulary import AssessmentStatus, FindingStatus, NoticeKind, VoucherKind
from penalties.filing import Judge
from penalties.posting import whole_to_office
from tui.demo.make_samples import OFFICES, PLAN
from tui.usecases.papers import issue

PREPARER, APPROVER = "陈思源", "刘敏"
TODAY = date(2026, 8, 14)
SENTENCE = "8月12日市攻坚办督查组在松涧街道锦鲤湾三期工地发现裸土未覆盖、出场车辆未冲洗"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Books on a day in August, with the offices of an invented district in their register."""
    now = datetime(2026, 8, 14, 10, tzinfo=timezone(timedelta(hours=8)))
    with open_book(f"sqlite:///{tmp_path / 'book.db'}", clock=lambda: now) as book:
        import_roster(book, PREPARER, OFFICES)
        yield book


def file_sentence(book: Book) -> str:
    """A clerk files what the inspectors wrote; the number of the finding."""
    with book.write(PREPARER) as tx:
        proposal = Judge(tx).propose(SENTENCE, TODAY)
        return findings.file(tx, proposal.draft(key="as-typed-once")).row.number


def test_a_month_from_the_policy_document_to_the_closed_books(book: Book, tmp_path: Path) -> None:
    # The plan. A Word file is read: who owes what by when, and what it costs when it is not done.
    plan = read_plan(PLAN)
    dust = plan.obligation("8")
    assert dust is not None
    assert dust.heading == "严控施工工地扬尘"
    site_rule = plan.deductions[1]
    assert site_rule.amount == Money.wan(6)
    assert site_rule.stackable
    assert "按项叠加扣缴" in site_rule.span.of(plan.text)

    # Imported, it is a draft and prices nothing; adopted by another person, it is in force from a day.
    policy = import_policy(book, PREPARER, PLAN).policy
    with pytest.raises(NoRuleInForce):
        file_sentence(book)
    with book.write(APPROVER) as tx:
        policies.adopt(tx, policy.number, date(2026, 5, 1))

    # A finding. The sentence says when, where and who found it; the schedule of that day says what it costs.
    number = file_sentence(book)
    assert number == "2026-0001"
    assert file_sentence(book) == number, "what was submitted once is filed once"
    with book.read() as tx:
        filed = findings.get(tx, number)
    assert filed.row.found_on == date(2026, 8, 12)
    assert filed.row.office == "松涧街道办事处"
    assert (filed.obligation, filed.row.rule_place) == ("8", 2)

    # Its assessment. Two of the six measures fail at one site, so the rule stacks; the working is shown.
    assert filed.assessment.status is AssessmentStatus.PRICED
    assert filed.row.amount == Money.wan(12)
    assert filed.assessment.working[-1] == "计算：每起6万元 × 2 = 12万元"

    # Approval. Never by who filed it; with it the superior's deduction is in the journal.
    with pytest.raises(SamePerson, match="不能由本人复核"), book.write(PREPARER) as tx:
        findings.approve(tx, number)
    with book.write(APPROVER) as tx:
        assert findings.approve(tx, number).row.status is FindingStatus.APPROVED

    # Allocation. The office where the problem lay bears all of it, and the voucher balances.
    with book.write(APPROVER) as tx:
        deductions.allocate(tx, number, whole_to_office(findings.get(tx, number)))
        voucher = deductions.post(tx, number)
    assert voucher.kind is VoucherKind.ALLOCATION
    assert total(entry.debit for entry in voucher.entries) == total(entry.credit for entry in voucher.entries)

    # The notice. Numbered by the books, written in Word, its file's hash kept with its number.
    [paper] = issue(book, PREPARER, [number], NoticeKind.DEDUCTION, tmp_path / "通知书", TODAY)
    assert paper.notice.number == "青环攻坚办扣〔2026〕1号"
    assert paper.notice.amount == Money.wan(12)
    assert paper.path.read_bytes().startswith(b"PK")

    # Every yuan can be followed down to the characters of the clause and the file's hash.
    with book.read() as tx:
        explanation = explanations.explain(tx, number)
    assert explanation.quote == site_rule.printed
    assert explanation.file_sha256 == plan.source.sha256
    with book.read() as tx:
        august = summaries.summarize(tx, date(2026, 8, 1), date(2026, 8, 31), "office")
    assert [(row.label, row.net) for row in august.rows] == [("松涧街道办事处", Money.wan(12))]

    # A reversal. Nothing is deleted: a red-letter voucher points at what it takes back, once.
    with book.write(APPROVER) as tx:
        red = deductions.reverse(tx, number, "市攻坚办复查后撤销该问题")
    assert red.reverses == voucher.number
    with pytest.raises(WrongState, match="已经冲销过"), book.write(APPROVER) as tx:
        deductions.reverse(tx, number, "再冲一次")
    with book.read() as tx:
        august = summaries.summarize(tx, date(2026, 8, 1), date(2026, 8, 31), "office")
        assert all(balance.balance == ZERO for balance in journal.trial_balance(tx, None))
    assert (august.total.deductions, august.total.reversals) == (Money.wan(12), Money.wan(12))
    assert august.total.net == ZERO

    # The month is closed and takes no entries; what is found later in it lands in the open month.
    with book.write(APPROVER) as tx:
        periods.close_month(tx, "2026-08")
    with pytest.raises((ClosedPeriod, WrongState)), book.write(APPROVER) as tx:
        periods.close_month(tx, "2026-08")
    with book.read() as tx:
        assert periods.is_closed(tx, "2026-08")

    # And the books verify.
    assert invariants.verify(book) == []
