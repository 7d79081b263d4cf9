"""What people call things, by kind, and how Chinese characters sound.

Owns the reading of `knowledge/words.yaml` and `knowledge/sounds.txt`.  A word is recognised as written, as
initials typed for it (ztc), and as a slip of the ear (渣图车).  Refuses to say what a word means for money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from penalties.concepts import read_yaml

_LATIN = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Lexicon:
    """Words by kind, initials typed for words, and the syllable of each character without its tone."""

    kinds: dict[str, tuple[str, ...]]
    abbreviations: dict[str, str]
    syllables: dict[str, str]
    labels: dict[str, str]

    def label(self, kind: str) -> str:
        """What a clerk calls a kind of words."""
        return self.labels.get(kind, kind)

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        """word -> its kinds"""
        table: dict[str, list[str]] = {}
        for kind, words in self.kinds.items():
            for word in words:
                table.setdefault(word, []).append(kind)
        return table

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._written))

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], list[tuple[str, str]]]:
        table: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for kind, words in self.kinds.items():
            for word in words:
                if len(word) >= 2 and all(char in self.syllables for char in word):
                    table.setdefault(self.sounds(word), []).append((word, kind))
        return table

    def sounds(self, run: str) -> tuple[str, ...]:
        """The syllables of the characters that have one."""
        return tuple(self.syllables[char] for char in run if char in self.syllables)

    def spell_out(self, text: str) -> str:
        """The text with initials replaced by what they are typed for; unknown Latin stays."""
        return _LATIN.sub(lambda hit: self.abbreviations.get(hit.group(), hit.group()), text)

    def words(self, text: str) -> dict[str, list[str]]:
        """kind -> the words of the text that belong to it, as they stand there."""
        spelled = self.spell_out(text)
        found = self._literal(spelled)
        for kind, heard in self._heard(spelled):
            known = found.setdefault(kind, [])
            if heard not in known:
                known.append(heard)
        return found

    def groups(self, text: str) -> set[str]:
        """The kinds of which a word occurs."""
        return set(self.words(text))

    def _literal(self, text: str) -> dict[str, list[str]]:
        """kind -> its words that stand in the text, the longest at each place."""
        table = self._written
        found: dict[str, list[str]] = {}
        ends: dict[str, int] = {}
        for start in range(len(text)):
            for size in range(min(self._longest, len(text) - start), 0, -1):
                word = text[start : start + size]
                for kind in table.get(word, ()):
                    if ends.get(kind, 0) < start + size:
                        ends[kind] = start + size
                        known = found.setdefault(kind, [])
                        if word not in known:
                            known.append(word)
        return found

    def _heard(self, text: str) -> list[tuple[str, str]]:
        """Words that sound like a known one, share a character with it and are not written like it."""
        spoken = [self.syllables.get(char, "") for char in text]
        found = []
        for size in (2, 3, 4, 5):
            for start in range(len(spoken) - size + 1):
                entries = self._by_sound.get(tuple(spoken[start : start + size]))
                if not entries:
                    continue
                written = text[start : start + size]
                for word, kind in entries:
                    same = sum(a == b for a, b in zip(word, written, strict=True))
                    if 0 < same < size:
                        found.append((kind, written))
        return found


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon that is shipped; read once."""
    data = read_yaml("words.yaml")
    syllables: dict[str, str] = {}
    table = (files("penalties") / "knowledge" / "sounds.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        syllable, characters = line.split()
        syllables.update(dict.fromkeys(characters, syllable))
    kinds = {kind: tuple(words) for kind, words in data["kinds"].items()}
    return Lexicon(kinds, data["abbreviations"], syllables, data.get("labels", {}))
