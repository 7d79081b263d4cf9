"""The frame of the benchmark: both works in one run, in alternating order, told as a ratio of medians."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.bench import frame
from tui.bench.frame import Measure, Pair, Registry, Result, run
from tui.cli import main


def a_measure(
    name: str = "here.work", bound: float | None = None, repeats: int = 3
) -> tuple[Measure, list[str]]:
    calls: list[str] = []

    def prepare(folder: Path) -> Pair:
        assert folder.is_dir()
        return Pair(
            lambda: calls.append("ours"), lambda: calls.append("baseline"), lambda: calls.append("close")
        )

    return Measure(name, "本程序", "基线", prepare, bound, repeats), calls


def test_both_are_warmed_up_once_and_then_take_turns_at_going_first() -> None:
    measure, calls = a_measure(repeats=3)
    run(measure)
    assert calls[:2] == ["ours", "baseline"]
    assert calls[2:-1] == ["ours", "baseline", "baseline", "ours", "ours", "baseline"]
    assert calls[-1] == "close"


def test_the_ratio_is_that_of_the_medians() -> None:
    ticks = iter([0, 2, 10, 11, 20, 21, 30, 34, 40, 46, 50, 51])
    result = run(a_measure(repeats=3)[0], clock=lambda: float(next(ticks)))
    assert (result.ours, result.baseline, result.ratio) == (4.0, 1.0, 4.0)


@pytest.mark.parametrize(("bound", "holds"), [(None, True), (4.0, True), (3.9, False)])
def test_a_bound_is_held_up_to_and_including_its_value(bound: float | None, holds: bool) -> None:
    assert Result(a_measure(bound=bound)[0], 4.0, 1.0).holds is holds


def test_two_measures_of_one_name_are_refused() -> None:
    registry = Registry()
    registry.add(a_measure()[0])
    with pytest.raises(ValueError, match=r"exists: here\.work"):
        registry.add(a_measure()[0])


def test_measures_are_chosen_by_how_their_names_begin() -> None:
    registry = Registry()
    for name in ("books.filing", "books.import", "judging.match"):
        registry.add(a_measure(name)[0])
    assert [measure.name for measure in registry.named(["books"])] == ["books.filing", "books.import"]
    assert len(registry.named([])) == 3


def test_a_bound_that_is_not_met_gives_status_1_and_both_times(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry()
    registry.add(a_measure(bound=0.0)[0])
    monkeypatch.setattr(frame, "load_all", lambda: registry)
    assert main(["bench", "--json", "--repeats", "1"]) == 1
    out, err = capsys.readouterr()
    [measure] = json.loads(out)["measures"]
    assert measure["name"] == "here.work"
    assert measure["holds"] is False
    assert {"ours_seconds", "baseline_seconds", "ratio", "bound"} <= set(measure)
    assert err == "正在测量 here.work …\n"


def test_an_unknown_measure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "没有"]) == 2
    assert capsys.readouterr().err == "没有名称以“没有”开头的测量项目，不带名称运行可看到全部。\n"
