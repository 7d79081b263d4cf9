"""The repository holds words of its own: no run of the real plans' text, no labelled line."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUN = 25
LINE = 8
LONG_LINE = 12
ALIKE = 85
_SPACE = re.compile(r"\s+")
_TITLE = re.compile(r"《[^》]{1,60}》|重污染天气重点行业应急减排措施制定技术指南（2020年修订版）")
_APART = re.compile(r"[\n\"'{}]+")
_CHINESE = re.compile("[一-鿿]{4}")
_BINARY = {".svg", ".png", ".docx", ".xlsx", ".pdf", ".npz", ".lock", ".gz", ".ttf"}


def squeezed(text: str) -> str:
    """Without white space and without the titles of documents, which everybody has to write alike."""
    return _SPACE.sub("", _TITLE.sub("\0", text))


@cache
def committed() -> dict[str, str]:
    """path → text of every file under version control that is text."""
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("没有版本库，查不了哪些文件已提交")
    texts = {}
    for name in done.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.suffix not in _BINARY and path.is_file():
            texts[name] = path.read_text(encoding="utf-8", errors="ignore")
    return texts


def runs(text: str) -> Iterator[str]:
    """Every run of RUN characters."""
    return (text[place : place + RUN] for place in range(len(text) - RUN + 1))


def labelled(shared: Path) -> list[str]:
    """The sentences of the labelled sets."""
    lines = [
        json.loads(line)["text"]
        for name in ("findings-dev", "chat-dev")
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [line for line in lines if len(squeezed(line)) >= LINE]


def test_no_file_repeats_a_run_of_the_plans(shared_dir: Path) -> None:
    plans = sorted((shared_dir / "policies").glob("*.txt"))
    assert plans
    known = {run for plan in plans for run in runs(squeezed(plan.read_text(encoding="utf-8")))}
    found = [
        (name, run) for name, text in committed().items() for run in runs(squeezed(text)) if run in known
    ]
    assert found == []


def test_no_file_holds_a_labelled_line(shared_dir: Path) -> None:
    lines = {squeezed(line) for line in labelled(shared_dir)}
    texts = {name: squeezed(text) for name, text in committed().items()}
    assert [(name, line) for name, text in texts.items() for line in lines if line in text] == []


def test_no_saying_of_the_tests_and_of_the_desk_is_nearly_a_labelled_line(shared_dir: Path) -> None:
    from rapidfuzz import fuzz, process

    lines = [line for line in labelled(shared_dir) if len(line) >= LONG_LINE]
    sayings = {
        saying.strip(" -,:#"): name
        for name, text in committed().items()
        if name.startswith(("tests/", "tui/", "penalties/"))
        for saying in _APART.split(text)
        if LONG_LINE <= len(saying) <= 120 and _CHINESE.search(saying)
    }
    said = list(sayings)
    near = []
    for line in lines:
        hit = process.extractOne(line, said, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if hit:
            near.append((sayings[hit[0]], hit[0]))
    assert near == []
