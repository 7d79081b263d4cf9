"""A year at random: two writers, every kind of step in any state, kills half way, a clock that jumps.

An independent model keeps what each unit should bear; whatever the steps, the journal comes to the same, what
is refused leaves no trace, and the books verify.  The seed makes a run the same each time.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger import (
    bills,
    chain,
    corrections,
    deductions,
    findings,
    interchange,
    invariants,
    journal,
    notices,
    objections,
    periods,
    policies,
    rectification,
    subsidies,
    summaries,
    years,
)
from ledger.database import open_book
from ledger.drafts import (
    AllocationDraft,
    AssessmentDraft,
    BillDraft,
    FindingFilter,
    NoticeDraft,
    ShareDraft,
    SubsidyDraft,
)
from ledger.errors import GongjianError
from ledger.invariants import amounts, evidence
from ledger.invariants import journal as journal_invariants
from ledger.money import Money
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level, NoticeKind

Desk = Any
Tx = Any
PEOPLE = ("张经办", "李复核", "王会计", "赵主任")
UNITS = ("东城办事处", "西城办事处", "北山镇政府")
FIRM = "清河焦化有限公司"
QUICK_CHECKS = (*journal_invariants.INVARIANTS, *amounts.INVARIANTS, evidence.guards_are_in_place)


class Killed(Exception):
    """The program was killed in the middle of a write."""


class Year:
    """One simulated year on a book with two programs that write to it."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.rng = random.Random(seed)
        self.desk = desk
        self.books = (desk.book, open_book(str(desk.book.path), clock=desk.clock))
        self.numbers: list[str] = []
        self.borne: dict[str, dict[str, int]] = {}
        self.refused = self.done = self.killed = 0
        self.day = date(2025, 3, 1)
        self.bills = self.keys = 0
        self.printed: dict[str, str] = {}
        with desk.book.read() as tx:
            self.rules = policies.rules_in_force(tx, self.day)
            self.awards = policies.subsidy_rules_in_force(tx, self.day)

    def close(self) -> None:
        self.books[1].close()

    def step(self) -> None:
        """One step by a random person at a random program; a refusal or a kill must leave no trace."""
        if self.rng.random() < 0.02:
            self.day = min(self.day + timedelta(days=self.rng.randint(1, 3)), date(2026, 1, 20))
        shown = self.day - timedelta(days=self.rng.choice([0] * 30 + [1, 40]))
        self.desk.clock.set(shown.year, shown.month, shown.day, self.rng.randint(8, 18))
        action = self.rng.choices(list(ACTIONS), [weight for _, weight in ACTIONS.values()])[0]
        book, actor = self.rng.choice(self.books), self.rng.choice(PEOPLE)
        before = self.head()
        try:
            with book.write(actor) as tx:
                settle = ACTIONS[action][0](self, tx)
                if self.rng.random() < 0.01:
                    raise Killed
            if settle is not None:
                settle()
            self.done += 1
        except GongjianError:
            self.refused += 1
            assert self.head() == before
        except Killed:
            self.killed += 1
            assert self.head() == before

    def head(self) -> tuple[int, str, str]:
        with self.books[0].read() as tx:
            return chain.head(tx)

    def some(self, tx: Tx, *states: FindingStatus) -> str:
        """A finding at random, most of the time in a state from which the step can be taken."""
        if states and self.rng.random() < 0.9:
            wanted = FindingFilter(status=self.rng.choice(states))
            rows = findings.list_findings(tx, wanted, limit=40)
            if rows:
                return self.rng.choice(rows).number
        return self.rng.choice(self.numbers) if self.numbers else "2025-0001"

    def assessment(self) -> AssessmentDraft:
        kind = self.rng.random()
        count = self.rng.randint(1, 4)
        if kind < 0.75:
            rule = self.rng.choice([self.rules[0], self.rules[2]])
            assert rule.rule.amount is not None
            amount = rule.rule.amount * count
            return AssessmentDraft(AssessmentStatus.PRICED, rule.id, count, amount, (f"× {count}",), 0.9)
        if kind < 0.85:
            return AssessmentDraft(AssessmentStatus.PENDING, self.rules[1].id, count, None, ("待定",))
        if kind < 0.95:
            return AssessmentDraft(AssessmentStatus.FREE, None, count, None, ("区级自查，不扣缴",))
        return AssessmentDraft(AssessmentStatus.UNDECIDED, None, count, None, ())

    def shares(self, amount: Money | None) -> AllocationDraft:
        """A division of an amount among one to three units, now and then a wrong one."""
        whole = 1 if amount is None else amount.fen
        units = self.rng.sample(UNITS, self.rng.randint(1, 3))
        cuts = sorted(self.rng.randint(1, max(1, whole - 1)) for _ in units[1:])
        parts = [b - a for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]
        if self.rng.random() < 0.05:
            parts[0] += 1
        shares = tuple(ShareDraft(unit, Money(part)) for unit, part in zip(units, parts, strict=True))
        return AllocationDraft(shares, "按属地和牵头责任分担")

    def bear(self, number: str, draft: AllocationDraft) -> Callable[[], None]:
        def settle() -> None:
            self.borne[number] = {share.unit: share.amount.fen for share in draft.shares}

        return settle

    def expected(self) -> dict[str, int]:
        totals: dict[str, int] = defaultdict(int)
        for shares in self.borne.values():
            for unit, fen in shares.items():
                totals[unit] += fen
        return {unit: fen for unit, fen in totals.items() if fen}

    def check(self, *, whole: bool) -> None:
        """Hold the books against the model, by the quick invariants or all of them."""
        with self.books[1].read() as tx:
            span = (date(2024, 1, 1), date(2026, 12, 31))
            summary = summaries.summarize(tx, *span, "office")
            assert {row.key: row.net.fen for row in summary.rows if row.net} == self.expected()
            if whole:
                assert invariants.verify(tx, self.printed) == []
            else:
                assert [check(tx) for check in QUICK_CHECKS] == [None] * len(QUICK_CHECKS)


