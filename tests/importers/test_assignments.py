"""Who does what: the wordings of assignments, and generated ones read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from importers.assignment_words import Legend, legend_of
from importers.assignments import find_groups

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "wordings" / "assignments.yaml").read_text(encoding="utf-8")
)


def entries_of(text: str) -> list[str]:
    """Role, unit and persons of every entry, one (unit, role) once."""
    found: dict[tuple[str, str], str] = {}
    for group in find_groups(text):
        for entry in group.entries:
            key = (entry.name.full, entry.role.value)
            found.setdefault(key, " ".join([entry.role.value, entry.name.full, *entry.persons]))
    return list(found.values())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_wording_of_an_assignment(case: dict[str, Any]) -> None:
    assert entries_of(case["text"]) == case["units"]
    assert [p for group in find_groups(case["text"]) for p in group.unaligned] == case.get("unaligned", [])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_name_stands_where_its_span_points(case: dict[str, Any]) -> None:
    for group in find_groups(case["text"]):
        assert all(entry.name.span.of(case["text"]) == entry.name.printed for entry in group.entries)


def test_what_is_to_be_done_everywhere_is_kept_apart() -> None:
    text = "治理。（市公安局负责，各县区政府（管委会）落实。以下均需各县区政府（管委会）落实，不再列出）"
    [group] = find_groups(text)
    assert [entry.name.full for entry in group.entries] == ["市公安局", "各县区政府（管委会）"]
    assert [entry.name.full for entry in group.everywhere] == ["各县区政府（管委会）"]


def test_without_a_legend_a_comma_only_separates() -> None:
    assert legend_of("责任单位：甲局、乙局，丙局。") is Legend.NONE


def test_a_sentence_outside_of_brackets_may_speak_for_every_task() -> None:
    [group] = find_groups("注：以上任务均需各县（市、区）政府落实，不再列出。")
    assert group.entries == ()
    assert [entry.name.full for entry in group.everywhere] == ["各县（市、区）政府"]


UNITS = [
    "市发展和改革委员会",
    "市公安局",
    "市自然资源和规划局",
    "市供销社",
    "国网江城供电公司",
    "各县（市、区）人民政府",
]
LABELS = {
    "lead": ["牵头单位", "牵头部门", "主责单位"],
    "cooperate": ["配合单位", "协办单位"],
    "responsible": ["责任单位", "落实单位"],
    "supervise": ["督导单位"],
}
VERBS = {"lead": "牵头", "cooperate": "配合", "responsible": "按职责分工负责", "supervise": "指导"}
BRACKETS = ["（）", "()", "〔〕", "【】", "（)"]


@st.composite
def printed_assignments(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An assignment as a document might print it, and what it says."""
    roles = draw(st.lists(st.sampled_from(list(VERBS)), min_size=1, max_size=4, unique=True))
    names = draw(st.permutations(UNITS))
    opening, closing = draw(st.sampled_from(BRACKETS))
    stop = draw(st.sampled_from("，；"))
    by_label = draw(st.booleans())
    parts, expected = [], []
    for role in roles:
        count = draw(st.integers(1, max(1, len(names) // len(roles))))
        chosen, names = names[:count], names[count:]
        listed = "、".join(chosen)
        parts.append(
            f"{draw(st.sampled_from(LABELS[role]))}：{listed}" if by_label else f"{listed}{VERBS[role]}"
        )
        expected.extend(f"{role} {name}" for name in chosen)
    broken = stop.join(parts)
    return f"推进治理。{opening}{broken}{closing}", expected


@given(printed_assignments())
def test_a_generated_assignment_reads_back(case: tuple[str, list[str]]) -> None:
    text, expected = case
    assert entries_of(text) == expected
