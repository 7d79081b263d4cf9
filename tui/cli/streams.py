"""What goes in and out of the process: UTF-8 whatever the locale, one JSON document or one object a line."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from ledger.errors import BadInput


def use_utf8() -> None:
    """Makes stdout and stderr UTF-8; a character that cannot be written is escaped, never a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(line: str = "") -> None:
    """A line for the reader of stdout."""
    sys.stdout.write(line + "\n")


def warn(line: str) -> None:
    """A line about the work, on stderr."""
    sys.stderr.write(line + "\n")


def say_json(value: Any) -> None:
    """One JSON document, indented."""
    say(json.dumps(value, ensure_ascii=False, indent=1))


def say_json_line(value: Any) -> None:
    """One JSON object on a line, flushed: who pipes a question in may wait for its answer."""
    say(json.dumps(value, ensure_ascii=False))
    sys.stdout.flush()


def text_lines_in() -> Iterator[str]:
    """The lines on stdin. Raises BadInput naming the line that is no UTF-8."""
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        try:
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise BadInput(f"标准输入第 {number} 行不是 UTF-8 文本，请把输入转为 UTF-8 后再试。") from None


def json_lines_in() -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects on stdin with their line numbers, from 1; blank lines are skipped.

    Raises BadInput naming the line that is no UTF-8 or no JSON object.
    """
    for number, line in enumerate(text_lines_in(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            raise BadInput(f"标准输入第 {number} 行不是 JSON，请每行写一个 JSON 对象。") from None
        if not isinstance(value, dict):
            raise BadInput(f'标准输入第 {number} 行不是 JSON 对象，请写成 {{"id": …, "text": …}}。')
        yield number, value


def leave_quietly() -> None:
    """After the reader of stdout has gone: what is still buffered goes nowhere."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
