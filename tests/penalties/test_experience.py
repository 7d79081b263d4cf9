"""Which findings of the books teach the matcher."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.money import Money
from ledger.plan import DeductionRule, Span
from ledger.views import FindingRow
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level
from penalties.experience import confirmed_from
from penalties.learning import MOST, Confirmed

RULES = [
    DeductionRule(place, name, name, Money.wan(1), "起", False, None, None, False, "五（二）", Span(0, 0))
    for place, name in ((1, "燃煤锅炉"), (2, "施工工地扬尘"))
]


def row(text: str, status: FindingStatus, place: int | None, name: str | None) -> FindingRow:
    return FindingRow(
        "2025-0001",
        date(2025, 8, 1),
        Level.MUNICIPAL,
        None,
        None,
        text,
        status,
        AssessmentStatus.PRICED,
        place,
        name,
        1,
        Money.wan(1),
        "王",
    )


def test_findings_that_two_people_agreed_on_count() -> None:
    rows = [
        row("烧煤", FindingStatus.POSTED, 1, "燃煤锅炉"),
        row("没盖", FindingStatus.APPROVED, 2, "施工工地扬尘"),
    ]
    assert confirmed_from(rows, RULES) == (Confirmed("没盖", 2), Confirmed("烧煤", 1))


@pytest.mark.parametrize("status", [FindingStatus.FILED, FindingStatus.VOIDED, FindingStatus.REVERSED])
def test_what_is_not_agreed_on_or_was_undone_does_not(status: FindingStatus) -> None:
    assert confirmed_from([row("烧煤", status, 1, "燃煤锅炉")], RULES) == ()


def test_a_rule_of_an_earlier_schedule_is_found_again_by_its_name() -> None:
    assert confirmed_from([row("没盖", FindingStatus.POSTED, 7, "施工工地扬尘")], RULES) == (
        Confirmed("没盖", 2),
    )


def test_a_rule_that_the_schedule_in_force_lacks_teaches_nothing() -> None:
    assert confirmed_from([row("臭", FindingStatus.POSTED, 3, "恶臭扰民")], RULES) == ()
    assert confirmed_from([row("臭", FindingStatus.RECORDED, None, None)], RULES) == ()


def test_only_the_newest_are_taken() -> None:
    rows = [row(f"第{n}条", FindingStatus.POSTED, 1, "燃煤锅炉") for n in range(MOST + 50)]
    taken = confirmed_from(rows, RULES)
    assert len(taken) == MOST
    assert taken[-1].text == "第0条"
