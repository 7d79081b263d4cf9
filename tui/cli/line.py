"""The options that every command takes, wherever they stand on the line: --as NAME and --db URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledger.errors import BadInput

EVERYWHERE = {"--as": "姓名", "--db": "地址"}


@dataclass(frozen=True, slots=True)
class Line:
    """A command line taken apart; `words` is what is left for the command."""

    words: tuple[str, ...]
    person: str | None
    url: str | None


def take_apart(words: Sequence[str]) -> Line:
    """Lifts --as and --db out of a line; the last of each counts, and after -- nothing is lifted.

    Raises BadInput where one has no value.
    """
    given: dict[str, str] = {}
    left: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            left += [word, *queue]
            break
        if name not in EVERYWHERE:
            left.append(word)
            continue
        if not equals:
            value = queue.pop(0) if queue else ""
        if not value.strip():
            raise BadInput(f"{name} 后面缺少{EVERYWHERE[name]}，请写成 {name} {EVERYWHERE[name]}。")
        given[name] = value.strip()
    return Line(tuple(left), given.get("--as"), given.get("--db"))


def who_acts(given: str | None, environment: Mapping[str, str]) -> str:
    """The person at work: --as, else GONGJIAN_USER, else the operating system's user.

    Raises BadInput where the system knows no user.
    """
    named = given or environment.get("GONGJIAN_USER", "").strip()
    if named:
        return named
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise BadInput("不知道是谁在操作，请加 --as 姓名，或设置环境变量 GONGJIAN_USER。") from None
