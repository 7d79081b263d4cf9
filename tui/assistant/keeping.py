"""Conversations as they are kept: a file for each set of books, a line for every turn; searched and exported.

The file stands in the user's state folder, readable by its owner alone; the books keep what was confirmed,
this keeps what was said.  A line that a crash cut short is passed over.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ledger.errors import BadInput
from tui.assistant.masking import folded


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: `at` is an ISO time, `sources` are the places that the reply stands on."""

    at: str
    person: str
    said: str
    reply: str
    intent: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The kept turns of one set of books."""

    path: Path

    def add(self, turn: Turn) -> None:
        """Appends a turn in one write. Raises BadInput where the disk refuses."""
        line = json.dumps(asdict(turn), ensure_ascii=False) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab+") as file:
                if file.tell() and os.pread(handle, 1, file.tell() - 1) != b"\n":
                    line = "\n" + line  # what a crash cut short stays a line of its own
                file.write(line.encode())
        except OSError as wrong:
            raise self._unwritable() from wrong

    def leave(self, person: str, kept: Mapping[str, Any]) -> None:
        """Keeps what a person was still filling in; an empty mapping clears it."""
        path = self._unfinished(person)
        fresh = path.with_suffix(".new")
        try:
            if not kept:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
            fresh.replace(path)
        except OSError as wrong:
            raise self._unwritable() from wrong

    def left(self, person: str) -> dict[str, Any]:
        """What a person was still filling in; nothing where nothing readable was kept."""
        try:
            kept = json.loads(self._unfinished(person).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _unwritable(self) -> BadInput:
        return BadInput(f"对话没有存下来：{self.path} 不能写入，请检查磁盘和权限。")

    def _unfinished(self, person: str) -> Path:
        return self.path.with_name(f"{self.path.stem}-{sha256(person.encode()).hexdigest()[:8]}.draft")

    def turns(self) -> Iterator[Turn]:
        """Every turn, oldest first."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                turn = _turn(line)
                if turn is not None:
                    yield turn

    def search(self, words: str) -> list[Turn]:
        """The turns that hold every one of the words, in what was said or answered, newest first."""
        wanted = [word.lower() for word in folded(words).split()]
        found = [
            turn
            for turn in self.turns()
            if all(word in folded(f"{turn.said} {turn.reply}").lower() for word in wanted)
        ]
        return found[::-1]


def record_path(url: str, state: Path) -> Path:
    """The file for the books at a database address; its name tells the books' name and nothing else of it."""
    stem = re.sub(r"[^\w-]+", "", Path(urlsplit(url).path).stem) or "book"
    return state / "conversations" / f"{stem}-{sha256(url.encode()).hexdigest()[:12]}.jsonl"


def by_role(roles: dict[str, str]) -> Callable[[str], str]:
    """A reader that shows persons by what they are: name → role, the longest name first."""
    if not roles:
        return lambda text: text
    names = re.compile("|".join(map(re.escape, sorted(roles, key=len, reverse=True))))
    return lambda text: names.sub(lambda hit: roles[hit.group()], text)


def as_lines(turns: Iterable[Turn], shown: Callable[[str], str]) -> Iterator[str]:
    """One JSON object a turn."""
    for turn in turns:
        row = {
            name: shown(value) if isinstance(value, str) else value for name, value in asdict(turn).items()
        }
        yield json.dumps(row, ensure_ascii=False)


def as_text(turns: Iterable[Turn], shown: Callable[[str], str]) -> Iterator[str]:
    """As people read a conversation: who said what, and the places under the answer."""
    for turn in turns:
        yield f"{turn.at[:16].replace('T', ' ')}  {shown(turn.person)}：{shown(turn.said)}"
        yield f"助手：{shown(turn.reply)}"
        if turn.sources:
            yield "出处：" + "；".join(turn.sources)
        yield ""


def _turn(line: str) -> Turn | None:
    try:
        row = json.loads(line)
        return Turn(**{**row, "sources": tuple(row["sources"])})
    except (ValueError, TypeError, KeyError):
        return None
