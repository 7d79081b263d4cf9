"""A small month of an invented district, as the ledger hands it out."""

from __future__ import annotations

import dataclasses
import importlib.util
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from ledger.money import ZERO, Money, total
from ledger.plan import DeductionRule, Span, SubsidyRule
from ledger.views import (
    AssessmentView,
    FindingRow,
    FindingView,
    NoticeView,
    RuleView,
    ShareView,
    SubsidyRuleView,
    Summary,
    SummaryRow,
)
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level, NoticeKind
from templates.contexts import (
    Letterhead,
    NoticeContext,
    Payment,
    allocation_context,
    circular_context,
    correction_context,
    deduction_context,
    interview_context,
    payment_context,
    receipt_context,
    rectification_context,
    summary_context,
)
from templates.package import read_parts, write_parts

OFFICE = "府城街道办事处"
PROBLEMS = (
    ("锦绣花园二期工地裸土未覆盖、出入车辆未冲洗", 2, 2),
    ("老味道饭店油烟净化器<未开启> & 没有清洗记录", 9, 1),
    ("翠竹路工地围挡“缺失”——整改不到位", 2, 1),
)


@pytest.fixture(scope="session")
def letterhead() -> Letterhead:
    return Letterhead(
        issuer="示范区环境污染防治攻坚战领导小组办公室",
        short_code="示环攻坚办",
        contact="张三",
        phone="1234567",
        copies=("区财政局", "区纪委监委"),
    )


def rule(place: int) -> RuleView:
    name, printed, yuan = {
        2: ("施工工地", "施工工地未落实“六个百分之百”的，扣缴10万元/起，两项以上不到位的叠加扣缴", 100_000),
        9: ("餐饮油烟", "餐饮门店油烟净化器未正常运行的，扣缴1万元/起", 10_000),
    }[place]
    priced = DeductionRule(
        place=place,
        name=name,
        printed=printed,
        amount=Money.yuan(yuan),
        per="起",
        stackable=place == 2,
        condition=None,
        reference=None,
        fallback=False,
        clause="五（二）",
        span=Span(0, len(printed)),
    )
    return RuleView(place, 1, "示环攻坚办〔2025〕3号", "示范区2025年大气污染防治攻坚战实施方案", priced)


@pytest.fixture(scope="session")
def finding() -> Callable[..., FindingView]:
    """Makes the nth finding, posted and borne by one office unless shares are given."""

    def make(
        position: int, *, office: str = OFFICE, shares: tuple[ShareView, ...] | None = None
    ) -> FindingView:
        text, place, count = PROBLEMS[(position - 1) % len(PROBLEMS)]
        priced = rule(place)
        assert priced.rule.amount is not None
        amount = priced.rule.amount * count
        row = FindingRow(
            number=f"2025-{position:04d}",
            found_on=date(2025, 8, (position - 1) % 31 + 1),
            level=Level.MUNICIPAL,
            office=office,
            subject=None,
            text=text,
            status=FindingStatus.POSTED,
            assessment_status=AssessmentStatus.PRICED,
            rule_place=place,
            rule_name=priced.rule.name,
            count=count,
            amount=amount,
            preparer="张三",
        )
        assessment = AssessmentView(
            AssessmentStatus.PRICED, priced, count, amount, (f"{amount}元",), 1.0, False
        )
        return FindingView(
            row=row,
            inspecting_body="市督导组",
            place=None,
            obligation="19",
            obligation_heading="深化扬尘污染综合治理",
            assessment=assessment,
            shares=(ShareView(office, amount),) if shares is None else shares,
            allocation_reason="属地管理",
            vouchers=(),
            notices=(),
            events=(),
            approver="李四",
            treasury_voucher=None,
        )

    return make


@pytest.fixture(scope="session")
def findings(finding: Callable[..., FindingView]) -> tuple[FindingView, ...]:
    return tuple(finding(position) for position in (1, 2, 3))


def notice_of(kind: NoticeKind, findings: tuple[FindingView, ...], amount: Money | None) -> NoticeView:
    return NoticeView(
        number="示环攻坚办扣〔2025〕1号",
        kind=kind,
        recipient=OFFICE,
        findings=tuple(finding.row.number for finding in findings),
        amount=amount,
        issued_on=date(2025, 9, 1),
        issued_by="张三",
        voided=False,
        content_sha256=None,
    )


@pytest.fixture(scope="session")
def notice(findings: tuple[FindingView, ...]) -> NoticeView:
    amounts = (finding.assessment.amount or ZERO for finding in findings)
    return notice_of(NoticeKind.DEDUCTION, findings, total(amounts))


@pytest.fixture(scope="session")
def summary() -> Summary:
    figures = (
        ("府城街道办事处", 3, 310_000, 0),
        ("=龙翔街道办事处", 2, 20_000, 10_000),
        ("许衡办事处", 1, 100_000, 0),
    )
    rows = tuple(
        SummaryRow(name, name, count, Money.yuan(deducted), Money.yuan(reversed_), ZERO)
        for name, count, deducted, reversed_ in figures
    )
    whole = SummaryRow("total", "合计", 6, Money.yuan(430_000), Money.yuan(10_000), ZERO)
    return Summary("office", date(2025, 8, 1), date(2025, 8, 31), rows, whole)


