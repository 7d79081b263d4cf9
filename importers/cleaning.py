"""The characters of a canonical text: which of a file's characters count, and how blanks are written.

Kept: every printed character in its printed width.  Taken out: marks of Markdown and LaTeX that frame
characters, `<sub>` and `<sup>` tags, control and zero-width characters, the replacement character.  Blanks
stand only between two ASCII characters; elsewhere a Chinese text has none.  Full-width letters and digits
and Kangxi radicals, which only differ by how a file was typed, become the usual characters.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd\u00ad\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_TAG = re.compile(r"</?(?:su[bp]|b|i|u|em|strong|span|font|br)\b[^<>]{0,200}>", re.IGNORECASE)
_MATH = re.compile(r"\$\$?([^$\n]{1,400}?)\$\$?")
_SUBSCRIPT = re.compile(r"(?<=[A-Za-z0-9)])\s*[_^]\s*(?:\{\s*([^{}]{1,20})\s*\}|([0-9A-Za-z]))")
_ROUND_MATH = re.compile(r"\\[(\[]([^\n]{1,400}?)\\[)\]]")
_LINK = re.compile(r"(!?)\[([^\[\]]{0,200})\]\([^()\s]{0,400}\)")
_ESCAPED = re.compile(r"\\([.()\[\]*_#+\-~|<>{}])")
_BULLET = re.compile(r"^\s*(?:[-+>]|\*(?!\*))\s+")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s*|\s*#{1,6}\s*$")
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_RADICALS = {
    code: folded
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFAFF))
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1 and folded != chr(code)
}
_FOLD = {**_WIDE, **_RADICALS}

_LATEX_SIGNS = (
    (r"\leqslant", "≤"),
    (r"\leq", "≤"),
    (r"\le", "≤"),
    (r"\geqslant", "≥"),
    (r"\geq", "≥"),
    (r"\ge", "≥"),
    (r"\times", "×"),
    (r"\cdot", "·"),
    (r"\mu", "μ"),
    (r"\%", "%"),
    (r"\sim", "~"),
    (r"\pm", "±"),
)
_LATEX_FRAME = re.compile(r"\\(?:text|mathrm|mathbf|mathit|mbox|rm|textbf)\s*\{([^{}]*)\}")
_LATEX_SPACE = re.compile(r"\\[,;:! ]|~")
_POWER = re.compile(r"\^\s*(?:\{\s*(\d{1,3})\s*\}|(\d))")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _formula(match: re.Match[str]) -> str:
    """The characters that a formula prints: `$\\leq30\\text{mg}/\\text{m}^3$` is ≤30mg/m³."""
    body = _LATEX_SPACE.sub("", match.group(1))
    for _ in range(3):
        body = _LATEX_FRAME.sub(r"\1", body)
    for word, sign in _LATEX_SIGNS:
        body = re.sub(re.escape(word) + r"(?![a-zA-Z])", sign, body)
    body = _POWER.sub(lambda power: (power.group(1) or power.group(2)).translate(_SUPERSCRIPTS), body)
    return body.replace("_{", "").replace("{", "").replace("}", "").replace("_", "")


_STRONG_LEAD = re.compile(
    r"\s*(?:[-*+>]\s+)?(?P<number>[\d一二三四五六七八九十（）().、．第条 \\]{0,10})"
    r"\*\*(?P<bold>[^*]{2,200})\*\*"
)


def strong_lead(text: str) -> int:
    """How many characters of the line without its marks are set bold at its beginning; 0 where all are."""
    match = _STRONG_LEAD.match(text)
    if match is None or not text[match.end() :].strip():
        return 0
    return len(without_markup(match["number"] + match["bold"]).lstrip())


def without_markup(text: str) -> str:
    """One line of a Markdown-like text without the marks that frame its characters."""
    if "#" in text:
        text = _HEADING_MARK.sub("", text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "![" in text or "](" in text:
        text = _LINK.sub(lambda match: "" if match.group(1) else match.group(2), text)
    if "\\(" in text or "\\[" in text:
        text = _ROUND_MATH.sub(_formula, text)
    if "$" in text:
        text = _MATH.sub(_formula, text)
    if "_" in text or "^" in text:
        text = _SUBSCRIPT.sub(lambda match: match.group(1) or match.group(2), text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub("", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _BULLET.sub("", text)


def tidy(text: str) -> str:
    """One line with its blanks and characters as a canonical text writes them."""
    text = _INVISIBLE.sub("", text).translate(_FOLD)
    return _BLANKS.sub(lambda match: _blank(text, match), text).strip()


def _blank(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    if start == 0 or end == len(text):
        return ""
    return " " if text[start - 1].isascii() and text[end].isascii() else ""
