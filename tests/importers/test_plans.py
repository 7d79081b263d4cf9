"""Whole documents: a golden reading beside each sample, and the real plans where they are at hand."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from importers.document import read_content, read_document
from importers.plans import plan_of, read_plan
from ledger.plan_json import plan_from_json, plan_to_json, verify_spans

DOCUMENTS = Path(__file__).parent / "documents"
SAMPLES = sorted(path for path in DOCUMENTS.iterdir() if path.suffix in (".txt", ".md", ".html"))
PLACES = {"span", "phrase_spans", "pages", "source"}


def without_places(value: Any) -> Any:
    """A reading without where in the text its facts stand."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    if isinstance(value, list):
        return [without_places(inner) for inner in value]
    return value


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_as_its_golden_file_says(sample: Path) -> None:
    golden = sample.with_suffix(".json")
    read = without_places(plan_to_json(read_plan(sample)))
    if not golden.exists():
        golden.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was written; read it against the sample before it counts")
    assert read == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_fact_of_a_sample_stands_where_its_span_points(sample: Path) -> None:
    plan = read_plan(sample)
    assert verify_spans(plan) == []
    assert all(fact.span.end <= len(plan.text) for fact in plan.facts())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_plan_survives_its_json(sample: Path) -> None:
    plan = read_plan(sample)
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan))), plan.text) == plan


REAL = [
    ("000_f17e7d6cbd888d57.txt", "luohe-2020.json", 0.985),
    ("luohe-2020.docx", "luohe-2020.json", 0.985),
    ("luohe-2020.pdf", "luohe-2020.json", 0.97),
    ("004_419e542fa1b4ba5e.txt", "zhongzhan-2022.json", 0.985),
    ("zhongzhan-2022.docx", "zhongzhan-2022.json", 0.985),
    ("zhongzhan-2022.pdf", "zhongzhan-2022.json", 0.97),
]


@pytest.mark.parametrize(("name", "gold", "bound"), REAL, ids=[name for name, _, _ in REAL])
def test_a_real_plan_reads_as_its_annotation_says(
    shared_dir: Path, name: str, gold: str, bound: float
) -> None:
    plan = read_plan(shared_dir / "policies" / name)
    annotated = json.loads((shared_dir / "gold" / gold).read_text(encoding="utf-8"))
    scores = measures(plan_to_json(plan), annotated)
    assert verify_spans(plan) == []
    assert sum(scores.values()) / len(scores) >= bound, scores
    assert min(scores.values()) >= 0.95, scores


def test_a_real_plan_is_read_in_well_under_half_a_second(shared_dir: Path) -> None:
    path = shared_dir / "policies" / "004_419e542fa1b4ba5e.txt"
    read_plan(path)
    started = time.process_time()
    read_plan(path)
    assert time.process_time() - started < 0.4


def wrapped(text: str, indent: str) -> str:
    """The text as typed by hand: 28 characters a line, a page number every 24 lines."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = (indent if len(paragraph) > 20 else "") + paragraph
        while rest:
            lines.append(rest if "\t" in rest else rest[:28])
            rest = "" if "\t" in rest else rest[28:]
            if len(lines) % 24 == 0:
                lines.append(f"\n— {len(lines) // 24} —\n")
    return "\n".join(lines)


def torn(text: str) -> str:
    """The text with blank lines inside its sentences, where pages broke."""
    chance = random.Random(3)
    torn_lines = []
    for paragraph in text.split("\n"):
        if len(paragraph) > 200 and "\t" not in paragraph:
            at = chance.randrange(60, len(paragraph) - 10)
            paragraph = paragraph[:at] + "\n\n" + paragraph[at:]
        torn_lines.append(paragraph)
    return "\n\n".join(torn_lines)


RETYPED: dict[str, Callable[[str], str]] = {
    "折行": lambda text: wrapped(text, ""),
    "缩进折行": lambda text: wrapped(text, "　　"),
    "句中换页": torn,
    "半角标点": lambda text: text.translate(str.maketrans("，；：（）", ",;:()")),
    "数字旁有空格": lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text),
    "全角数字": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "六角括号": lambda text: text.replace("（牵头", "〔牵头").replace("办事处）", "办事处〕"),
}


@pytest.mark.parametrize("manner", RETYPED, ids=list(RETYPED))
@pytest.mark.parametrize(
    ("name", "gold"), [(REAL[0][0], REAL[0][1]), (REAL[3][0], REAL[3][1])], ids=["漯河", "中站"]
)
def test_a_real_plan_typed_in_another_manner_reads_the_same(
    shared_dir: Path, name: str, gold: str, manner: str
) -> None:
    text = RETYPED[manner](read_document(shared_dir / "policies" / name).text)
    annotated = json.loads((shared_dir / "gold" / gold).read_text(encoding="utf-8"))
    scores = measures(plan_to_json(plan_of(read_content(text.encode(), "方案.txt"))), annotated)
    assert min(scores.values()) >= 0.985, scores


def squeezed(text: str | None) -> str:
    text = re.sub(r"</?su[bp]>|[*#\s]", "", text or "")
    return text.translate(str.maketrans("(),;", "（），；"))


def measures(read: dict[str, Any], gold: dict[str, Any]) -> dict[str, float]:
    """F1 of each kind of fact that either side has."""
    aliases = {
        squeezed(a["printed"]): squeezed(a["unit"])
        for task in gold["obligations"]
        for a in task["assignments"]
        if a["printed"] != a["unit"] and a["printed"][0] == a["unit"][0]
    }
    ours, theirs = facts(read, aliases), facts(gold, aliases)
    scores = {}
    for kind in theirs:
        a, b = Counter(ours[kind]), Counter(theirs[kind])
        if a or b:
            scores[kind] = 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))
    return scores


def facts(data: dict[str, Any], aliases: dict[str, str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {
        kind: [] for kind in ("tasks", "units", "persons", "deadlines", "targets", "references")
    }
    for task in data["obligations"]:
        n = task["number"]
        found["tasks"].append((n, squeezed(task["heading"]), squeezed(task["section"])))
        units = {}
        for a in task["assignments"]:
            unit = aliases.get(squeezed(a["unit"]), squeezed(a["unit"]))
            units[n, unit, a["role"]] = [*units.get((n, unit, a["role"]), []), *a["persons"]]
        found["units"].extend(units)
        found["persons"].extend({(*key[:2], person) for key, persons in units.items() for person in persons})
        found["deadlines"].extend((n, d["date"], d["kind"]) for d in task["deadlines"])
        found["targets"].extend((n, t["op"], float(t["value"])) for t in task["targets"])
        found["references"].extend((n, squeezed(r)) for r in task["references"])
    found["deductions"] = [
        (i, d["amount_yuan"], d["stackable"], d["fallback"], squeezed(d["reference"]))
        for i, d in enumerate(data["deductions"])
    ]
    found["subsidies"] = [(squeezed(s["grade"]), s["amount_yuan"]) for s in data["subsidies"]]
    found["rewards"] = [r["amount_yuan"] for r in data["rewards"]]
    found["indicators"] = [
        (squeezed(t["unit"]), t["op"], float(t["value"])) for t in data["indicator_targets"]
    ]
    found["document"] = [data["document"][key] for key in ("doc_number", "issued_on", "year", "issuer")]
    return found
