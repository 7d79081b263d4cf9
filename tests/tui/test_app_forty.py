"""Forty findings through the real program in a pseudo-terminal: ten minutes is what they may take."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger import findings
from ledger.database import open_book
from ledger.drafts import FindingFilter

SITES = (
    "锦鲤湾三期",
    "柳岸华庭",
    "云锦里旧改",
    "南桥物流园",
    "滨江壹号",
    "望湖陶瓷厂扩建",
    "白塔安置房",
    "石坪标准厂房",
)
FAULTS = ("裸土没盖", "车没冲", "围挡缺失", "地面没硬化", "裸土没盖、车没冲")
OFFICES = ("松涧办", "柳渡办", "云锦办", "南桥办", "临江办", "望湖办", "白塔镇", "石坪镇")
FORTY = [
    f"8月{1 + number % 20}日{OFFICES[number % 8]}{SITES[number % 8]}工地{FAULTS[number % 5]}，市里查的"
    for number in range(40)
]


class Terminal:
    """The program in a pseudo-terminal, its output read away all the time."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.seen = b""

    def send(self, text: str) -> None:
        """Type."""
        os.write(self.descriptor, text.encode())

    def read(self, seconds: float) -> None:
        """Take what has come out, waiting at most so long for the first of it."""
        while select.select([self.descriptor], [], [], seconds)[0]:
            try:
                self.seen += os.read(self.descriptor, 65536)
            except OSError:
                return
            seconds = 0

    def until(self, text: str) -> None:
        """Wait until the program has shown something."""
        deadline = time.monotonic() + 60
        while text.encode() not in self.seen:
            assert time.monotonic() < deadline, f"never shown: {text}"
            self.read(0.2)


@contextmanager
def _program(book: Path, home: Path) -> Iterator[Terminal]:
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    surroundings = os.environ | {
        "TERM": "xterm-256color",
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
    }
    words = [sys.executable, "-m", "tui.cli", "--db", f"sqlite:///{book}", "--as", "张三"]
    with subprocess.Popen(
        words, stdin=its, stdout=its, stderr=its, env=surroundings, start_new_session=True
    ) as program:
        os.close(its)
        try:
            yield Terminal(ours)
        finally:
            program.kill()
            program.wait()
            os.close(ours)


@pytest.mark.slow
def test_forty_findings_are_filed_by_keys_well_within_ten_minutes(book_path: Path, tmp_path: Path) -> None:
    with open_book(f"sqlite:///{book_path}") as book, _program(book_path, tmp_path) as terminal:

        def filed() -> int:
            with book.read() as tx:
                return findings.count(tx, FindingFilter())

        terminal.until("待出通知书")
        terminal.send("3")
        terminal.until("督查发现")
        began = time.monotonic()
        for number, text in enumerate(FORTY, 1):
            terminal.send(text)
            terminal.send("\r")
            asked = time.monotonic()
            while filed() < number:
                terminal.read(0.02)
                if time.monotonic() - asked > 3:  # a doubt was shown: look, and file it as it stands
                    terminal.send("\r")
                    asked = time.monotonic()
        took = time.monotonic() - began
        with book.read() as tx:
            rows = findings.list_findings(tx, FindingFilter(), None, 50)
    assert len(rows) == 40
    assert {row.text for row in rows} == set(FORTY)
    assert took < 600
