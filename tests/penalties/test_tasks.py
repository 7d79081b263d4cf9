"""Which task of a plan a finding breaks."""

from __future__ import annotations

import pytest

from ledger.plan import Obligation, Span
from penalties.postings import bigram_codes, index_texts
from penalties.tasks import TaskIndex

PLAN = (
    "1. 强化清洁能源替代。禁止新建燃煤锅炉，拆除炉体或物理切断管道。\n"
    "2. 加强扬尘综合治理。施工工地落实“六个百分之百”，主干道积尘不高于5克。\n"
    "3. 加大油品储运销管控。加油站油气回收装置稳定运行。\n"
    "4. 实施错峰生产。水泥、砖瓦窑按要求错峰停产。\n"
    "5. 实行差异化管控。应急减排清单落实到生产线，一厂一策。\n"
)


def tasks() -> TaskIndex:
    found, start = [], 0
    for number, line in enumerate(PLAN.splitlines(keepends=True), 1):
        heading = line.split(". ")[1].split("。")[0]
        found.append(Obligation(str(number), heading, "", "", Span(start, start + len(line))))
        start += len(line)
    return TaskIndex(found, PLAN)


@pytest.mark.parametrize(
    ("text", "concept", "number"),
    [
        ("澡堂烧煤供热水", "coal_boiler", "1"),
        ("土堆没盖", "site_dust", "2"),
        ("慢车道一层土", "road_dust", "2"),
        ("卸油没接管", "fuel_vapour", "3"),
        ("该歇窑的时候还出砖，错峰", "production_halt", "4"),
        ("橙色预警没停", "production_halt", "5"),
    ],
)
def test_the_task_is_found_by_what_plans_call_the_duty(text: str, concept: str, number: str) -> None:
    assert tasks().rank(text, {concept: 1.0})[0].number == number


def test_the_plan_s_words_are_given_as_the_reason() -> None:
    first = tasks().rank("澡堂烧煤供热水", {"coal_boiler": 1.0})[0]
    assert "燃煤锅炉" in first.words
    assert first.heading == "强化清洁能源替代"


def test_without_a_concept_the_finding_s_own_words_decide() -> None:
    assert tasks().rank("加油站油气回收装置不正常", {})[0].number == "3"


def test_shares_add_up_and_fall() -> None:
    shares = [task.confidence for task in tasks().rank("土堆没盖", {"site_dust": 1.0})]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


def test_a_plan_without_tasks_gives_none() -> None:
    assert TaskIndex([], "").rank("土堆没盖", {"site_dust": 1.0}) == ()


def test_nothing_in_common_gives_none() -> None:
    assert tasks().rank("xyz", {}) == ()


def test_pairs_do_not_cross_punctuation() -> None:
    assert len(bigram_codes("扬尘，治理")) == 2


def test_a_rare_pair_weighs_more_than_one_that_all_texts_have() -> None:
    index = index_texts(["扬尘治理", "扬尘监控", "扬尘油气"])
    [common] = bigram_codes("扬尘")
    [rare] = bigram_codes("油气")
    assert index.sums({int(rare): 1.0})[2] > index.sums({int(common): 1.0})[2] > 0


def test_a_query_without_known_pairs_sums_to_nothing() -> None:
    assert not index_texts(["扬尘治理"]).sums({1: 1.0}).any()
