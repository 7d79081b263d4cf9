"""What the reader guessed is said with the fact, and what it read in so many words is not doubted."""

from __future__ import annotations

from importers.document import read_content
from importers.plans import plan_of
from ledger.plan_json import plan_from_json, plan_to_json

HEAD = "青禾县2023年大气污染防治方案\n青环委办〔2023〕7号\n2023年3月28日\n一、重点任务\n"


def doubts(body: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for doubt in plan_of(read_content((HEAD + body).encode(), "方案.txt")).doubts:
        assert 0 < doubt.confidence < 1
        found.setdefault(doubt.fact, []).append(doubt.message)
    return found


def test_a_year_that_was_not_printed_is_a_guess() -> None:
    found = doubts(
        "1.治理扬尘。6月底前完成排查，2023年9月30日前完成整改。（县住建局牵头）\n2.禁烧。（县公安局负责）"
    )
    assert found == {"任务1.期限1": ["原文没有写年份，按 2023 年算"]}


def test_a_level_that_was_put_back_is_a_guess() -> None:
    found = doubts("1.治理扬尘。（县住房和城乡建设局、交通运输局牵头）\n2.禁烧。（县公安局负责）")
    assert found == {"任务1.单位2": ["原文写作“交通运输局”，补上了省略的层级"]}


def test_persons_who_fit_no_unit_are_a_doubt_about_the_task() -> None:
    found = doubts(
        "1.治理扬尘。（牵头单位：县住建局、县公安局，责任人：张明、李华、王军）\n2.禁烧。（县公安局负责）"
    )
    assert found["任务1"] == ["责任人张明、李华、王军没有对应到单位"]


def test_an_amount_that_is_a_range_is_left_to_a_person() -> None:
    found = doubts("1.禁烧。（县公安局负责）\n二、扣缴标准\n露天焚烧秸秆的，每处扣缴乡镇财力1万元至3万元。\n")
    [messages] = [messages for key, messages in found.items() if key.startswith("扣缴")]
    assert any("区间" in message for message in messages)


def test_doubts_survive_json() -> None:
    plan = plan_of(read_content((HEAD + "1.治理扬尘。6月底前完成。（县住建局牵头）").encode(), "方案.txt"))
    assert plan.doubts
    assert plan_from_json(plan_to_json(plan), plan.text) == plan