def file(year: Year, tx: Tx) -> Callable[[], None]:
    year.keys += 1
    draft = replace(
        year.desk.draft(),
        key=f"sim-{year.keys}",
        text=f"第{year.keys}处问题：裸土未覆盖",
        found_on=year.day - timedelta(days=year.rng.randint(0, 45)),
        level=year.rng.choice([Level.NATIONAL, Level.PROVINCIAL, Level.MUNICIPAL, Level.MUNICIPAL]),
        office=year.rng.choice([*UNITS, *UNITS, *UNITS, None, "不存在的办事处"]),
        assessment=year.assessment(),
        inspecting_body=year.rng.choice([None, "市攻坚办", "省督察组"]),
    )
    number = findings.file_number(tx, draft)
    return lambda: year.numbers.append(number)


def amend(year: Year, tx: Tx) -> None:
    number = year.some(tx, FindingStatus.FILED, FindingStatus.RETURNED)
    draft = replace(findings.draft_of(tx, number), office=year.rng.choice(UNITS))
    findings.amend(tx, number, draft, "更正办事处")


def approve(year: Year, tx: Tx) -> None:
    findings.approve(tx, year.some(tx, FindingStatus.FILED))


def send_back(year: Year, tx: Tx) -> None:
    findings.send_back(tx, year.some(tx, FindingStatus.FILED), "请核对数量")


def reassess(year: Year, tx: Tx) -> None:
    findings.reassess(
        tx,
        year.some(tx, FindingStatus.FILED, FindingStatus.RETURNED, FindingStatus.APPROVED),
        year.assessment(),
        "重新核定",
    )


def void(year: Year, tx: Tx) -> None:
    findings.void(
        tx, year.some(tx, FindingStatus.FILED, FindingStatus.RETURNED, FindingStatus.RECORDED), "误报"
    )


def allocate(year: Year, tx: Tx) -> None:
    number = year.some(tx, FindingStatus.APPROVED)
    deductions.allocate(tx, number, year.shares(findings.get(tx, number).row.amount))


def post(year: Year, tx: Tx) -> Callable[[], None]:
    number = year.some(tx, FindingStatus.ALLOCATED)
    deductions.post(tx, number)
    shares = tuple(ShareDraft(share.unit, share.amount) for share in findings.get(tx, number).shares)
    return year.bear(number, AllocationDraft(shares, "同"))


def notify(year: Year, tx: Tx) -> None:
    number = year.some(tx, FindingStatus.POSTED, FindingStatus.NOTIFIED)
    shares = findings.get(tx, number).shares
    recipient = shares[0].unit if shares else UNITS[0]
    notices.issue(tx, NoticeDraft(NoticeKind.DEDUCTION, recipient, (number,), year.day))


def settle(year: Year, tx: Tx) -> None:
    deductions.settle(tx, year.some(tx, FindingStatus.POSTED, FindingStatus.NOTIFIED), f"财预{year.done}号")


def reverse(year: Year, tx: Tx) -> Callable[[], None]:
    number = year.some(
        tx, FindingStatus.APPROVED, FindingStatus.POSTED, FindingStatus.NOTIFIED, FindingStatus.SETTLED
    )
    deductions.reverse(tx, number, "复核撤销")
    return lambda: year.borne.pop(number, None) and None


