"""A small month of an invented district, as the ledger hands it out."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from ledger.money import ZERO, Money, total
from ledger.plan import DeductionRule, Span
from ledger.views import (
    AssessmentView,
    FindingRow,
    FindingView,
    NoticeView,
    RuleView,
    ShareView,
    Summary,
    SummaryRow,
)
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level, NoticeKind
from templates.contexts import Letterhead

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
