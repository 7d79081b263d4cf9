"""The labelled conversations of two real plans, where they lie beside the project, by their own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from importers.plans import read_plan
from importers.rosters import read_roster
from tui.assistant.jsonl import answer_lines

BOUNDS = {"intent": 0.95, "slots": 0.93, "cites": 0.95, "facts": 0.95, "no_invention": 1.0}


def test_the_labelled_conversations_are_answered(shared_dir: Path, tmp_path: Path) -> None:
    gold = shared_dir / "gold" / "chat-dev.jsonl"
    policies = shared_dir / "policies"
    rows = map(json.loads, filter(str.strip, gold.read_text("utf-8").splitlines()))
    asked = [
        json.dumps({name: row[name] for name in ("id", "text", "today", "context") if name in row})
        for row in rows
    ]
    plan = read_plan(policies / "zhongzhan-2022.docx")
    answers = tmp_path / "answers.jsonl"
    registry = read_roster(policies / "zhongzhan-offices.csv")
    answers.write_text("\n".join(answer_lines(asked, [plan], registry)), "utf-8")
    bounds = [part for name, least in BOUNDS.items() for part in ("--min", f"{name}={least}")]
    scorer = shared_dir / "scoring" / "score_chat.py"
    run = subprocess.run(
        [sys.executable, str(scorer), str(answers), str(gold), "--errors", *bounds],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert all(name in run.stdout for name in BOUNDS)
