"""How Chinese characters sound, without tones: for names written with other characters or in Latin."""

from __future__ import annotations

from functools import lru_cache

# Sounds that typists of central China mix up.
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))


@lru_cache(maxsize=8192)
def syllables(word: str) -> tuple[str, ...]:
    """The toneless syllables of a word, one a character; what is no Chinese character stays itself."""
    from pypinyin import lazy_pinyin  # its tables take a tenth of a second to load

    return tuple(lazy_pinyin(word))


def sound(word: str) -> str:
    """The syllables joined by spaces, with the mixed-up sounds made one."""
    merged = []
    for syllable in syllables(word):
        for wide, narrow in _MERGED:
            if syllable.startswith(wide):
                syllable = narrow + syllable[len(wide) :]
            if syllable.endswith(wide):
                syllable = syllable[: -len(wide)] + narrow
        merged.append(syllable)
    return " ".join(merged)


def initials(word: str) -> str:
    """The first letters of the syllables: 柳渡 → ld."""
    return "".join(syllable[:1] for syllable in syllables(word))


def spelled(word: str) -> str:
    """The full spelling: 柳渡 → liudu."""
    return "".join(syllables(word))
