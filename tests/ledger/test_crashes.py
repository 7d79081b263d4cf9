"""Real programs: killed at any moment, and eight at once. Nothing half written, lost or doubled."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ledger import chain, findings, invariants, journal
from ledger.database import open_book

Desk = Any

# What a writing program does: whole cases, one after the other, until it is stopped; it tells of each.
WRITER = """
import sys, time
from datetime import date
from ledger import deductions, findings, policies
from ledger.database import open_book
from ledger.drafts import AllocationDraft, AssessmentDraft, FindingDraft, ShareDraft
from ledger.errors import GongjianError
from ledger.money import Money
from ledger.vocabulary import AssessmentStatus, Level

path, name, until = sys.argv[1], sys.argv[2], time.monotonic() + float(sys.argv[3])
day = date(2025, 8, 12)
with open_book(path) as book:
    with book.read() as tx:
        rule = policies.rules_in_force(tx, day)[0]
    whole = AllocationDraft((ShareDraft("东城办事处", Money.wan(10)),), "属地")
    price = AssessmentDraft(AssessmentStatus.PRICED, rule.id, 1, Money.wan(10), ("10万元 × 1",))
    case = 0
    while time.monotonic() < until:
        case += 1
        text = f"{name}第{case}处裸土"
        draft = FindingDraft(f"{name}-{case}", text, day, Level.MUNICIPAL, price, office="东城办事处")
        started = time.perf_counter()
        with book.write("经办" + name) as tx:
            number = findings.file_number(tx, draft)
        waited = time.perf_counter() - started
        with book.write("复核" + name) as tx:
            findings.approve(tx, number)
            deductions.allocate(tx, number, whole)
            deductions.post(tx, number)
        print(number, f"{waited:.6f}", flush=True)
"""


def start(path: Path, name: str, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(seconds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed_at_random(desk: Desk, kills: int, seed: int) -> int:
    """Kill a filing program many times; after each kill the books verify and hold all that it reported."""
    rng = random.Random(seed)
    reported = 0
    for turn in range(kills):
        program = start(desk.book.path, f"K{turn}", 60)
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.readline()
        time.sleep(rng.random() * 0.05)
        program.send_signal(signal.SIGKILL)
        rest, errors = program.communicate()
        assert errors == ""
        reported += 1 + rest.count("\n")
        with open_book(str(desk.book.path), clock=desk.clock) as book, book.read() as tx:
            assert invariants.verify(tx) == []
            posted = sum(1 for voucher in journal.vouchers(tx) if voucher.number[8:10] == "分担")
            assert reported <= posted <= findings.count(tx)
            numbers = [row.number for row in findings.list_findings(tx, limit=10**6)]
            assert len(numbers) == len(set(numbers))
    return reported


def many_writers(desk: Desk, programs: int, seconds: float) -> list[float]:
    """Several programs on one file; the waits for each filing, in seconds."""
    running = [start(desk.book.path, f"W{turn}", seconds) for turn in range(programs)]
    waits: list[float] = []
    reported: list[str] = []
    for program in running:
        out, errors = program.communicate()
        assert (program.returncode, errors) == (0, "")
        for line in out.splitlines():
            number, waited = line.split()
            reported.append(number)
            waits.append(float(waited))
    with desk.book.read() as tx:
        assert sorted(reported) == sorted(row.number for row in findings.list_findings(tx, limit=10**6))
        assert len(journal.vouchers(tx)) == 2 * len(reported)
        assert chain.head(tx)[0] > 0
        assert invariants.verify(tx) == []
    return waits


def test_a_program_killed_at_random_leaves_books_that_verify(desk: Desk) -> None:
    assert killed_at_random(desk, kills=4, seed=4) >= 4


def test_three_programs_on_one_file_lose_nothing(desk: Desk) -> None:
    assert len(many_writers(desk, programs=3, seconds=1.5)) > 10


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_five_hundred_kills_leave_no_half_written_case(desk: Desk, seed: int) -> None:
    assert killed_at_random(desk, kills=50, seed=seed) >= 50


@pytest.mark.slow
def test_eight_programs_write_for_a_minute_and_no_lock_error_is_shown(desk: Desk) -> None:
    waits = many_writers(desk, programs=8, seconds=60)
    assert len(waits) > 100
