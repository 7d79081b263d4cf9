"""Writes `knowledge/sounds.txt`: the syllable of every common character, without tone.

What is often confused in speech and typing is one syllable here (zh z, ch c, sh s, ng n, l n is kept).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path


def common_characters() -> list[str]:
    """The 6,763 characters of GB 2312."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def folded(syllable: str) -> str:
    """zh, ch, sh as z, c, s; a final ng as n."""
    for retroflex, flat in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(retroflex):
            syllable = flat + syllable[2:]
    return syllable.removesuffix("g") if syllable.endswith(("ang", "eng", "ing")) else syllable


def write(target: Path) -> None:
    """One line a syllable: the syllable, then its characters."""
    from pypinyin import lazy_pinyin

    table: dict[str, list[str]] = defaultdict(list)
    for char in common_characters():
        [syllable] = lazy_pinyin(char)
        table[folded(syllable)].append(char)
    lines = (f"{syllable} {''.join(chars)}" for syllable, chars in sorted(table.items()))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "knowledge" / "sounds.txt")
