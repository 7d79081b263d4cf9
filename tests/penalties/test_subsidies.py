"""Who is due what under the subsidy rules, and who is not, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.drafts import GradeDraft
from ledger.errors import BadDocument, WrongState
from ledger.money import Money
from ledger.plan import Span, SubsidyRule
from ledger.views import SubsidyRuleView
from ledger.vocabulary import Grade
from penalties.industries import (
    industries_in,
    industries_of_2020,
    parse_industries,
    read_industries,
    start_own_list,
)
from penalties.subsidies import Entitlement, Paid, Standing, entitlement, grade_of, winter_list

ON = date(2025, 12, 1)


IN_FULL = "《2020年修订版指南》所列重点行业内、经省生态环境厅公示的A、B级企业"


def rule(key: int, grade: str, wan: int, condition: str | None = IN_FULL) -> SubsidyRuleView:
    printed = f"{grade}企业补助{wan}万元"
    return SubsidyRuleView(
        key,
        1,
        "示环攻坚办〔2025〕3号",
        SubsidyRule("补助", printed, grade, Money.wan(wan), condition, "二（三）25", Span(0, 0)),
    )


RULES = (rule(1, "A级", 10), rule(2, "B级", 5), rule(3, "绩效引领性企业", 5))


def grade(
    level: str, day: date = date(2025, 3, 1), *, industry: str = "碳素", announced: bool = True
) -> GradeDraft:
    return GradeDraft("三木炭素厂", level, industry, day, announced, "评定")


def judged(*history: GradeDraft, paid: tuple[Paid, ...] = ()) -> Entitlement:
    return entitlement(history, 2025, ON, RULES, paid, industries_of_2020())


@pytest.mark.parametrize(
    ("level", "wan", "rule_id"),
    [("A", 10, 1), ("A级", 10, 1), ("B", 5, 2), ("绩效引领性", 5, 3), ("leading", 5, 3)],
)
def test_an_announced_grade_in_a_key_industry_is_due(level: str, wan: int, rule_id: int) -> None:
    case = judged(grade(level))
    assert (case.standing, case.amount) == (Standing.DUE, Money.wan(wan))
    assert case.draft().rule_id == rule_id
    assert case.working[-1] == f"应补助 {wan}万元"


def test_the_clause_is_quoted() -> None:
    assert judged(grade("A")).working[1] == "依据：示环攻坚办〔2025〕3号 二（三）25“A级企业补助10万元”"


def under(condition: str | None, history: GradeDraft) -> Entitlement:
    return entitlement([history], 2025, ON, [rule(1, "A级", 8, condition)], (), industries_of_2020())


def test_a_rule_without_conditions_asks_for_neither_list_nor_announcement() -> None:
    case = under(None, grade("A", industry="食品", announced=False))
    assert (case.standing, case.amount) == (Standing.DUE, Money.wan(8))


def test_a_rule_that_names_no_industries_asks_for_the_announcement_alone() -> None:
    case = under("经市生态环境局公示的企业", grade("A", industry="食品", announced=False))
    assert case.working[-1] == "市生态环境局尚未公示，公示后再补助。"
    assert under("经市生态环境局公示的企业", grade("A", industry="食品")).standing is Standing.DUE


def test_a_rule_that_names_no_announcement_asks_for_the_industry_alone() -> None:
    assert under("重点行业企业", grade("A", announced=False)).standing is Standing.DUE
    assert under("重点行业企业", grade("A", industry="食品")).standing is Standing.NOT_DUE
    assert under("非重点行业企业", grade("A", industry="食品")).standing is Standing.DUE


def test_a_second_subsidy_in_a_year_is_not_due() -> None:
    case = judged(grade("A"), paid=(Paid(2025, Money.wan(10), date(2025, 6, 1)),))
    assert case.standing is Standing.PAID
    assert case.working[-1] == "2025年已于2025-06-01补助 10万元，一年只补一次"


def test_last_years_payment_does_not_count_for_this_year() -> None:
    assert judged(grade("A"), paid=(Paid(2024, Money.wan(10), date(2024, 6, 1)),)).standing is Standing.DUE


def test_a_downgrade_after_payment_is_flagged_for_a_person() -> None:
    history = (grade("A"), grade("C", date(2025, 9, 1)))
    case = judged(*history, paid=(Paid(2025, Money.wan(10), date(2025, 6, 1)),))
    assert (case.standing, case.question) == (Standing.FLAGGED, "付款后降为C级，已付的 10万元 是否追回？")


def test_an_upgrade_after_payment_is_flagged_for_a_person() -> None:
    history = (grade("B"), grade("A", date(2025, 9, 1)))
    case = judged(*history, paid=(Paid(2025, Money.wan(5), date(2025, 6, 1)),))
    assert (case.standing, case.question) == (
        Standing.FLAGGED,
        "现等级应补助 10万元，已付 5万元，是否补差额？",
    )


def test_the_latest_grade_counts_in_whatever_order_they_come() -> None:
    history = (grade("C", date(2025, 9, 1)), grade("A"))
    assert judged(*history).standing is Standing.NOT_DUE


@pytest.mark.parametrize(
    ("history", "reason"),
    [
        (grade("C"), "C级企业没有补助规定，不补助。"),
        (grade("D"), "D级企业没有补助规定，不补助，列入秋冬季生产调控名单。"),
        (grade("A", announced=False), "省生态环境厅尚未公示，公示后再补助。"),
        (
            grade("A", industry="食品"),
            f"行业“食品”不在《{industries_of_2020().guide}》的重点行业之内，不补助。",
        ),
        (grade("A", date(2025, 12, 2)), "截至2025-12-01没有绩效等级，不补助。"),
    ],
)
def test_who_is_not_due_is_told_why(history: GradeDraft, reason: str) -> None:
    case = judged(history)
    assert (case.standing, case.amount, case.working[-1]) == (Standing.NOT_DUE, None, reason)


def test_what_is_not_due_cannot_be_proposed() -> None:
    with pytest.raises(
        WrongState, match=r"^“三木炭素厂”2025年没有应付的补助：C级企业没有补助规定，不补助。$"
    ):
        judged(grade("C")).draft()


def test_d_stands_on_the_winter_list() -> None:
    assert winter_list([grade("D")], ON) == ("三木炭素厂",)
    assert winter_list([grade("D"), grade("B", date(2025, 10, 1))], ON) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a级", Grade.A),
        ("B", Grade.B),
        ("绩效引领性企业", Grade.LEADING),
        ("引领", Grade.LEADING),
        ("E", None),
        ("", None),
    ],
)
def test_grades_as_people_write_them(written: str, meant: Grade | None) -> None:
    assert grade_of(written) is meant


def test_the_shipped_list_has_thirty_nine_industries() -> None:
    assert len(set(industries_of_2020().names.values())) == 39


def test_an_industry_is_known_by_its_other_names() -> None:
    industries = industries_of_2020()
    assert (industries.find("铝用碳素"), industries.find("水泥行业"), industries.find("食品")) == (
        "炭素",
        "水泥",
        None,
    )


def test_a_list_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名单.yaml"
    path.write_text("- 水泥\n", encoding="utf-8")
    with pytest.raises(
        BadDocument, match=r"^行业名单“名单.yaml”格式不对，请照随附的 industries-2020.yaml 填写。$"
    ):
        read_industries(path)
    with pytest.raises(BadDocument):
        parse_industries("industries: [", "x")


def test_the_offices_own_list_stands_above_the_shipped_one(tmp_path: Path) -> None:
    assert industries_in(tmp_path) is industries_of_2020()
    own = start_own_list(tmp_path)
    assert industries_in(tmp_path) == industries_of_2020()
    own.write_text("guide: 本市指南\nindustries: [{name: 食品}]\n", encoding="utf-8")
    assert start_own_list(tmp_path) == own
    assert (industries_in(tmp_path).find("食品"), industries_in(tmp_path).find("水泥")) == ("食品", None)


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "重点行业.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadDocument, match=r"^读不出行业名单“重点行业.yaml”，请存为 UTF-8 文本。$"):
        industries_in(tmp_path)
