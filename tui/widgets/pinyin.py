"""Chinese names by ASCII: whole syllables, initials, or the characters themselves."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def spellings(text: str) -> tuple[str, str]:
    """The syllables run together and the initials, in lower case: (fuchengbanshichu, fcbsc)."""
    from pypinyin import Style, lazy_pinyin  # loads a dictionary: paid by the first search, not by the start

    syllables = lazy_pinyin(text, style=Style.NORMAL)
    return "".join(syllables).lower(), "".join(syllable[:1] for syllable in syllables).lower()


def matches(query: str, text: str) -> bool:
    """Whether `query` finds `text`: as a part of it, of its syllables or of its initials."""
    wanted = query.strip().lower()
    if not wanted or wanted in text.lower():
        return True
    if not wanted.isascii():
        return False
    syllables, initials = spellings(text)
    return wanted in initials or wanted in syllables


def rank(query: str, text: str) -> int:
    """How well `query` finds `text`, 0 best; meaningful only where `matches` holds."""
    wanted = query.strip().lower()
    if not wanted or text.lower().startswith(wanted):
        return 0
    if wanted in text.lower():
        return 1
    syllables, initials = spellings(text)
    if initials.startswith(wanted):
        return 2
    return 3 if wanted in initials else 4 if syllables.startswith(wanted) else 5
