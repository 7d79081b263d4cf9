"""What of a document became facts, and what a person should look at."""

from __future__ import annotations

from importers.coverage import Coverage, Missed, coverage_of
from importers.document import read_content
from importers.plans import plan_of


def coverage(text: str) -> Coverage:
    return coverage_of(plan_of(read_content(text.encode(), "方案.txt")))


def test_a_document_of_facts_leaves_nothing_over() -> None:
    report = coverage(
        "一、任务\n1.治理扬尘。6月底前完成。（县住建局负责）\n2.禁止焚烧。每处扣缴财力2万元。（县农业局负责）"
    )
    assert report.leftovers == ()
    assert 0 < report.share_quoted < report.share_in_parts <= 1


def test_an_amount_that_became_no_rule_is_shown() -> None:
    [leftover] = coverage("一、任务\n1.治理扬尘。安排专项资金300万元。（县住建局负责）").leftovers
    assert (leftover.kind, leftover.sentence) == (Missed.AMOUNT, "安排专项资金300万元")


def test_a_date_outside_of_the_tasks_is_shown() -> None:
    [leftover] = coverage(
        "一、任务\n1.治理扬尘。清扫道路。（县住建局负责）\n二、保障措施\n各乡镇4月15日前报送方案。"
    ).leftovers
    assert (leftover.kind, leftover.sentence) == (Missed.DATE, "各乡镇4月15日前报送方案")


def test_units_named_outside_of_the_tasks_are_shown() -> None:
    tasks = "\n".join(f"{n}.治理第{n}类扬尘。清扫道路。（县住建局负责）" for n in range(1, 6))
    [leftover] = coverage(
        f"一、任务\n{tasks}\n二、附则\n改善空气。（县生态环境局牵头，县财政局配合）"
    ).leftovers
    assert leftover.kind is Missed.UNIT
