"""Before approval a filing can be put right, each time with its reason; afterwards never."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger import findings, invariants
from ledger.drafts import FindingDraft, FindingFilter
from ledger.errors import BadValue, SamePerson, WrongState
from ledger.money import Money
from ledger.views import FindingView

Desk = Any


def amend(desk: Desk, number: str, by: str = "张经办", **changes: object) -> FindingView:
    with desk.book.write(by) as tx:
        draft: FindingDraft = replace(findings.draft_of(tx, number), **changes)  # type: ignore[arg-type]
        return findings.amend(tx, number, draft, "口述有误")


def test_office_day_and_place_are_put_right(desk: Desk) -> None:
    number = desk.file()
    finding = amend(
        desk, number, office="西城办事处", found_on=date(2025, 8, 11), subject="幸福里一期", place="中原路"
    )
    assert (finding.row.office, finding.row.found_on, finding.place) == (
        "西城办事处",
        date(2025, 8, 11),
        "中原路",
    )
    assert finding.events[-1].step == "amended"
    assert finding.events[-1].reason == "口述有误"
    assert invariants.verify(desk.book) == []


def test_what_was_put_right_is_found_under_its_new_words_only(desk: Desk) -> None:
    number = desk.file()
    amend(desk, number, office="西城办事处", text="另一处工地道路积尘")
    with desk.book.read() as tx:
        assert findings.count(tx, FindingFilter(text="裸土")) == 0
        assert findings.count(tx, FindingFilter(text="积尘", office="西城办事处")) == 1
        assert findings.count(tx, FindingFilter(text="积尘", office="东城办事处")) == 0


def test_the_price_is_put_right_with_the_facts(desk: Desk) -> None:
    finding = amend(desk, desk.file(), assessment=desk.priced(count=3))
    assert finding.row.amount == Money.wan(30)
    assert invariants.verify(desk.book) == []


def test_who_amended_it_does_not_approve_it(desk: Desk) -> None:
    number = desk.file()
    amend(desk, number, by="李复核", office="西城办事处")
    with pytest.raises(SamePerson) as refusal:
        desk.approve(number)
    assert str(refusal.value) == "问题 2025-0001 是李复核经办的，不能由本人复核，请换一人复核。"


def test_an_approved_finding_is_not_amended(desk: Desk) -> None:
    number = desk.file()
    desk.approve(number)
    with pytest.raises(WrongState) as refusal:
        amend(desk, number, office="西城办事处")
    assert str(refusal.value) == "问题 2025-0001 现在是“待分担”，只有“待复核、已退回”的问题才能更改。"


def test_a_finding_does_not_move_to_another_year(desk: Desk) -> None:
    desk.clock.set(2026, 1, 5)
    number = desk.file()
    with pytest.raises(BadValue) as refusal:
        amend(desk, number, found_on=date(2026, 1, 2))
    assert str(refusal.value) == "问题 2025-0001 的日期不能改到另一年，请作废后重新登记。"
