"""Damaged and hostile files: every one is read or refused, none hangs, none brings the reader down."""

from __future__ import annotations

import io
import random
import resource
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from importers.document import read_content
from importers.plans import plan_of
from ledger.errors import BadDocument
from ledger.plan_json import verify_spans

DOCUMENTS = Path(__file__).parent / "documents"
SECONDS = 10.0
GROWTH = 500 * 1024
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PIECES = [
    "（",
    "）",
    "(",
    "，",
    "。",
    "；",
    "1.",
    "（一）",
    "一、",
    "牵头单位：",
    "2023年",
    "万元",
    "扣缴",
    "<w:p>",
    "|",
    "\t",
    "\n",
    "\0",
    "$",
    "**",
    "〔",
]


def seeds() -> list[tuple[str, bytes]]:
    """The samples as they are, and one of them as a Word and a web file."""
    found = [(path.name, path.read_bytes()) for path in sorted(DOCUMENTS.iterdir()) if path.suffix != ".json"]
    text = (DOCUMENTS / "county_2023_labels.txt").read_text(encoding="utf-8")
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    page = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return [
        *found,
        ("样例.docx", packed.getvalue()),
        ("样例.html", f"<html><body>{page}</body></html>".encode()),
    ]


def flipped(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def spliced(chance: random.Random, content: bytes) -> bytes:
    a, b = sorted((chance.randrange(len(content)), chance.randrange(len(content))))
    return content[:a] + content[b:] + content[a:b]


def repeated(chance: random.Random, content: bytes) -> bytes:
    a = chance.randrange(len(content))
    piece = content[a : a + chance.randint(1, 200)]
    return content[:a] + piece * chance.randint(2, 200) + content[a:]


def salted(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    for _ in range(chance.randint(1, 60)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(PIECES) * chance.randint(1, 3) + text[at:]
    return text.encode()


MUTATIONS: list[Callable[[random.Random, bytes], bytes]] = [flipped, cut, spliced, repeated, salted]


def survives(name: str, content: bytes) -> None:
    """Reads or refuses; what it reads has every fact where its span points."""
    started = time.process_time()
    with suppress(BadDocument):
        plan = plan_of(read_content(content, name))
        assert verify_spans(plan) == []
    assert time.process_time() - started < SECONDS, name


def fuzz(rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    sources = seeds()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(rounds):
        name, content = chance.choice(sources)
        mutated = chance.choice(MUTATIONS)(chance, content)
        survives(name, mutated)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH


def test_a_few_hundred_damaged_files_are_read_or_refused() -> None:
    fuzz(rounds=300, seed=20220510)


@pytest.mark.slow
def test_ten_thousand_damaged_files_are_read_or_refused() -> None:
    fuzz(rounds=10_000, seed=20200101)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["zhongzhan-2022.docx", "zhongzhan-2022.pdf", "luohe-2020.docx", "luohe-2020.pdf"]
)
def test_real_files_that_were_damaged_are_read_or_refused(shared_dir: Path, name: str) -> None:
    content = (shared_dir / "policies" / name).read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        survives(name, chance.choice([flipped, cut, spliced])(chance, content))


NESTED = {
    "括号": "（" * 200_000,
    "引号": "“" * 200_000 + "。",
    "书名号": "《" * 100_000 + "》" * 100_000,
    "数字": "1" * 300_000,
    "顿号": "不高于" + "1、" * 100_000,
    "单位": "（" + "市公安局、" * 60_000 + "负责）",
    "金额": "扣缴" + "1万元、" * 60_000,
    "空格": "牵头单位：" + " " * 300_000,
    "日期": "2023年6月底前" * 40_000,
    "标题": "一、" * 100_000,
    "星号": "*" * 200_000,
    "公式": "$" * 100_000 + "\\leq",
    "表格": "|a" * 100_000 + "|",
    "制表": "\t" * 100_000,
    "换行": "\n" * 500_000 + "字",
    "标签": "<" * 200_000,
    "号": "〔2023〕1号" * 40_000,
    "逗号": "发现，" * 100_000 + "扣缴10万元",
    "无标点": "治理扬尘" * 100_000,
    "冒号": "责任单位：" * 60_000,
}


@pytest.mark.parametrize("case", NESTED, ids=list(NESTED))
@pytest.mark.parametrize("lead", ["", "一、任务\n1."], ids=["裸", "任务中"])
def test_text_made_to_be_slow_is_not(case: str, lead: str) -> None:
    survives("长.txt", (lead + NESTED[case]).encode())
