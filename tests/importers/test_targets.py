"""Numeric requirements: the wordings of targets, and what is only a condition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.targets import read_targets
from ledger.plan import Span, Target

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "wordings" / "targets.yaml").read_text(encoding="utf-8")
)


def targets_of(text: str) -> list[Target]:
    return read_targets(text, [Span(0, len(text))])[0]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_wording_of_a_target(case: dict[str, Any]) -> None:
    targets = targets_of(case["text"])
    assert [f"{t.comparison.value} {t.value} {t.unit}" for t in targets] == case["targets"]
    assert all(t.span.of(case["text"]) == t.printed for t in targets)


def test_each_value_of_a_list_has_its_metric() -> None:
    targets = targets_of("锅炉烟尘、二氧化硫、氮氧化物排放浓度分别不超过10、35、50毫克/立方米。")
    assert [t.metric for t in targets] == ["锅炉烟尘排放浓度", "锅炉二氧化硫排放浓度", "锅炉氮氧化物排放浓度"]


def test_a_list_that_does_not_pair_up_is_a_problem_with_its_place() -> None:
    text = "烟尘、二氧化硫排放浓度分别不高于10、35、50毫克/立方米。"
    _, [problem] = read_targets(text, [Span(0, len(text))])
    assert problem.message == "并列的指标与数值个数不一致，请核对每个数值对应的指标。"
    assert problem.span is not None
    assert problem.span.of(text).startswith("烟尘")


def test_a_number_of_works_is_named_after_what_is_worked_on() -> None:
    [target] = targets_of("5月15日前完成128家企业低效设施排查。")
    assert (target.metric, target.unit) == ("企业低效设施排查", "家")
