"""Books for the tests: an invented district's plan, three people, a clock that the test sets."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest

from ledger import deductions, findings, policies, units
from ledger.database import Book, open_book
from ledger.drafts import AllocationDraft, AssessmentDraft, FindingDraft, ShareDraft, UnitDraft
from ledger.money import Money
from ledger.plan import (
    DeductionRule,
    DocumentHead,
    Obligation,
    Plan,
    RewardRule,
    Source,
    Span,
    SubsidyRule,
)
from ledger.views import FindingView, RuleView
from ledger.vocabulary import AssessmentStatus, Level, UnitKind

CHINA = timezone(timedelta(hours=8))
OFFICES = ("东城办事处", "西城办事处", "北山镇政府")
TEXT = """清河区2025年大气污染防治攻坚方案
一、重点任务
1.加强施工工地扬尘治理。严格落实六个百分之百。
2.严禁露天焚烧。落实网格化监管。
二、扣缴标准
施工工地未落实六个百分之百的，扣缴10万元/起，多项不到位叠加扣缴。
露天焚烧垃圾的，按照清政办〔2016〕37号文件扣缴。
工业企业堆场未采取防扬尘措施的，扣缴1万元/起。
三、奖补
绩效A级企业补助10万元，B级企业补助5万元。
空气质量改善排名第一的，奖励20万元。
"""


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def rule(
    place: int, name: str, words: str, amount: Money | None, text: str = TEXT, **more: object
) -> DeductionRule:
    plain = DeductionRule(place, name, words, amount, "起", False, None, None, False, "二", span(words, text))
    return replace(plain, **more)  # type: ignore[arg-type]


def plan_of_text(text: str, number: str, rules: tuple[DeductionRule, ...], **more: object) -> Plan:
    content = text.encode()
    head = DocumentHead(
        text.splitlines()[0], number, "清河区污染防治攻坚战领导小组办公室", date(2025, 3, 1), 2025, None
    )
    source = Source(hashlib.sha256(content).hexdigest(), "txt", "plan.txt")
    return Plan(head, text, source, deductions=rules, **more)  # type: ignore[arg-type]


def sample_plan() -> Plan:
    return plan_of_text(
        TEXT,
        "清环攻坚办〔2025〕6号",
        (
            rule(
                1,
                "施工工地未落实六个百分之百",
                "施工工地未落实六个百分之百的，扣缴10万元/起",
                Money.wan(10),
                stackable=True,
            ),
            rule(
                2,
                "露天焚烧",
                "露天焚烧垃圾的，按照清政办〔2016〕37号文件扣缴",
                None,
                reference="清政办〔2016〕37号",
            ),
            rule(3, "堆场未防扬尘", "工业企业堆场未采取防扬尘措施的，扣缴1万元/起", Money.wan(1)),
        ),
        obligations=(
            Obligation("1", "加强施工工地扬尘治理", "重点任务", "重点任务", span("1.加强施工工地扬尘治理。")),
            Obligation("2", "严禁露天焚烧", "重点任务", "重点任务", span("2.严禁露天焚烧。")),
        ),
        subsidies=(
            SubsidyRule(
                "A级企业补助",
                "绩效A级企业补助10万元",
                "A级",
                Money.wan(10),
                None,
                "三",
                span("绩效A级企业补助10万元"),
            ),
            SubsidyRule(
                "B级企业补助",
                "B级企业补助5万元",
                "B级",
                Money.wan(5),
                None,
                "三",
                span("B级企业补助5万元"),
            ),
        ),
        rewards=(
            RewardRule(
                "排名第一奖励",
                "空气质量改善排名第一的，奖励20万元",
                Money.wan(20),
                None,
                "三",
                span("空气质量改善排名第一的，奖励20万元"),
            ),
        ),
    )


@dataclass
class Clock:
    """The machine's clock, set by the test."""

    now: datetime = datetime(2025, 9, 3, 9, 0, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.now

    def set(self, year: int, month: int, day: int, hour: int = 9) -> None:
        self.now = datetime(year, month, day, hour, tzinfo=CHINA)


@dataclass
class Desk:
    """The office at work: 张经办 files, 李复核 approves, 王会计 keeps the accounts."""

    book: Book
    clock: Clock
    keys: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    def rules(self, day: date = date(2025, 8, 12)) -> tuple[RuleView, ...]:
        with self.book.read() as tx:
            return policies.rules_in_force(tx, day)

    def priced(self, place: int = 1, count: int = 2, day: date = date(2025, 8, 12)) -> AssessmentDraft:
        view = self.rules(day)[place - 1]
        assert view.rule.amount is not None
        amount = view.rule.amount * count
        return AssessmentDraft(
            AssessmentStatus.PRICED,
            view.id,
            count,
            amount,
            (f"{view.rule.amount} × {count} = {amount}",),
            0.97,
        )

    def draft(self, **more: object) -> FindingDraft:
        plain = FindingDraft(
            key=f"key-{next(self.keys)}",
            text="东城办锦绣花园二期裸土未覆盖、出入车辆未冲洗",
            found_on=date(2025, 8, 12),
            level=Level.MUNICIPAL,
            assessment=self.priced(),
            inspecting_body="市攻坚办",
            office="东城办事处",
            subject="锦绣花园二期",
            obligation="1",
        )
        return replace(plain, **more)  # type: ignore[arg-type]

    def file(self, **more: object) -> str:
        draft = self.draft(**more)
        with self.book.write("张经办") as tx:
            return findings.file(tx, draft).row.number

    def approve(self, number: str, by: str = "李复核") -> FindingView:
        with self.book.write(by) as tx:
            return findings.approve(tx, number)

    def allocate(self, number: str, *shares: tuple[str, int]) -> FindingView:
        with self.book.write("王会计") as tx:
            wanted = shares or self._whole(findings.get(tx, number))
            draft = AllocationDraft(tuple(ShareDraft(u, Money.yuan(y)) for u, y in wanted), "属地管理")
            return deductions.allocate(tx, number, draft)

    @staticmethod
    def _whole(finding: FindingView) -> tuple[tuple[str, int], ...]:
        assert finding.row.amount is not None
        return ((finding.row.office or OFFICES[0], finding.row.amount.fen // 100),)

    def posted(self, **more: object) -> str:
        number = self.file(**more)
        self.approve(number)
        self.allocate(number)
        with self.book.write("王会计") as tx:
            deductions.post(tx, number)
        return number

    def reverse(self, number: str, reason: str = "经核实属重复交办") -> None:
        with self.book.write("王会计") as tx:
            deductions.reverse(tx, number, reason)

    def finding(self, number: str) -> FindingView:
        with self.book.read() as tx:
            return findings.get(tx, number)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of books in which nothing has happened, made once: migrating costs a tenth of a second."""
    path = tmp_path_factory.mktemp("blank") / "book.db"
    open_book(str(path)).close()
    return path


@pytest.fixture
def empty_book(tmp_path: Path, clock: Clock, blank_file: Path) -> Iterator[Book]:
    """Books in which nothing has happened."""
    path = tmp_path / "book.db"
    shutil.copy(blank_file, path)
    with open_book(f"sqlite:///{path}", clock=clock) as book:
        yield book


@pytest.fixture
def desk(empty_book: Book, clock: Clock) -> Desk:
    """Books with the plan in force from 2025-03-01 and three offices."""
    open_desk(empty_book)
    return Desk(empty_book, clock)


def open_desk(book: Book) -> None:
    """Import and adopt the plan, register the offices."""
    plan = sample_plan()
    with book.write("张经办") as tx:
        policy = policies.import_plan(tx, plan, plan.text.encode())
        policies.adopt(tx, policy.number, date(2025, 3, 1))
        for name in OFFICES:
            aliases = (name.removesuffix("事处"),) if name.endswith("办事处") else ()
            units.register(tx, UnitDraft(name, UnitKind.OFFICE, aliases))


@pytest.fixture
def plans() -> SimpleNamespace:
    """The builders of plans, for tests that need their own."""
    return SimpleNamespace(
        sample=sample_plan, of_text=plan_of_text, rule=rule, span=span, open_desk=open_desk
    )
