"""The map in ARCHITECTURE.md: every module with the first sentence of its docstring.

`python tests/architecture_map.py` writes it anew; `tests/test_documents.py` refuses a stale one.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
ROOMS = ("ledger", "importers", "penalties", "templates", "tui")
BEGIN, END = "<!-- map begins -->", "<!-- map ends -->"


def modules() -> list[Path]:
    """Every module of the five rooms, relative to the project, a folder's own files before its folders'."""
    found = [path.relative_to(PROJECT) for room in ROOMS for path in (PROJECT / room).rglob("*.py")]
    return sorted(found, key=lambda path: (ROOMS.index(path.parts[0]), path.parent.parts, path.name))


def first_sentence(path: Path) -> str:
    """What a module says of itself, up to the first full stop."""
    docstring = ast.get_docstring(ast.parse((PROJECT / path).read_text("utf-8"))) or ""
    sentence = re.split(r"(?<=[.。])\s|\n\n", docstring.strip(), maxsplit=1)[0]
    return " ".join(sentence.split())


def tree_map() -> str:
    """The map as Markdown: a list for each folder."""
    lines: list[str] = []
    folder = None
    for path in modules():
        if path.parent != folder:
            folder = path.parent
            lines += ["", f"### `{folder.as_posix()}/`", ""]
        lines.append(f"- `{path.name}` {first_sentence(path)}")
    return "\n".join(lines).strip()


def with_map(document: str) -> str:
    """The document with its map replaced by the tree's."""
    before, rest = document.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{tree_map()}\n\n{END}{after}"


if __name__ == "__main__":
    target = PROJECT / "ARCHITECTURE.md"
    target.write_text(with_map(target.read_text("utf-8")), "utf-8")