def object_to(year: Year, tx: Tx) -> None:
    objections.enter(
        tx,
        year.some(
            tx, FindingStatus.APPROVED, FindingStatus.ALLOCATED, FindingStatus.POSTED, FindingStatus.NOTIFIED
        ),
        year.rng.choice(UNITS),
        "不属本辖区",
    )


def decide(year: Year, tx: Tx) -> Callable[[], None] | None:
    number = year.some(
        tx,
        FindingStatus.FILED,
        FindingStatus.APPROVED,
        FindingStatus.ALLOCATED,
        FindingStatus.POSTED,
        FindingStatus.NOTIFIED,
    )
    if year.rng.random() < 0.7:
        objections.reject(tx, number, "维持")
        return None
    objections.sustain(tx, number, "采纳")
    return lambda: year.borne.pop(number, None) and None


def reallocate(year: Year, tx: Tx) -> Callable[[], None]:
    number = year.some(tx, FindingStatus.POSTED, FindingStatus.NOTIFIED)
    draft = year.shares(findings.get(tx, number).row.amount)
    corrections.reallocate(tx, number, draft, "重新认定")
    return year.bear(number, draft)


def correct(year: Year, tx: Tx) -> Callable[[], None]:
    number = year.some(tx, FindingStatus.POSTED, FindingStatus.NOTIFIED)
    priced = year.assessment()
    draft = year.shares(priced.amount)
    corrections.correct(tx, number, priced, draft, "复查更正")
    return year.bear(number, draft)


def repair(year: Year, tx: Tx) -> None:
    number, step = year.some(tx, FindingStatus.APPROVED, FindingStatus.POSTED), year.rng.randrange(7)
    if step == 0:
        rectification.assign(tx, number, year.day + timedelta(days=15))
    elif step == 1:
        rectification.rectify(tx, number, tx.today, "已覆盖")
    elif step == 2:
        rectification.verify(tx, number)
    elif step == 3:
        rectification.close(tx, number)
    elif step == 4:
        rectification.reject(tx, number, "仍有裸土")
    else:
        rectification.extend(tx, number, year.day + timedelta(days=40), "连续降雨")


def look_back(year: Year, tx: Tx) -> Callable[[], None]:
    year.keys += 1
    draft = replace(
        year.desk.draft(), key=f"sim-{year.keys}", found_on=tx.today, assessment=year.assessment()
    )
    new = rectification.look_back(tx, year.some(tx, FindingStatus.POSTED), draft)
    return lambda: year.numbers.append(new.row.number)


