"""An amount followed down to the characters of the clause, and the hash of the file that they stand in."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

import pytest

from ledger import explanations
from ledger.drafts import AssessmentDraft
from ledger.errors import NotFound
from ledger.vocabulary import AssessmentStatus, Level

Desk = Any


def test_an_amount_is_explained_from_the_voucher_to_the_clause(desk: Desk, plans: SimpleNamespace) -> None:
    number = desk.posted()
    with desk.book.read() as tx:
        by_finding = explanations.explain(tx, number)
        by_voucher = explanations.explain(tx, "2025-08-分担-0001")
    assert by_voucher == by_finding
    assert by_finding.working == ("100,000.00 × 2 = 200,000.00",)
    assert by_finding.clause == "二"
    assert by_finding.quote == "施工工地未落实六个百分之百的，扣缴10万元/起"
    plan = plans.sample()
    context = by_finding.context_before + by_finding.quote + by_finding.context_after
    assert context in plan.text
    assert by_finding.file_sha256 == hashlib.sha256(plan.text.encode()).hexdigest()
    assert [voucher.number for voucher in by_finding.vouchers] == ["2025-08-扣缴-0001", "2025-08-分担-0001"]


def test_what_costs_nothing_is_explained_by_its_reason(desk: Desk) -> None:
    free = AssessmentDraft(AssessmentStatus.FREE, None, 1, None, ("区级自查发现，只登记不扣缴。",))
    number = desk.file(level=Level.DISTRICT, assessment=free)
    with desk.book.read() as tx:
        explanation = explanations.explain(tx, number)
    assert (explanation.rule, explanation.quote) == (None, None)
    assert explanation.working == ("区级自查发现，只登记不扣缴。",)


def test_an_unknown_number_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound) as refusal, desk.book.read() as tx:
        explanations.explain(tx, "2025-0042")
    assert str(refusal.value) == "没有编号为 2025-0042 的问题，请核对编号（例如 2025-0001）。"