@pytest.fixture(scope="session")
def papers(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...], summary: Summary
) -> dict[str, tuple[NoticeKind, NoticeContext]]:
    """A context of every kind, with its variants, by a name for it."""

    def of(kind: NoticeKind, amount: Money | None = None) -> NoticeView:
        return notice_of(kind, findings, amount)

    paid = [
        Payment(f"{name}有限公司", f"{grade}级", Money.yuan(amount), subsidy_rule(grade, amount))
        for name, grade, amount in (("示范水泥", "A", 100_000), ("示范铸造", "B", 50_000))
    ]
    rewarded = [Payment("示范县", "年均值达标", Money.yuan(10_000_000), subsidy_rule("达标", 10_000_000))]
    due = date(2025, 9, 20)
    moment = datetime(2025, 9, 5, 15, 0)  # noqa: DTZ001
    circular = dataclasses.replace(of(NoticeKind.CIRCULAR), recipient="各办事处，各成员单位")
    return {
        "deduction": (NoticeKind.DEDUCTION, deduction_context(letterhead, notice, findings)),
        "reissue": (
            NoticeKind.DEDUCTION,
            deduction_context(letterhead, notice, findings, replaces="示环攻坚办扣〔2025〕7号"),
        ),
        "allocation": (
            NoticeKind.ALLOCATION,
            allocation_context(letterhead, of(NoticeKind.ALLOCATION), findings),
        ),
        "rectification": (
            NoticeKind.RECTIFICATION,
            rectification_context(letterhead, of(NoticeKind.RECTIFICATION), findings, due=due),
        ),
        "subsidy": (
            NoticeKind.SUBSIDY,
            payment_context(letterhead, of(NoticeKind.SUBSIDY), paid, year=2025),
        ),
        "reward": (
            NoticeKind.REWARD,
            payment_context(letterhead, of(NoticeKind.REWARD), rewarded, year=2025),
        ),
        "interview": (
            NoticeKind.INTERVIEW,
            interview_context(
                letterhead,
                of(NoticeKind.INTERVIEW),
                findings,
                cause="8月扬尘污染问题多发、整改不力",
                basis="《示范区2025年大气污染防治攻坚战实施方案》五（一）",
                moment=moment,
                place="区政府三楼会议室",
                interviewer="区攻坚办主任",
                attendants="主要负责人、分管负责人",
            ),
        ),
        "correction": (
            NoticeKind.CORRECTION,
            correction_context(
                letterhead,
                of(NoticeKind.CORRECTION),
                notice,
                reason="控尘措施项数核定有误",
                amount=Money.yuan(210_000),
                vouchers=("2025-09-红字冲销-0001",),
            ),
        ),
        "revocation": (
            NoticeKind.CORRECTION,
            correction_context(
                letterhead,
                of(NoticeKind.CORRECTION),
                notice,
                reason="问题查无实据。",
                new_number="示环攻坚办扣〔2025〕9号",
            ),
        ),
        "circular": (
            NoticeKind.CIRCULAR,
            circular_context(letterhead, circular, summary, summary, findings[:2]),
        ),
        "circular with charts": (
            NoticeKind.CIRCULAR,
            circular_context(letterhead, circular, summary, summary, findings[:2], charts=True),
        ),
        "summary": (
            NoticeKind.SUMMARY,
            summary_context(summary, letterhead, issued_on=date(2025, 9, 1), recipient="区财政局"),
        ),
        "receipt": (NoticeKind.RECEIPT, receipt_context(letterhead, of(NoticeKind.RECEIPT), notice)),
    }


def subsidy_rule(grade: str, yuan: int) -> SubsidyRuleView:
    printed = f"对符合条件的{grade}类单位给予资金{yuan // 10_000}万元"
    priced = SubsidyRule(
        "资金补助", printed, grade, Money.yuan(yuan), None, "三（四）25", Span(0, len(printed))
    )
    return SubsidyRuleView(1, 1, "示环攻坚办〔2025〕3号", priced)


@pytest.fixture(scope="session")
def outside_check(shared_dir: Path) -> Callable[[Path], list[tuple[str, ...]]]:
    """The failures that the independent checker of GB/T 9704 finds in a paper."""
    place = shared_dir / "scoring" / "check_gbt9704.py"
    specification = importlib.util.spec_from_file_location("check_gbt9704", place)
    assert specification is not None
    assert specification.loader is not None
    module: ModuleType = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)

    def failures(paper: Path) -> list[tuple[str, ...]]:
        return [result for result in module.check(str(paper)) if result[2] == "FAIL"]

    return failures


@pytest.fixture(scope="session")
def edited() -> Callable[..., bytes]:
    """A .docx with texts of its parts replaced, as a person or an attacker would leave it."""

    def edit(
        content: bytes,
        *changes: tuple[str, str],
        part: str = "word/document.xml",
        added: dict[str, bytes] | None = None,
    ) -> bytes:
        parts = read_parts(content, "原件")
        text = parts[part].decode()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return write_parts(parts | {part: text.encode()} | (added or {}))

    return edit