def close_month(year: Year, tx: Tx) -> Callable[[], None]:
    month = (year.day.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    head = periods.close_month(tx, month).head

    def printed() -> None:
        year.printed[month] = head

    return printed


def reopen(year: Year, tx: Tx) -> None:
    closed = periods.list_periods(tx)
    month = closed[-1].month if closed else "2025-03"
    if year.rng.random() < 0.5:
        periods.ask_reopening(tx, month, "漏记一笔")
    else:
        periods.reopen(tx, month)


def bill(year: Year, tx: Tx) -> Callable[[], None] | None:
    number, step = f"补〔2025〕{max(1, year.bills - year.rng.randrange(2))}号", year.rng.randrange(5)
    if step == 0:
        draft = BillDraft(
            f"补〔2025〕{year.bills + 1}号",
            "市财政局",
            "结算通知",
            year.day,
            Money(year.rng.randint(1, 10**8)),
        )
        bills.enter(tx, draft)
        year_bills = year.bills + 1

        def counted() -> None:
            year.bills = year_bills

        return counted
    if step == 1:
        bills.approve(tx, number)
    elif step < 4:
        bills.allocate(tx, number, year.shares(bills.get(tx, number).amount))
    else:
        bills.reverse(tx, number, "重新结算")
    return None


def subsidize(year: Year, tx: Tx) -> None:
    award = year.rng.choice(year.awards)
    draft = SubsidyDraft(FIRM, 2025, award.id, award.rule.amount, ("按等级",))
    step = year.rng.randrange(3)
    if step == 0:
        subsidies.propose(tx, draft)
    elif step == 1:
        subsidies.pay(tx, draft)
    else:
        subsidies.reverse(tx, FIRM, 2025, "等级撤销")


ACTIONS: dict[str, tuple[Callable[[Year, Tx], Callable[[], None] | None], int]] = {
    "file": (file, 26),
    "amend": (amend, 3),
    "approve": (approve, 28),
    "send back": (send_back, 2),
    "reassess": (reassess, 4),
    "void": (void, 1),
    "allocate": (allocate, 16),
    "post": (post, 16),
    "notify": (notify, 8),
    "settle": (settle, 4),
    "reverse": (reverse, 2),
    "object": (object_to, 3),
    "decide": (decide, 8),
    "reallocate": (reallocate, 3),
    "correct": (correct, 3),
    "repair": (repair, 12),
    "look back": (look_back, 2),
    "close": (close_month, 2),
    "reopen": (reopen, 1),
    "bill": (bill, 4),
    "subsidize": (subsidize, 2),
}


def simulate(desk: Desk, seed: int, steps: int, *, quick: int, whole: int) -> Year:
    """Run a year; check by the quick invariants and by all of them after every so many steps."""
    from ledger import grades
    from ledger.drafts import GradeDraft

    with desk.book.write("张经办") as tx:
        grades.set_grade(tx, GradeDraft(FIRM, "A级", "焦化", date(2025, 1, 1), True, "省厅公示"))
    year = Year(desk, seed)
    for number in range(1, steps + 1):
        year.step()
        if number % whole == 0:
            year.check(whole=True)
        elif number % quick == 0:
            year.check(whole=False)
    end_of_year(year)
    year.check(whole=True)
    return year


def end_of_year(year: Year) -> None:
    year.desk.clock.set(2026, 2, 1)
    with year.books[0].write("王会计") as tx:
        for month in years.outlook(tx, 2025).open_months:
            year.printed[month] = periods.close_month(tx, month).head
        years.roll_over(tx, 2025)


def agrees_with_plain_text_programs(desk: Desk, folder: Path) -> None:
    """beancount and hledger accept the year's journal and come to every balance by account and month."""
    with desk.book.read() as tx:
        beancount = interchange.export(tx, "beancount", folder / "year.beancount")
        hledger = interchange.export(tx, "hledger", folder / "year.journal")
        ours = {
            (interchange.accounts.plain_account(row.kind, row.party), month): row.balance.fen
            for month in {voucher.booked_on.isoformat()[:7] for voucher in journal.vouchers(tx)}
            for row in journal.trial_balance(tx, month)
            if row.balance
        }
    check = Path(sys.executable).with_name("bean-check")
    assert subprocess.run([check, beancount], capture_output=True, check=False).returncode == 0
    assert by_month(beancount.read_text(encoding="utf-8")) == ours
    if shutil.which("hledger"):
        env = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        command = ["hledger", "-f", hledger, "check", "--strict"]
        assert subprocess.run(command, capture_output=True, env=env, check=False).stderr == b""
        assert hledger_months(hledger, env) == ours


def by_month(text: str) -> dict[tuple[str, str], int]:
    """Beancount's own fold of the journal by account and month."""
    from beancount import loader
    from beancount.core.data import Transaction

    entries, errors, _ = loader.load_string(text)
    assert errors == []
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                assert posting.units.number is not None
                key = posting.account, entry.date.isoformat()[:7]
                totals[key] += int(posting.units.number * 100)
    return {key: fen for key, fen in totals.items() if fen}


def hledger_months(journal_file: Path, env: dict[str, str]) -> dict[tuple[str, str], int]:
    """hledger's own fold of the journal by account and month."""
    import csv
    import io

    command = ["hledger", "-f", journal_file, "balance", "-M", "--flat", "--no-total", "-O", "csv"]
    listed = subprocess.run([*command, "--layout=bare"], capture_output=True, text=True, env=env, check=True)
    header, *rows = list(csv.reader(io.StringIO(listed.stdout)))
    months = [name[:7] for name in header[2:]]
    return {
        (row[0], month): round(float(figure) * 100)
        for row in rows
        for month, figure in zip(months, row[2:], strict=True)
        if float(figure or 0)
    }


def test_a_year_in_short_stays_exact_whatever_happens(desk: Desk, tmp_path: Path) -> None:
    year = simulate(desk, seed=20250301, steps=400, quick=20, whole=200)
    year.close()
    assert year.done > 100
    assert year.refused > 100
    agrees_with_plain_text_programs(desk, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2])
def test_a_whole_year_of_thousands_of_findings_stays_exact(desk: Desk, tmp_path: Path, seed: int) -> None:
    year = simulate(desk, seed=seed, steps=20_000, quick=100, whole=2_000)
    year.close()
    assert len(year.numbers) > 2_000
    assert year.killed > 50
    agrees_with_plain_text_programs(desk, tmp_path)
